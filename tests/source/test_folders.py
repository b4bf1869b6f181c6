import os
import shutil
import subprocess

import pytest

from mercurycli.source import folders
from mercurycli.source.folders import sources_below
from mercurycli.source.languages import language_for_path


def make(folder, *names, **texts):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")
    for name, text in texts.items():
        (folder / name.replace("__", "/").replace("gitignore", ".gitignore")).write_text(text)


def found(folder):
    return [path.relative_to(folder).as_posix() for path in sources_below(folder).files]


def test_sources_are_found_by_their_suffix_in_the_order_of_their_names(tmp_path):
    make(tmp_path, "b.py", "a/c.JS", "a/notes.txt", "a/b/page.html", "Makefile", "z.py.bak")
    assert found(tmp_path) == ["a/b/page.html", "a/c.JS", "b.py"]


def test_they_are_named_as_the_folder_was(tmp_path, monkeypatch):
    make(tmp_path, "deep/a.py")
    monkeypatch.chdir(tmp_path)
    for name in ("deep", ".", "../" + tmp_path.name):
        (path,) = sources_below(folders.Path(name)).files
        assert str(path) == os.path.join("" if name == "." else name, "a.py" if name == "deep" else "deep/a.py")


def test_hidden_folders_and_others_code_are_passed_over(tmp_path):
    make(
        tmp_path,
        ".git/a.py",
        ".venv/a.py",
        "node_modules/a.js",
        "a/__pycache__/a.py",
        "env/pyvenv.cfg",
        "env/lib/a.py",
        "mine.py",
        ".hidden.py",
    )
    assert found(tmp_path) == [".hidden.py", "mine.py"]


def test_links_are_not_followed(tmp_path):
    make(tmp_path, "outside/a.py", "here/b.py")
    (tmp_path / "here" / "folder").symlink_to(tmp_path / "outside")
    (tmp_path / "here" / "round").symlink_to(tmp_path / "here")
    (tmp_path / "here" / "file.py").symlink_to(tmp_path / "outside" / "a.py")
    assert found(tmp_path / "here") == ["b.py"]
    (tmp_path / "link").symlink_to(tmp_path / "here")  # but one that is named is
    assert found(tmp_path / "link") == ["b.py"]


def test_a_pipe_is_no_source(tmp_path):
    os.mkfifo(tmp_path / "a.py")
    assert found(tmp_path) == []


def test_what_is_too_large_to_be_a_source_is_told_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "LARGEST", 100)
    make(tmp_path, "a.py")
    (tmp_path / "data.json").write_bytes(b" " * 101)
    assert found(tmp_path) == ["a.py"]
    assert [path.name for path in sources_below(tmp_path).too_large] == ["data.json"]


def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_walked(tmp_path, monkeypatch):
    make(tmp_path, "a/a.py", "b/b.py")
    scandir = os.scandir

    def forbidden(place):
        if str(place).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(place)

    monkeypatch.setattr(os, "scandir", forbidden)
    result = sources_below(tmp_path)
    assert [path.name for path in result.files] == ["b.py"]
    (error,) = result.errors
    assert "Permission denied" in str(error) and error.hint


# Each case: rules by their folder, and files. Git itself is the oracle.
CASES = {
    "a folder": ({".": "build/\n"}, ["build/a.py", "a/build/b.py", "build.py"]),
    "anchored": ({".": "/build\nsrc/gen\n"}, ["build/a.py", "a/build/b.py", "src/gen/a.py", "a/src/gen/b.py"]),
    "wildcards": (
        {".": "*.gen.py\ntest_?.py\n[ab].js\n**/tmp/**\n"},
        ["x.gen.py", "test_1.py", "test_12.py", "a.js", "c.js", "q/tmp/z/a.py"],
    ),
    "taken in again": ({".": "*.py\n!keep.py\n"}, ["a.py", "keep.py", "d/keep.py", "d/a.py"]),
    "not below what is left out": ({".": "d/\n!d/keep.py\n"}, ["d/keep.py", "a.py"]),
    "all but one folder": ({".": "d/*\n!d/keep/\n"}, ["d/a.py", "d/keep/a.py", "d/other/a.py"]),
    "nested": ({".": "*.js\n", "a": "!b.js\nc.py\n"}, ["b.js", "a/b.js", "a/d/b.js", "a/c.py", "c.py"]),
    "nested and anchored": ({"a": "/x.py\n"}, ["a/x.py", "a/b/x.py", "x.py"]),
    "comments and odd lines": ({".": "# a.py\n\\#b.py\n!\n\nc.py   \n\t\nd.py\r\n"}, ["a.py", "#b.py", "c.py", "d.py"]),
    "byte order mark": ({".": "\ufeffa.py\nb.py\n"}, ["a.py", "b.py"]),
}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("case", CASES)
def test_what_gitignore_leaves_out_is_what_git_leaves_out(tmp_path, case):
    rules, files = CASES[case]
    make(tmp_path, *files)
    for folder, text in rules.items():
        (tmp_path / folder / ".gitignore").write_bytes(text.encode())
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    listing = ["git", "-c", "core.excludesFile=", "ls-files", "-z", "--others", "--exclude-standard"]
    told = subprocess.run(listing, cwd=tmp_path, check=True, capture_output=True).stdout.decode().split("\0")
    assert sorted(found(tmp_path)) == sorted(name for name in told if name and language_for_path(name))


def test_the_rules_above_a_folder_within_its_repository_hold_for_it(tmp_path):
    make(tmp_path, "repo/src/a.py", "repo/src/b.gen.py", "repo/src/c.py", gitignore="*.py\n")
    (tmp_path / "repo" / ".gitignore").write_text("*.gen.py\n")
    (tmp_path / "repo" / ".git" / "info").mkdir(parents=True)
    (tmp_path / "repo" / ".git" / "info" / "exclude").write_text("c.py\n")
    assert found(tmp_path / "repo" / "src") == ["a.py"]  # the rule above the repository is none of its business


def test_a_folder_that_is_named_is_walked_even_if_it_is_left_out_above(tmp_path):
    make(tmp_path, "build/deep/a.py", ".git/HEAD", gitignore="build/\n")
    assert found(tmp_path) == []
    assert found(tmp_path / "build") == ["deep/a.py"]
    assert found(tmp_path / "build" / "deep") == ["a.py"]


def test_rules_that_cannot_be_read_leave_nothing_out(tmp_path):
    make(tmp_path, "a.py")
    (tmp_path / ".gitignore").mkdir()
    assert found(tmp_path) == ["a.py"]
