"""Programs that are nothing but what the wish says: settings with values, and functions without a body.

Their values and names are random words, so they can only be copied from the wish. Nothing else in the curriculum
makes copying worth learning early; once it is learnt, colours, counts and names of the other families follow.
"""

from __future__ import annotations

import keyword
import random
from collections.abc import Sequence

from . import function_wishes
from .pages import COLOURS
from .program import Program
from .wording import is_held_out

FAMILIES = ("settings", "stub", "style")
KEYS = (
    "color", "background", "size", "count", "speed", "name", "title", "label", "step", "start", "width", "height", "limit",
    "total", "level", "mode", "style", "theme", "text", "radius",
)  # fmt: skip
NUMERIC = {"size", "count", "speed", "step", "start", "width", "height", "limit", "total", "level", "radius"}
SPOKEN = {"color": ("color", "colour", "color"), "background": ("background", "backdrop", "background color")}
STATEMENTS = ("{key} {value}", "{key} is {value}", "the {key} {value}", "{key} set to {value}", "a {key} of {value}", "{key}: {value}", "{value} as {key}", "{key} = {value}")
OPENINGS = {
    "settings": ("settings with", "variables for", "python settings:", "set", "define", "constants", "some variables,", "assign", "a config with"),
    "style": ("a page style with", "css with", "style the page:", "a blank page with", "an empty page,", "page style,", "html page styled with"),
}
STUBS = (
    "an empty function called {name}", "a stub named {name}", "function {name} that does nothing", "def {name} without a body", "an empty python function {name}",
    "declare a function named {name}", "a placeholder function called {name}", "just the signature of {name}",
)  # fmt: skip
ARGUMENTS = ("with {args}", "taking {args}", "with arguments {args}", "that takes {args}", "and parameters {args}")
CSS = {"color": "color", "background": "background", "size": "font-size", "width": "width", "height": "height"}


def number(rng: random.Random) -> str:
    return str(rng.randint(0, rng.choice((9, 99, 99, 999))))


def value_for(rng: random.Random, key: str, words: Sequence[str]) -> str:
    if key in NUMERIC:
        return number(rng)
    return rng.choice(COLOURS) if key in ("color", "background") and rng.random() < 0.7 else rng.choice(words)


def joined(rng: random.Random, parts: Sequence[str]) -> str:
    return rng.choice((", ", " and ", "; ")).join(parts)


def sample(rng: random.Random, words: Sequence[str]) -> Program:
    family = rng.choices(FAMILIES, (3, 4, 2))[0]
    if family == "stub":
        return stub(rng, words)
    keys = rng.sample(tuple(CSS) if family == "style" else KEYS, rng.randint(1, 3))
    values = {key: value_for(rng, key, words) for key in sorted(keys)}
    said = [rng.choice(STATEMENTS).format(key=rng.choice(SPOKEN.get(key, (key,))), value=values[key]) for key in keys]
    wish = f"{rng.choice(OPENINGS[family])} {joined(rng, said)}"
    if family == "settings":
        code = "".join(f"{key} = {value}\n" if key in NUMERIC else f'{key} = "{value}"\n' for key, value in values.items())
        return Program(family, "python", wish, code, {})
    rules = "; ".join(f"{CSS[key]}: {value}px" if key in NUMERIC else f"{CSS[key]}: {value}" for key, value in values.items())
    code = f"<!DOCTYPE html>\n<title>Page</title>\n<style>body {{ {rules}; }}</style>\n"
    return Program(family, "html", wish, code, {})


def stub_name(rng: random.Random, words: Sequence[str]) -> str:
    """Of words as people join them, or of no words at all: never one that the held-out wishes may state."""
    while True:
        drawn = rng.random()
        if drawn < 0.35:
            name = "_".join(rng.choice(words) for _ in range(rng.choice((1, 2, 2, 3))))
        elif drawn < 0.65:
            name = function_wishes.any_name(rng)
        elif drawn < 0.85:
            name = function_wishes.made_up_word(rng, rng.randint(1, 3))
        else:
            parts = [rng.choice(words) for _ in range(rng.randint(2, 3))]
            name = parts[0] + "".join(part.capitalize() for part in parts[1:])
        if not keyword.iskeyword(name) and not is_held_out(name):
            return name


def stub(rng: random.Random, words: Sequence[str]) -> Program:
    name = stub_name(rng, words)
    args = rng.sample(words, rng.randint(0, 3))
    wish = rng.choice(STUBS).format(name=name)
    if args:
        wish += " " + rng.choice(ARGUMENTS).format(args=joined(rng, args))
    return Program("stub", "python", wish, f"def {name}({', '.join(args)}):\n    pass\n", {})
