"""Makes a run's averaged weights the embedded checkpoint: ``python -m recipe.release`` from the folder models/.

Weights are stored in half precision (two bytes each) and computed with in full; the recommended sampler settings of
the configuration go with them, and what the training wishes are made of: what is made of something else, the model hardly knows.
With ``--mean-with`` the weights are the mean of two runs', of which the second began with the first one's (model soups, arXiv:2203.05482).
With ``--holes`` it becomes that checkpoint's second network, in the folder code/ within: the one that fills and mends.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from mercurycli.model import checkpoint as checkpoints
from safetensors.torch import load_file

from . import doubts
from .train import read_config

HERE = Path(__file__).resolve().parent
HOLES = "code"  # folder of the second network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, default=HERE / "nano.toml")
    parser.add_argument("--run", type=Path, default=HERE / "runs" / "nano")
    parser.add_argument("--to", type=Path, default=HERE.parent / "quicksilver")
    parser.add_argument("--holes", action="store_true", help="as the network for holes of the checkpoint that is there")
    parser.add_argument("--mean-with", type=Path, metavar="RUN", help="the run that this one began with: the mean of both is stored")
    arguments = parser.parse_args()
    release(arguments.config, arguments.run, arguments.to, holes=arguments.holes, mean_with=arguments.mean_with)


def release(settings: Path, run: Path, to: Path, *, holes: bool, mean_with: Path | None = None) -> None:
    source, folder = run / "checkpoint", to / HOLES if holes else to
    config = json.loads((source / checkpoints.CONFIG).read_text(encoding="utf-8"))
    config["sampling"] = read_config(settings)["sampling"]
    if not holes and (to / HOLES).is_dir():
        config[checkpoints.FOR_HOLES] = HOLES
    tokenizer = (source / checkpoints.TOKENIZER).read_text(encoding="utf-8")
    checkpoints.save(folder, weights_of(run, mean_with), config, tokenizer, torch.float16)
    if holes:
        outer = json.loads((to / checkpoints.CONFIG).read_text(encoding="utf-8"))
        (to / checkpoints.CONFIG).write_text(json.dumps({**outer, checkpoints.FOR_HOLES: HOLES}, indent=2) + "\n", encoding="utf-8")
    else:
        wishes = doubts.fitted(doubts.training_words(read_config(settings)["families"]))
        (folder / checkpoints.WISHES).write_text(wishes.written(), encoding="utf-8")
    print(f"{folder}: {(folder / checkpoints.WEIGHTS).stat().st_size / 1e6:.1f} MB, {config['trained']}")


def weights_of(run: Path, other: Path | None) -> dict[str, torch.Tensor]:
    """A run's averaged weights, or the mean of two runs' of the same vocabulary. Raises ValueError where theirs differ."""
    weights = load_file(run / "checkpoint" / checkpoints.WEIGHTS)
    if other is None:
        return weights
    if (run / "checkpoint" / checkpoints.TOKENIZER).read_bytes() != (other / "checkpoint" / checkpoints.TOKENIZER).read_bytes():
        raise ValueError(f"{run} and {other} have different vocabularies: their weights have no mean")
    others = load_file(other / "checkpoint" / checkpoints.WEIGHTS)
    return {name: (weights[name] + others[name]) / 2 for name in weights}


if __name__ == "__main__":
    main()
