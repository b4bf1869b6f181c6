"""Weights in pieces that any transfer takes: written while a run goes on, joined again into a checkpoint folder.

    python -m recipe.pieces write runs/mini/checkpoint FOLDER    bfloat16 and 8 bits, each in pieces under 16 MiB
    python -m recipe.pieces join FOLDER/step-4200 --to DIR       a checkpoint that mercurycli loads (--from int8: of the 8 bits)
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import torch
from mercurycli.model import checkpoint as checkpoints
from mercurycli.model.eight_bits import rounded
from safetensors.torch import load, load_file, save
from torch import Tensor

PIECE = 15 * 2**20  # bytes
SCALE = ".scale"  # of a matrix in 8 bits, one number a row
KEPT = 2  # folders of pieces: the newest, and the one before for whoever is just reading it


def in_bfloat16(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name: tensor.to(torch.bfloat16).contiguous() for name, tensor in weights.items()}


def in_8_bits(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Matrices as whole numbers with a scale per row; the rest in bfloat16."""
    out = {}
    for name, tensor in weights.items():
        if tensor.ndim == 2:
            out[name], out[name + SCALE] = rounded(tensor)
        else:
            out[name] = tensor.to(torch.bfloat16).contiguous()
    return out


def from_8_bits(stored: dict[str, Tensor]) -> dict[str, Tensor]:
    scales = {name.removesuffix(SCALE): tensor for name, tensor in stored.items() if name.endswith(SCALE)}
    return {
        name: tensor.float() * scales[name][:, None] if name in scales else tensor.float()
        for name, tensor in stored.items()
        if not name.endswith(SCALE)
    }


def write(checkpoint: Path, folder: Path, kept: int = KEPT) -> Path:
    """The checkpoint's weights as ``folder/step-N/{bf16,int8}.NN`` with its config, tokenizer and a list of sums; older steps go."""
    config = json.loads((checkpoint / checkpoints.CONFIG).read_text(encoding="utf-8"))
    weights = load_file(checkpoint / checkpoints.WEIGHTS)
    step = folder / f"step-{config['trained']['steps']:06d}"
    part = folder / f".{step.name}"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    sums = {}
    for kind, tensors in (("bf16", in_bfloat16(weights)), ("int8", in_8_bits(weights))):
        content = save(tensors)
        sums[kind] = hashlib.sha256(content).hexdigest()
        for number, at in enumerate(range(0, len(content), PIECE)):
            (part / f"{kind}.{number:02d}").write_bytes(content[at : at + PIECE])
    for name in (checkpoints.CONFIG, checkpoints.TOKENIZER):
        shutil.copyfile(checkpoint / name, part / name)
    (part / "sums.json").write_text(json.dumps(sums) + "\n")
    shutil.rmtree(step, ignore_errors=True)
    part.rename(step)
    for old in sorted(folder.glob("step-*"))[:-kept]:
        shutil.rmtree(old)
    return step


def joined(step: Path, kind: str) -> dict[str, Tensor]:
    content = b"".join(piece.read_bytes() for piece in sorted(step.glob(f"{kind}.[0-9][0-9]")))
    if hashlib.sha256(content).hexdigest() != json.loads((step / "sums.json").read_text())[kind]:
        raise SystemExit(f"{step}: pieces of {kind} are missing or damaged; fetch the folder again")
    tensors = load(content)
    return from_8_bits(tensors) if kind == "int8" else {name: tensor.float() for name, tensor in tensors.items()}


def join(step: Path, to: Path, kind: str) -> None:
    config = json.loads((step / checkpoints.CONFIG).read_text(encoding="utf-8"))
    tokenizer = (step / checkpoints.TOKENIZER).read_text(encoding="utf-8")
    checkpoints.save(to, joined(step, kind), config, tokenizer, torch.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("checkpoint", type=Path)
    writing.add_argument("folder", type=Path)
    joining = commands.add_parser("join")
    joining.add_argument("step", type=Path)
    joining.add_argument("--to", type=Path, required=True)
    joining.add_argument("--from", dest="kind", choices=("bf16", "int8"), default="bf16")
    arguments = parser.parse_args()
    if arguments.command == "write":
        print(write(arguments.checkpoint, arguments.folder))
    else:
        join(arguments.step, arguments.to, arguments.kind)
        print(arguments.to)


if __name__ == "__main__":
    main()
