import json
import subprocess

import pytest
from recipe import corpus, pack
from recipe.corpus import File
from tiny_run import CONFIG

FILES = {"train": [File("a", "a.py", "MIT", "python", "import math\n\n\ndef area(r):\n    return math.pi * r * r\n")], "held_out": []}


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    corpus.write(folder / "corpus", FILES, {})
    config = {**CONFIG, "training": {**CONFIG["training"], "real_share": 0.5}}
    lines = (f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items()) for name, table in config.items())
    (folder / "tiny.toml").write_text("\n".join(lines))
    size = pack.pack(folder / "there", folder / "tiny.toml", folder / "corpus", 2, None)
    return folder / "there", size


def test_the_folder_holds_all_that_a_run_needs_and_is_small(packed):
    folder, size = packed
    for name in ("run.sh", "mercurycli/__init__.py", "models/recipe/train.py", "models/recipe/evaluation/wordings.jsonl", "models/recipe/runs/tiny/tokenizer.json"):
        assert (folder / name).is_file(), name
    assert corpus.read(folder / "models" / "recipe" / "runs" / "corpus", "train") == FILES["train"]
    assert size < pack.LIMIT and not list(folder.rglob("__pycache__"))


def test_its_script_is_sound_and_says_how_it_is_used(packed):
    folder, _ = packed
    assert subprocess.run(["bash", "-n", str(folder / "run.sh")], check=False).returncode == 0
    told = subprocess.run(["bash", str(folder / "run.sh")], check=False, capture_output=True, text=True)
    assert told.returncode == 2 and "start | watch MINUTES | finish | trial" in told.stderr


def test_a_folder_with_something_in_it_is_left_alone(packed, tmp_path):
    (tmp_path / "mine").write_text("kept")
    with pytest.raises(SystemExit, match="not empty"):
        pack.pack(tmp_path, pack.HERE / "nano.toml", tmp_path, 1, None)
    assert (tmp_path / "mine").read_text() == "kept"
