"""``dcode config`` as a user meets it: what is shown, what is written, what is refused."""

import json
import os

import pytest

from mercurycli.commands import config
from mercurycli.errors import UsageError
from mercurycli.settings.keys import KEYS
from mercurycli.settings.load import load


@pytest.fixture(autouse=True)
def user(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("DCODE_")] + ["OMP_NUM_THREADS", "NO_COLOR", "FORCE_COLOR"]:
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / "user" / "config.toml"
    monkeypatch.setenv("DCODE_CONFIG", str(file))
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return file


def test_a_value_that_is_set_is_shown_with_its_origin_and_counts(user, capsys):
    assert config.set_value("threshold", "0.85", project=False) == 0
    assert user.read_text() == "threshold = 0.85\n" and load().threshold == 0.85
    assert config.show(origin=True, json_output=False) == 0
    shown = capsys.readouterr().out.splitlines()
    line = shown[[key.name for key in KEYS].index("threshold")]
    assert line.startswith("threshold = 0.85 ") and line.endswith(f"# {user}:1")
    assert shown[0].startswith('model = "quicksilver"') and shown[0].endswith("# default")


def test_what_is_shown_can_be_a_file_of_settings(user, capsys):
    config.show(origin=True, json_output=False)
    user.parent.mkdir()
    user.write_text(capsys.readouterr().out)
    assert load().values() == {**load().values(), "model": "quicksilver", "steps": None}


def test_json_has_each_value_with_layer_and_place(user, capsys):
    config.set_value("seed", "3", project=True)
    capsys.readouterr()
    assert config.show(origin=False, json_output=True) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["schema"] == "dcode.config/1"
    assert shown["settings"]["seed"] == {"value": 3, "layer": "project", "place": f"{os.path.realpath('dcode.toml')}:1"}


def test_get_prints_the_bare_value_and_nothing_where_there_is_none(capsys):
    assert config.get("model") == config.get("view") == config.get("steps") == 0
    assert capsys.readouterr().out == "quicksilver\ntrue\n"


def test_comments_stay_and_unset_takes_out_what_was_set(user, capsys):
    user.parent.mkdir()
    user.write_text("# mine\nsteps = 3  # few\nseed = 1\n")
    config.set_value("steps", "9", project=False)
    assert user.read_text() == "# mine\nsteps = 9  # few\nseed = 1\n"
    assert config.unset("steps", project=False) == 0 and user.read_text() == "# mine\nseed = 1\n"
    assert config.unset("steps", project=False) == 0 and "is not set" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "word", "says"),
    [
        ("steps", "0", "whole number"),
        ("stepz", "1", "no setting called stepz"),
        ("view", "maybe", "on or off"),
        ("seed", "-1", "whole number"),
    ],
)
def test_what_cannot_be_set_is_refused_and_no_file_is_made(user, name, word, says):
    with pytest.raises(UsageError, match=says) as caught:
        config.set_value(name, word, project=False)
    assert caught.value.hint and not user.exists()


def test_a_project_has_its_own_file_but_not_for_personal_settings(user):
    assert config.set_value("steps", "7", project=True) == 0
    assert open("dcode.toml").read() == "steps = 7\n" and not user.exists()
    with pytest.raises(UsageError, match="each user"):
        config.set_value("edit", "vi", project=True)


def test_the_table_of_a_pyproject_is_left_to_its_writer():
    with open("pyproject.toml", "w") as file:
        file.write("[tool.dcode]\nsteps = 7\n")
    with pytest.raises(UsageError, match="pyproject"):
        config.set_value("steps", "9", project=True)
    assert load().steps == 7


def test_whoever_sets_what_something_else_outweighs_is_told(monkeypatch, capsys):
    monkeypatch.setenv("DCODE_STEPS", "5")
    config.set_value("steps", "9", project=False)
    assert "DCODE_STEPS says otherwise" in capsys.readouterr().err
    monkeypatch.delenv("DCODE_STEPS")
    config.set_value("steps", "8", project=True)
    config.unset("steps", project=True)
    assert "otherwise" not in capsys.readouterr().err


def test_a_folder_named_from_here_is_found_from_anywhere(user, monkeypatch, tmp_path):
    (tmp_path / "project" / "weights").mkdir()
    config.set_value("model", "weights", project=False)
    config.set_value("device", "cpu", project=False)
    monkeypatch.chdir(tmp_path)
    assert load().model == str(tmp_path / "project" / "weights")
    monkeypatch.chdir(tmp_path / "project")
    config.set_value("model", "weights", project=True)
    assert open("dcode.toml").read() == 'model = "./weights"\n'
    assert os.path.samefile(load().model, tmp_path / "project" / "weights")


def test_the_editor_gets_a_file_that_says_what_there_is_and_its_slips_are_named(user, monkeypatch, capsys):
    monkeypatch.setenv("EDITOR", "sh -c 'echo stepz = 3 >> \"$0\"'")
    monkeypatch.delenv("VISUAL", raising=False)
    with pytest.raises(UsageError, match="no setting called 'stepz'") as caught:
        config.edit(project=False)
    lines = user.read_text().splitlines()
    assert str(caught.value).startswith(f"{user}:{len(lines)}: ") and all(
        any(line.startswith(f"# {key.name}: ") for line in lines) for key in KEYS
    )
    monkeypatch.setenv("EDITOR", "sed -i s/stepz/steps/")
    assert config.edit(project=False) == 0 and load().steps == 3 and "in order" in capsys.readouterr().err


def test_an_editor_that_fails_leaves_the_file_to_be_edited_otherwise(user, monkeypatch):
    monkeypatch.setenv("VISUAL", "false")
    with pytest.raises(UsageError) as caught:
        config.edit(project=False)
    assert str(user) in caught.value.hint


def test_path_is_the_file_alone_on_stdout(user, capsys):
    assert config.path(project=False) == 0
    out, err = capsys.readouterr()
    assert out == f"{user}\n" and "does not exist yet" in err


def test_keys_tell_meaning_kind_and_variable_of_every_setting(capsys):
    assert config.keys() == 0
    out = capsys.readouterr().out
    assert all(key.name in out and key.variable in out and key.meaning in out and key.kind.says in out for key in KEYS)


def test_a_folder_that_cannot_be_made_is_an_error(user, monkeypatch):
    monkeypatch.setenv("DCODE_CONFIG", "/dev/null/x/config.toml")
    with pytest.raises(UsageError, match="/dev/null"):
        config.set_value("steps", "3", project=False)
