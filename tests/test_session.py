"""The way of a wish: a start, frames and an end with the program."""

import time
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_engine import TOKENIZER, ScriptedEngine, answer
from scripted_job import BAD, GOOD, ONE_BY_ONE, ask, of_kind, run

from mercurycli import drafting, prompt, session
from mercurycli.canvas import SamplingParams
from mercurycli.errors import UsageError
from mercurycli.events import Check, Frame, Note, ParseState
from mercurycli.known_wishes import KnownWishes
from mercurycli.session import gen


def test_a_wish_becomes_a_start_frames_and_an_end_with_the_program():
    engine = ScriptedEngine(answer(GOOD), defaults=SamplingParams(per_step=6))
    events = run(engine, ask(language="python"))
    start, end = events[0], events[-1]
    assert (start.model, start.device, start.language, start.length, start.seed) == ("scripted", "cpu", "python", 59, 0)
    assert (end.status, end.text, end.language, end.exit_code) == ("ok", GOOD, "python", 0)
    assert end.tokens == len(answer(GOOD))  # the end token counts, what lies behind it does not
    assert [(check.name, check.ok) for check in of_kind(events, Check)] == [("parse", True)]
    assert of_kind(events, Note) == []
    assert of_kind(events, Frame)[-1].done and of_kind(events, Frame)[-1].holes == 0


def test_the_pieces_of_a_frame_are_the_draft_with_its_holes_left_out():
    for frame in of_kind(run(ScriptedEngine(answer(GOOD), defaults=ONE_BY_ONE)), Frame):
        assert all((piece.text == "") == (piece.state == "hole") for piece in frame.pieces)
        assert sum(piece.state == "hole" for piece in frame.pieces) == frame.holes
        joined = "".join(piece.text for piece in frame.pieces)
        rest = iter(GOOD)
        assert all(char in rest for char in joined)  # a part of the program, in its order
    assert joined == GOOD


def test_a_character_split_over_several_tokens_is_shown_once_it_is_whole():
    text = "s = 'é→世'\n"
    ids = [TOKENIZER.language_ids["python"], *TOKENIZER.encode(text), TOKENIZER.eos_id]
    assert len(ids) > len(text)
    frames = of_kind(run(ScriptedEngine(ids, defaults=ONE_BY_ONE)), Frame)
    assert all(piece.text == "" for frame in frames for piece in frame.pieces if piece.state == "hole")
    assert "".join(piece.text for piece in frames[-1].pieces) == text


def test_special_tokens_are_settled_but_never_shown():
    last = of_kind(run(ScriptedEngine(answer(GOOD))), Frame)[-1]
    assert len(last.pieces) == len(GOOD)
    assert last.tokens == len(GOOD) + 2  # language and end


def test_a_frame_says_what_was_new_in_its_step():
    frames = of_kind(run(ScriptedEngine(answer(GOOD), defaults=SamplingParams(per_step=5))), Frame)
    assert frames[0].new_tokens == 5 and sum(piece.state == "new" for piece in frames[0].pieces) == 5
    assert all(frame.steps is None for frame in frames)


def test_a_frame_knows_whether_the_best_guess_parses():
    guesses = {1: answer(BAD), 2: answer(GOOD)}
    engine = ScriptedEngine(lambda step: guesses[min(step, 2)], defaults=SamplingParams(per_step=1, take_back=0.9, revisions=9))
    frames = of_kind(run(engine), Frame)
    assert not frames[0].parse.ok and frames[0].parse.line == 3
    assert frames[1].parse.ok


def test_what_is_guessed_behind_a_guessed_end_is_no_part_of_the_program():
    engine = ScriptedEngine([*answer(GOOD), *answer(")))")], defaults=ONE_BY_ONE)
    frames = of_kind(run(engine), Frame)
    assert len(frames) > 20 and all(frame.parse.ok for frame in frames)


def test_a_program_without_a_final_newline_gets_one():
    assert run(ScriptedEngine(answer("a = 1")))[-1].text == "a = 1\n"


def test_settings_of_the_user_win_over_those_of_the_checkpoint():
    engine = ScriptedEngine(answer(GOOD), defaults=SamplingParams(threshold=0.7, window=9))
    run(engine, ask(language="python", overrides=(("window", 20), ("seed", 5))))
    params = engine.asked[0][1]
    assert (params.threshold, params.window, params.seed) == (0.7, 20, 5)


def test_nothing_is_computed_after_the_events_are_closed():
    engine = ScriptedEngine(answer(GOOD), defaults=ONE_BY_ONE)
    events = gen(engine, ask())
    next(events), next(events), events.close()
    assert engine.calls == 1 and next(events, None) is None


@pytest.mark.parametrize("text", ["", " \n \n"])
def test_an_answer_of_nothing_is_a_failure_that_says_so(text):
    events = run(ScriptedEngine(answer(text)))
    assert (events[-1].status, events[-1].exit_code, events[-1].text) == ("error", 4, "")
    assert "nothing" in of_kind(events, Note)[-1].text


def test_a_change_is_asked_for_with_the_program_in_sight():
    engine = ScriptedEngine(answer(GOOD))
    events = run(engine, ask("use c", language="python", before="a = 0\n"))
    canvas, _ = engine.asked[0]
    given = [token for token, role in zip(canvas.ids, canvas.answer) if not role]
    assert given == prompt.edit_context(TOKENIZER, "python", "a = 0\n", "use c")
    assert events[-1].text == GOOD


def test_a_model_that_was_never_taught_to_change_a_program_is_not_asked_to():
    engine = ScriptedEngine(answer(GOOD))
    engine.tasks = ("gen", "fill")
    with pytest.raises(UsageError, match="scripted was not trained to change a program"):
        gen(engine, ask("use c", language="python", before="a = 0\n"))
    assert engine.asked == []


def slowly(unsure_below, **options):
    engine = ScriptedEngine(answer(GOOD), defaults=SamplingParams(threshold=1.0))  # so that one token is settled a call
    engine.unsure_below = unsure_below
    return [note.text for note in of_kind(run(engine, ask(language="python", **options)), Note)]


def test_a_program_that_comes_slowly_is_delivered_with_a_word_of_doubt():
    (said,) = slowly(1.5)
    assert "1.0 tokens a call" in said and "dcode models list" in said


def test_a_checkpoint_that_names_no_pace_is_never_doubted_and_neither_is_a_change():
    assert slowly(0.0) == [] == slowly(1.5, before="a = 1\n")


@given(st.data(), st.sampled_from((None, "python", "html")), st.integers(1, 12))
@settings(max_examples=40, deadline=None)
def test_whatever_the_model_writes_the_job_comes_to_its_end(data, language, length):
    token = st.sampled_from(sorted({TOKENIZER.eos_id, TOKENIZER.blank_id, *TOKENIZER.language_ids.values()})) | st.sampled_from(
        TOKENIZER.encode("()\n\"'<>/ :a") + list(range(len(TOKENIZER.special_ids), TOKENIZER.size, 7))
    )
    written = st.lists(token, min_size=length, max_size=length)
    engine = ScriptedEngine(data.draw(written), data.draw(written), data.draw(written))
    events = run(engine, ask(language=language, length=length))
    end = events[-1]
    if end.status == "ok":
        (parses,) = [check.ok for check in of_kind(events, Check) if check.name == "parse"][-1:]
        assert end.text and end.exit_code == (0 if parses else 1)
    else:
        assert (end.status, end.exit_code, end.text) == ("error", 4, "")
    assert end.tokens <= length
    assert not any(name in end.text for name in ("<eos>", "<blank>", "<mask>"))


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by one at every look."""
    clock = SimpleNamespace(now=100.0)

    def perf_counter():
        clock.now += 1.0
        return clock.now

    for module in (drafting, session):
        monkeypatch.setattr(module, "time", SimpleNamespace(perf_counter=perf_counter))
    return clock


def test_frames_keep_their_distance_but_the_last_one_always_comes(clock):
    frames = of_kind(run(ScriptedEngine(answer(GOOD), defaults=ONE_BY_ONE), ask(language="python", frame_interval=12.0)), Frame)
    gaps = [after.seconds - before.seconds for before, after in zip(frames, frames[1:])]
    assert 3 < len(frames) < len(GOOD) / 2
    assert all(gap >= 12.0 for gap in gaps[:-1])
    assert frames[-1].done and frames[-1].holes == 0


def test_every_draft_is_a_frame_without_an_interval():
    engine = ScriptedEngine(answer(GOOD), defaults=ONE_BY_ONE)
    assert len(of_kind(run(engine), Frame)) == engine.calls


def test_seconds_count_from_the_request_tokenisation_included(clock):
    class Slow:
        def __getattr__(self, name):
            return getattr(TOKENIZER, name)

        def encode_words(self, text):
            clock.now += 1000.0
            return TOKENIZER.encode_words(text)

    engine = ScriptedEngine(answer(GOOD))
    engine.tokenizer = Slow()
    events = run(engine)
    assert events[-1].seconds > 1000.0 and of_kind(events, Frame)[0].seconds > 1000.0


def test_where_frames_may_be_dropped_not_every_draft_is_parsed_but_the_last_is(monkeypatch):
    looked = []

    def slow_look(text, language):
        looked.append(text)
        time.sleep(0.02)
        return ParseState(True)

    monkeypatch.setattr(drafting, "parse_state", slow_look)
    frames = of_kind(run(ScriptedEngine(answer(GOOD), defaults=ONE_BY_ONE), ask(language="python", frame_interval=1e-9)), Frame)
    assert len(frames) > 4 and frames[-1].parse is not None
    assert len(looked) < len(frames)


def test_a_new_round_begins_with_a_look_of_its_own(monkeypatch):
    def slow_look(text, language):
        time.sleep(0.02)
        return ParseState(True)

    monkeypatch.setattr(drafting, "parse_state", slow_look)
    engine = ScriptedEngine(answer(GOOD), answer("total = 1\n"), defaults=ONE_BY_ONE)
    frames = of_kind(run(engine, ask("a value called total", language="python", candidates=2, frame_interval=1e-9)), Frame)
    second = next(at for at, frame in enumerate(frames) if frame.done) + 1
    assert frames[second].parse is not frames[second - 1].parse
    assert frames[second + 1].parse is frames[second].parse  # later ones may be dropped


def noted(wish, **options):
    engine = ScriptedEngine(answer(GOOD), defaults=ONE_BY_ONE)
    engine.known_wishes = KnownWishes(words={"game": (), "program": ()})
    return [note.text for note in of_kind(run(engine, ask(wish, **options)), Note)]


def test_a_wish_with_words_that_the_model_was_never_trained_on_is_told_so():
    assert any('was not trained on wishes with "tetris"; it may not know' in text for text in noted("a tetris game"))
    assert noted("a game program") == []
    assert noted("a tetris game", before=GOOD, language="python") == []
