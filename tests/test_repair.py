import pytest
from mechanic import GCD, LINE, MENDED, Mechanic
from scripted_engine import TOKENIZER, between

from mercurycli import prompt, widening
from mercurycli.candidate import changed_characters, keeps_most
from mercurycli.canvas import SamplingParams
from mercurycli.errors import RefusedError
from mercurycli.events import Check, End, Frame, Start
from mercurycli.repair import FAULTS_MENDED, Repair
from mercurycli.search import Search
from mercurycli.source import faults
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named

PYTHON = language_named("python")


def document(text, language=PYTHON, path="thing.py"):
    return Document.from_text(text, language, path)


WHOLE_LINES = (widening.candidates,)  # the way that asks the model for text; the smallest mends have tests of their own


def repair(text, engine):
    """All events, their order checked."""
    events = list(Repair(document(text), lambda: engine, attempts=WHOLE_LINES).run())
    assert isinstance(events[0], Start) and isinstance(events[-1], End)
    assert all(isinstance(event, (Frame, Check)) for event in events[1:-1])
    steps = [event.step for event in events if isinstance(event, Frame)]
    assert steps == sorted(set(steps)) and steps[-1] == events[-1].steps == engine.calls
    return events


def refusal(text, engine):
    with pytest.raises(RefusedError) as refused:
        list(Repair(document(text), lambda: engine, attempts=WHOLE_LINES).run())
    assert refused.value.exit_code == 4 and refused.value.hint
    return refused.value


def test_a_missing_colon_is_mended_and_the_rest_is_byte_for_byte_the_same():
    events = repair(GCD, Mechanic({LINE: LINE + ":"}))
    assert events[-1].text == MENDED
    assert (events[-1].status, events[-1].language, events[-1].exit_code) == ("ok", "python", 0)
    (check,) = [event for event in events if isinstance(event, Check)]
    assert check.ok and "line 3" in check.detail


def test_the_frames_show_the_hole_alone_and_the_last_is_done():
    frames = [event for event in repair(GCD, Mechanic({LINE: LINE + ":"}, defaults=SamplingParams(per_step=2))) if isinstance(event, Frame)]
    done = [frame for frame in frames if frame.done]
    assert "".join(piece.text for piece in done[0].pieces) == LINE + ":"
    assert not frames[0].done and frames[0].holes > 0 == done[0].holes


def test_windows_line_breaks_stay_and_the_model_never_sees_them():
    engine = Mechanic({LINE: LINE + ":"})
    assert repair(GCD.replace("\n", "\r\n"), engine)[-1].text == MENDED.replace("\n", "\r\n")
    assert not any("\r" in shown for shown, _, _ in engine.shown)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("if a\n    b = 1\nwhile c\n    d = 2\n", 1),  # the compiler names the first, the tree none
        ("def f(x)\n    return x\n\n\nif f:\n    x = [1, 2\n", 3),
    ],
    ids=["one named", "all named"],
)
def test_two_faults_are_mended_one_after_another(text, known):
    assert len(faults.find(document(text))) == known
    mends = {"if a": "if a:", "\nwhile c": "\nwhile c:", "def f(x)": "def f(x):", "\n    x = [1, 2": "\n    x = [1, 2]"}
    events = repair(text, Mechanic(mends))
    expected = text
    for old, new in mends.items():
        expected = expected.replace(old + "\n", new + "\n")
    assert events[-1].text == expected
    assert len([event for event in events if isinstance(event, Check)]) == 2


def test_a_fault_pushed_on_to_the_next_line_is_no_progress():
    text = "x = 1\nwhile x\n    x = 2\n"  # without its second line the third is indented for nothing
    refusal(text, Mechanic(lambda broken, holes: "\n" if broken == "\nwhile x" else broken))


def test_a_fault_in_the_first_line_has_no_line_break_to_keep():
    assert repair("x = (1\n", Mechanic({"x = (1": "x = (1)"}))[-1].text == "x = (1)\n"


def test_a_model_that_cannot_help_is_refused_and_the_file_stays_as_it_was(tmp_path):
    path = tmp_path / "gcd.py"
    path.write_text(GCD)
    with pytest.raises(RefusedError, match="gcd.py:3: .*untouched") as refused:
        list(Repair(Document.read(path), lambda: Mechanic({}), attempts=WHOLE_LINES).run())
    assert refused.value.exit_code == 4 and "line 3 by hand" in refused.value.hint
    assert path.read_text() == GCD


@pytest.mark.parametrize(("temperature", "proposed"), [(0.0, False), (0.5, True)])
def test_another_seed_is_proposed_only_where_it_could_draw_something_else(temperature, proposed):
    engine = Mechanic({}, defaults=SamplingParams(temperature=temperature), sure=0.999999)
    assert ("--seed" in refusal(GCD, engine).hint) == proposed


def test_a_healthy_document_never_opens_the_engine():
    (end,) = Repair(document(MENDED), lambda: pytest.fail("the engine was opened")).run()
    assert (end.text, end.steps, end.exit_code) == (MENDED, 0, 0)


@pytest.mark.parametrize("worse", [LINE + " (", "", LINE + ":)", "    while b:"], ids=["bracket", "deleted", "sign", "joined"])
def test_a_candidate_that_parses_no_better_or_joins_two_lines_is_refused(worse):
    refusal(GCD, Mechanic(lambda broken, holes: worse if broken == LINE else broken))


@pytest.mark.parametrize("small_first", [True, False])
def test_of_two_lengths_the_smaller_change_wins(small_first):
    small, large = LINE + ":", "\n    while a < b:"
    lengths = []

    def mends(broken, holes):
        lengths.append(holes)
        return small if (len(lengths) == 1) == small_first else large

    assert repair(GCD, Mechanic(mends))[-1].text == MENDED
    assert len(lengths) == 2 and lengths[0] < lengths[1] and set(lengths) <= set(prompt.HOLE_SIZES)


def test_a_larger_span_is_tried_where_the_line_alone_does_not_help():
    engine = Mechanic(lambda broken, holes: broken.replace("while b\n", "while b:\n"))
    assert repair(GCD, engine)[-1].text == MENDED
    sizes = [len(broken) for _, broken, _ in engine.shown]
    assert sizes == sorted(sizes) and sizes[0] < sizes[-1]


def test_of_a_file_longer_than_the_context_the_model_sees_what_is_around_the_hole():
    text = "y = 2\n" * 400 + GCD + "x = 1\n" * 400
    engine = Mechanic({LINE: LINE + ":"})
    assert repair(text, engine)[-1].text == "y = 2\n" * 400 + MENDED + "x = 1\n" * 400
    ((canvas, _),) = engine.asked[:1]
    assert len(canvas) <= engine.max_positions
    assert "def gcd(a, b):" + LINE in engine.shown[0][0].replace("<bad>", "") and "return a\nx = 1\n" in engine.shown[0][0]


def test_a_line_that_does_not_fit_the_context_is_refused_before_the_model_is_asked():
    engine = Mechanic({})
    engine.max_positions = 30
    error = refusal("x = (" + "1, " * 30 + "\n", engine)
    assert "context holds 30" in str(error) and "--model" in error.hint and engine.calls == 0


def test_a_context_too_short_for_a_larger_hole_shows_less_around_it():
    measured = Mechanic({LINE: LINE + ":"})
    repair(GCD, measured)
    engine = Mechanic({LINE: LINE + ":"})
    engine.max_positions = len(measured.asked[0][0])
    assert repair(GCD, engine)[-1].text == MENDED
    assert all(len(canvas) <= engine.max_positions for canvas, _ in engine.asked)


def test_a_line_too_long_for_every_hole_is_named():
    engine = Mechanic({})
    error = refusal("x = (" + "1, " * 300 + "\n", engine)
    assert "too many for a hole" in str(error) and engine.calls == 0


def test_a_file_with_too_many_faults_is_refused_with_the_next_one():
    text = "".join(f"x{n} = {n}]\n" for n in range(FAULTS_MENDED + 2))
    engine = Mechanic(lambda broken, holes: broken.replace("]", ""))
    engine.max_positions = 2000
    error = refusal(text, engine)
    assert str(FAULTS_MENDED) in str(error) and "line" in error.hint


def test_an_interruption_leaves_through_the_job():
    events = Repair(document(GCD), lambda: Mechanic({}), attempts=WHOLE_LINES).run()
    next(events), next(events)
    with pytest.raises(KeyboardInterrupt):
        events.throw(KeyboardInterrupt())


def test_changed_characters_count_what_is_put_in_and_what_is_taken_out():
    assert changed_characters("while b", "while b:") == 1
    assert changed_characters("abc", "axc") == 2 and changed_characters("ab", "ab") == 0


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("\n    while b", "\n    while b:", True),
        ("\n    while b", "\n    return a", False),  # it parses, and is other code
        ("\n    total = (a + b", "\n    total = (a + b)", True),
        ("\n    total = (a + b", "", False),
        (")", "", True),  # one too many
        ("\n  x=1", "\n    x = 1", True),  # white space is no text
    ],
)
def test_a_mend_keeps_most_of_what_stood_there(old, new, kept):
    assert keeps_most(old, new) == kept


def test_with_a_strength_the_old_text_stays_but_for_the_tokens_at_the_fault():
    engine = Mechanic({LINE: LINE})
    with pytest.raises(RefusedError):
        list(Repair(document(GCD), lambda: engine, search=Search(strength=0.4), attempts=WHOLE_LINES).run())
    canvas, _ = engine.asked[0]
    old = TOKENIZER.encode(LINE)
    first = canvas.answer.index(True)
    kept = [id for id, hole in zip(canvas.ids[first : first + len(old)], canvas.holes[first : first + len(old)], strict=True) if not hole]
    assert sum(canvas.holes) == round(0.4 * len(old)) and kept == old[: len(kept)]
    assert canvas.ids[first + len(old)] == TOKENIZER.eos_id


@pytest.mark.parametrize("reads_errors", [False, True])
def test_a_model_that_reads_errors_is_told_what_is_wrong(reads_errors):
    engine = Mechanic({LINE: LINE + ":"})
    engine.tasks = ("fill", "fix", "error") if reads_errors else ("fill", "fix")
    repair(GCD, engine)
    contexts = [canvas.ids for canvas, _ in engine.asked]
    assert contexts and all((TOKENIZER.error_id in ids) is reads_errors for ids in contexts)
    if reads_errors:
        assert all("expected ':'" in between(ids, TOKENIZER.error_id, TOKENIZER.hole_id) for ids in contexts)
