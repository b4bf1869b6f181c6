"""A small Python file, a patch of it, and the folder it lies in."""

from mercurycli.source.document import Document
from mercurycli.source.languages import language_named
from mercurycli.source.patch import Edit, Patch
from mercurycli.source.span import Span

PYTHON = language_named("python")
GOOD = b"def f(x):\n    return x\n\n\ny = f(1)\n"


def patch_of(document, old, new):
    """The one place of some old text becomes new."""
    start = document.source.index(old.encode())
    return Patch(document, (Edit(Span(start, start + len(old.encode())), new.encode()),))


def read(path, data=GOOD):
    path.write_bytes(data)
    return Document.read(path)


def only_file(folder):
    (path,) = folder.iterdir()
    return path
