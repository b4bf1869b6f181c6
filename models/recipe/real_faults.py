"""Code that people really broke, and how they mended it: ``python -m recipe.real_faults --mirror FOLDER`` from models/.

Out of the histories of public repositories: a Python file that did not compile, in the version before one that does. Prints
how many of them ``dcode fix`` makes parse again, with so many tries, and how many become what people made of them. Files in
Python 2, with marks of an unresolved merge, or that are not UTF-8 are left out; so are mends of more than ``MOST_LINES`` lines,
which changed more than the fault. None of it is kept.
"""

from __future__ import annotations

import argparse
import difflib
import json
import subprocess
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mercurycli.engine import Engine
from mercurycli.errors import RefusedError
from mercurycli.events import End
from mercurycli.repair import Repair
from mercurycli.source import faults
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named

from .evaluate import wilson

REPOSITORIES = ("keon/algorithms",)  # what the network for holes was not trained on
MOST_LINES = 6  # changed by the mend
LARGEST = 20_000  # bytes
NONE = "0" * 40
PYTHON_2 = ("print statement", "Missing parentheses in call to", "inconsistent use of tabs", "multiple exception types", "leading zeros", "invalid hexadecimal", "<>")


@dataclass(frozen=True, slots=True)
class RealFault:
    repository: str
    path: str
    broken: str
    mended: str  # as a person did it


def transitions(repository: Path) -> Iterator[tuple[str, str, str]]:
    """(old blob, new blob, path) of every change of a Python file that is not a merge."""
    command = ["git", f"--git-dir={repository}", "log", "--all", "--no-merges", "--raw", "--no-abbrev", "--format=", "--diff-filter=M", "--", "*.py"]
    seen = set()
    for line in subprocess.run(command, capture_output=True, text=True, check=True, errors="replace").stdout.splitlines():
        head, _, path = line.partition("\t")
        fields = head.split()
        if len(fields) == 5 and (pair := (fields[2], fields[3])) not in seen and NONE not in pair:
            seen.add(pair)
            yield *pair, path


class Blobs:
    """Contents by their hash, from one long-running git."""

    def __init__(self, repository: Path) -> None:
        self.process = subprocess.Popen(["git", f"--git-dir={repository}", "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, name: str) -> bytes:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{name}\n".encode())
        self.process.stdin.flush()
        size = int(self.process.stdout.readline().split()[-1])
        return self.process.stdout.read(size + 1)[:-1]


def complaint(text: str) -> str | None:
    try:
        compile(text, "text", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return str(error)
    return None


def found_in(repository: Path, name: str) -> Iterator[RealFault]:
    blobs, known = Blobs(repository), set()
    for old, new, path in transitions(repository):
        source, after = blobs.read(old), blobs.read(new)
        if old in known or len(source) > LARGEST:
            continue
        try:
            broken, mended = source.decode().replace("\r\n", "\n"), after.decode().replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
        said = complaint(broken)
        if said is None or any(text in said for text in PYTHON_2) or "<<<<<<<" in broken or complaint(mended) is not None:
            continue
        known.add(old)
        if changed_lines(broken, mended) <= MOST_LINES:
            yield RealFault(name, path, broken, mended)


def changed_lines(a: str, b: str) -> int:
    groups = difflib.SequenceMatcher(None, a.split("\n"), b.split("\n"), autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for kind, i1, i2, j1, j2 in groups if kind != "equal")


def mend(engine: Engine, fault: RealFault, tries: int) -> str | None:
    """The whole text, or None where nothing helped."""
    document = Document.from_text(fault.broken, language_named("python"), fault.path)
    for seed in range(tries):
        job = Repair(document, lambda: engine, seed, again=seed > 0)
        try:
            return next(event.text for event in job.run() if isinstance(event, End))
        except RefusedError:
            continue
    return None


def mirror_of(folder: Path, name: str) -> Path:
    return folder / name.replace("/", "+") / "repo"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mirror", type=Path, required=True, help="folder with bare repositories, OWNER+NAME/repo")
    parser.add_argument("--model", help="checkpoint folder (default: the embedded one)")
    parser.add_argument("--limit", type=int, default=100, help="so many faults, evenly spread")
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    everything = [fault for name in REPOSITORIES for fault in found_in(mirror_of(arguments.mirror, name), name)]
    chosen = everything[:: max(1, len(everything) // arguments.limit)][: arguments.limit]
    engine = Engine.open(arguments.model, "cpu")
    parses = same = small = 0
    seconds = []
    for fault in chosen:
        begin = time.perf_counter()
        text = mend(engine, fault, arguments.tries)
        seconds.append(time.perf_counter() - begin)
        healthy = text is not None and not faults.find(Document.from_text(text, language_named("python"), fault.path))
        parses, same = parses + healthy, same + (text == fault.mended)
        small += healthy and changed_lines(fault.broken, text or "") <= changed_lines(fault.broken, fault.mended)
        row = {"repository": fault.repository, "path": fault.path, "parses": healthy, "same": text == fault.mended, "seconds": round(seconds[-1], 2)}
        print(json.dumps(row), flush=True) if arguments.json else None
    count, (low, high) = len(chosen), wilson(parses, len(chosen))
    print(f"{len(everything)} faults in the histories of {', '.join(REPOSITORIES)}; {count} looked at, up to {arguments.tries} tries")
    print(f"parses again {parses / count:.0%} ({low:.0%} to {high:.0%}), in no more lines than people needed {small / count:.0%}, as people made it {same / count:.0%}")
    print(f"median {sorted(seconds)[count // 2]:.1f} s on {engine.environment()}")


if __name__ == "__main__":
    main()
