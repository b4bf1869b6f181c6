"""The slash commands, all in one table: dispatch, checks before a line is sent, completion and help read it."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from ..errors import UsageError
from . import choosing, editing, exporting, filling, fixing, generating, keeping, replaying, running, second_look, shell, stepping, testing
from .blocks import unfenced
from .desk import Desk
from .dials import names, words_for
from .speech import say

Handler = Callable[[Desk, str], int]
Choices = Callable[[Desk, tuple[str, ...]], Iterable[str]]


def no_choices(desk: Desk, before: tuple[str, ...]) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Command:
    """``arguments`` as a person reads them: in brackets what may be left out. ``choices``: what may stand next."""

    name: str
    arguments: str
    help: str
    handler: Handler
    choices: Choices = no_choices

    @property
    def needs_argument(self) -> bool:
        return bool(self.arguments) and not self.arguments.startswith("[")

    @property
    def usage(self) -> str:
        return f"/{self.name} {self.arguments}".rstrip()


def set_choices(desk: Desk, before: tuple[str, ...]) -> Iterable[str]:
    return words_for(before[0]) if before else names()


def help_choices(desk: Desk, before: tuple[str, ...]) -> Iterable[str]:
    return () if before else [command.name for command in COMMANDS]


def show_help(desk: Desk, name: str) -> int:
    if name:
        command = known(name.removeprefix("/"))
        say(f"{command.usage}   {command.help}")
        return 0
    say(help_text(min(shutil.get_terminal_size().columns, 100)))
    return 0


def help_text(width: int) -> str:
    """Every command with its arguments, the explanations in a column of their own."""
    margin = max(len(command.usage) for command in COMMANDS) + 2
    lines = [
        textwrap.fill(command.help, width, initial_indent=f"{command.usage:<{margin}}", subsequent_indent=" " * margin)
        for command in COMMANDS
    ]
    return "\n".join([textwrap.fill(WISHES, width), "", *lines, "", textwrap.fill(KEYS, width)])


WISHES = 'A plain line is a wish; after one, "make it red" or "add gravity" asks again with both; @output stands for what was printed last.'
KEYS = (
    "!CMD runs a shell command. Enter sends, Alt-Enter breaks the line, triple quotes hold several lines. "
    "Ctrl-R searches the history, Ctrl-X Ctrl-E opens an editor, Ctrl-C clears the line or stops the job, Ctrl-D leaves."
)

COMMANDS = (
    Command("gen", "WISH", "a new wish, whatever was said before", generating.new),
    Command("again", "", "the last wish with the next seed", generating.again),
    Command("refine", "", "write the doubtful lines of the last program again; the better version stays", second_look.refine_last),
    Command("steps", "[N]", "scroll through the drafts of the last job, or show the Nth", stepping.steps),
    Command("replay", "[SECONDS]", "play the drafts of the last job again, slowly; Ctrl-C ends it", replaying.replay),
    Command("diff", "", "what changed: in the last file of /fix, /fill or /edit, or between the last two programs", keeping.diff),
    Command("show", "[@FILE[:PART]]", "the last program, a file, or a part of it: a symbol, or lines A-B", keeping.show),
    Command("save", "FILE [--force]", "write the last program to a file", keeping.save, lambda desk, before: keeping.names_for(desk)),
    Command("open", "", "show the last page in the browser", keeping.open_page),
    Command("run", "[-y]", "run the last program, after a look and a yes", running.run, lambda desk, before: ("-y",)),
    Command("test", "CMD", "run a command on a copy of the last program; {} stands for the file, else it comes last", testing.try_out),
    Command("fix", "@FILE[:PART]", "mend a file, or a part of it, that does not parse: diff, then consent", fixing.fix),
    Command("fill", "@FILE", "fill the holes ???, <fill> and <fill N> of a file: diff, then consent", filling.fill),
    Command("edit", "@FILE[:PART] TEXT", "change a file, or a part of it, as TEXT says: diff, then consent", editing.edit),
    Command("undo", "[FILE]", "take back the last file written", keeping.undo),
    Command("redo", "[FILE]", "write it again", keeping.redo),
    Command("export", "FILE [--force]", "the session so far as FILE.md, .html or .json", exporting.export, lambda *_: exporting.names()),
    Command("set", "[NAME VALUE]", "show or turn steps, threshold, temperature, seed, length, view, edit", choosing.turn, set_choices),
    Command("model", "[NAME] [DEVICE]", "show the model, or load another by its name or folder", choosing.model, choosing.models),
    Command("logs", "[on|off]", "whether sessions are kept on disk", choosing.logs, lambda desk, before: ("on", "off")),
    Command("clear", "", "a clean screen; the next line is a new wish", choosing.clear),
    Command("help", "[NAME]", "this list", show_help, help_choices),
    Command("quit", "", "leave; so does Ctrl-D", choosing.leave),
)
BY_NAME = {command.name: command for command in COMMANDS}


def command_named(name: str) -> Command | None:
    return BY_NAME.get(name)


def known(name: str) -> Command:
    command = BY_NAME.get(name)
    if command is None:
        near = get_close_matches(name, BY_NAME, 1)
        raise UsageError(f"there is no /{name}", hint=f"did you mean /{near[0]}?" if near else "/help lists what there is")
    return command


def parsed(line: str) -> tuple[Handler, str]:
    """Who does a line, and with what; UsageError where nobody can."""
    text = line.strip()
    if text.startswith("!"):
        return shell.run, text[1:].strip()
    if not text.startswith("/"):
        return generating.line, unfenced(text)
    name, _, argument = text[1:].partition(" ")
    command = known(name)
    argument = unfenced(argument)
    if command.needs_argument and not argument:
        raise UsageError(f"{command.usage}: {command.help}", hint="something is missing")
    if argument and not command.arguments:
        raise UsageError(f"/{name} takes no argument", hint=f"/{name}")
    return command.handler, argument


def check(line: str) -> None:
    """Before a line is sent."""
    if line.strip():
        parsed(line)


def do(desk: Desk, line: str) -> int:
    """One line's exit code."""
    if not line.strip():
        return 0
    handler, argument = parsed(line)
    return handler(desk, argument)
