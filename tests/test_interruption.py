"""Ctrl-C in a job: it ends with the best that stands."""

import pytest
from scripted_engine import ScriptedEngine, answer
from scripted_job import BAD, GOOD, ONE_BY_ONE, ask, of_kind

from mercurycli.canvas import SamplingParams
from mercurycli.events import Check, End, Frame
from mercurycli.session import gen


def interrupted(engine, after, request=None):
    """Throws Ctrl-C in after so many events; returns the events before and the End."""
    events = gen(engine, request or ask(language="python"))
    seen = [next(events) for _ in range(after)]
    end = events.throw(KeyboardInterrupt())
    assert isinstance(end, End) and (end.status, end.exit_code) == ("interrupted", 130)
    assert next(events, None) is None
    return seen, end


def test_an_interrupted_job_ends_with_the_newest_guess_that_parses():
    guesses = {1: answer(GOOD), 2: answer("z" + GOOD[1:]), 3: answer(BAD)}
    params = SamplingParams(per_step=1, take_back=1.0)
    engine = ScriptedEngine(lambda step: guesses[min(step, 3)], defaults=params)
    seen, end = interrupted(engine, 5)
    assert [frame.parse.ok for frame in of_kind(seen, Frame)] == [True, True, False, False]
    assert end.text.endswith(GOOD[1:]) and end.language == "python"
    assert end.steps == end.model_calls == engine.calls == 4
    assert end.tokens == of_kind(seen, Frame)[-1].tokens


def test_an_interruption_in_a_mending_round_counts_the_steps_of_all_rounds():
    engine = ScriptedEngine(answer(BAD), answer(GOOD), sure=0.5, defaults=SamplingParams(per_step=8))
    events = gen(engine, ask(language="python"))
    for event in events:
        if len(engine.asked) == 2 and isinstance(event, Frame):
            break
    end = events.throw(KeyboardInterrupt())
    assert end.steps == end.model_calls == engine.calls == event.step


@pytest.mark.parametrize("after", [1, 2])
def test_a_job_interrupted_before_anything_parses_ends_with_nothing(after):
    _, end = interrupted(ScriptedEngine(answer(BAD), sure=0.5), after)
    assert end.text == ""


def test_a_job_interrupted_when_all_is_written_keeps_the_program():
    engine = ScriptedEngine(answer(GOOD))
    seen, end = interrupted(engine, 3)
    assert isinstance(seen[-1], Check) and end.text == GOOD and end.steps == 1


def test_an_interruption_while_the_model_computes_keeps_the_drafts_that_were_not_shown():
    def answers(step):
        if step == 4:
            raise KeyboardInterrupt
        return answer(GOOD)

    engine = ScriptedEngine(answers, defaults=ONE_BY_ONE)
    events = list(gen(engine, ask(language="python", frame_interval=1e9)))
    assert (events[-1].status, events[-1].text, events[-1].steps) == ("interrupted", GOOD, 3)
