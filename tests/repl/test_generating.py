"""Wishes in a session, on the scripted engine: the real sampler writes what it is told to."""

import pytest
from scripted_engine import ScriptedEngine, answer

from mercurycli.canvas import SamplingParams
from mercurycli.errors import UsageError
from mercurycli.repl import generating
from mercurycli.repl.dials import Dials

ONE, TWO = "a = 1\n", "b = 2\n"


def wishes_asked(engine):
    return [engine.tokenizer.decode([i for i, own in zip(canvas.ids, canvas.answer, strict=True) if not own]) for canvas, _ in engine.asked]


def test_a_wish_is_answered_with_the_program_on_stdout_and_figures_on_stderr(desk_with, capsys):
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE)), answer=True)
    assert generating.line(desk, "one") == 0
    out, err = capsys.readouterr()
    assert out == ONE and "tokens" in err
    assert (desk.wish, desk.result.text, desk.result.language) == ("one", ONE, "python")
    assert [frame.step for frame in desk.frames] == list(range(1, engine.calls + 1))  # every draft is kept


def test_a_follow_up_is_asked_again_with_the_last_wish_and_says_so(desk_with, capsys):
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE), answer(TWO)))
    generating.line(desk, "balls")
    generating.line(desk, "make them red")
    assert "asked again as: balls, red" in capsys.readouterr().err
    assert [wish.replace(" ", "") for wish in wishes_asked(engine)] == ["balls", "balls,red"]
    assert [result.text for result in desk.results] == [ONE, TWO] and desk.wish == "balls, red"


def test_gen_is_a_new_wish_whatever_was_said_before(desk_with):
    desk, _, _ = desk_with(ScriptedEngine(answer(ONE)))
    generating.line(desk, "balls")
    generating.new(desk, "make them red")
    assert desk.wish == "make them red"


def test_the_dials_are_what_the_sampler_is_told(desk_with):
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE)))
    desk.dials = Dials(steps=2, threshold=0.5, temperature=0.25, seed=9, length=31)
    generating.line(desk, "one")
    canvas, params = engine.asked[0]
    assert (params.steps, params.threshold, params.temperature, params.seed) == (2, 0.5, 0.25, 9)
    assert sum(canvas.answer) == 31


@pytest.mark.parametrize(("set_to", "own", "used"), [(None, 0.0, 0.5), (None, 0.3, 0.3), (0.7, 0.0, 0.7), (0.0, 0.3, 0.5)])
def test_again_takes_the_next_seed_and_a_temperature_that_makes_a_difference(desk_with, set_to, own, used):
    desk, engine, _ = desk_with(ScriptedEngine(answer(ONE), defaults=SamplingParams(temperature=own, seed=4)))
    desk.dials = Dials(temperature=set_to)
    generating.line(desk, "one")
    for seed in (5, 6):
        generating.again(desk, "")
        assert (engine.asked[-1][1].seed, engine.asked[-1][1].temperature) == (seed, used)
    assert desk.dials == Dials(temperature=set_to)  # for this once


def test_again_needs_a_wish(desk_with):
    with pytest.raises(UsageError, match="no wish"):
        generating.again(desk_with()[0], "")


class Interrupted(ScriptedEngine):
    """Ctrl-C in the middle."""

    def denoise(self, canvas, params):
        for draft in super().denoise(canvas, params):
            yield draft
            if draft.step == 2:
                raise KeyboardInterrupt


def test_ctrl_c_keeps_the_best_draft_and_the_wish(desk_with, capsys):
    desk, _, _ = desk_with(Interrupted(answer(ONE), defaults=SamplingParams(per_step=2)), answer=True)
    assert generating.line(desk, "one") == 130
    assert capsys.readouterr().out == ONE  # its best guess parsed
    assert desk.wish == "one" and desk.result.text == ONE and len(desk.frames) == 2


def test_ctrl_c_before_anything_parses_keeps_the_drafts(desk_with, capsys):
    desk, _, _ = desk_with(Interrupted(answer("a = )\n"), defaults=SamplingParams(per_step=2)), answer=True)
    assert generating.line(desk, "one") == 130
    out, err = capsys.readouterr()
    assert out == "" and "/steps" in err and not desk.results and desk.frames


def test_a_wish_that_is_none_is_the_users_fault(desk_with):
    with pytest.raises(UsageError, match="empty"):
        generating.line(desk_with()[0], "")
