"""Who is told how far the loading of a model is: those between the one who asks for it and the one who loads it need not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Onlooker = Callable[[int, int], None]  # bytes so far, bytes in all
_present: ContextVar[Onlooker | None] = ContextVar("onlooker", default=None)


@contextmanager
def looked_on(by: Onlooker) -> Iterator[None]:
    """Within it, ``by`` is told of every model that is loaded."""
    before = _present.set(by)
    try:
        yield
    finally:
        _present.reset(before)


def onlooker() -> Onlooker | None:
    return _present.get()
