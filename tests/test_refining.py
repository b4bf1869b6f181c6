"""A second look, on the scripted engine: the real sampler, and a model that believes in one text."""

import pytest
from scripted_engine import TOKENIZER, ScriptedEngine

from mercurycli.canvas import SamplingParams
from mercurycli.errors import UsageError
from mercurycli.events import End, Frame, Note, Start
from mercurycli.refining import DOUBTFUL, LENGTHS, RefineRequest, refine

OLD = "a = 1\nb = 2\nc = 3\n"
NEW = "a = 1\nb = 7\nc = 3\n"
BROKEN = "a = 1\nb = )\nc = 3\n"


def ids_of(text):
    return [TOKENIZER.language_ids["python"], *TOKENIZER.encode(text), TOKENIZER.eos_id]


def run(engine, text, **options):
    events = list(refine(engine, RefineRequest("numbers", text, "python", **options)))
    assert isinstance(events[0], Start) and isinstance(events[-1], End)
    return events


def notes(events):
    return [event.text for event in events if isinstance(event, Note)]


def test_the_texts_of_these_tests_have_the_same_number_of_tokens():
    assert len(ids_of(OLD)) == len(ids_of(NEW)) == len(ids_of(BROKEN))


def test_the_doubtful_line_is_written_again_and_nothing_else_may_change():
    engine = ScriptedEngine(ids_of(NEW))
    events = run(engine, OLD)
    assert (events[-1].text, events[-1].status, events[-1].exit_code) == (NEW, "ok", 0)
    said = notes(events)
    assert said[0].endswith("doubtful: line 2") and "in doubt instead of" in said[-1]
    for canvas, params in engine.asked:
        own = [(token, hole) for token, hole, answer in zip(canvas.ids, canvas.holes, canvas.answer, strict=True) if answer]
        assert not own[0][1] and not own[-1][1]  # language and end stay
        if params.take_back == 1.0 and params.threshold < 1.0 and len(own) == len(ids_of(OLD)):  # an attempt of the old length
            holes = [at for at, (_, hole) in enumerate(own) if hole]
            assert "\n" not in TOKENIZER.decode(ids_of(OLD)[holes[0] : holes[-1] + 1])
            assert TOKENIZER.decode(ids_of(OLD)[: holes[0]]).count("\n") == 1


def test_what_the_model_believes_in_is_left_as_it_is():
    engine = ScriptedEngine(ids_of(OLD))
    events = run(engine, OLD)
    assert events[-1].text == OLD and events[-1].steps == 0
    assert events[-1].model_calls == engine.calls > 0 and "nothing to refine" in notes(events)[0]


def test_a_draft_that_is_believed_less_does_not_win():
    """The model doubts the old text while it is asked, writes another, and believes in that even less."""
    class Fickle(ScriptedEngine):
        def denoise(self, canvas, params):
            attempt = params.threshold < 1.0
            self.answers = (ids_of(NEW) if attempt else ids_of(OLD),)
            self.sure = 0.95 if attempt else DOUBTFUL - 0.1
            return super().denoise(canvas, params)

    events = run(Fickle(), OLD)
    assert events[-1].text == OLD and "stays as it was" in notes(events)[-1]
    assert events[-1].steps >= len(LENGTHS)


def test_a_draft_that_parses_wins_over_one_that_does_not_and_the_line_of_the_error_is_doubted():
    class Sure(ScriptedEngine):
        """Of the broken program too; but it writes a whole one."""

        def denoise(self, canvas, params):
            self.answers = (ids_of(OLD if params.threshold < 1.0 else BROKEN),)
            return super().denoise(canvas, params)

    events = run(Sure(), BROKEN)
    assert events[-1].text == OLD and notes(events)[-1].startswith("it parses now")


def test_a_draft_that_ends_early_is_no_gain():
    cut = ids_of(OLD)
    cut[6] = TOKENIZER.eos_id
    assert run(ScriptedEngine(cut), OLD)[-1].text == OLD


def test_attempts_after_the_first_of_a_length_are_warm_and_each_has_a_seed_of_its_own():
    engine = ScriptedEngine(ids_of(NEW))
    run(engine, OLD, overrides=(("seed", 4),))
    attempts = [(sum(canvas.answer) - len(ids_of(OLD)), params) for canvas, params in engine.asked if params.threshold < 1.0]
    assert [(more, params.seed) for more, params in attempts] == [(more, 4 + number) for number, more in enumerate(LENGTHS)]
    assert [params.temperature > 0 for _, params in attempts] == [more in LENGTHS[:number] for number, more in enumerate(LENGTHS)]


@pytest.mark.parametrize(("old", "meant"), [(OLD, OLD.replace("2", "22")), (OLD, OLD.replace("2", "222")), (OLD.replace("2", "22"), OLD)])
def test_a_line_may_become_longer_or_shorter_and_what_follows_it_stays(old, meant):
    """A model that is sure of one text alone."""
    assert len(ids_of(meant)) - len(ids_of(old)) in LENGTHS

    class Sure(ScriptedEngine):
        def denoise(self, canvas, params):
            self.answers = (ids_of(meant) if sum(canvas.answer) == len(ids_of(meant)) else ids_of(old),)
            self.sure = 0.95 if sum(canvas.answer) == len(ids_of(meant)) else DOUBTFUL - 0.1
            return super().denoise(canvas, params)

    end = run(Sure(), old)[-1]
    assert end.text == meant and end.tokens == len(ids_of(meant))


def test_without_room_no_line_becomes_longer():
    engine = ScriptedEngine(ids_of(NEW))
    engine.max_positions = len(ids_of(OLD)) + 7
    taken = run(engine, OLD) and max(len(canvas) for canvas, _ in engine.asked)
    assert taken <= engine.max_positions


def test_ctrl_c_leaves_the_program_as_it_was():
    class Interrupted(ScriptedEngine):
        def denoise(self, canvas, params):
            if params.threshold < 1.0:
                raise KeyboardInterrupt
            return super().denoise(canvas, params)

    end = run(Interrupted(ids_of(NEW)), OLD)[-1]
    assert (end.status, end.exit_code, end.text) == ("interrupted", 130, OLD)


def test_frames_are_counted_on_over_the_attempts():
    events = run(ScriptedEngine(ids_of(NEW), defaults=SamplingParams(per_step=1)), OLD)
    steps = [event.step for event in events if isinstance(event, Frame)]
    assert steps == [*range(1, len(steps) + 1)] and steps[-1] == events[-1].steps


@pytest.mark.parametrize(
    ("text", "language", "cause"),
    [("a = 1\n" * 99, "python", "context holds 120"), (OLD, None, "language"), (OLD, "rust", "rust")],
)
def test_what_cannot_be_refined_is_told_before_the_model_runs(text, language, cause):
    engine = ScriptedEngine(ids_of(OLD))
    with pytest.raises(UsageError, match=cause) as refused:
        refine(engine, RefineRequest("numbers", text, language))
    assert refused.value.hint and engine.calls == 0
