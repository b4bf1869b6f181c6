import json

import pytest
import torch
from recipe import pieces, train
from tiny_run import CONFIG

from mercurycli.engine import Engine


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    run = train.Run(CONFIG, tmp_path_factory.mktemp("pieces") / "run", threads=1)
    run.train(hours=1.0, max_steps=2, pieces_folder=run.folder / "pieces")
    return run


def test_a_saved_run_leaves_its_weights_in_pieces(run):
    (step,) = (run.folder / "pieces").glob("step-*")
    assert step.name == "step-000002"
    assert {"bf16.00", "int8.00", "config.json", "tokenizer.json", "sums.json"} == {path.name for path in step.iterdir()}


@pytest.mark.parametrize(("kind", "off"), [("bf16", 2**-8), ("int8", 1 / 127)])
def test_joined_pieces_are_the_weights_as_exactly_as_their_type_holds_them(run, tmp_path, kind, off):
    (step,) = (run.folder / "pieces").glob("step-*")
    pieces.join(step, tmp_path / "joined", kind)
    joined = pieces.load_file(tmp_path / "joined" / "model.safetensors")
    assert set(joined) == set(run.average)
    for name, was in run.average.items():
        largest = was.abs().amax() if was.ndim < 2 else was.abs().amax(1, keepdim=True)
        assert ((joined[name] - was).abs() <= off * largest + 1e-9).all(), name
    assert Engine.open(str(tmp_path / "joined"), "cpu").tokenizer.size == run.tokenizer.size


def test_large_weights_are_cut_and_only_the_newest_folders_stay(run, tmp_path, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 10_000)
    checkpoint = tmp_path / "checkpoint"
    train.export(run.folder, run.average, run.model_config, CONFIG, run.tokenizer, run.record())
    (run.folder / "checkpoint").rename(checkpoint)
    config = json.loads((checkpoint / "config.json").read_text())
    for steps in (10, 20, 30):
        config["trained"]["steps"] = steps
        (checkpoint / "config.json").write_text(json.dumps(config))
        pieces.write(checkpoint, tmp_path / "out")
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == ["step-000020", "step-000030"]
    newest = tmp_path / "out" / "step-000030"
    assert len(list(newest.glob("bf16.*"))) > 2 and max(path.stat().st_size for path in newest.glob("*.[0-9][0-9]")) <= 10_000
    assert all(torch.isfinite(tensor).all() for tensor in pieces.joined(newest, "int8").values())
    (newest / "bf16.01").unlink()
    with pytest.raises(SystemExit, match="fetch"):
        pieces.joined(newest, "bf16")
