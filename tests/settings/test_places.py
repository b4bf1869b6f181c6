"""Which file is the user's, and which one the project's."""

import os

import pytest

from mercurycli.settings import places


def test_the_users_file_is_where_the_variable_says_or_where_the_system_keeps_such_files(tmp_path, monkeypatch):
    monkeypatch.setenv("DCODE_CONFIG", str(tmp_path / "mine.toml"))
    assert places.user_file() == tmp_path / "mine.toml"
    monkeypatch.delenv("DCODE_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    found = places.user_file()
    assert found.name == "config.toml" and found.parent.name == "dcode"
    if os.name == "posix" and os.uname().sysname == "Linux":
        assert found == tmp_path / "xdg" / "dcode" / "config.toml"


def test_the_nearest_file_above_counts_and_a_pyproject_only_with_a_table_of_ours(tmp_path):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.ruff]\nselect = 'dcode'\n")
    (tmp_path / "dcode.toml").touch()
    assert places.project_file(deep) == (tmp_path / "dcode.toml").resolve()
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.dcode]\nsteps = 1\n")
    assert places.project_file(deep) == (tmp_path / "a" / "pyproject.toml").resolve()
    (tmp_path / "a" / "dcode.toml").touch()
    assert places.project_file(deep).name == "dcode.toml"


@pytest.mark.parametrize("text", ["[tool.dcode", "tool = 3 # dcode", "dcode = 1"])
def test_a_pyproject_that_is_broken_or_speaks_of_other_things_is_not_ours(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text)
    (tmp_path / ".git").mkdir()
    assert places.project_file(tmp_path) is None


def test_nothing_above_the_root_of_a_repository_counts(tmp_path):
    inside = tmp_path / "repo" / "src"
    inside.mkdir(parents=True)
    (tmp_path / "dcode.toml").touch()
    (tmp_path / "repo" / ".git").mkdir()
    assert places.project_file(inside) is None
    (tmp_path / "repo" / "dcode.toml").touch()
    assert places.project_file(inside).parent.name == "repo"


def test_nothing_at_home_counts_for_what_lies_below(tmp_path, monkeypatch):
    below = tmp_path / "x"
    below.mkdir()
    (tmp_path / "dcode.toml").touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert places.project_file(below) is None and places.project_file(tmp_path) == (tmp_path / "dcode.toml").resolve()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a file away")
def test_a_file_of_somebody_else_in_a_folder_for_all_decides_nothing(tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (tmp_path / "dcode.toml").touch()
    os.chown(tmp_path / "dcode.toml", 4242, 4242)
    assert places.project_file(mine) is None
    os.chown(mine, 4242, 4242)
    assert places.project_file(mine) is not None


def test_a_folder_that_is_gone_has_no_project(tmp_path):
    assert places.project_file(tmp_path / "gone") is None
