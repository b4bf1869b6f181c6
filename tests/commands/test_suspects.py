"""Which lines a failing test puts under suspicion, and which of them most."""

from pathlib import Path

from mercurycli.commands.aim import Aim, Part
from mercurycli.commands.suspects import BESIDE, ELSEWHERE, around, renewed, suspected
from mercurycli.commands.targets import Target
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named

BANK = """\
class Account:
    def __init__(self):
        self.balance = 0

    def deposit(self, amount):
        self.balance += amount

    def withdraw(self, amount):
        self.balance += amount
"""


def document(text):
    return Document.from_text(text, language_named("python"), "bank.py")


def test_the_rest_of_the_innermost_definition_comes_before_that_of_the_outer_one():
    costs = around(document(BANK), (9,), "")
    assert costs[8] == BESIDE and costs[5] == costs[2] == ELSEWHERE and 9 not in costs


def test_a_definition_that_the_output_shows_called_comes_before_the_others():
    costs = around(document(BANK), (), "    a.withdraw(3)\nE   assert 13 == 7")
    assert costs[8] == costs[9] == BESIDE and costs[6] == costs[1] == ELSEWHERE


def test_a_class_that_is_named_with_one_of_its_methods_says_nothing_of_the_others():
    costs = around(document(BANK), (), 'Account("a").deposit(0)')
    assert costs[6] == BESIDE and costs[9] == ELSEWHERE


def test_of_a_long_file_only_definitions_that_are_named_are_looked_at():
    long = document(BANK + "\n" * 60)
    assert around(long, (), "something went wrong") == {}
    assert set(around(long, (), "withdraw")) == {8, 9}


def test_after_a_shorter_candidate_the_lines_of_a_region_are_the_same():
    target, before = Target(Path("bank.py")), document(BANK + "\n\nlimit = 100\n")
    part = suspected(target, before, Part(Aim(lines=("5-6",)).regions(before)), "")
    after = document(before.text.replace("self.balance += amount", "self.balance = 0", 1))
    assert renewed(target, after, part, "").lines == part.lines == (5, 6)
