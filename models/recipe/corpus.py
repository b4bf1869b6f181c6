"""Collects real code for holes and repair: ``python -m recipe.corpus`` from the folder models/.

Reads the sources that corpus.toml names, at their revisions, and writes them under runs/corpus/: train.jsonl.gz,
held_out.jsonl.gz (one file a line: source, path, licence, language, text) and manifest.json, which says what was kept and why the
rest was not. Held-out repositories are read first, so that a copy of one of their files in a training source is dropped.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import lzma
import re
import subprocess
import sysconfig
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from mercurycli.source.faults import parse_state
from mercurycli.source.languages import language_named

HERE = Path(__file__).resolve().parent
LANGUAGES = {".py": "python", ".js": "javascript", ".mjs": "javascript", ".html": "html", ".htm": "html"}
FOREIGN = re.compile(r"(^|/)(vendor|vendors|node_modules|dist|third_party|site-packages|lib2to3|idlelib|test|tests|__pycache__)(/|$)|\.min\.")
BENCHMARKS = re.compile(r"human.?eval|mbpp|evalplus|multipl.?e\b", re.IGNORECASE)
SKETCH = 64  # hashes kept of a file to find its near copies
GRAM, EXCLUDED_GRAM = 5, 10  # words


@dataclass(frozen=True, slots=True)
class File:
    source: str
    path: str
    licence: str
    language: str
    text: str


def git_folder(name: str, mirror: Path | None, cache: Path) -> Path:
    """The repository's git folder: a mirror ``owner+name/repo``, or a clone made now."""
    if mirror is not None and (found := mirror / name.replace("/", "+") / "repo").exists():
        return found
    folder = cache / name.replace("/", "+")
    if not folder.exists():
        subprocess.run(["git", "clone", "--quiet", "--bare", f"https://github.com/{name}", str(folder)], check=True)
    return folder


def git_files(folder: Path, revision: str) -> Iterator[tuple[str, bytes]]:
    def git(*arguments: str) -> bytes:
        return subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True).stdout

    for path in git("ls-tree", "-r", "-z", "--name-only", revision).decode().split("\0"):
        if PurePosixPath(path).suffix in LANGUAGES:
            yield path, git("show", f"{revision}:{path}")


def library_files() -> Iterator[tuple[str, bytes]]:
    root = Path(sysconfig.get_paths()["stdlib"])
    for path in sorted(root.rglob("*.py")):
        yield path.relative_to(root).as_posix(), path.read_bytes()


def files_of(source: dict[str, str], mirror: Path | None, cache: Path) -> Iterator[tuple[str, bytes]]:
    if source["kind"] == "stdlib":
        return library_files()
    return git_files(git_folder(source["name"], mirror, cache), source["revision"])


def grams(text: str, size: int) -> Iterator[int]:
    words = re.findall(r"\w+", text.lower())
    for at in range(len(words) - size + 1):
        yield zlib.crc32(" ".join(words[at : at + size]).encode())


def sketch(text: str) -> frozenset[int]:
    """The smallest hashes of a text's word 5-grams: the share two sketches have in common estimates their similarity."""
    return frozenset(sorted(set(grams(text, GRAM)))[:SKETCH])


class NearCopies:
    """Knows the files it has seen by their sketches; looks only at those that share a hash."""

    def __init__(self, similar: float) -> None:
        self.similar = similar
        self.seen: list[frozenset[int]] = []
        self.holders: dict[int, list[int]] = {}

    def is_new(self, text: str) -> bool:
        mine = sketch(text)
        shared = Counter(at for value in mine for at in self.holders.get(value, ()))
        for at, _ in shared.most_common(20):
            smallest = frozenset(sorted(mine | self.seen[at])[:SKETCH])
            if len(smallest & mine & self.seen[at]) >= self.similar * len(smallest):
                return False
        for value in mine:
            self.holders.setdefault(value, []).append(len(self.seen))
        self.seen.append(mine)
        return True


def benchmark_texts(path: Path) -> Iterator[str]:
    """A benchmark's texts: the strings of each record of a .jsonl or .jsonl.gz file, or the whole file."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    if ".jsonl" not in path.suffixes:
        yield text
        return
    for number, line in enumerate(text.splitlines(), 1):
        try:
            record = json.loads(line) if line.strip() else {}
        except json.JSONDecodeError as error:
            raise SystemExit(f"{path}, line {number}: not JSON ({error.msg})") from None
        yield from (value for value in record.values() if isinstance(value, str))


def excluded_grams(paths: Iterable[Path]) -> frozenset[int]:
    """Word 10-grams of the benchmark files given by path, which no training text may share."""
    return frozenset(gram for path in paths for text in benchmark_texts(path) for gram in grams(text, EXCLUDED_GRAM))


def refusal(path: str, content: bytes, limits: dict[str, float], excluded: frozenset[int]) -> str:
    """Why a file is left out, or nothing."""
    if FOREIGN.search(path):
        return "vendored, minified or a test"
    if BENCHMARKS.search(path):
        return "named after a benchmark"
    if not limits["smallest"] <= len(content) <= limits["largest"]:
        return "size"
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return "not UTF-8"
    if "\r" in text or max(map(len, text.split("\n"))) > limits["longest_line"]:
        return "line endings or long lines"
    if not excluded.isdisjoint(grams(text, EXCLUDED_GRAM)):
        return "shares ten words in a row with a benchmark"
    language = language_named(LANGUAGES[PurePosixPath(path).suffix])
    return "" if parse_state(text, language).ok else "does not parse"


def collect(config: dict, mirror: Path | None, cache: Path, excluded: frozenset[int]) -> tuple[dict[str, list[File]], dict]:
    """Files by role, and for each source how many were kept and why others were not."""
    limits, copies = config["filter"], NearCopies(config["filter"]["similar"])
    kept: dict[str, list[File]] = {"held_out": [], "train": []}
    report = {}
    for source in sorted(config["source"], key=lambda s: s["role"] != "held_out"):
        reasons: Counter[str] = Counter()
        for path, content in files_of(source, mirror, cache):
            why = refusal(path, content, limits, excluded if source["role"] == "train" else frozenset())
            if not why and not copies.is_new(content.decode()):
                why = "near copy"
            reasons[why or "kept"] += 1
            if not why:
                language = LANGUAGES[PurePosixPath(path).suffix]
                kept[source["role"]].append(File(source["name"], path, source["licence"], language, content.decode()))
        report[source["name"]] = {**{k: v for k, v in source.items() if k != "name"}, "files": dict(reasons)}
        print(f"{source['name']}: {dict(reasons)}", flush=True)
    return kept, report


def write(folder: Path, kept: dict[str, list[File]], report: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sizes = {}
    for role, files in kept.items():
        lines = "".join(json.dumps(asdict(file)) + "\n" for file in files).encode()
        (folder / f"{role}.jsonl.gz").write_bytes(gzip.compress(lines, mtime=0))
        sizes[role] = {"files": len(files), "bytes": sum(len(f.text) for f in files), "sha256": hashlib.sha256(lines).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps({"sizes": sizes, "sources": report}, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(sizes))


def lines(folder: Path, role: str) -> bytes:
    """The records of a role, as ``write`` left them or recipe.pack squeezed them further."""
    squeezed = folder / f"{role}.jsonl.xz"
    return lzma.decompress(squeezed.read_bytes()) if squeezed.exists() else gzip.decompress((folder / f"{role}.jsonl.gz").read_bytes())


def is_collected(folder: Path, role: str) -> bool:
    return any((folder / f"{role}.jsonl.{suffix}").exists() for suffix in ("gz", "xz"))


def read(folder: Path, role: str) -> list[File]:
    """The files of a role."""
    return [File(**json.loads(line)) for line in lines(folder, role).splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=HERE / "runs" / "corpus")
    parser.add_argument("--mirror", type=Path, help="folder with git folders owner+name/repo, read instead of cloning")
    parser.add_argument("--exclude", type=Path, nargs="*", default=[], help="benchmark files whose texts must not be trained on")
    arguments = parser.parse_args()
    config = tomllib.loads((HERE / "corpus.toml").read_text(encoding="utf-8"))
    kept, report = collect(config, arguments.mirror, arguments.to / "sources", excluded_grams(arguments.exclude))
    write(arguments.to, kept, report)


if __name__ == "__main__":
    main()
