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
)


def in_a_session(text: str) -> str:
    for flags, command in IN_A_SESSION:
        text = re.sub(flags, command, text)
    return text
