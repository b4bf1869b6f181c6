import subprocess

from mercurycli.repl import project_files
from mercurycli.repl.project_files import ProjectFiles


def make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")


def git(folder, *arguments):
    subprocess.run(["git", "-c", "init.defaultBranch=main", *arguments], cwd=folder, check=True, capture_output=True, timeout=30)


def test_without_git_a_walk_passes_by_what_nobody_wrote(folder):
    make(folder, "app.py", "src/ball.py", "node_modules/x.js", ".git-like/y", "venv/z.py", "out/build.log", "notes.tmp")
    (folder / ".gitignore").write_text("# made\nout/\n*.tmp\n!kept.tmp\n")
    assert ProjectFiles(folder).names() == ("app.py", "src/ball.py")


def test_git_says_what_belongs_to_a_project(folder):
    git(folder, "init")
    make(folder, "app.py", "new.py", "made/x.o", "node_modules/kept.js")
    (folder / ".gitignore").write_text("made\n")
    git(folder, "add", "app.py", "node_modules/kept.js")
    assert ProjectFiles(folder).names() == (".gitignore", "app.py", "new.py", "node_modules/kept.js")


def test_a_repository_cannot_have_a_program_run(folder):
    git(folder, "init")
    git(folder, "config", "core.fsmonitor", "touch was-run; false")
    make(folder, "app.py")
    ProjectFiles(folder).names()
    assert not (folder / "was-run").exists()


def test_a_name_that_cannot_be_seen_is_not_proposed(folder):
    make(folder, "good.py", "bad\x1b[2J.py", "日本.py")
    assert ProjectFiles(folder).names() == ("good.py", "日本.py")


def test_a_list_is_used_again_while_it_is_fresh(folder, monkeypatch):
    monkeypatch.setattr(project_files.time, "monotonic", lambda: now)
    now, files = 0.0, ProjectFiles(folder)
    make(folder, "a.py")
    assert files.names() == ("a.py",)
    make(folder, "b.py")
    assert files.names() == ("a.py",)
    now = project_files.FRESH
    assert files.names() == ("a.py", "b.py")
