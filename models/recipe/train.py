"""Trains Quicksilver: ``python -m recipe.train`` from the folder models/ (see README.md, "Rebuild the model").

The schedule follows elapsed time, so the same command serves two CPU hours and twenty GPU minutes. A run resumes
from its folder; it can be stopped at any moment with usable averaged weights in ``ema.safetensors``.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import signal
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import torch
from mercurycli.diffusion.loss import doubt_where_right, weighted_cross_entropy
from mercurycli.model.backbone import Backbone, ModelConfig
from mercurycli.model.copy_head import with_copies
from mercurycli.model.tokenizer import Tokenizer
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from . import corpus, pieces, vocabulary
from .batches import Batch, Batches, DrawnElsewhere, Examples
from .curriculum.mixture import Mixture
from .muon import Muon, multiplies_in_bfloat16
from .own_drafts import settle_own

HERE = Path(__file__).resolve().parent
NEVER = -1e4  # logit of the mask, which is never an outcome


def build_tokenizer(folder: Path, config: dict, page_share: float, weights: dict[str, float], corpus_folder: Path = HERE / "runs" / "corpus") -> Tokenizer:
    """The run's vocabulary: the one in its folder, or else one trained on the curriculum, Python's library and ``corpus_files`` files."""
    path = folder / "tokenizer.json"
    if not path.exists():
        rng = random.Random(0)
        programs = Mixture(page_share, 0.0, (), weights=weights)

        def texts() -> Iterator[str]:
            for _ in range(config["programs"]):
                program = programs.sample(rng)
                yield program.code
                yield from re.findall(r"\w+|[^\w\s]", program.wish)
            yield from vocabulary.library_texts(rng, config["library_files"])
            if wanted := config.get("corpus_files", 0):
                files = corpus.read(corpus_folder, "train")
                yield from (file.text for file in rng.sample(files, min(wanted, len(files))))

        vocabulary.train(texts(), config["size"], config["longest"]).save(str(path))
    return Tokenizer.load(path)


def initialise(backbone: Backbone) -> None:
    """Normal weights; zero output projections, so that every layer starts as the identity."""
    for name, p in backbone.named_parameters():
        if p.ndim == 2:
            if any(part in name for part in ("o_proj", "down_proj", "copy_head.query")):
                nn.init.zeros_(p)
            else:
                # embeddings large enough that the words' own directions outlive what the head pushes all rare ones along
                nn.init.normal_(p, std=0.06 if "embed" in name else p.shape[1] ** -0.5)


class Run:
    def __init__(self, config: dict, folder: Path, threads: int, device: str = "cpu", workers: int = 0) -> None:
        torch.set_num_threads(threads)
        torch.set_float32_matmul_precision("high")
        self.device = torch.device(device)
        self.bfloat16 = config["training"]["bfloat16"] and (device != "cpu" or multiplies_in_bfloat16())
        self.config, self.folder, self.training = config, folder, config["training"]
        folder.mkdir(parents=True, exist_ok=True)
        self.tokenizer = build_tokenizer(folder, config["vocabulary"], self.training["page_share"], config["families"], folder.parent / "corpus")
        shape = {k: v for k, v in config["model"].items() if k != "max_positions"}
        self.model_config = ModelConfig(vocab_size=self.tokenizer.size, qk_norm=True, **shape)
        torch.manual_seed(self.training["seed"])
        self.backbone = Backbone(self.model_config)
        initialise(self.backbone)
        self.backbone.to(self.device)
        named = list(self.backbone.named_parameters())
        self.muon = Muon([p for n, p in named if p.ndim == 2 and "embed" not in n and "lm_head" not in n], lr=self.training["muon_lr"], weight_decay=self.training["muon_decay"])
        self.adam = torch.optim.AdamW(
            [
                {"params": [p for n, p in named if "embed" in n], "lr": self.training["embedding_lr"]},
                {"params": [p for n, p in named if p.ndim == 1], "lr": self.training["norm_lr"]},
            ],
            betas=(0.9, 0.95), weight_decay=0.0,
        )  # fmt: skip
        for optimizer in (self.muon, self.adam):
            for group in optimizer.param_groups:
                group["peak"] = group["lr"]
        self.average = {n: p.detach().clone() for n, p in named}
        self.rng, self.noise = random.Random(self.training["seed"]), torch.Generator(self.device).manual_seed(self.training["seed"])
        examples = Examples(self.rng, self.tokenizer, config, folder.parent / "corpus")
        self.batches = Batches(examples, self.noise)
        if workers:
            self.batches = DrawnElsewhere(examples, self.noise, workers, self.training["seed"], folder / "tokenizer.json", config, folder.parent / "corpus")
        self.step, self.elapsed, self.tokens = 0, 0.0, 0
        # a mask looks like itself, so a wide model begins by being sure that it is one: of a row's loss most was that
        self.never = torch.tensor([self.tokenizer.mask_id], device=self.device)
        self.certainty = 0.0  # weight of the doubt where the model is right, late in the run
        self.stop = False

    def begin_from(self, folder: Path) -> None:
        """Take over a checkpoint's weights, which may be of a smaller model: what it does not have keeps its initial values.

        A wider network or a layer more begins as the same function, since ``initialise`` leaves what writes into the
        residual stream at zero (as in function-preserving growth, arXiv:1511.05641).
        """
        found = load_file(folder / "model.safetensors")
        state = self.backbone.state_dict()
        for name, tensor in found.items():
            grown = state.get(name)
            if grown is None or grown.ndim != tensor.ndim or any(had > has for had, has in zip(tensor.shape, grown.shape, strict=True)):
                raise SystemExit(f"{folder} is of another architecture: {name}")
            if grown.shape != tensor.shape and ".mlp." not in name:
                raise SystemExit(f"{folder} is of another width: {name}")
            grown[tuple(slice(0, size) for size in tensor.shape)] = tensor.float()
        self.backbone.load_state_dict(state)
        self.average = {n: p.detach().clone() for n, p in self.backbone.named_parameters()}
        print(f"begins with the weights of {folder}", flush=True)

    def resume(self) -> None:
        path = self.folder / "state.pt"
        if not path.exists():
            return
        state = torch.load(path, weights_only=True, map_location=self.device)  # our own file, tensors and numbers only
        self.backbone.load_state_dict(state["model"])
        self.average = state["average"]
        for optimizer, kept in ((self.muon, state["muon"]), (self.adam, state["adam"])):
            peaks = [group["peak"] for group in optimizer.param_groups]
            optimizer.load_state_dict(kept)
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["peak"] = peak  # as the config has it now, not as it was
        self.step, self.elapsed, self.tokens = state["step"], state["elapsed"], state["tokens"]
        self.rng.seed(self.training["seed"] + self.step)
        self.noise.manual_seed(self.training["seed"] + self.step)
        print(f"resumed at step {self.step}, {self.elapsed / 60:.1f} minutes in", flush=True)

    def save(self, pieces_folder: Path | None = None) -> None:
        state = {
            "model": self.backbone.state_dict(), "average": self.average, "muon": self.muon.state_dict(),
            "adam": self.adam.state_dict(), "step": self.step, "elapsed": self.elapsed, "tokens": self.tokens,
        }  # fmt: skip
        torch.save(state, self.folder / "state.pt.part")
        (self.folder / "state.pt.part").replace(self.folder / "state.pt")
        export(self.folder, self.average, self.model_config, self.config, self.tokenizer, self.record())
        if pieces_folder is not None:
            pieces.write(self.folder / "checkpoint", pieces_folder)

    def record(self) -> dict:
        return {"steps": self.step, "minutes": round(self.elapsed / 60, 1), "tokens": self.tokens, "programs": self.step * self.training["programs_per_step"]}

    def rate(self, limit: float) -> float:
        """Learning-rate factor: short warm-up, level, then a line down to ``lowest_rate`` over the last ``warmdown``."""
        done = min(self.elapsed / limit, 1.0)
        down, lowest = self.training["warmdown"], self.training.get("lowest_rate", 0.05)
        return min(1.0, (self.step + 1) / 40) * min(1.0, max(lowest, (1.0 - done) / down))

    def logits(self, part: Batch, of: Tensor, among: Tensor | None = None) -> Tensor:
        """Logits (n, vocab), copies included, at the n positions ``of`` (rows, seq); ``among``: of these rows of the batch only."""
        chosen = slice(None) if among is None else among
        noisy, (left, right) = part.noisy[chosen], part.neighbours
        neighbours = left[chosen], right[chosen]
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.bfloat16):
            hidden, _ = self.backbone.encode(noisy, attend=part.attend[chosen], neighbours=neighbours)
            logits = self.backbone.head(hidden[of]).index_fill(1, self.never, NEVER)
        copy_head = self.backbone.copy_head
        if copy_head is None:
            return logits
        features = self.backbone.copy_features(hidden.float(), noisy, neighbours)
        scores = copy_head.scores(features, copy_head.key(features))  # (batch, seq, seq)
        scores = scores.masked_fill(~part.source[chosen][:, None, :], float("-inf"))[of]
        return with_copies(logits, scores, noisy[:, None, :].expand(-1, noisy.shape[1], -1)[of])

    def one_step(self, factor: float) -> tuple[float, float, int]:
        self.backbone.train()
        if self.step >= self.training["steps_first"]:
            self.batches.copying_first(False)
        parts = self.batches.next()
        if share := self.training.get("own_share", 0.0):
            for part in parts:
                settle_own(part, share, self.logits, self.tokenizer.mask_id, self.noise)
        total = sum(float(part.weight.sum()) for part in parts)
        loss_sum, right, holes, seen = 0.0, 0, 0, 0
        for part in parts:
            logits = self.logits(part, part.rows)
            targets = part.clean[part.rows]
            loss = weighted_cross_entropy(logits, targets, part.weight[part.rows]) / total
            if self.certainty:
                holes_only = part.weight[part.rows] * part.masked[part.rows]
                (loss + self.certainty * doubt_where_right(logits, targets, holes_only) / total).backward()
            else:
                loss.backward()
            loss_sum += loss.item()
            hole = part.masked[part.rows]
            right += int((logits.argmax(-1) == targets)[hole].sum())
            holes += int(hole.sum())
            seen += part.clean.numel()
        torch.nn.utils.clip_grad_norm_(self.backbone.parameters(), 1.0)
        for optimizer in (self.muon, self.adam):
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            optimizer.step()
        self.backbone.zero_grad(set_to_none=True)
        keep = min(self.training["ema"], (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            names, parameters = zip(*self.backbone.named_parameters(), strict=True)
            torch._foreach_lerp_([self.average[name] for name in names], list(parameters), 1.0 - keep)
        self.step += 1
        return loss_sum, right / max(holes, 1), seen

    def train(self, hours: float, max_steps: int | None, pieces_folder: Path | None = None) -> None:
        limit, saved, training = hours * 3600, self.elapsed, self.training
        between = training.get("save_minutes", 5.0) * 60
        log = (self.folder / "log.jsonl").open("a")
        mean_loss = None
        while self.elapsed < limit and not self.stop and (max_steps is None or self.step < max_steps):
            begin = time.perf_counter()
            late = self.elapsed >= training.get("certainty_from", 1.0) * limit
            self.certainty = training.get("certainty", 0.0) if late else 0.0
            loss, accuracy, seen = self.one_step(self.rate(limit))
            took = time.perf_counter() - begin
            self.elapsed += took
            self.tokens += seen
            mean_loss = loss if mean_loss is None else 0.95 * mean_loss + 0.05 * loss
            if self.step % 20 == 0 or self.step < 4:
                line = {
                    "step": self.step, "loss": round(mean_loss, 4), "accuracy": round(accuracy, 3), "tokens_per_second": round(seen / took),
                    "minutes": round(self.elapsed / 60, 1), "minutes_left": round((limit - self.elapsed) / 60, 1),
                }  # fmt: skip
                print(json.dumps(line), file=log, flush=True)
                print("  ".join(f"{k} {v}" for k, v in line.items()), flush=True)
            if self.elapsed - saved > between:
                self.save(pieces_folder)
                saved = self.elapsed
        self.save(pieces_folder)
        self.batches.close()


def export(folder: Path, weights: dict[str, Tensor], model: ModelConfig, config: dict, tokenizer: Tokenizer, record: dict) -> None:
    """The averaged weights as a checkpoint folder that mercurycli loads."""
    out = folder / "checkpoint"
    out.mkdir(exist_ok=True)
    save_file({n: p.cpu().contiguous() for n, p in weights.items()}, out / "model.safetensors.part")
    (out / "model.safetensors.part").replace(out / "model.safetensors")
    (out / "tokenizer.json").write_text((folder / "tokenizer.json").read_text(encoding="utf-8"), encoding="utf-8")
    fields = {"model_type": "quicksilver", **asdict(model), "max_positions": config["model"]["max_positions"], "mask_token_id": tokenizer.mask_id}
    (out / "config.json").write_text(json.dumps({**fields, "sampling": {}, "trained": record}, indent=2) + "\n")


def read_config(path: Path) -> dict:
    """A run's settings. One that names a ``base``, a file beside it, tells only what differs from that one."""
    config = tomllib.loads(path.read_text())
    base = config.pop("base", None)
    if base is None:
        return config
    whole = read_config(path.with_name(base))
    return {name: {**table, **config.get(name, {})} for name, table in whole.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, default=HERE / "nano.toml")
    parser.add_argument("--run", type=Path, default=HERE / "runs" / "nano", help="folder of the run; resumed if it exists")
    parser.add_argument("--weights", type=Path, help="checkpoint folder whose weights a new run begins with")
    parser.add_argument("--hours", type=float, help="length of the whole run (default: from the config)")
    parser.add_argument("--max-steps", type=int, help="stop after so many steps (for a trial)")
    parser.add_argument("--programs", type=int, help="examples per step (for a trial on a slow machine)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    parser.add_argument("--workers", type=int, default=0, help="processes that draw the examples, for a GPU (default: none, the trainer draws them)")
    parser.add_argument("--pieces", type=Path, help="folder for the weights in pieces under 16 MiB, written whenever the run is saved")
    parser.add_argument("--compile", action="store_true", help="compile the layers (needs a C++ compiler): a seventh more tokens per second")
    arguments = parser.parse_args()
    config = read_config(arguments.config)
    if arguments.programs:
        config["training"]["programs_per_step"] = arguments.programs
    if arguments.weights and not (arguments.run / "tokenizer.json").exists():  # weights mean something with their own ids only
        arguments.run.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(arguments.weights / "tokenizer.json", arguments.run / "tokenizer.json")
    run = Run(config, arguments.run, arguments.threads, arguments.device, arguments.workers)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: setattr(run, "stop", True))
    if arguments.weights and not (arguments.run / "state.pt").exists():
        run.begin_from(arguments.weights)
    run.resume()
    if arguments.compile:
        for layer in run.backbone.model.layers:
            layer.compile(dynamic=True)
    print(f"{run.backbone.parameter_count() / 1e6:.2f} M parameters, vocabulary {run.tokenizer.size}", flush=True)
    run.train(arguments.hours or config["training"]["hours"], arguments.max_steps, arguments.pieces)


if __name__ == "__main__":
    main()
