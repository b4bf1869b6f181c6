"""Finished code for whoever reads: colours for a person at a terminal, the exact text for a file or a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment

from mercurycli.view.console import is_tty, make_console
from mercurycli.view.exact_text import write_exact
from mercurycli.view.syntax_colour import code_colours, language_name
from mercurycli.view.visible_text import visible


def show_code(text: str, language: str | None, file: TextIO) -> None:
    """FORCE_COLOR does not colour a pipe here: ``dcode gen … > x.py`` must stay a program."""
    if is_tty(file):
        make_console(file=file).print(CodeView(text, language), soft_wrap=True)
    else:
        write_exact(text, file)


@dataclass(frozen=True, slots=True)
class CodeView:
    """Code as it is, unpadded and uncropped so that it can be copied from the screen; print it with ``soft_wrap``."""

    text: str
    language: str | None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        shown = visible(self.text, options.encoding)
        yield from _segments(shown, self.language)
        if not shown.endswith("\n"):
            yield Segment.line()


def _segments(text: str, language: str | None) -> Iterator[Segment]:
    done = 0
    for start, end, style in code_colours(text, language_name(language)):
        yield Segment(text[done:start])
        yield Segment(text[max(start, done) : end], style)
        done = max(done, end)
    yield Segment(text[done:])
