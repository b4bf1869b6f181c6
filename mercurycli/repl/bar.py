"""The bar under the line: the model, where it runs, and the figures of the last job."""

from __future__ import annotations

from ..events import Frame
from .engine_loader import EngineLoader


def bar_text(loader: EngineLoader, last: Frame | None) -> str:
    parts = [loader.name.rstrip("/").rsplit("/", 1)[-1], loader.where]
    if last is not None:
        parts += [f"{last.step} steps", f"{last.tokens_per_second:.0f} tokens/s", parse_word(last)]
    text = " · ".join(parts)
    return " " + "".join(sign if sign.isprintable() else "?" for sign in text)


def parse_word(frame: Frame) -> str:
    if frame.parse is None:
        return "parse unknown"
    if frame.parse.ok:
        return "parses"
    return "does not parse" + (f" (line {frame.parse.line})" if frame.parse.line else "")
