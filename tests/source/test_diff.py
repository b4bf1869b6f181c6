import os
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mercurycli.source.diff import unified

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
OLD_AND_NEW = [
    (b"", b"a\nb\n"),
    (b"a\n", b""),
    (b"a", b"a\n"),
    (b"a\nb\n", b"a\nb"),
    (b"a\r\nb\r\n", b"a\r\nc\r\n"),
    (b"a\x0cb\nc\n", b"a\x0cd\nc\n"),
    ("a\u2028b\n".encode(), "a\u2028c\n".encode()),
    ("é\nb\n".encode("utf-16"), "é\nc\n".encode("utf-16")),
    (b"-- a\n++ b\n", b"--- c\n+++ d\n@@ -1 +1 @@\n"),
    (b"a\n" * 40, b"b\n" + b"a\n" * 20 + b"c\n" + b"a\n" * 19),
]


def applied(folder, name, old, new):
    """What git makes of the old file and the diff, run from within the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(old)
    here = os.getcwd()
    os.chdir(folder)
    try:
        subprocess.run(["git", "apply", "-"], input=unified(old, new, name), check=True)
    finally:
        os.chdir(here)
    return path.read_bytes()


def test_a_diff_is_what_diff_u_prints():
    old, new = b"a\nb\nc\nd\ne\nf\ng\nh\n", b"a\nb\nc\nd\nE\nf\ng\nh"
    assert unified(old, new, "x.py").decode() == (
        "--- a/x.py\n+++ b/x.py\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n-h\n+h\n\\ No newline at end of file\n"
    )


def test_of_no_lines_a_hunk_names_the_line_before_them():
    assert b"@@ -0,0 +1,2 @@\n" in unified(b"", b"a\nb\n", "x.py")
    assert b"@@ -1 +0,0 @@\n" in unified(b"a\n", b"", "x.py")


def test_a_name_with_spaces_ends_with_a_tab_as_gits_own_do():
    assert unified(b"", b"a", "a b.py").startswith(b"--- a/a b.py\t\n+++ b/a b.py\t\n")


def test_no_change_is_no_diff():
    assert unified(b"a\n", b"a\n", "x.py") == unified(b"", b"", "x.py") == b""


def test_changes_far_apart_are_told_in_hunks_of_their_own():
    old = b"".join(b"%d\n" % at for at in range(60))
    diff = unified(old, old.replace(b"\n5\n", b"\nx\n").replace(b"\n50\n", b"\n"), "x.py")
    assert [line for line in diff.split(b"\n") if line.startswith(b"@@")] == [b"@@ -3,7 +3,7 @@", b"@@ -48,7 +48,6 @@"]


def test_a_file_is_named_from_the_current_folder_and_a_link_by_what_it_leads_to(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "real.py").touch()
    (tmp_path / "link.py").symlink_to("sub/real.py")
    monkeypatch.chdir(tmp_path)
    for path in ("sub/real.py", tmp_path / "sub" / "real.py", "link.py", "./sub/../link.py"):
        assert unified(b"", b"a", path).startswith(b"--- a/sub/real.py\n+++ b/sub/real.py\n")


def test_a_file_elsewhere_is_named_from_the_root(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    name = os.fsencode((tmp_path.resolve() / "x.py").as_posix())
    assert unified(b"", b"a", "../x.py").startswith(b"--- a" + name + b"\n")


@needs_git
@pytest.mark.parametrize(("old", "new"), OLD_AND_NEW)
def test_git_applies_every_kind_of_change(tmp_path, old, new):
    assert applied(tmp_path, "x.py", old, new) == new


@needs_git
@pytest.mark.parametrize(
    "name", ["a b.py", "ü.py", 'q"u.py', "t\tab.py", "back\\s.py", "sub dir/x.py", "-x.py", "a\nb.py", os.fsdecode(b"\xff.py")]
)
def test_git_finds_the_file_whatever_its_name(tmp_path, name):
    assert applied(tmp_path, name, b"a\n", b"b\n") == b"b\n"


@needs_git
@pytest.mark.parametrize(("old", "new"), [(b"a\n", b"b\n"), (b"", b"a\n"), (b"a", b"")])
def test_git_applies_it_in_a_folder_below_the_repositorys_own(tmp_path, old, new):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert applied(tmp_path / "in ner", "x.py", old, new) == new


LINES = st.lists(
    st.sampled_from(["a\n", "b\n", "c\r\n", "\n", "\x0c\n", "d\u2028e\n", "\r", "+\n", "-x\n", " y\n", "\\ z\n"]),
    max_size=12,
)
TEXTS = st.builds(lambda lines, last: "".join(lines) + last, LINES, st.sampled_from(["", "a", " ", "\\"]))


@needs_git
@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_git_turns_any_text_into_any_other(tmp_path, old, new):
    if old != new:
        assert applied(tmp_path, "x.py", old.encode(), new.encode()) == new.encode()
