"""A source file as it is: its text as UTF-8 bytes, its tree, and what it takes to write the same bytes back.

Python names its encoding as PEP 263 says; everything else is UTF-8, or UTF-16 with a byte order mark.
"""

from __future__ import annotations

import codecs
import errno
import io
import stat
import tokenize
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import RefusedError, UsageError
from .languages import LANGUAGES, Language, language_for_path, language_for_shebang
from .span import Lines, Span

if TYPE_CHECKING:
    from tree_sitter import Tree

LARGEST = 1_000_000  # bytes; a file beyond it is data or machine-made

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Document:
    """``source`` is the text in UTF-8 without a byte order mark, line endings as they were; spans index into it.

    The tree is made when somebody first asks for it: of good Python nobody does. RefusedError where it takes too long.
    """

    source: bytes
    language: Language
    path: Path | None = None
    encoding: str = "utf-8"
    bom: bytes = b""
    _tree: Tree | None = field(default=None, init=False, repr=False, compare=False)
    lines: Lines = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.source.decode("utf-8")  # a UnicodeDecodeError is a ValueError
        object.__setattr__(self, "lines", Lines(self.source))

    @classmethod
    def from_text(cls, text: str, language: Language, path: str | Path | None = None) -> Document:
        """A document that was never on disk; ``path`` names it in messages and diffs."""
        bom = codecs.BOM_UTF8 if text.startswith("\ufeff") else b""
        return cls(text.removeprefix("\ufeff").encode(), language, Path(path) if path else None, "utf-8", bom)

    @classmethod
    def from_bytes(cls, data: bytes, language: Language, path: str | Path | None = None) -> Document:
        """What a file's bytes say. RefusedError where they are not text that can be written back unchanged."""
        name = str(path or "the input")
        if len(data) > LARGEST:
            raise RefusedError(
                f"{name} is too large: more than {LARGEST:,} bytes",
                hint="name a smaller file; one of this size is data, or was written by a program",
            )
        bom, encoding = _encoding(data, language, name)
        source = _decoded(data[len(bom) :], encoding, name)
        document = cls(source, language, Path(path) if path else None, encoding, bom)
        if document.raw != data:
            raise RefusedError(f"{name} does not survive being read and written as {encoding}", hint=_HINT)
        return document

    @classmethod
    def read(cls, path: str | Path, language: Language | None = None) -> Document:
        """The file at ``path``; without a ``language`` its name decides, then its ``#!`` line."""
        data = _bytes_at(Path(path))
        first_line = data[:200].split(b"\n", 1)[0].decode("utf-8", "replace")
        language = language or language_for_path(path) or language_for_shebang(first_line)
        if language is None:
            known = ", ".join(known.name for known in LANGUAGES)
            raise UsageError(
                f"cannot tell the language of {path}",
                hint=f"give it the suffix of one of {known}; or pipe it in as - with --stdin-filename NAME",
            )
        return cls.from_bytes(data, language, path)

    @property
    def tree(self) -> Tree:
        tree = self._tree
        if tree is None:
            tree = self.language.parse(self.source)
            object.__setattr__(self, "_tree", tree)
        return tree

    @property
    def text(self) -> str:
        return self.source.decode()

    @property
    def raw(self) -> bytes:
        """The bytes as they are on disk."""
        return self.encode(self.source)

    @property
    def name(self) -> str:
        return str(self.path) if self.path else f"stdin{self.language.suffixes[0]}"

    @property
    def newline(self) -> str:
        """The line break that most lines have; ``\\n`` where there is none."""
        return "\r\n" if 2 * self.source.count(b"\r\n") > self.source.count(b"\n") else "\n"

    def slice(self, span: Span) -> str:
        return span.of(self.source).decode()

    def with_source(self, source: bytes) -> Document:
        """The same file with another text."""
        return replace(self, source=source)

    def encode(self, source: bytes) -> bytes:
        """Text in UTF-8 as this file would hold it."""
        if self.encoding == "utf-8":
            return self.bom + source
        try:
            return self.bom + source.decode().encode(self.encoding)
        except UnicodeEncodeError as error:
            character = error.object[error.start]
            raise RefusedError(
                f"{self.name} is written in {self.encoding}, which has no {character!r}",
                hint=f"convert the file to UTF-8 first: iconv -f {self.encoding} -t utf-8 {self.name}",
            ) from error


_HINT = "convert it to UTF-8 first, for example with iconv -t utf-8"


def _bytes_at(path: Path) -> bytes:
    try:
        if stat.S_ISREG(path.stat().st_mode):
            with path.open("rb") as file:
                return file.read(LARGEST + 1)  # one more than allowed is enough to refuse it
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        missing = isinstance(error, OSError) and error.errno in (errno.ENOENT, errno.ENOTDIR)
        hint = "check the name; dcode gen WISH -o FILE makes a new file" if missing else "check its permissions"
        raise UsageError(f"cannot read {path}: {reason}", hint=hint) from error
    if path.is_dir():
        raise UsageError(f"{path} is a folder", hint=f"name the files in it, for example {path}/*")
    raise UsageError(f"{path} is not a regular file", hint="pipe its content in and pass - as the path")


def _encoding(data: bytes, language: Language, name: str) -> tuple[bytes, str]:
    """The byte order mark and the codec after it."""
    for bom, encoding in _MARKS:
        if data.startswith(bom):
            return bom, encoding
    if language.name != "python":
        return b"", "utf-8"
    try:
        return b"", tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    except SyntaxError as error:
        raise RefusedError(f"{name}: {error.msg}", hint="name a known encoding in its coding: line") from error


def _decoded(data: bytes, encoding: str, name: str) -> bytes:
    try:
        source = data.decode(encoding).encode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        cause = f"{name} is not {encoding} text: byte {data[error.start]:#04x} in line {line}"
        raise RefusedError(cause, hint=_HINT) from error
    except (LookupError, UnicodeError) as error:
        raise RefusedError(f"{name} is not {encoding} text: {error}", hint=_HINT) from error
    if b"\0" in source:
        line = source.count(b"\n", 0, source.index(b"\0")) + 1
        raise RefusedError(f"{name} is binary: a null byte in line {line}", hint="name a text file")
    return source
