"""Lines guessed by the lines around them, and the table of recipe.holes without a model."""

import json
import sys

import pytest
from recipe import corpus, holes
from recipe.corpus import File
from recipe.line_ngrams import LineNgrams
from recipe.real_code import Hole, source_of

LOOP = """def total(rows):
    result = 0

    for row in rows:
        # one more
        result += row
    return result
"""
OTHER = """def product(rows):
    result = 1
    for row in rows:
        result *= row
    return result


def again(rows):
    result = 1
    for row in rows:
        result *= row
    print(result)
"""


def file(text, path="a.py"):
    return File("somewhere", path, "MIT", "python", text)


def lines(*texts):
    return LineNgrams.of(source_of(file(text)) for text in texts)


def hole(before, text, after):
    return Hole("python", before + "\n", text, "\n" + after + "\n", True)


def test_what_was_seen_between_both_lines_comes_before_what_was_seen_oftener_beside_one():
    known = lines("result = 1\nfor row in rows:\n    one()\nend()\n", *["result = 1\nfor row in rows:\n    two()\nother()\n"] * 3)
    assert known.guesses(hole("for row in rows:", "    ?", "end()"), 1) == ["    one()"]
    assert known.guesses(hole("for row in rows:", "    ?", "unseen()"), 1) == ["    two()"]


def test_blank_lines_do_not_part_neighbours_and_the_holes_indentation_is_taken():
    known = lines(LOOP)
    assert known.guesses(hole("        result = 0", "        ?", "\n            # one more"), 1) == ["        for row in rows:"]


def test_a_line_below_is_enough():
    assert lines(OTHER).guesses(hole("unseen = 3", "    ?", "return result"), 1) == ["    result *= row"]


def test_with_neighbours_nobody_has_seen_it_is_the_most_frequent_line_of_that_indentation():
    known = lines(LOOP, OTHER)
    assert known.guesses(hole("unseen = 3", "        ?", "unseen = 4"), 1) == ["        result *= row"]
    assert known.guesses(hole("unseen = 3", "\t?", "unseen = 4"), 3) == []


def test_guesses_are_code_each_once_and_not_more_than_were_asked_for():
    guesses = lines(LOOP, OTHER).guesses(hole("    for row in rows:", "        ?", "    return result"), 20)
    assert len(set(guesses)) == len(guesses) > 1 and not any("#" in guess for guess in guesses)
    assert lines(LOOP, OTHER).guesses(hole("    for row in rows:", "        ?", "    return result"), 2) == guesses[:2]


def test_the_end_of_a_file_is_no_neighbour_of_the_next_ones_begin():
    assert lines("import a\nfirst()\nlast()\n", "import b\nmore()\nmost()\n").guesses(hole("last()", "    ?", "unseen()"), 5) == []


def test_a_line_is_known_at_any_indentation():
    known = lines(LOOP)
    assert known.knows("            result += row") and known.knows("# one more") and not known.knows("result -= row")


@pytest.fixture
def folder(tmp_path):
    corpus.write(tmp_path, {"train": [file(LOOP), file(OTHER, "b.py")], "held_out": [file(LOOP.replace("# one more", "pass") * 3, "c.py")]}, {})
    return tmp_path


def test_baselines_need_no_model_and_say_how_many_lines_could_be_copied_at_all(folder, monkeypatch, capsys):
    monkeypatch.setattr(holes.Engine, "open", lambda *_: pytest.fail("a model was opened"))
    monkeypatch.setattr(sys, "argv", ["holes", "--corpus", str(folder), "--count", "6", "--baselines-only", "--json", str(folder / "table.json")])
    holes.main()
    said, table = capsys.readouterr().out, json.loads((folder / "table.json").read_text())
    ways = {row["way"]: row for row in table["rows"]}
    assert set(ways) == {"two-sided n-gram", "n-gram that parses", "most frequent line", "copy of the line above"}
    assert ways["n-gram that parses"]["parses"] >= ways["two-sided n-gram"]["parses"]
    assert all(row["exact"] <= table["known_lines"]["python"] for row in ways.values()) and "python: " in said
