"""What a command printed last: of a text without bounds, the end is kept."""

from __future__ import annotations

KEPT = 20_000  # characters


class Ending:
    """Hears a text piece by piece and keeps the end of it."""

    def __init__(self) -> None:
        self.text = ""

    def tell(self, text: str) -> None:
        self.text = (self.text + text)[-KEPT:]
