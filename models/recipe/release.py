"""Makes a run's averaged weights the embedded checkpoint: ``python -m recipe.release`` from the folder models/.

Weights are stored in half precision (two bytes each) and computed with in full; the recommended sampler settings of
the configuration go with them, and what the training wishes are made of: what is made of something else, the model hardly knows.
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
    arguments = parser.parse_args()
    release(arguments.config, arguments.run, arguments.to, holes=arguments.holes)


def release(settings: Path, run: Path, to: Path, *, holes: bool) -> None:
    source, folder = run / "checkpoint", to / HOLES if holes else to
    config = json.loads((source / checkpoints.CONFIG).read_text(encoding="utf-8"))
    config["sampling"] = read_config(settings)["sampling"]
    if not holes and (to / HOLES).is_dir():
        config[checkpoints.FOR_HOLES] = HOLES
    tokenizer = (source / checkpoints.TOKENIZER).read_text(encoding="utf-8")
    checkpoints.save(folder, load_file(source / checkpoints.WEIGHTS), config, tokenizer, torch.float16)
    if holes:
        outer = json.loads((to / checkpoints.CONFIG).read_text(encoding="utf-8"))
        (to / checkpoints.CONFIG).write_text(json.dumps({**outer, checkpoints.FOR_HOLES: HOLES}, indent=2) + "\n", encoding="utf-8")
    else:
        wishes = doubts.fitted(doubts.training_words(read_config(settings)["families"]))
        (folder / checkpoints.WISHES).write_text(wishes.written(), encoding="utf-8")
    print(f"{folder}: {(folder / checkpoints.WEIGHTS).stat().st_size / 1e6:.1f} MB, {config['trained']}")


if __name__ == "__main__":
    main()
