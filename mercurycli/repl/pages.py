"""A page in the browser, from a file of its own."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path

from .speech import say


def open_text(text: str) -> int:
    """The exit code."""
    page = Path(tempfile.mkdtemp(prefix="dcode-")) / "page.html"  # stays: the browser may read it again
    page.write_text(text, encoding="utf-8", errors="backslashreplace")
    return open_page(page)


def open_page(page: Path) -> int:
    """The exit code."""
    if not shown_in_browser(page):
        say(f"there is no browser to show {page} in")
        return 1
    say(f"opened {page}")
    return 0


def shown_in_browser(page: Path) -> bool:
    try:
        return webbrowser.open(page.resolve().as_uri())
    except webbrowser.Error:
        return False
