from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_engine import TOKENIZER, ScriptedEngine, answer

from mercurycli import prompt, session
from mercurycli.canvas import SamplingParams
from mercurycli.errors import UsageError
from mercurycli.events import Check, End, Frame, Note, Start
from mercurycli.session import MENDING_ROUNDS, GenerateRequest, gen, language_in

GOOD = "a = 1\nb = 2\nc = 3\nd = 4\ne = 5\n"
BAD = "a = 1\nb = 2\nc = )\nd = 4\ne = 5\n"

ONE_BY_ONE = SamplingParams(per_step=1)


def ask(wish="a program", **options):
    """For one program alone, whatever it is like."""
    return GenerateRequest(wish, **{"candidates": 1, **options})


def run(engine, request=None):
    """All events, their order checked."""
    events = list(gen(engine, request or ask(language="python")))
    assert isinstance(events[0], Start) and isinstance(events[-1], End)
    assert all(isinstance(event, (Frame, Note, Check)) for event in events[1:-1])
    frames = [event for event in events if isinstance(event, Frame)]
    assert [frame.step for frame in frames] == sorted({frame.step for frame in frames})
    assert events[-1].steps == events[-1].model_calls == engine.calls == frames[-1].step
    return events


def of_kind(events, kind):
    return [event for event in events if isinstance(event, kind)]


# --- the way of a wish --------------------------------------------------------------------------------------------


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


# --- language -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("binary search in Python", "python"), ("a web page with a clock", "html"), ("a webpage", "html"), ("bouncing balls", None),
        ("a python in html", None), ("pythonic", None), ("javascript for an HTML page", None), ("JavaScript timer", "javascript"),
    ],
)  # fmt: skip
def test_a_wish_names_a_language_if_it_names_exactly_one(wish, language):
    assert language_in(wish) == language


@pytest.mark.parametrize("request_", [ask("sort in python"), ask("sort", language="python"), ask("html to text", language="python")])
def test_a_known_language_is_settled_from_the_start(request_):
    engine = ScriptedEngine(answer(GOOD))
    events = run(engine, request_)
    canvas = engine.asked[0][0]
    head = prompt.generate_context(TOKENIZER, request_.wish, "python")
    assert canvas.ids[: len(head)] == tuple(head)
    assert canvas.ids[len(head)] == TOKENIZER.language_ids["python"]
    assert canvas.answer[len(head)] and not canvas.holes[len(head)]
    assert canvas.holes[len(head) + 1 :] == (True,) * 59
    assert {event.language for event in events if isinstance(event, (Start, Frame, End))} == {"python"}


@pytest.mark.parametrize("wish", ["bouncing balls", "a javascript timer"])
def test_the_model_chooses_a_language_where_the_wish_names_none_that_it_writes(wish):
    engine = ScriptedEngine(answer("<p>hi</p>\n", "html"), defaults=ONE_BY_ONE)
    events = run(engine, ask(wish))
    assert engine.asked[0][0].ids[2] == TOKENIZER.any_id
    assert events[0].language is None and events[0].length == 60
    assert of_kind(events, Frame)[-1].language == "html" and events[-1].language == "html"


def test_the_language_follows_the_model_when_it_changes_its_mind():
    guesses = {1: answer(GOOD, "html"), 2: answer(GOOD, "python")}
    params = SamplingParams(per_step=1, take_back=0.9)
    events = run(ScriptedEngine(lambda step: guesses[min(step, 2)], defaults=params), ask("sort"))
    frames = of_kind(events, Frame)
    assert frames[0].language == "html" and frames[1].language == "python"
    assert events[-1].language == "python"


def test_the_language_stays_while_the_model_makes_up_its_mind():
    guesses = {1: answer(GOOD, "html"), 2: answer(GOOD, "python")}
    params = SamplingParams(per_step=1, take_back=0.9)  # at a half, html falls but python does not follow at once
    frames = of_kind(run(ScriptedEngine(lambda step: guesses[min(step, 2)], sure=0.5, defaults=params), ask("sort")), Frame)
    assert frames[1].pieces[0].state == "remasked" and frames[1].language == "html"
    assert frames[-1].language == "python"


def test_a_language_the_model_does_not_write_is_refused_before_it_is_asked():
    engine = ScriptedEngine(answer(GOOD))
    with pytest.raises(UsageError, match="html and python, not rust") as refused:
        gen(engine, ask(language="rust"))
    assert refused.value.exit_code == 2 and "--lang" in refused.value.hint and engine.asked == []


def test_an_answer_that_names_no_language_is_delivered_but_not_vouched_for():
    events = run(ScriptedEngine([TOKENIZER.encode("x")[0], TOKENIZER.eos_id]), ask("sort"))
    assert events[-1].text == "x\n" and events[-1].language is None
    (check,) = of_kind(events, Check)
    assert not check.ok and check.detail


def test_an_answer_without_text_is_an_error_with_a_note_on_what_to_do():
    events = run(ScriptedEngine(answer("")))
    (note,) = of_kind(events, Note)
    assert "wrote nothing" in note.text and of_kind(events, Check) == []
    assert (events[-1].status, events[-1].text, events[-1].exit_code) == ("error", "", 4)


# --- room -----------------------------------------------------------------------------------------------------------


def test_a_wish_longer_than_the_context_can_only_be_shortened():
    engine = ScriptedEngine(answer(GOOD))
    with pytest.raises(UsageError, match="context of 120") as refused:
        gen(engine, ask("prime " * 150))
    assert refused.value.hint == "shorten the wish" and engine.asked == []


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


def test_a_length_beyond_the_context_is_refused_with_the_length_that_fits():
    with pytest.raises(UsageError) as refused:
        gen(ScriptedEngine(answer(GOOD)), ask(length=500))
    fits = int(refused.value.hint.split()[-1])
    engine = ScriptedEngine(answer(GOOD))
    run(engine, ask(length=fits))
    assert len(engine.asked[0][0]) == engine.max_positions


def test_the_checkpoints_own_length_is_cut_to_the_room_there_is():
    engine = ScriptedEngine(answer(GOOD), length=400)
    run(engine, ask())
    assert len(engine.asked[0][0]) == engine.max_positions


@pytest.mark.parametrize("options", [{"length": 0}, {"length": -3}, {"wish": ""}, {"wish": " \n"}])
def test_a_request_for_nothing_is_a_usage_error(options):
    with pytest.raises(UsageError) as refused:
        ask(**options)
    assert refused.value.hint


def test_a_setting_out_of_range_is_a_usage_error():
    with pytest.raises(UsageError, match="threshold"):
        gen(ScriptedEngine(answer(GOOD)), ask(overrides=(("threshold", 3.0),)))


@pytest.mark.parametrize("text", ["1", "a = 1\nb = 2\n"])
def test_an_answer_without_an_end_says_which_length_may_help(text):
    length = 1 + len(text)
    events = run(ScriptedEngine(answer(text, end=False)), ask(language="python", length=length))
    (note,) = of_kind(events, Note)
    assert f"--length {2 * length}" in note.text
    assert events[-1].text == text.rstrip("\n") + "\n" and events[-1].status == "ok"


def test_the_length_that_may_help_fits_the_context():
    engine = ScriptedEngine(answer("#" * 200, end=False))
    (note,) = of_kind(run(engine, ask(language="python", length=80)), Note)
    longer = int(note.text.split()[-1])
    run(ScriptedEngine(answer(GOOD)), ask(language="python", length=longer))


def test_no_length_is_proposed_where_the_context_is_full():
    engine = ScriptedEngine(answer("#" * 200, end=False), length=400)
    (note,) = of_kind(run(engine), Note)
    assert "--length" not in note.text


# --- mending --------------------------------------------------------------------------------------------------------


def test_from_the_faulty_line_on_the_answer_is_denoised_again_with_more_care():
    engine = ScriptedEngine(answer(BAD), answer(GOOD), defaults=SamplingParams(window=9))
    events = run(engine)
    assert events[-1].text == GOOD
    assert [(check.ok, check.detail.startswith("line 3")) for check in of_kind(events, Check)] == [(False, True), (True, False)]
    assert of_kind(events, Note) == []
    (first, _), (canvas, params) = engine.asked
    given = sum(not role for role in first.answer)
    assert canvas.ids[:given] == first.ids[:given] and canvas.answer == first.answer
    kept = 1 + BAD.index("\nc") + 1  # the language, and all characters before the faulty line
    assert canvas.ids[given : given + kept] == tuple(answer(BAD))[:kept]
    assert list(canvas.holes) == [at >= given + kept for at in range(len(canvas))]
    assert params.threshold > 0.9 and params.left_bias < 1.0 and params.window == 9


@pytest.mark.parametrize("bad", [")\nb = 2\n", "a = 1\nb = (\n", ")"], ids=["first line", "last line", "only line"])
def test_the_language_is_never_a_hole_in_mending_where_it_was_given(bad):
    engine = ScriptedEngine(answer(bad), answer(" " * len(bad)))
    run(engine, ask(language="python"))
    canvas = engine.asked[1][0]
    kept = [token for token, hole, role in zip(canvas.ids, canvas.holes, canvas.answer, strict=True) if role and not hole]
    assert kept[0] == TOKENIZER.language_ids["python"]


def test_an_error_behind_all_that_stands_on_a_full_canvas_leaves_nothing_to_denoise():
    """A parser may count lines otherwise than we do."""
    generation = session.Generation(ScriptedEngine(answer("a = 1\n" * 20, end=False), length=40), ask(language="python"))
    list(generation.run())
    assert sum(generation.draft.holes) == 0
    assert generation.mending_canvas(generation.draft, line=99) is None
    assert generation.mending_canvas(generation.draft, line=3) is not None


def test_the_second_round_of_mending_begins_further_up():
    engine = ScriptedEngine(answer(BAD))
    run(engine)
    assert sum(engine.asked[1][0].holes) < sum(engine.asked[2][0].holes)


def test_mending_is_tried_twice_with_other_seeds_and_then_said_to_have_failed():
    engine = ScriptedEngine(answer(BAD))
    events = run(engine, ask(language="python", overrides=(("seed", 7),)))
    assert MENDING_ROUNDS == 2
    assert [params.seed for _, params in engine.asked] == [7, 8, 9]
    assert [check.ok for check in of_kind(events, Check)] == [False, False, False]
    (note,) = of_kind(events, Note)
    assert "does not parse" in note.text and "line 3" in note.text
    assert (events[-1].status, events[-1].text) == ("ok", BAD)


def test_a_failed_draft_at_a_temperature_proposes_another_seed():
    params = SamplingParams(temperature=0.01, seed=7)
    (note,) = of_kind(run(ScriptedEngine(answer(BAD), defaults=params)), Note)
    assert "--seed 8" in note.text and "--temperature" not in note.text


def test_a_failed_draft_without_randomness_does_not_propose_another_seed_alone():
    (note,) = of_kind(run(ScriptedEngine(answer(BAD))), Note)
    assert "--temperature" in note.text


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_mending_stays_within_the_limit_on_the_steps(steps):
    engine = ScriptedEngine(answer(BAD))
    events = run(engine, ask(language="python", overrides=(("steps", steps),)))
    assert engine.calls <= steps
    assert all(frame.step <= frame.steps == steps for frame in of_kind(events, Frame))
    assert events[-1].text == BAD


UNKNOWN = "a = 1\nb = q\nc = 3\nd = 4\ne = 5\n"


def test_a_name_that_nobody_defines_is_mended_like_an_error():
    engine = ScriptedEngine(answer(UNKNOWN), answer(GOOD))
    events = run(engine)
    assert [(check.name, check.ok) for check in of_kind(events, Check)] == [("names", False), ("parse", True)]
    assert "line 2: q is not defined" in of_kind(events, Check)[0].detail
    assert events[-1].text == GOOD and of_kind(events, Note) == []


def test_a_draft_that_parses_is_never_given_up_for_one_that_does_not():
    events = run(ScriptedEngine(answer(UNKNOWN), answer(BAD)))
    assert events[-1].text == UNKNOWN
    assert [(check.name, check.ok) for check in of_kind(events, Check)][-2:] == [("parse", True), ("names", False)]
    assert "will stop at line 2: q is not defined" in of_kind(events, Note)[0].text


# --- doubt --------------------------------------------------------------------------------------------------------


def slowly(unsure_below, **options):
    engine = ScriptedEngine(answer(GOOD), defaults=SamplingParams(threshold=1.0))  # so that one token is settled a call
    engine.unsure_below = unsure_below
    return [note.text for note in of_kind(run(engine, ask(language="python", **options)), Note)]


def test_a_program_that_comes_slowly_is_delivered_with_a_word_of_doubt():
    (said,) = slowly(1.5)
    assert "1.0 tokens a call" in said and "dcode models list" in said


def test_a_checkpoint_that_names_no_pace_is_never_doubted_and_neither_is_a_change():
    assert slowly(0.0) == [] == slowly(1.5, before="a = 1\n")


# --- another draw -------------------------------------------------------------------------------------------------


def drawn(*answers, candidates=3, **defaults):
    """Each answer three times: a draw and its two rounds of mending bring the same."""
    engine = ScriptedEngine(*[answer(text) for text in answers for _ in range(1 + MENDING_ROUNDS)], defaults=SamplingParams(**defaults))
    return engine, run(engine, ask(language="python", candidates=candidates))


def test_where_nothing_mends_a_program_another_one_is_drawn():
    engine, events = drawn(BAD, GOOD)
    assert (events[-1].text, events[-1].seed) == (GOOD, 0) and of_kind(events, Check)[-1] == Check("parse", True)
    assert any("drawing another one, 2 of 3" in check.detail for check in of_kind(events, Check))
    assert engine.asked[1 + MENDING_ROUNDS][1].seed == 1 and engine.asked[1 + MENDING_ROUNDS][1].temperature == session.WARM
    assert engine.asked[0][1].temperature == 0.0 and all(engine.asked[1 + MENDING_ROUNDS][0].holes[-40:])


def test_a_program_without_a_flaw_is_the_only_one():
    engine, _ = drawn(GOOD, BAD)
    assert len(engine.asked) == 1


def test_so_many_are_drawn_as_were_asked_for_and_where_all_have_a_flaw_the_first_stays():
    worse = BAD.replace("a = 1", "a = (")
    engine, events = drawn(BAD, worse, GOOD, candidates=2)
    assert events[-1].text == BAD and len(engine.asked) == 2 * (1 + MENDING_ROUNDS)


def test_a_program_that_parses_but_lacks_a_name_is_better_than_one_that_does_not_parse():
    assert drawn(BAD, "a = b\n", candidates=2)[1][-1].text == "a = b\n"
    assert drawn("a = b\n", BAD, candidates=2)[1][-1].text == "a = b\n"


def test_a_limit_on_the_steps_leaves_none_for_another_program():
    engine, _ = drawn(BAD, GOOD, steps=4)
    assert len(engine.asked) <= 1 + MENDING_ROUNDS


def test_no_programs_at_all_cannot_be_asked_for():
    with pytest.raises(UsageError, match="--candidates"):
        ask(candidates=0)


def test_a_draft_that_parses_is_not_mended():
    engine = ScriptedEngine(answer(GOOD))
    run(engine)
    assert len(engine.asked) == 1


@given(st.data(), st.sampled_from((None, "python", "html")), st.integers(1, 12))
@settings(max_examples=40, deadline=None)
def test_whatever_the_model_writes_the_job_comes_to_its_end(data, language, length):
    token = st.sampled_from(sorted({TOKENIZER.eos_id, TOKENIZER.blank_id, *TOKENIZER.language_ids.values()})) | st.sampled_from(
        TOKENIZER.encode("()\n\"'<>/ :a") + list(range(len(TOKENIZER.special_ids), TOKENIZER.size, 7))
    )
    written = st.lists(token, min_size=length, max_size=length)
    engine = ScriptedEngine(data.draw(written), data.draw(written), data.draw(written))
    end = run(engine, ask(language=language, length=length))[-1]
    assert (end.status, end.exit_code, bool(end.text)) in (("ok", 0, True), ("error", 4, False))
    assert end.tokens <= length
    assert not any(name in end.text for name in ("<eos>", "<blank>", "<mask>"))


# --- interruption -----------------------------------------------------------------------------------------------------


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


# --- time -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by one at every look."""
    clock = SimpleNamespace(now=100.0)

    def perf_counter():
        clock.now += 1.0
        return clock.now

    monkeypatch.setattr(session, "time", SimpleNamespace(perf_counter=perf_counter))
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
