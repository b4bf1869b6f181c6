"""Drafts that go round in circles are ended before they fill the canvas."""

import pytest
from scripted_engine import ScriptedEngine, answer
from scripted_job import ONE_BY_ONE, ask, run

from mercurycli.canvas import Draft
from mercurycli.drafting import LOOP_LOOK, before_loop, ended


def draft(ids, left=3):
    ids = (*ids, *[0] * left)
    holes = tuple(at >= len(ids) - left for at in range(len(ids)))
    return Draft(ids, ids, (0.9,) * len(ids), holes, (), (), (), 16, 16, 1.0, False)


@pytest.mark.parametrize("period", [1, 2, 3, 5, 8])
def test_what_stands_before_the_second_round_is_kept(period):
    start, loop = [50, 51, 52], list(range(1, period + 1))
    assert before_loop(draft(start + loop * 32)) == len(start) + period


def test_a_few_rounds_are_no_loop():
    assert before_loop(draft([50, *[1, 2] * 11])) == 0 and before_loop(draft([])) == 0
    assert before_loop(draft([50, *[1, 2] * 40, 3])) == 0  # it went on


def test_an_ended_draft_is_whole():
    found = ended(draft([50, *[1] * 30]), 2, 7)
    assert (found.ids, found.done, any(found.holes)) == ((50, 1, 7), True, False) and len(found.confidence) == 3


def test_a_looping_answer_costs_no_more_calls_than_it_takes_to_see_it():
    engine = ScriptedEngine(answer("a = (" + "ab" * 50, end=False), defaults=ONE_BY_ONE, length=100)
    end = run(engine, ask(language="python"))[-1]
    assert end.model_calls <= 3 * 2 * LOOP_LOOK  # a draw and two rounds of mending
    assert end.text == "a = (ab\n"
