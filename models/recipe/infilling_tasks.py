"""Reads the tasks of HumanEval-infilling (Bavarian et al., arXiv:2207.14255; github.com/openai/human-eval-infilling).

One record a line, with task_id, entry_point, prompt, suffix, canonical_solution and test: a hole in a function, and what is run to
judge what was put there. The files are not part of this repository: people bring their own copies.
"""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

from mercurycli.errors import UsageError

from .line_ngrams import margin_of
from .real_code import Hole

FIELDS = ("task_id", "entry_point", "prompt", "suffix", "canonical_solution", "test")
MARKS = {"SingleLine": "<fill 1>", "MultiLine": "<fill>", "RandomSpan": "<fill>"}  # by how a task_id begins
SOURCE = "the files are in the folder data of github.com/openai/human-eval-infilling, such as HumanEval-SingleLineInfilling.jsonl.gz"
VERDICT = "_the_check_ends_well"  # a function behind the test: the sandbox calls one and compares what it returns
OPENS = (":", "(", "[", "{")  # at a line's end: the next one is deeper
LEAVES = ("return", "raise", "break", "continue", "pass")  # at its begin: the next one is less deep


@dataclass(frozen=True, slots=True)
class Task:
    name: str
    hole: Hole
    mark: str  # of dcode fill, with the indentation an editor gives where it stands for lines
    test: str
    entry_point: str

    @property
    def told_mark(self) -> str:
        """The mark where the hole's text begins."""
        return margin_of(self.hole.text) + self.mark.lstrip() if self.hole.whole_lines else self.mark

    @property
    def lines(self) -> list[str]:
        """The lines the hole touches, whole, as the file has them."""
        begin = self.hole.before.rpartition("\n")[2]
        return (begin + self.hole.text + self.hole.after.partition("\n")[0]).split("\n")

    def program(self, text: str) -> str:
        """A module that defines VERDICT, which returns True where the check raises nothing."""
        return f"{self.hole.before}{text}{self.hole.after}\n{self.test}\n\n\ndef {VERDICT}():\n    check({self.entry_point})\n    return True\n"


def editors_margin(before: str) -> str:
    """Where an editor of Python puts the cursor on a new line: by the line above alone."""
    above = next((line for line in reversed(before.split("\n")) if line.strip()), "")
    if above.rstrip().endswith(OPENS):
        return margin_of(above) + " " * 4
    return margin_of(above).removesuffix(" " * 4) if above.split()[:1] and above.split()[0] in LEAVES else margin_of(above)


def read_tasks(path: Path) -> list[Task]:
    """All tasks of a .jsonl or .jsonl.gz; UsageError says in which line what is wrong."""
    try:
        content = path.read_bytes()
        text = (gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content).decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "it is neither JSON lines nor gzipped ones"
        raise UsageError(f"{path}: cannot be read: {why}", hint=SOURCE) from None
    tasks = [task_of(line, f"{path}:{number}") for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not tasks:
        raise UsageError(f"{path}: has no tasks", hint=SOURCE)
    return tasks


def task_of(line: str, place: str) -> Task:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError(f"{place}: is no JSON", hint=SOURCE) from None
    missing = [name for name in FIELDS if not isinstance(record, dict) or not isinstance(record.get(name), str)]
    if missing:
        raise UsageError(f"{place}: has no text in {', '.join(missing)}", hint=SOURCE)
    name, prompt, text, suffix = (record[key] for key in ("task_id", "prompt", "canonical_solution", "suffix"))
    kind = next((kind for kind in MARKS if name.startswith(f"{kind}Infilling")), None)
    if kind is None:
        raise UsageError(f"{place}: {name!r} is none of {', '.join(f'{kind}Infilling' for kind in MARKS)}", hint=SOURCE)
    if not record["entry_point"].isidentifier():
        raise UsageError(f"{place}: the entry_point {record['entry_point']!r} is no name", hint=SOURCE)
    if kind == "RandomSpan":
        hole = Hole("python", prompt, text, suffix, whole_lines=False)
    elif prompt.endswith("\n") and text.endswith("\n"):
        hole = Hole("python", prompt, text.removesuffix("\n"), "\n" + suffix, whole_lines=True)
    else:
        raise UsageError(f"{place}: the hole is not made of whole lines, as holes of {kind}Infilling are", hint=SOURCE)
    return Task(name, hole, editors_margin(prompt) * hole.whole_lines + MARKS[kind], record["test"], record["entry_point"])
