"""One hole on one canvas: denoised, shown step by step, read at the end. What repair and filling have in common."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .canvas import Canvas, Draft, SamplingParams
from .errors import RefusedError, UsageError
from .events import End, Event, Frame, Piece, Start
from .model.families import titles_that_fill
from .model.tokenizer import HOLE_SIZES, Tokenizer
from .source.document import Document

if TYPE_CHECKING:
    from .engine import Engine

WARM = 0.5  # temperature of another try at least: without one every seed draws the same


@dataclass(frozen=True, slots=True)
class Written:
    """What the model wrote into a hole, up to its end token."""

    text: str
    confidence: tuple[float, ...]  # of every position, those behind the end included
    tokens: int  # the end token counted in
    ended: bool  # there is an end token; else the hole was too short for the text

    @property
    def lowest(self) -> float:
        return min(self.confidence, default=0.0)


@dataclass(slots=True)
class HoleWork:
    """The holes of one job one after another, and what they cost together."""

    engine: Engine
    language: str
    seed: int = 0
    again: bool = False  # not the first try: the best tokens alone would be the same again
    strength: float | None = None  # share of an old text's tokens that become holes; None: all of them
    begin: float = field(default_factory=time.perf_counter)
    steps: int = 0
    tokens: int = 0

    def start(self) -> Start:
        return Start(self.engine.name, self.engine.device, self.language, 0, self.seed)

    def fits(self, canvas: Canvas) -> bool:
        return len(canvas) <= self.engine.max_positions

    @property
    def weighs(self) -> bool:
        """Whether the model can tell how likely texts of several lengths are: it asks for the end behind each."""
        return self.engine.tokenizer.ends_holes

    @property
    def params(self) -> SamplingParams:
        known = self.engine.defaults
        temperature = max(known.temperature, WARM) if self.again else known.temperature
        return replace(known, seed=self.seed, window=None, temperature=temperature)

    def denoise(self, canvas: Canvas) -> Generator[Event, None, Written]:
        """What the canvas has settled of its answer is never taken back."""
        draft, params = None, self.params
        if canvas.answer != canvas.holes:
            params = replace(params, take_back=1.0)
        for draft in self.engine.denoise(canvas, params):
            yield self.frame(draft)
        assert draft is not None
        self.steps += draft.step
        written = read(self.engine.tokenizer, draft)
        self.tokens += written.tokens
        return written

    def weigh(self, canvas: Canvas, answers: list[tuple[int, ...]], lengths: list[int]) -> list[float]:
        """How likely each answer is, in nats; every token of it costs a row of one model call."""
        self.steps += 1
        return self.engine.weigh(canvas, answers, lengths)

    def odds(self, canvas: Canvas, answer: tuple[int, ...], others: list[tuple[int, int]]) -> list[float]:
        """How much likelier other tokens are at places of the answer; every place costs a row of one model call."""
        self.steps += 1
        return self.engine.odds(canvas, answer, others)

    def likely_sizes(self, canvas: Canvas) -> list[int]:
        """All ``HOLE_SIZES`` of the hole whose answer the canvas begins, the likeliest first: its last position says how large the whole
        is. Empty where the model cannot say, or has not so much room."""
        known = self.engine.tokenizer
        if not isinstance(known, Tokenizer) or "size" not in self.engine.tasks or not self.fits(canvas):
            return []
        answer = [id for id, role in zip(canvas.ids, canvas.answer, strict=True) if role]
        odds = self.odds(canvas, (*answer[:-1], known.size_ids[0]), [(len(answer) - 1, id) for id in known.size_ids])
        return [size for _, size in sorted(zip(odds, HOLE_SIZES, strict=True), key=lambda each: -each[0])]  # of equals the smaller

    def likely(self, canvas: Canvas, count: int) -> list[str]:
        self.steps += 1
        return self.engine.likely(canvas, count)

    def frame(self, draft: Draft) -> Frame:
        tokenizer = self.engine.tokenizer
        texts = tokenizer.pieces([tokenizer.mask_id if h else i for i, h in zip(draft.ids, draft.holes, strict=True)])
        pieces = tuple(
            Piece(texts[at], "hole" if hole else "new" if at in draft.new else "settled", draft.confidence[at])
            for at, hole in enumerate(draft.holes)
            if hole or draft.ids[at] not in tokenizer.special_ids
        )
        left = sum(draft.holes)
        return Frame(
            pieces, self.language, self.steps + draft.step, None, left, len(draft.new),
            self.tokens + len(draft.ids) - left, time.perf_counter() - self.begin, None, draft.done,
        )  # fmt: skip

    def end(self, text: str) -> End:
        seconds = time.perf_counter() - self.begin
        return End("ok", text, self.language, self.tokens, self.steps, self.steps, seconds, self.seed, 0)

    def too_long(self, document: Document, tokens: int) -> RefusedError:
        return RefusedError(
            f"{document.name} takes {tokens} tokens; the model's context holds {self.engine.max_positions}",
            hint="use a model with a longer context: --model FOLDER",
        )


def must_fill(engine: Engine) -> None:
    """UsageError where the model cannot write between two texts."""
    if "fill" not in engine.tasks:
        raise UsageError(f"{engine.name} was not trained to fill holes", hint=f"models that can: quicksilver, {titles_that_fill()}")


def read(tokenizer: Tokenizer, draft: Draft) -> Written:
    """What a finished draft of a hole says."""
    ids = up_to_end(draft.ids, tokenizer.eos_id)
    return Written(tokenizer.decode(ids), draft.confidence, len(ids), tokenizer.eos_id in ids or not tokenizer.ends_holes)


def up_to_end(ids: tuple[int, ...], eos_id: int) -> tuple[int, ...]:
    """Up to and with the end token; behind it are blanks."""
    return ids[: ids.index(eos_id) + 1] if eos_id in ids else ids


def plain(text: str) -> str:
    """Text with the line breaks the model knows; ``Edit.of`` gives a replacement those of its file again."""
    return text.replace("\r\n", "\n")
