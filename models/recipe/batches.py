"""Micro-batches: drawn, padded, noised. On a GPU other processes draw them; a trainer that waits for them reuses what it has."""

from __future__ import annotations

import keyword
import multiprocessing
import queue
import random
import re
from array import array
from collections import deque
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path

import torch
from mercurycli.diffusion.loss import forward_process
from mercurycli.diffusion.noise_schedule import stratified_times
from mercurycli.diffusion.roles import attention_by_role, neighbours_by_role
from mercurycli.model.tokenizer import Tokenizer
from torch import Tensor

from . import corpus, tasks
from .curriculum.mixture import Mixture
from .real_code import RealCode


@dataclass(frozen=True, slots=True)
class Rows:
    """Examples of like length, padded to the longest: what a drawing process sends, as plain bytes."""

    count: int
    width: int
    ids: bytes  # uint16
    roles: bytes  # uint8: 1 answer, 2 maskable, 4 not padding
    weight: bytes  # float32
    rates: tuple[float, ...]  # NaN: from the stratified schedule

    @classmethod
    def of(cls, examples: list[tasks.Example], pad_id: int, multiple: int = 1) -> Rows:
        longest = max(len(e.ids) for e in examples)
        width = -(-longest // multiple) * multiple
        ids, roles, weight = array("H"), bytearray(), array("f")
        for e in examples:
            more = width - len(e.ids)
            ids.extend([*e.ids, *[pad_id] * more])
            roles.extend([4 + answer + 2 * mask for answer, mask in zip(e.answer, e.maskable, strict=True)] + [0] * more)
            weight.extend([*e.weight, *[0.0] * more])
        rates = tuple(float("nan") if e.rate is None else e.rate for e in examples)
        return cls(len(examples), width, ids.tobytes(), bytes(roles), weight.tobytes(), rates)

    def tensors(self, device: torch.device) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Ids, roles and weights, each (count, width), and the rows' mask rates (count,)."""

        def of(content: bytes, dtype: torch.dtype) -> Tensor:
            return torch.frombuffer(bytearray(content), dtype=dtype).view(self.count, self.width).to(device)

        ids = of(self.ids, torch.uint16).long()
        return ids, of(self.roles, torch.uint8), of(self.weight, torch.float32), torch.tensor(self.rates, device=device)


class Batch:
    """Rows with noise, on the device of ``noise``. All tensors (batch, seq) but ``attend``."""

    def __init__(self, rows: Rows, times: Tensor, tokenizer: Tokenizer, config: dict, noise: torch.Generator) -> None:
        self.clean, roles, weight, rates = rows.tensors(noise.device)
        answer, maskable, valid = (roles & 1).bool(), (roles & 2).bool(), (roles & 4).bool()

        def chance(share: float, *shape: int) -> Tensor:
            return torch.rand(*shape, generator=noise, device=noise.device) < share

        rates = torch.where(rates.isnan(), times, rates)
        noisy, masked = forward_process(self.clean, maskable, rates, tokenizer.mask_id, noise)
        visible = answer & ~masked & (weight >= 1.0)
        corrupt = visible & chance(config["corrupt_share"], rows.count, 1) & chance(config["corrupt_rate"], *noisy.shape)
        # half of the wrong tokens come from the same row: they are the ones a model would really write
        at = (torch.rand(noisy.shape, generator=noise, device=noise.device) * answer.sum(1, keepdim=True)).long()
        own = self.clean.gather(1, (at + answer.int().argmax(1, keepdim=True)).clamp_max(rows.width - 1))
        any_token = torch.randint(len(tokenizer.special_ids), tokenizer.size, noisy.shape, generator=noise, device=noise.device)
        wrong = torch.where(chance(0.6, *noisy.shape), own, any_token)
        self.noisy = torch.where(corrupt, wrong, noisy)
        self.answer, self.maskable, self.valid = answer, maskable, valid
        # a tenth of the untouched visible tokens keep the probabilities of settled tokens calibrated
        kept = visible & ~corrupt & chance(0.1, *noisy.shape)
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


def real_code(folder: Path) -> RealCode:
    """The training files that recipe.corpus collected."""
    if not corpus.is_collected(folder, "train"):
        raise SystemExit(f"no real code in {folder}: collect it with  python -m recipe.corpus")
    return RealCode(corpus.read(folder, "train"))


class Examples:
    """What a run is trained on, one example after the other. Until ``copying_first`` is cleared mostly names to be copied."""

    def __init__(self, rng: random.Random, tokenizer: Tokenizer, config: dict, corpus_folder: Path) -> None:
        training = config["training"]
        self.rng, self.tokenizer, self.training = rng, tokenizer, training
        words, weights = single_words(tokenizer), config["families"]
        self.programs = Mixture(training["page_share"], training["copy_share"], words, training["change_share"], weights)
        self.copies = Mixture(training["page_share"], training["copy_share_first"], words, weights=weights)
        self.real = real_code(corpus_folder) if training.get("real_share") else None
        self.copying_first = training["steps_first"] > 0
        self.longest = config["model"]["max_positions"]

    def draw(self) -> tasks.Example:
        if self.real is not None and self.rng.random() < self.training["real_share"]:
            return self.real.example(self.rng, self.tokenizer)
        programs = self.copies if self.copying_first else self.programs
        while True:
            example = tasks.example(self.rng, self.tokenizer, programs.sample(self.rng))
            if len(example.ids) <= self.longest:
                return example

    def steps(self, count: int) -> list[list[Rows]]:
        """The micro-batches of ``count`` steps. Their examples are drawn at once and dealt out by length, so that little is
        padded: a step takes one group of short ones, one of long ones, and so on."""
        parts, size = self.training["micro_batches"], self.training["programs_per_step"] // self.training["micro_batches"]
        pool = sorted((self.draw() for _ in range(count * parts * size)), key=lambda e: len(e.ids))
        multiple = self.training.get("width_multiple", 1)
        groups = [Rows.of(pool[i : i + size], self.tokenizer.pad_id, multiple) for i in range(0, len(pool), size)]
        columns = [groups[i : i + count] for i in range(0, len(groups), count)]
        for column in columns:
            self.rng.shuffle(column)
        return [list(step) for step in zip(*columns, strict=True)]


class Batches:
    """The micro-batches of each step."""

    STEPS = 4  # drawn at once

    def __init__(self, examples: Examples, noise: torch.Generator) -> None:
        self.examples, self.noise = examples, noise
        self.waiting: list[list[Rows]] = []

    def rows(self) -> list[Rows]:
        if not self.waiting:
            self.waiting = self.examples.steps(self.STEPS)
        return self.waiting.pop()

    def copying_first(self, so: bool) -> None:
        self.examples.copying_first = so

    def next(self) -> list[Batch]:
        groups = self.rows()
        times = stratified_times(sum(rows.count for rows in groups), self.noise)
        batches, start = [], 0
        for rows in groups:
            batches.append(Batch(rows, times[start : start + rows.count], self.examples.tokenizer, self.examples.training, self.noise))
            start += rows.count
        return batches

    def close(self) -> None:
        """Nothing to stop."""


def draw_for_ever(out: multiprocessing.Queue, settled: Event, seed: int, tokenizer: Path, config: dict, corpus_folder: Path) -> None:
    """A drawing process: steps' rows into ``out``; plain training once ``settled`` is set."""
    torch.set_num_threads(1)
    examples = Examples(random.Random(seed), Tokenizer.load(tokenizer), config, corpus_folder)
    while True:
        examples.copying_first = not settled.is_set()
        for step in examples.steps(Batches.STEPS):
            out.put(step)


class DrawnElsewhere(Batches):
    """Batches drawn by ``workers`` processes. A GPU takes more tokens than they draw: what has been seen lately is then seen once
    more under other noise, which costs a diffusion model hardly anything (training on the same text a hundred times still pays:
    arXiv:2507.15857)."""

    KEPT = 600  # steps' rows, of about a megabyte each

    def __init__(self, examples: Examples, noise: torch.Generator, workers: int, seed: int, tokenizer: Path, config: dict, corpus_folder: Path) -> None:
        super().__init__(examples, noise)
        context = multiprocessing.get_context("spawn")
        self.queue, self.settled = context.Queue(4 * workers), context.Event()
        self.kept: deque[list[Rows]] = deque(maxlen=self.KEPT)
        self.drawn = self.reused = 0
        self.copying_first(examples.copying_first)
        arguments = ((self.queue, self.settled, seed + 1 + number, tokenizer, config, corpus_folder) for number in range(workers))
        self.processes = [context.Process(target=draw_for_ever, args=each, daemon=True) for each in arguments]
        for process in self.processes:
            process.start()

    def copying_first(self, so: bool) -> None:
        if so:
            self.settled.clear()
        else:
            self.settled.set()

    def rows(self) -> list[Rows]:
        while True:
            try:
                step = self.queue.get(block=len(self.kept) < 2 * len(self.processes), timeout=5.0)
                break
            except queue.Empty:
                if self.kept:
                    self.reused += 1
                    return self.examples.rng.choice(self.kept)
                if not any(process.is_alive() for process in self.processes):
                    raise SystemExit("all drawing processes have ended; what they printed says why") from None
        self.drawn += 1
        self.kept.append(step)
        return step

    def close(self) -> None:
        for process in self.processes:
            process.terminate()
