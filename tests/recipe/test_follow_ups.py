"""The road of a follow-up through a session, with models that know one answer."""

import pytest
from recipe import follow_ups
from recipe.follow_ups import FollowUp, said
from scripted_engine import ScriptedEngine, answer

from mercurycli import session
from mercurycli.repl.engine_loader import EngineLoader

BEFORE, AFTER = "def f(n):\n    return n\n", "def g(n):\n    return n\n"
ITEM = {"family": "is_even", "language": "python", "before": BEFORE, "facts": {"function": "g", "checks": [[[3], 3], [[0], 0]]}}


@pytest.mark.parametrize(
    ("wish", "answers", "road"),
    [("rename it to g", (AFTER,), "changed"), ("rename it to g", (BEFORE, AFTER), "asked again"), ("prime numbers", (AFTER,), "new")],
)
def test_a_request_goes_the_road_of_a_line_in_a_session(monkeypatch, capsys, wish, answers, road):
    engine = ScriptedEngine(*map(answer, answers))
    monkeypatch.setattr(session, "open_engine", lambda model, device: engine)
    item = {**ITEM, "wish": wish}
    assert said(EngineLoader(None, "cpu"), item) == FollowUp(item, road, AFTER)
    assert capsys.readouterr() == ("", "")  # what the session says is nobody's


def test_what_came_of_it_is_judged_and_told_by_the_road_it_took(monkeypatch, capsys):
    found = [FollowUp({**ITEM, "wish": "x"}, "changed", text) for text in (AFTER, BEFORE)]
    right = follow_ups.verdicts(found)
    assert right == [True, False]
    follow_ups.show(found, right)
    assert capsys.readouterr().out.startswith("functions  1 of 2 right, 50% ")


def test_the_rule_alone_is_right_on_most_of_the_held_out_requests(capsys):
    follow_ups.recognition()
    numbers = [int(word) for word in capsys.readouterr().out.replace(",", "").split() if word.isdigit()]
    taken, follow, wrong, first = numbers
    assert taken / follow > 0.9 and wrong / first < 0.03
