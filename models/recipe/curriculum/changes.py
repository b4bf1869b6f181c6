"""Changes to a program that is there: the program, what a person says of it ("now with gravity"), the changed program.

A change states one or two of the family's fields anew and leaves all others as they were, which only the program tells.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from . import function_wishes, functions
from .page_source import Facts, PageSource, is_held_out_combination
from .program import Program
from .wording import FIRST_JOINERS, Split, is_new, pick, typo

# In front of any phrase, and in front of a phrase that names a thing or a quality. "the same" is spelt out as people do.
OPENINGS = (
    "", "", "now", "but", "now please", "please", "also", "then", "ok,", "next:", "and", "can you", "could you", "change:",
    "I'd like", "the same but", "same again,", "nice, now", "instead", "this time", "let's have it", "hmm,", "one more thing:",
    "wait,", "actually,", "great, now", "good, but", "perfect, now", "thanks, now", "well,", "next", "oh, and", "one change:", "a small change:", "update:",
    "edit:", "after that,", "and please", "that works, but", "almost:", "same thing but", "as before, but", "one more:", "fine, but", "another thing:", "now,",
    "again, but", "again,", "okay, now", "looks good, but", "a last wish:", "tweak:",
)  # fmt: skip
PLAIN = 10  # of them go in front of "remove the …" as well
NAMING_OPENINGS = (
    "make it", "make them", "make that", "now make it", "add", "now with", "with", "change it to", "can you make it", "and now",
    "please add", "use", "I want", "I want it", "turn it into", "switch to", "set it to", "it should have", "could you make them",
    "give me", "now make them", "the same with", "let it be", "go for", "update it:", "let it have", "now use", "try",
    "how about", "what about", "I'd prefer", "I'd rather have", "rather", "let's try", "let's go with", "go with", "now I want", "can I have", "could I have",
    "could I get", "maybe", "could it be", "can it be", "do it", "try it", "put in", "please use", "now try", "instead use", "let me have", "I need", "we want",
    "include", "I want to see", "show me", "apply", "have it", "better:", "we need", "and add",
)  # fmt: skip
COMPLETE = (
    "with", "add", "make", "use", "and", "they", "it", "the", "i", "in", "on", "over", "at", "going", "that", "there", "each",
    "please", "do", "document", "annotate", "write", "draw", "let", "put", "give", "have", "don't", "ignore", "treat", "keep", "set", "recolour", "pick", "label",
    "i'd", "its", "include", "provide", "hint", "plot", "these", "this", "capitals", "punctuation", "spaces", "solve", "show", "start", "display", "hide", "leave",
    "skip", "drop", "remove", "change", "call", "name", "turn", "switch", "only", "just", "as", "by", "via", "through", "for", "to", "from", "rename", "let's",
    "def", "another", "different", "under", "new", "name:",
)  # fmt: skip
REMOVALS = (
    "no {thing}", "without {thing}", "remove the {thing}", "drop the {thing}", "take away the {thing}", "no more {thing}",
    "get rid of the {thing}", "turn off the {thing}", "leave out the {thing}", "{thing} off", "delete the {thing}",
    "take out the {thing}", "disable the {thing}", "switch off the {thing}", "lose the {thing}", "ditch the {thing}", "cut the {thing}", "cut out the {thing}",
    "do away with the {thing}", "we can do without the {thing}", "there should be no {thing}", "it should have no {thing}", "I don't want the {thing}",
    "I no longer need the {thing}", "scrap the {thing}", "forget the {thing}", "strip out the {thing}",
)  # fmt: skip
JOINERS = (" and ", ", ", ", and ", " and also ", "; ", ", plus ", ", and then ", ". also ", " + ", ", also ")
ENDINGS = ("", "", "", "", "", "", "", "", "", ".", ".", "!", " please", ", please", ", thanks", ", thank you", " if you can")
ABSENT = "False"
NAMES = {"label", "title", "text", "name"}
WHAT_IT_IS = ("direction", "operation")  # fields that make it another page altogether


def is_complete(phrase: str) -> bool:
    """Whether a phrase needs nothing in front to be a request."""
    return phrase.split(" ")[0].lower() in COMPLETE


def compose_change(
    rng: random.Random, split: Split, nouns: Sequence[str], features: Mapping[str, Sequence[str]], values: Mapping[str, str]
) -> str:
    """A request that states exactly ``values``; nouns are not said again. See ``wording.compose``, whose twin it is."""
    names = list(values)
    rng.shuffle(names)
    held = rng.choice(("opening", *names)) if split == "heldout" else ""
    said, held_said = [], False
    for name in names:
        phrases = features[name]
        plain = min(phrases, key=len).removeprefix("with ").removeprefix("and ").removeprefix("a ")
        if values[name] == ABSENT and not plain.startswith(("no ", "without ")):
            phrases = tuple(phrase.format(thing=plain) for phrase in REMOVALS)
        phrase = pick(rng, phrases, "heldout" if name == held else "train")
        held_said = held_said or is_new(phrase, phrases)
        said.append(phrase)
    text = rng.choice(JOINERS).join(said)
    absent = any(values[name] == ABSENT for name in names)
    openings = OPENINGS[:PLAIN] if absent else OPENINGS if is_complete(said[0]) or rng.random() < 0.35 else NAMING_OPENINGS
    opening = pick(rng, openings, "heldout" if split == "heldout" and not held_said else "train")
    text = (f"{opening} {text}".strip() + rng.choice(ENDINGS)).format(**values)
    if NAMES & values.keys():  # its letters matter, one by one
        return text
    case = rng.random()
    text = text.lower() if case < 0.5 else text[0].upper() + text[1:] if case < 0.7 else text
    return typo(rng, text) if rng.random() < 0.05 else text


def page_change(rng: random.Random, split: Split, source: PageSource, family: str) -> Program:
    fixed = {source.leading.get(family, ("", 0.0))[0], *WHAT_IT_IS}
    while True:
        before = source.sample(rng, "train", family)
        stated = {name: value for name, value in before.facts.items() if value != source.defaults[family][name]}
        drawn = source.stated(rng, "train", family)
        wanted = [name for name, value in drawn.items() if value != before.facts[name] and name not in fixed]
        flags = [name for name, value in stated.items() if value is True]
        changed: Facts = {name: drawn[name] for name in wanted[: rng.choice((1, 1, 1, 2))]}
        if flags and rng.random() < 0.3:
            changed = {rng.choice(flags): False}
        facts = {**before.facts, **changed}
        code = source.pages[family](facts)
        if code != before.code and not is_held_out_combination(family, {**stated, **changed}):
            request = source.wish_for(rng, split, family, changed, compose_change)
            return Program(family, "html", request, code, facts, before.code)


@dataclass(frozen=True, slots=True)
class State:
    """How a function is written."""

    name: str = ""
    variant: str = ""
    docstring: bool = False
    typed: bool = False
    args: tuple[str, ...] = field(default=())

    def render(self, function: functions.Function) -> str:
        return functions.render(function, self.name, self.args, self.variant, self.docstring, self.typed)


RENAMINGS = (
    "rename it to {name}", "call it {name}", "name it {name}", "rename the function to {name}", "change the name to {name}",
    "the name should be {name}", "rename to {name}", "it should be called {name}", "I want it named {name}", "use the name {name}",
    "with the name {name}", "rename it {name}", "please call it {name}", "the function should be called {name}", "new name: {name}",
    "give it the name {name}", "give the function the name {name}", "change its name to {name}", "set the name to {name}", "the function name should be {name}",
    "its name should be {name}", "it should be named {name}", "it needs the name {name}", "let it be called {name}", "let's call it {name}",
    "I'd rather call it {name}", "I want to call it {name}", "I want it called {name}", "make the name {name}", "another name: {name}", "a different name, {name}",
    "name: {name}", "name it {name} instead", "call this function {name}", "rename this to {name}", "rename that function {name}", "the new name is {name}",
    "under the name {name}", "use {name} as the name", "use {name} as the function name", "{name} is a better name", "{name} should be its name",
    "the function shall be named {name}",
)  # fmt: skip
THINGS = {
    "docstring": ("docstring", "docstring", "doc string", "documentation"),
    "typed": ("type hints", "type hints", "type annotations", "types", "annotations"),
}


def function_change(rng: random.Random, split: Split, family: str) -> Program:
    function = functions.TABLE[family]
    variants = sorted(function.variants)
    before = State(
        name=functions.stated_name(rng, function, function.args, "train") if rng.random() < 0.4 else "",
        variant=rng.choice(variants) if variants and rng.random() < 0.3 else "",
        docstring=rng.random() < 0.25,
        typed=rng.random() < 0.25,
    )
    options = ["name", "name", "docstring", "typed"]  # a name is the hardest: other letters each time
    others = [variant for variant in variants if variant != before.variant]
    options += ["variant", "variant"] * bool(others)
    what = rng.choice(options)
    if what == "name":
        name = functions.stated_name(rng, function, function.args, split)
        after, features, values = replace(before, name=name), {"name": RENAMINGS}, {"name": name}
    elif what == "variant":
        variant = rng.choice(others)
        after, features, values = replace(before, variant=variant), {variant: function_wishes.TAILS[variant]}, {variant: "True"}
    else:
        after = replace(before, **{what: not getattr(before, what)})
        phrases = function_wishes.TAILS[what] if getattr(after, what) else (rng.choice(THINGS[what]),)
        features, values = {what: phrases}, {what: str(getattr(after, what))}
    request = compose_change(rng, split, (), features, values)
    facts: dict[str, Any] = {
        "function": after.name or function.name,
        "checks": [list(check) for check in function.variant_checks.get(after.variant, function.checks)],
    }
    facts |= {what: True for what in ("docstring", "typed") if getattr(after, what)} | ({after.variant: True} if after.variant else {})
    return Program(family, "python", request, after.render(function), json.loads(json.dumps(facts)), before.render(function))
