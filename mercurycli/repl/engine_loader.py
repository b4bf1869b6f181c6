"""The model, loaded in a thread while the user types: importing torch alone takes longer than a prompt may."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..engine import Engine

BREATH = 0.1  # seconds between two looks: waiting for a thread without one would hold back Ctrl-C


class EngineLoader:
    """Loads once; whoever needs the model waits here and gets it, or the error there was."""

    def __init__(self, model: str | None, device: str, changed: Callable[[], None] = lambda: None) -> None:
        self.model, self.device = model, device
        self._changed = changed  # told from the thread when there is news
        self._engine: Engine | None = None
        self._error: BaseException | None = None
        self._thread: threading.Thread | None = None

    @property
    def name(self) -> str:
        return self._engine.name if self._engine else self.model or "quicksilver"

    @property
    def where(self) -> str:
        """The device, or what stands in its place."""
        if self._engine:
            return self._engine.device
        return "not loaded" if self._error else "loading"

    @property
    def busy(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    @property
    def ready(self) -> bool:
        return self._engine is not None

    def start(self) -> None:
        """Begin, if it is not begun yet; after a failure begin again."""
        if self._engine is None and not self.busy:
            self._error = None
            self._thread = threading.Thread(target=self._load, name="load the model", daemon=True)
            self._thread.start()

    def engine(self) -> Engine:
        """The loaded model. Ctrl-C leaves the waiting, not the loading. Raises what loading raised."""
        self.start()
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(BREATH)
        if self._error is not None:
            raise self._error
        assert self._engine is not None
        return self._engine

    def _load(self) -> None:
        try:
            from .. import session  # here, for the first prompt stands before the rest of the house is loaded

            self._engine = session.open_engine(self.model, self.device)
        except BaseException as error:  # noqa: BLE001  it belongs to whoever asks for the model
            self._error = error
        self._changed()
