"""The bar under the line: the model, where it runs, and the figures of the last job."""

from __future__ import annotations

from ..events import Frame, ParseState
from .engine_loader import EngineLoader


def bar_text(loader: EngineLoader, last: Frame | None) -> str:
    parts = [loader.name.rstrip("/").rsplit("/", 1)[-1], loader.where]
    if last is not None:
        parts += [f"{last.step} step{'' if last.step == 1 else 's'}", f"{last.tokens_per_second:.0f} tokens/s"]
        parts += [parse_word(last.parse)] if last.parse else []
    text = " · ".join(parts)
    return " " + "".join(sign if sign.isprintable() else "?" for sign in text)


def parse_word(parse: ParseState) -> str:
    if parse.ok:
        return "parses"
    return "does not parse" + (f" (line {parse.line})" if parse.line else "")
