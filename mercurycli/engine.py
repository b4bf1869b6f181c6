"""The one door to torch: a checkpoint with its tokenizer and denoiser behind ``denoise(canvas, params) -> drafts``."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from .canvas import Canvas, Draft, SamplingParams
from .diffusion.denoiser import Denoiser
from .diffusion.sampler import sample
from .errors import ModelError
from .model import checkpoint as checkpoints
from .model.device import choose_device
from .model.tokenizer import Tokenizer

DEFAULT_TASKS = ("gen", "fill", "fix")  # of a checkpoint that does not say


@dataclass(frozen=True, slots=True)
class Engine:
    """A loaded model. Everything that goes in and comes out is plain values."""

    name: str
    device: str
    tokenizer: Tokenizer
    denoiser: Denoiser
    defaults: SamplingParams  # what the checkpoint recommends
    languages: tuple[str, ...]  # what the checkpoint was trained to write
    tasks: tuple[str, ...]  # what it was trained to do: some of TASKS in model/tokenizer.py
    max_positions: int
    default_length: int  # holes of a canvas when nobody says otherwise
    parameters: int
    load_seconds: float

    @classmethod
    def open(cls, model: str | None = None, device: str = "auto") -> Engine:
        """Load a checkpoint by name or folder (None: the embedded one). Raises ModelError."""
        begin = time.perf_counter()
        target = choose_device(device)
        checkpoint = checkpoints.read(checkpoints.resolve(model))
        tokenizer = checkpoints.load_tokenizer(checkpoint)
        backbone = checkpoints.load_backbone(checkpoint, target, torch.float32)
        # of the special tokens, only those that structure an answer can come out of it
        allowed = {tokenizer.eos_id, tokenizer.blank_id, *tokenizer.language_ids.values()}
        recommended = dict(checkpoint.sampling)
        try:
            languages, length = tuple(recommended.pop("languages", ("html", "python"))), int(recommended.pop("length", 256))
            tasks = tuple(recommended.pop("tasks", DEFAULT_TASKS))
            if length < 1:
                raise ValueError(f"length must be at least 1, not {length}")
            defaults = SamplingParams(**recommended)
        except (TypeError, ValueError) as error:
            raise ModelError(f"{checkpoint.folder / 'config.json'}: sampling: {error}", hint="mend the key, or leave sampling out") from None
        return cls(
            name=checkpoint.name,
            device=str(target),
            tokenizer=tokenizer,
            denoiser=Denoiser(backbone, tokenizer.special_ids - allowed, tokenizer.size, tokenizer.mask_id),
            languages=languages,
            tasks=tasks,
            default_length=length,
            defaults=defaults,
            max_positions=checkpoint.max_positions,
            parameters=backbone.parameter_count(),
            load_seconds=time.perf_counter() - begin,
        )

    def denoise(self, canvas: Canvas, params: SamplingParams) -> Iterator[Draft]:
        try:
            yield from sample(self.denoiser, canvas, params, mask_id=self.tokenizer.mask_id, eos_id=self.tokenizer.eos_id)
        except (torch.OutOfMemoryError, MemoryError):
            hint = "pass --device cpu" if self.device != "cpu" else "close other programs, or ask for less: --length"
            raise ModelError(f"{self.name} ran out of memory on {self.device}", hint=hint) from None

    def weigh(self, canvas: Canvas, answers: Sequence[tuple[int, ...]], lengths: Sequence[int]) -> list[float]:
        """How likely the model holds each of several answers to the canvas, in nats; of each the first tokens count, as many as
        ``lengths`` says. What the canvas gives is computed once."""
        return self.denoiser.open(canvas).weigh(answers, lengths)

    def likely(self, canvas: Canvas, count: int) -> list[str]:
        """The likeliest texts of the first of the canvas's holes, each a token, before any of them is settled."""
        request = self.denoiser.open(canvas)
        ids = torch.tensor([id for id, role in zip(canvas.ids, canvas.answer, strict=True) if role], device=self.denoiser.device)
        best = request.predict(ids)[0].topk(count + len(self.tokenizer.special_ids)).indices.tolist()
        return [self.tokenizer.decode([id]) for id in best if id not in self.tokenizer.special_ids][:count]

    def environment(self) -> dict[str, Any]:
        """What a measurement must be printed with."""
        return {"torch": torch.__version__, "threads": torch.get_num_threads(), "device": self.device, "model": self.name}
