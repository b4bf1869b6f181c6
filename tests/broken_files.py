"""Files that one colon mends, in every way a file may be written, and one that nothing mends."""

import codecs
import io

from mechanic import GCD, LINE, Mechanic

HOPELESS = "x = ][ 3 4 5 (((\n"  # more than one slip, in the one line there is

KINDS = {
    "plain": GCD.encode(),
    "crlf": GCD.replace("\n", "\r\n").encode(),
    "byte order mark": codecs.BOM_UTF8 + GCD.encode(),
    "no final line break": GCD.rstrip("\n").encode(),
    "form feeds and other line ends": GCD.replace("# größter", "# \x0c\u2028\x1c\x85 größter").encode(),
    "both kinds of line breaks": GCD.replace("\n", "\r\n", 2).encode(),
    "tabs in strings and at ends": GCD.encode() + b"t = '\t'\t\n\n\t\n",
    "latin-1": ("# coding: latin-1\n" + GCD).encode("latin-1"),
    "utf-16": codecs.BOM_UTF16_LE + GCD.encode("utf-16-le"),
    "utf-16 of the other kind": codecs.BOM_UTF16_BE + GCD.replace("\n", "\r\n").encode("utf-16-be"),
}


def mechanic():
    """Knows the colon."""
    return Mechanic({LINE: LINE + ":"})


def piped(monkeypatch, data):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
