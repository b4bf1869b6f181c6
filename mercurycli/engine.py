"""The one door to torch: a checkpoint with its tokenizer and denoiser behind ``denoise(canvas, params) -> drafts``."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from .canvas import Canvas, Draft, SamplingParams
from .diffusion.denoiser import Denoiser, Recomputing
from .diffusion.family_denoiser import FamilyDenoiser, Ids
from .diffusion.family_sampler import sample_family
from .diffusion.sampler import sample
from .errors import ModelError, UsageError
from .known_wishes import KnownWishes
from .model import checkpoint as checkpoints
from .model.backbone import Backbone
from .model.config_file import ConfigFile
from .model.device import choose_device
from .model.fused_backbone import FusedBackbone, suits
from .model.loading import Progress, choose_dtype, load_published
from .model.published import Published, read_published, recommended
from .model.tokenizer import Tokenizer
from .model.vocabulary import Vocabulary, load_vocabulary
from .source.languages import LANGUAGES

DEFAULT_TASKS = ("gen", "fill", "fix")  # of a checkpoint that does not say
FAMILY, DTYPE = "DCODE_FAMILY", "DCODE_DTYPE"  # variables that --family and --dtype set
DTYPES = ("auto", "float32", "bfloat16", "float16", "int8")


@dataclass(frozen=True, slots=True)
class Engine:
    """A loaded model. Everything that goes in and comes out is plain values."""

    name: str
    device: str
    tokenizer: Tokenizer | Vocabulary
    denoiser: Denoiser | FamilyDenoiser
    defaults: SamplingParams  # what the checkpoint recommends
    languages: tuple[str, ...]  # what the checkpoint was trained to write
    tasks: tuple[str, ...]  # what it was trained to do: some of TASKS in model/tokenizer.py
    max_positions: int
    default_length: int  # holes of a canvas when nobody says otherwise
    parameters: int
    load_seconds: float
    known_wishes: KnownWishes = KnownWishes()  # what its training wishes are made of
    unsure_below: float = 0.0  # tokens a call: a program that comes so slowly is likely of a kind it does not know
    holes_folder: Path | None = None  # another network of this checkpoint, trained on holes in real code
    opened: list[Engine] = field(default_factory=list, repr=False, compare=False)  # that network, once somebody needed it

    @classmethod
    def open(cls, model: str | None = None, device: str = "auto", progress: Progress | None = None) -> Engine:
        """Load a checkpoint by name or folder (None: the embedded one). Raises ModelError.

        ``progress`` is called with the bytes read so far and in all, of a published checkpoint only: the embedded one is small.
        """
        begin = time.perf_counter()
        target = choose_device(device)
        folder = checkpoints.resolve(model)
        if checkpoints.is_published(folder):
            return cls.open_published(folder, target, several=device in ("auto", "cuda"), progress=progress, begin=begin)
        return cls.open_own(folder, target, begin)

    @classmethod
    def open_own(cls, folder: Path, target: torch.device, begin: float) -> Engine:
        """A checkpoint of Quicksilver's kind."""
        checkpoint = checkpoints.read(folder)
        tokenizer = checkpoints.load_tokenizer(checkpoint)
        backbone = checkpoints.load_backbone(checkpoint, target, torch.float32)
        backbone = FusedBackbone(backbone) if suits(backbone) else backbone
        # of the special tokens, only those that structure an answer can come out of it
        allowed = {tokenizer.eos_id, tokenizer.blank_id, *tokenizer.language_ids.values()}
        recommended = dict(checkpoint.sampling)
        try:
            languages, length = tuple(recommended.pop("languages", ("html", "python"))), int(recommended.pop("length", 256))
            tasks = tuple(recommended.pop("tasks", DEFAULT_TASKS))
            unsure_below = float(recommended.pop("unsure_below", 0.0))
            if length < 1:
                raise ValueError(f"length must be at least 1, not {length}")
            defaults = SamplingParams(**recommended)
        except (TypeError, ValueError) as error:
            raise ModelError(f"{checkpoint.folder / 'config.json'}: sampling: {error}", hint="mend the key, or leave sampling out") from None
        return cls(
            name=checkpoint.name,
            device=str(target),
            tokenizer=tokenizer,
            denoiser=Denoiser(backbone, tokenizer.special_ids - allowed, tokenizer.size, tokenizer.mask_id, tokenizer.word_pieces()),
            languages=languages,
            tasks=tasks,
            default_length=length,
            defaults=defaults,
            max_positions=checkpoint.max_positions,
            parameters=backbone.parameter_count(),
            load_seconds=time.perf_counter() - begin,
            known_wishes=checkpoints.wishes_of(folder),
            unsure_below=unsure_below,
            holes_folder=checkpoint.for_holes,
        )

    @classmethod
    def open_published(cls, folder: Path, target: torch.device, *, several: bool, progress: Progress | None, begin: float) -> Engine:
        """A checkpoint of one of the families of model/families.py."""
        asked = os.environ.get(DTYPE) or "auto"
        if asked not in DTYPES:
            raise UsageError(f"no type of weights is called {asked!r}", hint=f"use {', '.join(DTYPES)}")
        found = read_published(folder, ConfigFile.read(folder / checkpoints.CONFIG), os.environ.get(FAMILY) or None)
        tokenizer = load_vocabulary(found.tokens, found.family, found.mask_id, found.stops, found.chat)
        backbone = load_published(found, target, choose_dtype(target, asked), progress, several=several)
        return cls(
            name=found.name,
            device=str(target),
            tokenizer=tokenizer,
            denoiser=denoiser_of(found, tokenizer, backbone),
            languages=tuple(language.name for language in LANGUAGES),
            tasks=("gen", *(["fill"] if found.family.infill else []), *(["edit"] if found.chat else [])),
            default_length=found.family.rule.length,
            defaults=SamplingParams(**recommended(found)),
            max_positions=found.max_positions,
            parameters=backbone.parameter_count(),
            load_seconds=time.perf_counter() - begin,
        )

    def for_holes(self) -> Engine:
        """The network that fills and mends: this one, unless the checkpoint has one of its own for that. Raises ModelError."""
        if self.holes_folder is None:
            return self
        if not self.opened:
            other = Engine.open_own(self.holes_folder, torch.device(self.device), time.perf_counter())
            self.opened.append(replace(other, name=f"{self.name}/{other.name}"))
        return self.opened[0]

    def denoise(self, canvas: Canvas, params: SamplingParams) -> Iterator[Draft]:
        try:
            if isinstance(self.denoiser, FamilyDenoiser):
                yield from sample_family(self.denoiser, canvas, params)
            else:
                ids = self.tokenizer
                breaks = ids.line_breaks() if params.line_threshold < 1.0 and isinstance(ids, Tokenizer) else ()
                yield from sample(self.denoiser, canvas, params, mask_id=ids.mask_id, eos_id=ids.eos_id, break_ids=breaks)
        except (torch.OutOfMemoryError, MemoryError):
            hint = "pass --device cpu" if self.device != "cpu" else "close other programs, or ask for less: --length"
            raise ModelError(f"{self.name} ran out of memory on {self.device}", hint=hint) from None

    def denoise_plainly(self, canvas: Canvas, params: SamplingParams) -> Iterator[Draft]:
        """As published samplers do it: every pass computes the whole canvas, and the end token ends nothing. To measure against."""
        yield from sample(Recomputing(self.denoiser), canvas, params, mask_id=self.tokenizer.mask_id, eos_id=None)

    def forget(self) -> None:
        """What was kept of the last request: the next one costs what a first one does. To measure."""
        if isinstance(self.denoiser, Denoiser):
            self.denoiser.given = None

    def weigh(self, canvas: Canvas, answers: Sequence[tuple[int, ...]], lengths: Sequence[int]) -> list[float]:
        """How likely the model holds each of several answers to the canvas, in nats; of each the first tokens count, as many as
        ``lengths`` says. What the canvas gives is computed once."""
        return self.denoiser.open(canvas).weigh(answers, lengths)

    def odds(self, canvas: Canvas, answer: tuple[int, ...], others: Sequence[tuple[int, int]]) -> list[float]:
        """For each (place, id) how much likelier, in nats, that id is than what the answer to the canvas has there."""
        return self.denoiser.open(canvas).odds(answer, others)

    def uncover(self, canvas: Canvas, answers: Sequence[tuple[int, ...]], spans: Sequence[tuple[int, int]]) -> list[float]:
        """How likely what each of several answers to the canvas has in its span (begin, end) is, in nats, given all the rest of it."""
        return self.denoiser.open(canvas).uncover(answers, spans)

    def likely(self, canvas: Canvas, count: int) -> list[str]:
        """The likeliest texts of the first of the canvas's holes, each a token, before any of them is settled."""
        request = self.denoiser.open(canvas)
        ids = torch.tensor([id for id, role in zip(canvas.ids, canvas.answer, strict=True) if role], device=self.denoiser.device)
        best = request.predict(ids)[0].topk(count + len(self.tokenizer.special_ids)).indices.tolist()
        return [self.tokenizer.decode([id]) for id in best if id not in self.tokenizer.special_ids][:count]

    def environment(self) -> dict[str, Any]:
        """What a measurement must be printed with."""
        return {"torch": torch.__version__, "threads": torch.get_num_threads(), "device": self.device, "model": self.name}


def denoiser_of(found: Published, tokenizer: Vocabulary, backbone: Backbone) -> FamilyDenoiser:
    """Of the special tokens, only an end and the one that stands for two holes can come out of it."""
    ids = Ids(found.mask_id, found.stops, tokenizer.expand_id)
    banned = [id for id in tokenizer.special_ids - {*found.stops, tokenizer.expand_id} if id < backbone.config.vocab_size]
    return FamilyDenoiser(backbone, found.family, ids, banned, tokenizer.size, found.block)
