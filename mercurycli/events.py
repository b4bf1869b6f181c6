"""What a job tells its faces while it runs: plain frozen events, in the order Start, (Frame | Note | Check)*, End."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SCHEMA = "dcode.events/1"

PieceState = Literal["settled", "new", "changed", "remasked", "hole"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One position of a draft as text. A hole's text is empty; its guess is shown nowhere as settled."""

    text: str  # raw text of the token; may hold newlines, tabs and control characters
    state: PieceState
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class ParseState:
    """Whether the best-guess draft parses, and if not, where the first error is (1-based line)."""

    ok: bool
    line: int | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    model: str
    device: str
    language: str | None  # "python", "html", …; None until the model has chosen
    length: int  # holes at the start
    seed: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A draft, ready to be shown. ``pieces`` are in text order; joined they are the draft with its holes left out."""

    pieces: tuple[Piece, ...]
    language: str | None
    step: int
    steps: int | None  # the most there can be, if a limit was set
    holes: int
    new_tokens: int  # tokens settled in this step
    tokens: int  # tokens settled so far
    seconds: float
    parse: ParseState | None  # None while unknown
    done: bool

    @property
    def tokens_per_second(self) -> float:
        return self.tokens / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know; never part of the program."""

    text: str


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class End:
    status: Literal["ok", "interrupted", "error"]
    text: str  # the program
    language: str | None
    tokens: int  # up to and including the end token; never prompt or padding
    steps: int
    model_calls: int
    seconds: float  # from request to last token, tokenisation and prefill included
    seed: int
    exit_code: int


Event = Start | Frame | Note | Check | End
