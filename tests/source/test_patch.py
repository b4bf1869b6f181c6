import os
import shutil
import stat
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mercurycli.errors import RefusedError, UsageError
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named
from mercurycli.source.patch import Edit, Patch, write_new
from mercurycli.source.span import Span

PYTHON = language_named("python")
GOOD = b"def f(x):\n    return x\n\n\ny = f(1)\n"


def patch_of(document, old, new):
    """The one place of some old text becomes new."""
    start = document.source.index(old.encode())
    return Patch(document, (Edit(Span(start, start + len(old.encode())), new.encode()),))


def read(path, data=GOOD):
    path.write_bytes(data)
    return Document.read(path)


@st.composite
def documents_with_edits(draw):
    text = draw(st.text(st.sampled_from("aé😀 ()=:\n\r#'\x0c\u2028"), max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    ends = [len(text[:cut].encode()) for cut in cuts]
    spans = [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]
    texts = draw(st.lists(st.text(st.sampled_from("bü\n()"), max_size=6), min_size=len(spans), max_size=len(spans)))
    edits = tuple(Edit(span, text.encode()) for span, text in zip(spans, texts, strict=True))
    return Document.from_text(text, PYTHON, "x.py"), edits


@given(documents_with_edits(), st.randoms())
@settings(deadline=None)
def test_no_byte_outside_the_edits_changes(case, random):
    document, edits = case
    expected = bytearray(document.source)
    for edit in sorted(edits, reverse=True):
        expected[edit.span.start : edit.span.end] = edit.replacement
    shuffled = random.sample(edits, len(edits))
    assert Patch(document, tuple(shuffled)).apply() == bytes(expected)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@given(documents_with_edits())
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_git_applies_the_diff_of_any_patch(tmp_path, case):
    document, edits = case
    patch = Patch(document, edits)
    path = tmp_path / "x.py"
    path.write_bytes(document.raw)
    if diff := patch.diff():
        subprocess.run(["git", "apply", "-"], input=diff, cwd=tmp_path, check=True)
    assert path.read_bytes() == patch.apply()


@pytest.mark.parametrize(
    "spans",
    [[Span(0, 3), Span(2, 4)], [Span(1, 1), Span(1, 1)], [Span(0, 5), Span(1, 2)], [Span(0, 99)]],
    ids=["overlapping", "at one place", "within another", "beyond the text"],
)
def test_edits_that_collide_or_lie_outside_make_no_patch(spans):
    with pytest.raises(ValueError):
        Patch(Document.from_text("abcdef", PYTHON), tuple(Edit(span, b"x") for span in spans))


@pytest.mark.parametrize("span", [Span(1, 1), Span(0, 1), Span(1, 2)])
def test_an_edit_that_cuts_a_character_makes_no_patch(span):
    with pytest.raises(ValueError, match="character"):
        Patch(Document.from_text("é", PYTHON), (Edit(span, b"x"),))


def test_a_replacement_that_is_no_utf8_makes_no_patch():
    with pytest.raises(ValueError):
        Patch(Document.from_text("a", PYTHON), (Edit(Span(0, 1), b"\xff"),))


def test_new_text_takes_the_line_breaks_of_the_document():
    document = Document.from_text("a = 1\r\nb = 2\r\n", PYTHON)
    edit = Edit.of(document, Span(0, 5), "c = 3\nd = 4\r\ne = 5")
    assert Patch(document, (edit,)).apply() == b"c = 3\r\nd = 4\r\ne = 5\r\nb = 2\r\n"
    assert Edit.of(Document.from_text("a\n", PYTHON), Span(0, 1), "b\r\n").replacement == b"b\n"


def test_a_patch_that_mends_is_proved_and_gives_the_mended_document():
    document = Document.from_text("def f(x:\n    return x\n", PYTHON)
    after = patch_of(document, "x:", "x):").prove()
    assert after.text == "def f(x):\n    return x\n"


@pytest.mark.parametrize(
    ("language", "text", "old", "new"),
    [
        ("py", "x = 1\ny = 2\n", "1", "(1"),
        ("js", "f(1);\n", ")", "))"),
        ("html", "<p>a</p>\n<script>\nlet a = 1;\n</script>\n", "1", "]"),
        ("py", "x = (\ny = 2\n\nz = 3\n", "z = 3", "z = = 3"),
    ],
    ids=["python", "javascript", "a script in a page", "what was broken before"],
)
def test_a_patch_after_which_the_text_parses_worse_is_refused(language, text, old, new):
    document = Document.from_text(text, language_named(language), "x")
    with pytest.raises(RefusedError, match=r"x would parse worse: \d+ faults instead of \d+, in line \d") as caught:
        patch_of(document, old, new).prove()
    assert caught.value.hint


def test_a_patch_that_leaves_a_broken_text_as_broken_is_allowed():
    document = Document.from_text("x = (\n\ny = 1\n", PYTHON)
    assert patch_of(document, "1", "2").prove().text == "x = (\n\ny = 2\n"


def test_a_patch_that_changes_how_the_file_would_be_read_is_refused():
    document = Document.from_bytes("# coding: latin-1\né = 1\n".encode("latin-1"), PYTHON, "x.py")
    assert patch_of(document, "= 1", "= 'ü'").prove().raw == "# coding: latin-1\né = 'ü'\n".encode("latin-1")
    with pytest.raises(RefusedError):
        patch_of(document, "latin-1", "utf-8").prove()
    with pytest.raises(RefusedError, match="'€'"):
        patch_of(document, "= 1", "= '€'").prove()


def test_a_patch_that_would_make_the_file_binary_is_refused():
    document = Document.from_text("/* a */", language_named("css"), "x.css")
    with pytest.raises(RefusedError, match="null byte"):
        patch_of(document, "a", "\0").prove()


def test_a_diff_is_of_the_files_own_bytes_and_its_text_is_for_people(tmp_path):
    document = read(tmp_path / "x.py", "# coding: latin-1\né = 1\n".encode("latin-1"))
    patch = patch_of(document, "= 1", "= 2")
    assert "-é = 1\n+é = 2\n" in patch.diff_text()
    assert "-é = 1\n+é = 2\n".encode("latin-1") in patch.diff()


# --- onto the disk -------------------------------------------------------------------------------------------------


def only_file(folder):
    (path,) = folder.iterdir()
    return path


@pytest.mark.parametrize(
    "data",
    [
        GOOD,
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"\n", b"\r\n"),
        "# coding: latin-1\né, x = f(1)\n".encode("latin-1"),
        GOOD[:-1],
    ],
    ids=["plain", "byte order mark", "crlf", "latin-1", "no final line break"],
)
def test_what_is_written_differs_from_what_was_read_in_the_edit_alone(tmp_path, data):
    document = read(tmp_path / "x.py", data)
    patch_of(document, "f(1)", "f(2)").write(tmp_path / "x.py")
    assert only_file(tmp_path).read_bytes() == data.replace(b"f(1)", b"f(2)")


@pytest.mark.parametrize("mode", [0o755, 0o600, 0o664])
def test_the_mode_of_the_file_is_kept(tmp_path, mode):
    path = tmp_path / "x.py"
    document = read(path)
    path.chmod(mode)
    patch_of(document, "1", "2").write(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(tmp_path):
    (tmp_path / "deep").mkdir()
    real, link = tmp_path / "deep" / "real.py", tmp_path / "link.py"
    read(real)
    link.symlink_to("deep/real.py")
    patch_of(Document.read(link), "1", "2").write(link)
    assert link.is_symlink()
    assert real.read_bytes() == GOOD.replace(b"1", b"2")
    assert only_file(tmp_path / "deep") == real


def test_a_file_that_changed_underneath_is_left_as_it_is(tmp_path):
    path = tmp_path / "x.py"
    document = read(path)
    path.write_bytes(GOOD + b"# mine\n")
    with pytest.raises(RefusedError, match="changed since") as caught:
        patch_of(document, "1", "2").write(path)
    assert caught.value.hint
    assert only_file(tmp_path).read_bytes() == GOOD + b"# mine\n"


def test_a_file_that_changes_while_the_new_one_is_being_written_is_left_as_it_is(tmp_path, monkeypatch):
    path = tmp_path / "x.py"
    document = read(path)
    monkeypatch.setattr(os, "fsync", lambda _: path.write_bytes(b"# mine\n"))
    with pytest.raises(RefusedError, match="changed since"):
        patch_of(document, "1", "2").write(path)
    assert only_file(tmp_path).read_bytes() == b"# mine\n"


def test_a_file_that_is_gone_or_a_folder_now_is_refused(tmp_path):
    path = tmp_path / "x.py"
    document = read(path)
    path.unlink()
    for prepare in (lambda: None, path.mkdir):
        prepare()
        with pytest.raises(RefusedError):
            patch_of(document, "1", "2").write(path)
    assert only_file(tmp_path).is_dir()


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("failure", "told"),
    [(OSError(28, "No space left on device"), UsageError), (KeyboardInterrupt(), KeyboardInterrupt)],
)
def test_when_writing_fails_the_old_file_stands_and_nothing_is_left_behind(tmp_path, monkeypatch, step, failure, told):
    def fail(*_):
        raise failure

    path = tmp_path / "x.py"
    document = read(path)
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(told):
        patch_of(document, "1", "2").write(path)
    assert only_file(tmp_path).read_bytes() == GOOD


def test_a_read_only_file_is_not_replaced(tmp_path):
    path = tmp_path / "x.py"
    document = read(path)
    path.chmod(0o444)
    with pytest.raises(UsageError, match="read-only") as caught:
        patch_of(document, "1", "2").write(path)
    assert "chmod" in caught.value.hint
    assert path.read_bytes() == GOOD


def test_a_new_file_has_the_bytes_and_the_mode_new_files_get(tmp_path):
    before = os.umask(0o027)
    try:
        write_new(tmp_path / "x.html", b"<p>\r\n")
    finally:
        os.umask(before)
    path = only_file(tmp_path)
    assert path.read_bytes() == b"<p>\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_an_existing_file_is_replaced_only_with_force(tmp_path):
    path = tmp_path / "x.py"
    path.write_bytes(b"old")
    path.chmod(0o700)
    with pytest.raises(UsageError, match="exists") as caught:
        write_new(path, b"new")
    assert "--force" in caught.value.hint
    assert path.read_bytes() == b"old"
    write_new(path, b"new", force=True)
    assert only_file(tmp_path).read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "x.py"
    monkeypatch.setattr(os, "fsync", lambda _: path.write_bytes(b"theirs"))
    with pytest.raises(UsageError, match="exists"):
        write_new(path, b"ours")
    assert only_file(tmp_path).read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("", "folder"),
        ("folder", "folder"),
        ("new/", "folder"),
        ("gone/x.py", "no folder"),
        ("x" * 300, "name"),
        ("a\0b", "null"),
        ("file/x", "not a directory"),
    ],
)
def test_a_place_where_no_file_can_be_is_a_usage_error_with_a_way_on(tmp_path, monkeypatch, name, cause):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=f"(?i){cause}") as caught:
        write_new(name, b"x", force=True)
    assert caught.value.hint
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_device_or_a_pipe_is_never_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="not a regular file"):
        write_new(tmp_path / "pipe", b"x", force=True)
    assert stat.S_ISFIFO(only_file(tmp_path).stat().st_mode)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_a_usage_error(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="Permission denied"):
        write_new(tmp_path / "x.py", b"x")
