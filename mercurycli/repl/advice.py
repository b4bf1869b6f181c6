"""What the jobs advise is worded for the command line; in a session the same is done by slash commands."""

from __future__ import annotations

import re

IN_A_SESSION = (
    (r"(?:pass )?--temperature \S+ --seed -?\d+", "/again"),
    (r"(?:pass )?--seed -?\d+", "/again"),
    (r"try another --seed(?:, more --candidates)?", "try /set seed N"),
    (r"(?:pass )?--length (\d+)", r"/set length \1"),
    (r"(?:pass )?--device cpu", "/model quicksilver cpu"),
    (r"pass --lang (\w+)", r"say so in the wish (in \1)"),
    (r"--model FOLDER", "/model FOLDER"),
    (r"a symbol with -s NAME, or lines with -l A-B", "a symbol with @FILE:NAME"),
    (r"with -s NAME or -l A-B", "with @FILE:NAME"),
    (r", or the lines: -l A-B", ""),
    (r"pass lines instead: -l A-B", "leave :NAME out"),
    (r'dcode gen "a wish" -o FILE writes a new program', "say a wish, and /save FILE keeps the program"),
)


def in_a_session(text: str) -> str:
    for flags, command in IN_A_SESSION:
        text = re.sub(flags, command, text)
    return text
