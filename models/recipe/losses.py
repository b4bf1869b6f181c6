"""How well checkpoints know each kind of training program: ``python -m recipe.losses FOLDER…`` from the folder models/.

Cheap where running the evaluation is not: the mean cross-entropy (nats a token) of masked tokens and the share of them whose best guess is
right, on the same drawn programs under the same noise for every folder. What a wish decides counts like any other token, so a low loss
does not say that programs come out right.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch.nn.functional import cross_entropy

from . import tasks
from .batches import Batch, Rows
from .curriculum import functions, game_pages, mixture
from .curriculum.program import Program
from .train import HERE, Run, read_config

TIME = 0.7  # mask rate where the task does not set its own
GROUP = 8  # of like length, in one batch
OTHER_PAGES = tuple(family for family in mixture.PAGE_FAMILIES if family not in game_pages.FAMILIES)


def page(rng: random.Random) -> Program:
    family = rng.choice(OTHER_PAGES)
    return mixture.source_of(family).SOURCE.sample(rng, "train", family)


KINDS: Mapping[str, Callable[[random.Random], Program]] = {
    "games": lambda rng: game_pages.sample(rng, "train"),
    "other pages": page,
    "functions": lambda rng: functions.sample(rng, "train"),
}


def measured(run: Run, draw: Callable[[random.Random], Program], count: int) -> tuple[int, float, float]:
    """Masked tokens, their mean loss and the share that is right."""
    rng, noise = random.Random(5), torch.Generator().manual_seed(3)
    examples = sorted((tasks.generate(rng, run.tokenizer, draw(rng)) for _ in range(count)), key=lambda e: len(e.ids))
    config = {**run.training, "corrupt_share": 0.0}
    tokens, loss, right = 0, 0.0, 0
    run.backbone.eval()
    for start in range(0, count, GROUP):
        rows = Rows.of(examples[start : start + GROUP], run.tokenizer.pad_id)
        batch = Batch(rows, torch.full((rows.count,), TIME), run.tokenizer, config, noise)
        asked = batch.masked & (batch.weight >= 1.0)  # not what stands behind the end
        with torch.no_grad():
            logits = run.logits(batch, asked)
        wanted = batch.clean[asked]
        tokens += len(wanted)
        loss += float(cross_entropy(logits, wanted, reduction="sum"))
        right += int((logits.argmax(-1) == wanted).sum())
    return tokens, loss / max(tokens, 1), right / max(tokens, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="checkpoint folders of one architecture")
    parser.add_argument("--config", type=Path, default=HERE / "nano_sixth.toml", help="settings of a run of that architecture")
    parser.add_argument("--count", type=int, default=48, help="programs of each kind")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for folder in arguments.folders:
            shutil.copyfile(folder / "tokenizer.json", Path(scratch) / "tokenizer.json")
            run = Run(read_config(arguments.config), Path(scratch), threads=1)
            run.begin_from(folder)
            for kind, draw in KINDS.items():
                tokens, loss, right = measured(run, draw, arguments.count)
                print(f"{kind:14}{tokens:7} tokens   loss {loss:7.3f}   right {right:6.1%}", flush=True)


if __name__ == "__main__":
    main()
