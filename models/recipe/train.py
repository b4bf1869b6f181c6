"""Trains Quicksilver: ``python -m recipe.train`` from the folder models/ (see README.md, "Rebuild the model").

The schedule follows elapsed time, so the same command serves two CPU hours and twenty GPU minutes. A run resumes
from its folder; it can be stopped at any moment with usable averaged weights in ``ema.safetensors``.
"""

from __future__ import annotations

import argparse
import json
import keyword
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
from mercurycli.diffusion.loss import doubt_where_right, forward_process, weighted_cross_entropy
from mercurycli.diffusion.noise_schedule import stratified_times
from mercurycli.diffusion.roles import attention_by_role, neighbours_by_role
from mercurycli.model.backbone import Backbone, ModelConfig
from mercurycli.model.copy_head import with_copies
from mercurycli.model.tokenizer import Tokenizer
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from . import corpus, tasks, vocabulary
from .curriculum.mixture import Mixture
from .muon import Muon, multiplies_in_bfloat16
from .real_code import RealCode

HERE = Path(__file__).resolve().parent


def build_tokenizer(folder: Path, config: dict, page_share: float, weights: dict[str, float]) -> Tokenizer:
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


class Batch:
    """Padded rows of one micro-batch, noised."""

    def __init__(self, examples: list[tasks.Example], times: Tensor, tokenizer: Tokenizer, config: dict, noise: torch.Generator) -> None:
        longest = max(len(e.ids) for e in examples)

        def padded(name: str, fill: int | float | bool) -> Tensor:
            return torch.tensor([[*getattr(e, name), *[fill] * (longest - len(e.ids))] for e in examples])

        self.clean = padded("ids", tokenizer.pad_id)  # (batch, seq)
        answer, maskable, weight = padded("answer", False), padded("maskable", False), padded("weight", 0.0)
        valid = torch.arange(longest)[None] < torch.tensor([len(e.ids) for e in examples])[:, None]
        rates = torch.tensor([float("nan") if e.rate is None else e.rate for e in examples])
        rates = torch.where(rates.isnan(), times, rates)
        noisy, masked = forward_process(self.clean, maskable, rates, tokenizer.mask_id, noise)
        visible = answer & ~masked & (weight >= 1.0)
        corrupt_row = torch.rand(len(examples), 1, generator=noise) < config["corrupt_share"]
        corrupt = visible & corrupt_row & (torch.rand(noisy.shape, generator=noise) < config["corrupt_rate"])
        # half of the wrong tokens come from the same row: they are the ones a model would really write
        own = self.clean.gather(1, (torch.rand(noisy.shape, generator=noise) * answer.sum(1, keepdim=True)).long() + answer.int().argmax(1, keepdim=True))
        any_token = torch.randint(len(tokenizer.special_ids), tokenizer.size, noisy.shape, generator=noise)
        wrong = torch.where(torch.rand(noisy.shape, generator=noise) < 0.6, own, any_token)
        self.noisy = torch.where(corrupt, wrong, noisy)
        # a tenth of the untouched visible tokens keep the probabilities of settled tokens calibrated
        kept = visible & ~corrupt & (torch.rand(noisy.shape, generator=noise) < 0.1)
        self.weight = weight * (masked | corrupt) + 0.5 * kept
        self.masked = masked
        self.attend = attention_by_role(answer, valid)
        self.neighbours = neighbours_by_role(self.noisy, answer, tokenizer.mask_id, valid)
        self.rows = self.weight > 0
        self.source = valid & ~answer  # what may be copied


def single_words(tokenizer: Tokenizer) -> tuple[str, ...]:
    """English-looking words that are one token: to be copied."""
    words = {tokenizer.decode([i]) for i in range(tokenizer.size)}
    return tuple(sorted(word for word in words if re.fullmatch(r"[a-z]{3,10}", word) and not keyword.iskeyword(word)))


class Batches:
    """The micro-batches of each step. Several steps' examples are drawn at once and dealt out by length, so that little is
    padded: a step takes one group of short ones, one of long ones, and so on."""

    STEPS = 4  # drawn at once

    def __init__(
        self, rng: random.Random, tokenizer: Tokenizer, programs: Mixture, config: dict, noise: torch.Generator, real: RealCode | None = None
    ) -> None:
        self.rng, self.tokenizer, self.programs, self.config, self.noise, self.real = rng, tokenizer, programs, config, noise, real
        self.waiting: list[list[list[tasks.Example]]] = []

    def draw(self) -> None:
        parts, size = self.config["micro_batches"], self.config["programs_per_step"] // self.config["micro_batches"]
        pool = [self.example() for _ in range(self.STEPS * parts * size)]
        pool.sort(key=lambda e: len(e.ids))
        groups = [pool[i : i + size] for i in range(0, len(pool), size)]
        columns = [groups[i : i + self.STEPS] for i in range(0, len(groups), self.STEPS)]
        for column in columns:
            self.rng.shuffle(column)
        self.waiting = [list(step) for step in zip(*columns, strict=True)]

    def example(self) -> tasks.Example:
        if self.real is not None and self.rng.random() < self.config["real_share"]:
            return self.real.example(self.rng, self.tokenizer)
        return tasks.example(self.rng, self.tokenizer, self.programs.sample(self.rng))

    def next(self) -> list[Batch]:
        if not self.waiting:
            self.draw()
        groups = self.waiting.pop()
        times = stratified_times(sum(map(len, groups)), self.noise)
        batches, start = [], 0
        for group in groups:
            batches.append(Batch(group, times[start : start + len(group)], self.tokenizer, self.config, self.noise))
            start += len(group)
        return batches


def real_code(folder: Path) -> RealCode:
    """The training files that recipe.corpus collected."""
    if not (folder / "train.jsonl.gz").exists():
        raise SystemExit(f"no real code in {folder}: collect it with  python -m recipe.corpus")
    return RealCode(corpus.read(folder, "train"))


class Run:
    def __init__(self, config: dict, folder: Path, threads: int) -> None:
        torch.set_num_threads(threads)
        self.device = torch.device("cpu")
        self.bfloat16 = config["training"]["bfloat16"] and multiplies_in_bfloat16()
        self.config, self.folder, self.training = config, folder, config["training"]
        folder.mkdir(parents=True, exist_ok=True)
        self.tokenizer = build_tokenizer(folder, config["vocabulary"], self.training["page_share"], config["families"])
        training = self.training
        self.programs = Mixture(training["page_share"], training["copy_share"], single_words(self.tokenizer), training["change_share"], config["families"])
        self.copying_first = Mixture(training["page_share"], training["copy_share_first"], self.programs.words, weights=config["families"])
        shape = {k: v for k, v in config["model"].items() if k != "max_positions"}
        self.model_config = ModelConfig(vocab_size=self.tokenizer.size, qk_norm=True, **shape)
        torch.manual_seed(self.training["seed"])
        self.backbone = Backbone(self.model_config)
        initialise(self.backbone)
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
        self.rng, self.noise = random.Random(self.training["seed"]), torch.Generator().manual_seed(self.training["seed"])
        real = real_code(folder.parent / "corpus") if training.get("real_share") else None
        self.batches = Batches(self.rng, self.tokenizer, self.copying_first, training, self.noise, real)
        self.step, self.elapsed, self.tokens = 0, 0.0, 0
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
        state = torch.load(path, weights_only=True)  # our own file, tensors and numbers only
        self.backbone.load_state_dict(state["model"])
        self.average = state["average"]
        for optimizer, kept in ((self.muon, state["muon"]), (self.adam, state["adam"])):
            peaks = [group["peak"] for group in optimizer.param_groups]
            optimizer.load_state_dict(kept)
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["peak"] = peak  # as the config has it now, not as it was
        self.step, self.elapsed, self.tokens = state["step"], state["elapsed"], state["tokens"]
        self.rng = random.Random(self.training["seed"] + self.step)
        self.noise.manual_seed(self.training["seed"] + self.step)
        print(f"resumed at step {self.step}, {self.elapsed / 60:.1f} minutes in", flush=True)

    def save(self) -> None:
        state = {
            "model": self.backbone.state_dict(), "average": self.average, "muon": self.muon.state_dict(),
            "adam": self.adam.state_dict(), "step": self.step, "elapsed": self.elapsed, "tokens": self.tokens,
        }  # fmt: skip
        torch.save(state, self.folder / "state.pt.part")
        (self.folder / "state.pt.part").replace(self.folder / "state.pt")
        export(self.folder, self.average, self.model_config, self.config, self.tokenizer, self.record())

    def record(self) -> dict:
        return {"steps": self.step, "minutes": round(self.elapsed / 60, 1), "tokens": self.tokens, "programs": self.step * self.training["programs_per_step"]}

    def rate(self, limit: float) -> float:
        """Learning-rate factor: short warm-up, level, then a line down to ``lowest_rate`` over the last ``warmdown``."""
        done = min(self.elapsed / limit, 1.0)
        down, lowest = self.training["warmdown"], self.training.get("lowest_rate", 0.05)
        return min(1.0, (self.step + 1) / 40) * min(1.0, max(lowest, (1.0 - done) / down))

    def with_copies(self, logits: Tensor, hidden: Tensor, part: Batch) -> Tensor:
        """The logits of ``part.rows`` with what its contexts offer to copy."""
        copy_head = self.backbone.copy_head
        if copy_head is None:
            return logits
        features = self.backbone.copy_features(hidden.float(), part.noisy, part.neighbours)
        scores = copy_head.scores(features, copy_head.key(features))  # (batch, seq, seq)
        scores = scores.masked_fill(~part.source[:, None, :], float("-inf"))[part.rows]
        return with_copies(logits, scores, part.noisy[:, None, :].expand(-1, part.noisy.shape[1], -1)[part.rows])

    def one_step(self, factor: float) -> tuple[float, float, int]:
        self.backbone.train()
        if self.step >= self.training["steps_first"]:
            self.batches.programs = self.programs
        parts = self.batches.next()
        total = sum(float(part.weight.sum()) for part in parts)
        loss_sum, right, holes, seen = 0.0, 0, 0, 0
        for part in parts:
            with torch.autocast(self.device.type, torch.bfloat16, enabled=self.bfloat16):
                hidden, _ = self.backbone.encode(part.noisy, attend=part.attend, neighbours=part.neighbours)
                logits = self.backbone.head(hidden[part.rows])  # (rows, vocab)
            logits = self.with_copies(logits, hidden, part)
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
            for name, p in self.backbone.named_parameters():
                self.average[name].lerp_(p, 1.0 - keep)
        self.step += 1
        return loss_sum, right / max(holes, 1), seen

    def train(self, hours: float, max_steps: int | None) -> None:
        limit, saved, training = hours * 3600, self.elapsed, self.training
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
            if self.elapsed - saved > 300:
                self.save()
                saved = self.elapsed
        self.save()


def export(folder: Path, weights: dict[str, Tensor], model: ModelConfig, config: dict, tokenizer: Tokenizer, record: dict) -> None:
    """The averaged weights as a checkpoint folder that mercurycli loads."""
    out = folder / "checkpoint"
    out.mkdir(exist_ok=True)
    save_file({n: p.contiguous() for n, p in weights.items()}, out / "model.safetensors.part")
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
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    config = read_config(arguments.config)
    if arguments.weights and not (arguments.run / "tokenizer.json").exists():  # weights mean something with their own ids only
        arguments.run.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(arguments.weights / "tokenizer.json", arguments.run / "tokenizer.json")
    run = Run(config, arguments.run, arguments.threads)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: setattr(run, "stop", True))
    if arguments.weights and not (arguments.run / "state.pt").exists():
        run.begin_from(arguments.weights)
    run.resume()
    print(f"{run.backbone.parameter_count() / 1e6:.2f} M parameters, vocabulary {run.tokenizer.size}", flush=True)
    run.train(arguments.hours or config["training"]["hours"], arguments.max_steps)


if __name__ == "__main__":
    main()
