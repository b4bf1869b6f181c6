"""From a file with faults or holes to its change delivered: the model, the view, the user's consent, the undo store."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from ..errors import DcodeError, UsageError
from ..events import End, Event, Start
from ..repl.own_editor import edited
from ..retrying import Job
from ..session import open_engine
from ..source.disk import check_writable
from ..source.document import Document
from ..source.patch import Patch
from ..source.undo import UndoStore
from ..view import events_json
from ..view.code_view import show_code
from ..view.console import is_tty, make_console
from ..view.fix_report import Figures, Outcome, Place, Status
from ..view.live import watch
from ..view.loading_view import loading_shown
from ..view.patch_view import show_patch
from ..view.told import told
from .saving import check_output, save
from .speech import put_on_stdout, say, tell

if TYPE_CHECKING:
    from ..engine import Engine

Reply = Literal["yes", "no", "retry", "edit", "quit"]
WORDS: tuple[Reply, ...] = ("yes", "no", "retry", "edit", "quit")
REPLIES: dict[str, Reply] = {"": "no"} | {word: word for word in WORDS} | {word[0]: word for word in WORDS}


class Delivery(Protocol):
    """What FixOptions and FillOptions say of the way a change goes."""

    @property
    def delivery(self) -> str: ...
    @property
    def patch(self) -> Path | None: ...
    @property
    def output_format(self) -> str: ...
    @property
    def seed(self) -> int: ...
    @property
    def model(self) -> str | None: ...
    @property
    def device(self) -> str: ...
    @property
    def quiet(self) -> bool: ...
    @property
    def view(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Order:
    """One file, and how a job for it is made from a seed; ``again``: it is not the first try."""

    path: Path
    document: Document
    job: Callable[[int, bool], Job]
    done: Status = "mended"  # what is said of it then
    prove: Callable[[Document], object] | None = None  # raises where the changed file is not what was asked for


def ask() -> Reply:
    while True:
        print("write it? [y]es [n]o [r]etry [e]dit [q]uit ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:  # the terminal is gone, or Ctrl-D
            return "quit"
        if reply := REPLIES.get(line.strip().lower()):
            return reply


@dataclass(frozen=True, slots=True)
class Proposal:
    patch: Patch
    figures: Figures


class Mending:
    """One engine for all files, opened for the first that needs it."""

    def __init__(self, options: Delivery) -> None:
        self.options = options
        self.asks = options.delivery == "ask" and is_tty(sys.stdin) and is_tty(sys.stderr)
        self.stopped = False  # the user wants to see no more files
        self.patches: list[bytes] = []
        self._engine: Engine | None = None
        self._no_engine: DcodeError | None = None

    def engine(self) -> Engine:
        """A model that cannot be opened is not tried again for the next file."""
        if self._no_engine is not None:
            raise self._no_engine
        if self._engine is None:
            try:
                with loading_shown(quiet=self.options.quiet):
                    self._engine = open_engine(self.options.model, self.options.device)
            except DcodeError as error:
                self._no_engine = error
                raise
        return self._engine

    def mend(self, name: str, order: Order, faults: tuple[Place, ...]) -> Outcome:
        """RefusedError and its like where nothing helps; the file is untouched then."""
        if self.options.delivery in ("ask", "write"):
            check_writable(order.path)
        proposal = self.propose(order, self.options.seed)
        status, proposal = self.deliver(order, proposal)
        patch, language = proposal.patch, order.document.language.name
        return Outcome(name, status, 0, language, faults, patch.diff_text(), patch.apply().decode(), proposal.figures)

    def propose(self, order: Order, seed: int) -> Proposal:
        job = order.job(seed, seed != self.options.seed)
        start, end = self.run(job)
        return Proposal(proved(order, job.patch(end)), Figures(start.model, start.device, end.seed, end.tokens, end.steps, end.seconds))

    def run(self, job: Job) -> tuple[Start, End]:
        record: list[Event] = []
        events = told(job.run(), record.append)
        if self.options.output_format == "jsonl":
            events = told(events, print_event)
        live = self.options.view and self.options.output_format == "text"
        end = watch(events, console=make_console(), live=live, quiet=self.options.quiet)
        return next(event for event in record if isinstance(event, Start)), end

    def deliver(self, order: Order, proposal: Proposal) -> tuple[Status, Proposal]:
        patch = proposal.patch
        match self.options.delivery:
            case "diff":
                print_diff(patch)
            case "stdout":
                if self.options.output_format == "text":
                    print_result(patch)
            case "patch":
                self.patches.append(patch.diff())
            case _:
                return self.settle(order, proposal)
        return "proposed", proposal

    def settle(self, order: Order, proposal: Proposal) -> tuple[Status, Proposal]:
        """Written, or not, as the user decides; what is tried again or edited is shown and asked for anew."""
        seed = self.options.seed
        while True:
            if self.asks or not self.options.quiet:
                show_patch(proposal.patch.diff_text(), sys.stderr)
            reply = ask() if self.asks else "yes"
            if reply == "yes":
                UndoStore.open().write(order.path, order.document.raw, proposal.patch.raw)
                say(f"{order.path} {order.done}")
                return order.done, proposal
            if reply in ("no", "quit"):
                say(f"{order.path} is untouched")
                self.stopped = reply == "quit"
                return "declined", proposal
            seed += reply == "retry"
            try:
                proposal = self.propose(order, seed) if reply == "retry" else replace(proposal, patch=proved(order, edited(proposal.patch)))
            except DcodeError as error:  # what was proposed before still stands
                tell(error)

    def check_patch_file(self) -> None:
        """Before the model runs."""
        file = self.options.patch
        if file is None:
            return
        if os.path.lexists(file):
            raise UsageError(f"{file} exists", hint="name another file for the patch, or remove it")
        check_output(file, force=False)

    def finish(self) -> None:
        """All patches in one file, for ``git apply``."""
        if self.options.patch is not None and self.patches:
            save(self.options.patch, b"".join(self.patches))
            say(f"{self.options.patch} holds the changes; from here: git apply {self.options.patch}")


def proved(order: Order, patch: Patch) -> Patch:
    after = patch.prove()
    if order.prove is not None:
        order.prove(after)
    return patch


def print_event(event: Event) -> None:
    print(events_json.event_json(event), flush=True)


def print_diff(patch: Patch) -> None:
    """For a person as text, for ``git apply`` in the file's own bytes."""
    if is_tty(sys.stdout):
        show_patch(patch.diff_text(), sys.stdout)
    else:
        put_on_stdout(patch.diff())


def print_result(patch: Patch) -> None:
    """The whole file, for a person as text, for a pipe in its own encoding."""
    if is_tty(sys.stdout):
        show_code(patch.apply().decode(), patch.document.language.name, sys.stdout)
    else:
        put_on_stdout(patch.raw)
