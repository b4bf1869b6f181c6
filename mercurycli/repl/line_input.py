"""The line a person types, and the bar under it (prompt-toolkit)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.application import create_app_session
from prompt_toolkit.application.current import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import Completer, DynamicCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.output import create_output
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Style
from prompt_toolkit.validation import ValidationError, Validator

from ..errors import DcodeError
from .keys import bindings

MESSAGE, CONTINUATION = "> ", ". "
PLACEHOLDER = "a wish, or /help"
LOOK = Style.from_dict(
    {
        "prompt": "bold",
        "auto-suggestion": "ansibrightblack italic",
        "placeholder": "ansibrightblack italic",
        "bottom-toolbar": "noreverse",
        "validation-toolbar": "noreverse bold bg:default fg:default",
    }
)
MODES = {"emacs": EditingMode.EMACS, "vi": EditingMode.VI}


class KeptHistory(FileHistory):
    """Lines on disk; two sessions may write to it. A disk that takes no more is no reason to lose the line."""

    def __init__(self, path: Path, wanted: Callable[[], bool]) -> None:
        self._wanted = wanted
        super().__init__(str(path))

    def store_string(self, string: str) -> None:
        with suppress(OSError, DcodeError):
            if self._wanted():
                super().store_string(string.encode("utf-8", "replace").decode())


class LineInput:
    """Reads line after line. What it needs to know of the session comes in as functions, called while typing."""

    def __init__(
        self,
        history: Path | None,
        *,
        keep: Callable[[], bool] = lambda: True,
        bar: Callable[[], str],
        check: Callable[[str], None],
        completer: Callable[[], Completer],
        edit: Callable[[], str] = lambda: "emacs",
    ) -> None:
        self._edit = edit
        self._painted: Callable[[], None] | None = None
        # on stderr, so that ``dcode > x.py`` is a conversation whose programs go to a file
        with create_app_session(output=create_output(stdout=sys.stderr)):
            self._session: PromptSession[str] = PromptSession(
                MESSAGE,
                history=history_at(history, keep),
                auto_suggest=AutoSuggestFromHistory(),
                completer=DynamicCompleter(completer),
                complete_in_thread=True,
                validator=Checker(check),
                validate_while_typing=False,
                multiline=True,
                prompt_continuation=CONTINUATION,
                key_bindings=bindings(),
                bottom_toolbar=bar,
                placeholder=placeholder,
                style=LOOK,
                enable_suspend=True,
                enable_open_in_editor=True,
                tempfile_suffix=".txt",
            )
        self._session.app.after_render += self._after_render

    def when_painted(self, action: Callable[[], None]) -> None:
        """Called once, as soon as a prompt stands on the screen."""
        self._painted = action

    def read(self) -> str:
        """The next line or lines. EOFError at Ctrl-D on an empty line."""
        self._session.editing_mode = MODES[self._edit()]
        with patch_stdout():  # what a thread of a library says goes above the line
            return self._session.prompt()

    def repaint(self) -> None:
        """From any thread: the bar has news."""
        self._session.app.invalidate()

    def _after_render(self, _: object) -> None:
        if self._painted is not None:
            action, self._painted = self._painted, None
            action()


def placeholder() -> list[tuple[str, str]]:
    """Gone when the line is done: it is not part of what was said."""
    return [] if get_app().is_done else [("class:placeholder", PLACEHOLDER)]


class Checker(Validator):
    """A line that cannot be understood is told of before it is sent, and stays to be mended."""

    def __init__(self, check: Callable[[str], None]) -> None:
        self._check = check

    def validate(self, document: Document) -> None:
        try:
            self._check(document.text)
        except DcodeError as error:
            hint = f" ({error.hint})" if error.hint else ""
            raise ValidationError(len(document.text), f"{error}{hint}") from None


def history_at(path: Path | None, wanted: Callable[[], bool]) -> History:
    if path is None:
        return InMemoryHistory()
    with suppress(OSError):
        path.touch(mode=0o600)
        return KeptHistory(path, wanted)
    return InMemoryHistory()
