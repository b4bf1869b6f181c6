"""``dcode fix -i``, -l, -s and --keep, with an engine that answers what it is told to."""

import io
import json
from pathlib import Path

import pytest
from typed_replies import keyboard, never
from workshop import file_here, knowing

from mercurycli.commands import fix, mending
from mercurycli.commands.aim import Aim
from mercurycli.commands.fix import FixOptions
from mercurycli.commands.targets import STDIN
from mercurycli.errors import RefusedError, UsageError
from mercurycli.source.undo import UndoStore

CODE = "class Box:\n    def total(self, a, b):\n        return a + b\n\n    def less(self, a):\n        return a - 1\n"
TIMES = "def total(self, a, b):\n    return a * b\n"
AFTER = CODE.replace("a + b", "a * b")
BROKEN = "def f(a)\n    return a\n\n\ndef g(a)\n    return a\n"
MENDS = {"def f(a)": "def f(a):", "\ndef g(a)": "\ndef g(a):"}


@pytest.fixture
def box(tmp_path, monkeypatch):
    """A file in the current folder, and an engine that multiplies."""
    knowing(monkeypatch, changes=[TIMES])
    return file_here(tmp_path, monkeypatch, "box.py", CODE)


def options(path, **others):
    return FixOptions((path,), **{"instruction": "multiply them", "aim": Aim(symbols=("Box.total",)), **others})


def test_a_symbol_is_changed_and_the_change_can_be_taken_back(box, capsys):
    assert fix.run(options(box)) == 0
    assert box.read_text() == AFTER
    out, err = capsys.readouterr()
    assert out == "" and "+        return a * b" in err and "box.py changed" in err
    UndoStore.open().undo(box)
    assert box.read_text() == CODE


def test_lines_are_changed_and_the_model_sees_no_others(box, monkeypatch):
    made = knowing(monkeypatch, changes=["return a * b\n"])
    assert fix.run(options(box, aim=Aim(lines=("3",)))) == 0
    (request,) = made.requests
    assert box.read_text() == AFTER and request.startswith("return a + b\n") and "multiply" in request


def test_without_a_region_the_whole_file_is_changed(box, monkeypatch):
    knowing(monkeypatch, changes=[AFTER])
    assert fix.run(options(box, aim=Aim())) == 0
    assert box.read_text() == AFTER


@pytest.mark.parametrize("way", [{"diff": True}, {"stdout": True}, {"patch": Path("x.patch")}])
def test_every_way_to_deliver_works(box, capsysbinary, way):
    assert fix.run(options(box, **way)) == 0
    assert box.read_text() == CODE
    said = capsysbinary.readouterr().out + (Path("x.patch").read_bytes() if "patch" in way else b"")
    assert b"return a * b" in said


def test_stdin_is_changed_on_its_way_to_stdout(box, monkeypatch, capsysbinary):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(CODE.encode())))
    assert fix.run(options(STDIN, stdin_filename="box.py")) == 0
    assert capsysbinary.readouterr().out == AFTER.encode()


def test_on_a_terminal_somebody_is_asked_and_may_have_another(box, monkeypatch):
    knowing(monkeypatch, changes=[TIMES.replace("*", "-"), TIMES])
    keyboard(monkeypatch, "r\n", "y\n")
    assert fix.run(options(box)) == 0
    assert box.read_text() == AFTER


def test_json_tells_of_a_change(box, capsys):
    assert fix.run(options(box, output_format="json")) == 0
    told = json.loads(capsys.readouterr().out)
    (result,) = told["results"]
    assert (told["changed"], result["status"], result["text"], result["faults"]) == (1, "changed", AFTER, [])


def test_what_the_model_cannot_follow_is_refused_after_other_seeds(box, monkeypatch):
    made = knowing(monkeypatch, changes=["def total(self, a, b):\n    return a + b\n"])
    with pytest.raises(RefusedError, match="could not follow 'multiply them': the model left it") as refused:
        fix.run(options(box))
    assert "-l A-B" not in refused.value.hint and "--seed" in refused.value.hint
    assert box.read_text() == CODE and len(made.asked) == 3
    with pytest.raises(RefusedError):
        fix.run(options(box, tries=1, candidates=2))
    assert len(made.asked) == 5


def test_an_unknown_symbol_or_line_is_told_before_the_model_is_opened(box, monkeypatch):
    monkeypatch.setattr(mending, "open_engine", never)
    for aim, cause in ((Aim(symbols=("Box.gone",)), "does not define"), (Aim(lines=("99",)), "has 6 lines"), (Aim(keep=("99",)), "has 6 lines")):
        with pytest.raises(UsageError, match=cause) as caught:
            fix.run(options(box, aim=aim))
        assert caught.value.hint


def test_a_file_too_long_for_the_model_names_the_flags_that_help(box):
    box.write_text(CODE + "x = 1\n" * 900)
    with pytest.raises(UsageError) as caught:
        fix.run(options(box, aim=Aim()))
    assert "-s NAME" in caught.value.hint and "-l A-B" in caught.value.hint


# --- lines that must stay ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keep", ["3", "2-3", r"a \+ b"])
def test_a_change_of_kept_lines_is_refused(box, keep):
    with pytest.raises(RefusedError, match="line 3 would change"):
        fix.run(options(box, aim=Aim(symbols=("total",), keep=(keep,))))
    assert box.read_text() == CODE


def test_other_lines_may_change_beside_kept_ones(box):
    assert fix.run(options(box, aim=Aim(symbols=("total",), keep=("1-2", "less")))) == 0
    assert box.read_text() == AFTER


def test_an_expression_that_protects_nothing_is_told(box, monkeypatch):
    monkeypatch.setattr(mending, "open_engine", never)
    with pytest.raises(UsageError, match="matches no line"):
        fix.run(options(box, aim=Aim(keep=("nowhere",))))


def test_a_repair_of_kept_lines_is_refused(box, monkeypatch):
    knowing(monkeypatch, mends=MENDS)
    box.write_text(BROKEN)
    with pytest.raises(RefusedError):
        fix.run(FixOptions((box,), aim=Aim(keep=("def f",))))
    assert box.read_text() == BROKEN


# --- regions without an instruction ------------------------------------------------------------------------------------------


def test_only_what_is_broken_in_the_region_is_mended(box, monkeypatch, capsys):
    knowing(monkeypatch, mends=MENDS, favours=("def f(a):",))
    box.write_text(BROKEN)
    assert fix.run(FixOptions((box,), aim=Aim(lines=("1-2",)))) == 0
    assert box.read_text() == BROKEN.replace("def f(a)", "def f(a):")
    assert ":5:" not in capsys.readouterr().err


@pytest.mark.parametrize(("text", "aim"), [(CODE, Aim(symbols=("less",))), (CODE, Aim(lines=("2-3",))), (BROKEN, Aim(lines=("3",)))])
def test_a_region_without_a_fault_has_nothing_to_mend(box, monkeypatch, capsys, text, aim):
    monkeypatch.setattr(mending, "open_engine", never)
    box.write_text(text)
    assert fix.run(FixOptions((box,), aim=aim)) == 0
    assert box.read_text() == text
    err = capsys.readouterr().err
    assert "nothing to mend" in err and ("-i" in err) == (text == CODE)


def test_check_looks_at_the_region_only(box, monkeypatch):
    monkeypatch.setattr(mending, "open_engine", never)
    box.write_text(BROKEN)
    assert [fix.run(FixOptions((box,), check=True, aim=Aim(lines=(lines,)))) for lines in ("1", "3")] == [1, 0]


# --- what cannot be asked ------------------------------------------------------------------------------------------------------

A = Path("a.py")


@pytest.mark.parametrize(
    ("flags", "cause"),
    [
        ({"paths": ()}, "no file"),
        ({"instruction": "  "}, "says nothing"),
        ({"instruction": "x", "error": "y"}, "--error"),
        ({"instruction": "x", "check": True}, "--check"),
        ({"instruction": "x", "strength": 0.5}, "--strength"),
        ({"instruction": "x", "paths": (A, A)}, "-i is for one file"),
        ({"aim": Aim(lines=("1",)), "paths": (A, A)}, "-l is for one file"),
        ({"aim": Aim(symbols=("f",)), "paths": (Path("."),)}, "-s is for one file"),
        ({"test": "true", "paths": (A, A)}, "--test is for one file"),
        ({"test": " "}, "--test names no command"),
        ({"test": "true", "paths": (STDIN,)}, "--test needs a file"),
        ({"test_seconds": 0}, "--test-timeout"),
        ({"error": "-", "paths": (STDIN,)}, "not both"),
        ({"error": "x", "check": True}, "--check"),
        ({"candidates": 0}, "--candidates"),
        ({"tries": 0}, "--max-tries"),
        ({"strength": 0.0}, "--strength"),
        ({"strength": 1.5}, "--strength"),
        ({"deadline": 0.0}, "--deadline"),
    ],
)
def test_wishes_that_contradict_each_other_are_usage_errors(flags, cause):
    with pytest.raises(UsageError, match=cause) as caught:
        FixOptions(**{"paths": (A,), **flags})
    assert caught.value.hint


@pytest.mark.parametrize(("fields", "cause"), [({"lines": ("a",)}, "-l a"), ({"lines": ("3-",)}, "-l 3-"), ({"keep": ("(",)}, "regular expression")])
def test_an_aim_that_means_nothing_is_a_usage_error(fields, cause):
    with pytest.raises(UsageError, match=cause) as caught:
        Aim(**fields)
    assert caught.value.hint
