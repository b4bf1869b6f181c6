"""What the jobs advise is worded for the command line; in a session the same is done by slash commands."""

from __future__ import annotations

import re

IN_A_SESSION = (
    (r"(?:pass )?--temperature \S+ --seed -?\d+", "/again"),
    (r"(?:pass )?--seed -?\d+", "/again"),
    (r"try another --seed(?:, more --candidates)?", "try /set seed N"),
    (r"(?:pass )?--length (\d+)", r"/set length \1"),
    (r"ask for less: --length", "ask for less: /set length N"),
    (r"(?:pass )?--device cpu", "/model quicksilver cpu"),
    (r"pass --lang (\w+)", r"say so in the wish (in \1)"),
    (r"leave --model out to use the embedded checkpoint", "/model quicksilver is the embedded checkpoint"),
    (r"(?:pass )?--model (?=\S)", "/model "),
    (r"--model$", "/model"),
    (r"see: dcode gen --help", "/set shows them"),
    (r"say what to change with -i", "say what to change: /edit @FILE TEXT"),
    (r"a symbol with -s NAME, or lines with -l A-B", "a symbol with @FILE:NAME, or lines with @FILE:A-B"),
    (r"with -s NAME or -l A-B", "with @FILE:NAME or @FILE:A-B"),
    (r"the lines: -l A-B", "the lines: @FILE:A-B"),
    (r"pass lines instead: -l A-B", "name lines: @FILE:A-B"),
    (r"the lines with -l A-B", "the lines: @FILE:A-B"),
    (r", or see the change with --diff", ""),
    (r", or another name to -o", ", or choose another name"),
    (r"(?:leave -o out and send the output there: > FILE|name a file in it: -o )", "name a file: /save "),
    (r"; or pipe it in as - with --stdin-filename NAME", ""),
    (r'dcode gen "a wish" -o FILE writes a new program', "say a wish, and /save FILE keeps the program"),
    (r"dcode gen WISH -o FILE makes a new file", "say a wish, and /save FILE keeps the program"),
    (r'dcode gen "([^"]*)"', r"\1"),
    (r"dcode (undo|redo) ", r"/\1 "),
)


def in_a_session(text: str) -> str:
    for flags, command in IN_A_SESSION:
        text = re.sub(flags, command, text)
    return text
