"""Where a checkpoint is looked for: the embedded one, a folder, a name."""

from pathlib import Path

import pytest

from mercurycli.errors import ModelError
from mercurycli.known_wishes import KnownWishes
from mercurycli.model import checkpoint as checkpoints


@pytest.fixture
def house(tmp_path, monkeypatch, sound):
    """An installation somewhere else; returns what puts a checkpoint into it."""
    package = tmp_path / "site" / "mercurycli"
    monkeypatch.setattr(checkpoints, "__file__", str(package / "model" / "checkpoint.py"))

    def put(place: str) -> Path:
        target = tmp_path / "site" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text((sound / "config.json").read_text() if place.endswith("json") else "")
        return target.parent

    return put


@pytest.mark.parametrize("name", [None, "quicksilver"])
def test_the_embedded_checkpoint_of_a_wheel_is_in_the_package(house, name):
    place = house("mercurycli/models/quicksilver/config.json")
    assert checkpoints.resolve(name) == place == checkpoints.embedded_folder()


def test_the_embedded_checkpoint_of_a_source_tree_is_beside_the_package(house):
    house("pyproject.toml")
    place = house("models/quicksilver/config.json")
    assert checkpoints.embedded_folder() == place
    packaged = house("mercurycli/models/quicksilver/config.json")
    assert checkpoints.embedded_folder() == packaged, "what was installed comes first"


def test_a_stranger_beside_an_installed_package_is_not_the_embedded_checkpoint(house):
    house("models/quicksilver/config.json")
    with pytest.raises(ModelError) as caught:
        checkpoints.embedded_folder()
    assert "mercurycli/models/quicksilver" in str(caught.value)
    assert "--model FOLDER" in caught.value.hint


def test_a_missing_embedded_checkpoint_names_every_place_that_was_looked_at(house, tmp_path):
    house("pyproject.toml")
    (tmp_path / "site/models/quicksilver").mkdir(parents=True)  # empty: no checkpoint
    with pytest.raises(ModelError) as caught:
        checkpoints.resolve(None)
    assert str(tmp_path / "site/mercurycli/models/quicksilver") in str(caught.value)
    assert str(tmp_path / "site/models/quicksilver") in str(caught.value)


def test_a_folder_is_found_by_its_path(sound, monkeypatch):
    monkeypatch.chdir(sound.parent)
    monkeypatch.setenv("HOME", str(sound.parent))
    assert checkpoints.resolve(str(sound)) == sound
    assert checkpoints.resolve("tiny").samefile(sound)
    assert checkpoints.resolve("~/tiny").samefile(sound)
    assert checkpoints.read(checkpoints.resolve("tiny/.")).name == "tiny"
    monkeypatch.chdir(sound)
    assert checkpoints.read(checkpoints.resolve(".")).name == "tiny"


@pytest.mark.parametrize("name", ["", "nope", "no/such/folder", "x" * 5000, "a\0b", "~nobody-of-that-name/x", "Quicksilver"])
def test_a_name_that_is_nothing_is_refused_with_what_was_looked_for(name):
    with pytest.raises(ModelError) as caught:
        checkpoints.resolve(name)
    assert repr(name) in str(caught.value)
    assert "quicksilver" in str(caught.value)
    assert "--model" in caught.value.hint or "dcode models list" in caught.value.hint


@pytest.mark.parametrize("name", ["weights.bin", "model.pt", "deep/model.pth", "x.ckpt", "x.pkl"])
def test_a_pickle_is_refused_by_name_whether_it_is_there_or_not(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    for _ in range(2):
        with pytest.raises(ModelError, match="safetensors only"):
            checkpoints.resolve(str(tmp_path / name))
        (tmp_path / name).write_bytes(b"x")


def test_a_file_of_a_checkpoint_points_to_its_folder(sound):
    with pytest.raises(ModelError, match="is a file") as caught:
        checkpoints.resolve(str(sound / "model.safetensors"))
    assert caught.value.hint == f"pass --model {sound}"


def test_what_training_wishes_are_made_of_is_read_where_a_checkpoint_tells_it(tmp_path):
    assert checkpoints.wishes_of(tmp_path) == KnownWishes()
    known = KnownWishes((3,), {"game": (0, 2), "red": (0, 1)})
    (tmp_path / "wishes.json").write_text(known.written())
    assert checkpoints.wishes_of(tmp_path) == known
    (tmp_path / "wishes.json").write_bytes(b"game\nred\n\xff\xfe1 4\x1b[2J\n")
    assert checkpoints.wishes_of(tmp_path) == KnownWishes()
    (tmp_path / "wishes.json").write_text(known.written() + " " * checkpoints.LONGEST_WISHES + "x")  # longer than anybody needs
    assert checkpoints.wishes_of(tmp_path) == known
