"""What a page showed while it ran: the plain values that cross from the fake browser to the judges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple


class Paint(NamedTuple):
    """One visible effect of a draw call, in canvas coordinates; browser/canvas.js says what x, y, w, h mean for each op."""

    op: Literal["circle", "arc", "rect", "frame", "clear", "text", "line", "poly", "image"]
    x: float
    y: float
    w: float
    h: float
    colour: str  # "#rrggbb"; several, separated by spaces, for a gradient; "" where there is none
    alpha: float  # of the colour times globalAlpha
    text: str
    canvas: int
    width: float = 0.0  # of the line it is stroked with; this and the next only where run_page was asked for shapes
    points: Sequence[float] = ()  # x, y, x, y ... of a path, or the corners of a rectangle that is turned


class Element(NamedTuple):
    """A visible element as it stood at one moment."""

    number: int  # the same in every run of the same page
    parent: int
    tag: str
    id: str
    classes: str
    style: str  # inline
    own: str  # its own text, or the value of a field
    text: str  # with that of everything inside it
    clickable: bool
    attributes: Mapping[str, str] = MappingProxyType({})  # the other ones; "checked" as it is now


@dataclass(frozen=True, slots=True)
class PageTrace:
    errors: tuple[str, ...]
    title: str
    canvases: tuple[tuple[int, int], ...]  # width and height of each, at the end
    load: tuple[Paint, ...]  # painted before the first frame
    frames: tuple[tuple[Paint, ...], ...]  # painted in one animation frame or one timer callback; empty ones left out
    snapshots: tuple[tuple[Element, ...], ...]  # after the frames, then after each action
    css: str  # text of all style elements
    console: tuple[str, ...]
    alerts: tuple[str, ...]
    acted: tuple[int, ...] = ()  # how many of the frames came before each action

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The non-empty own texts of the elements, one tuple per snapshot."""
        return tuple(tuple(e.own for e in snapshot if e.own) for snapshot in self.snapshots)
