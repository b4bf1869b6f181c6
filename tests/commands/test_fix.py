"""``dcode fix`` from its options to its exit code, with an engine that knows one repair."""

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_repair import GCD, LINE, MENDED, Mechanic

from mercurycli.commands import fix
from mercurycli.commands.fix import FixOptions, whole_patch
from mercurycli.errors import RefusedError, UsageError
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named

TEXT = language_named("javascript")  # any language: whole_patch looks at bytes


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """A broken file in the current folder, and an engine that can mend it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fix, "open_engine", lambda model, device: Mechanic({LINE: LINE + ":"}))
    path = tmp_path / "gcd.py"
    path.write_bytes(GCD.encode())
    return path


def never(model, device):
    pytest.fail("the model was opened")


def test_check_names_the_fault_exits_1_and_needs_no_model(broken, monkeypatch, capsysbinary):
    monkeypatch.setattr(fix, "open_engine", never)
    assert fix.run(FixOptions(broken, check=True)) == 1
    out, err = capsysbinary.readouterr()
    assert out == b"" and b"gcd.py:3: " in err
    assert broken.read_text() == GCD


@pytest.mark.parametrize("options", [{}, {"check": True}, {"diff": True}, {"write": True}])
def test_a_healthy_file_is_0_whatever_is_asked(broken, monkeypatch, capsysbinary, options):
    monkeypatch.setattr(fix, "open_engine", never)
    broken.write_text(MENDED)
    assert fix.run(FixOptions(broken, **options)) == 0
    assert capsysbinary.readouterr().out == b""


def test_quiet_says_nothing_of_a_healthy_file(broken, capsysbinary):
    broken.write_text(MENDED)
    assert fix.run(FixOptions(broken, quiet=True)) == 0
    assert capsysbinary.readouterr() == (b"", b"")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_diff_prints_what_git_apply_takes_and_writes_nothing(broken, capsysbinary, newline):
    before = GCD.replace("\n", newline).encode()
    broken.write_bytes(before)
    assert fix.run(FixOptions(broken, diff=True)) == 0
    patch = capsysbinary.readouterr().out
    assert broken.read_bytes() == before
    subprocess.run(["git", "apply", "-"], input=patch, cwd=broken.parent, check=True, timeout=20)
    assert broken.read_bytes() == MENDED.replace("\n", newline).encode()


def test_diff_on_a_terminal_spells_out_what_it_would_obey(broken, monkeypatch, capsys):
    broken.write_text(GCD + "# \x1b[2J\n    \n")
    monkeypatch.setattr("mercurycli.view.patch_view.is_tty", lambda file: True)
    monkeypatch.setattr(fix, "is_tty", lambda file: True)
    assert fix.run(FixOptions(broken, diff=True)) == 0
    out, err = capsys.readouterr()
    assert "while b:" in out and "\x1b[2J" not in out + err


def test_write_writes_and_keeps_stdout_empty(broken, capsysbinary):
    assert fix.run(FixOptions(broken, write=True)) == 0
    assert broken.read_bytes() == MENDED.encode()
    out, err = capsysbinary.readouterr()
    assert out == b"" and b"+    while b:" in err and b"mended" in err


def test_without_a_terminal_nobody_is_asked_and_it_is_written(broken, monkeypatch):
    monkeypatch.setattr(fix, "agreed", lambda: pytest.fail("asked"))
    assert fix.run(FixOptions(broken)) == 0
    assert broken.read_bytes() == MENDED.encode()


@pytest.mark.parametrize(("reply", "written"), [("y\n", True), ("YES\n", True), ("n\n", False), ("\n", False), ("", False)])
def test_on_a_terminal_only_a_yes_writes(broken, monkeypatch, reply, written):
    class Keyboard:
        isatty = staticmethod(lambda: True)
        readline = staticmethod(lambda: reply)

    monkeypatch.setattr("sys.stdin", Keyboard())
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert fix.run(FixOptions(broken, quiet=True)) == 0
    assert broken.read_bytes() == (MENDED if written else GCD).encode()


@pytest.mark.parametrize("options", [{"write": True}, {"diff": True}, {}])
def test_a_model_that_cannot_help_leaves_the_file_alone(broken, monkeypatch, capsysbinary, options):
    monkeypatch.setattr(fix, "open_engine", lambda model, device: Mechanic({}))
    with pytest.raises(RefusedError):
        fix.run(FixOptions(broken, **options))
    assert broken.read_bytes() == GCD.encode() and capsysbinary.readouterr().out == b""


def test_a_file_that_changed_meanwhile_is_not_overwritten(broken, monkeypatch):
    def opened(model, device):
        broken.write_text(GCD + "# mine\n")
        return Mechanic({LINE: LINE + ":"})

    monkeypatch.setattr(fix, "open_engine", opened)
    with pytest.raises(RefusedError, match="changed"):
        fix.run(FixOptions(broken, write=True))
    assert broken.read_text() == GCD + "# mine\n"


@pytest.mark.parametrize("other", ["diff", "check"])
def test_write_stands_alone(broken, other):
    with pytest.raises(UsageError, match="--write"):
        fix.run(FixOptions(broken, write=True, **{other: True}))


# --- one edit for the whole change ------------------------------------------------------------------------------------

LETTERS = st.text(st.sampled_from("aé中😀ſ\nßà"), max_size=12)  # é à, ß ſ: the same first or last byte


@given(LETTERS, LETTERS, LETTERS, LETTERS)
@settings(max_examples=100, deadline=None)
def test_a_whole_patch_makes_the_new_text_of_the_old_by_one_edit(front, old, new, back):
    old, new = front + old + back, front + new + back
    patch = whole_patch(Document.from_text(old, TEXT), new)  # a cut character would be a ValueError
    assert patch.apply() == new.encode()
    (edit,) = patch.edits
    gone, come = edit.span.of(old.encode()).decode(), edit.replacement.decode()
    if gone and come:  # nothing equal is left at either end
        assert gone[0] != come[0] and gone[-1] != come[-1]


@pytest.mark.parametrize(
    ("old", "new", "span", "replacement"),
    [
        ("aé", "aà", (1, 3), "à"),  # the same first byte
        ("ßb", "ſb", (0, 2), "ſ"),  # the same last byte
        ("aa", "aaa", (2, 2), "a"),
        ("aaa", "aa", (2, 3), ""),
        ("", "x", (0, 0), "x"),
        ("same", "same", (4, 4), ""),
    ],
)
def test_a_whole_patch_is_as_small_as_whole_characters_allow(old, new, span, replacement):
    (edit,) = whole_patch(Document.from_text(old, TEXT), new).edits
    assert ((edit.span.start, edit.span.end), edit.replacement.decode()) == (span, replacement)
