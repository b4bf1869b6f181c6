"""Makes a run's averaged weights the embedded checkpoint: ``python -m recipe.release`` from the folder models/.

Weights are stored in half precision (two bytes each) and computed with in full; the recommended sampler settings of
the configuration go with them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from mercurycli.model import checkpoint as checkpoints
from safetensors.torch import load_file

from .train import read_config

HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, default=HERE / "nano.toml")
    parser.add_argument("--run", type=Path, default=HERE / "runs" / "nano")
    parser.add_argument("--to", type=Path, default=HERE.parent / "quicksilver")
    arguments = parser.parse_args()
    source = arguments.run / "checkpoint"
    config = json.loads((source / "config.json").read_text(encoding="utf-8"))
    config["sampling"] = read_config(arguments.config)["sampling"]
    tokenizer = (source / "tokenizer.json").read_text(encoding="utf-8")
    checkpoints.save(arguments.to, load_file(source / "model.safetensors"), config, tokenizer, torch.float16)
    print(f"{arguments.to}: {(arguments.to / 'model.safetensors').stat().st_size / 1e6:.1f} MB, {config['trained']}")


if __name__ == "__main__":
    main()
