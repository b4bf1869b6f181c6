"""Wishes in many words: frames, verbs, noun phrases and feature phrases, split into seen and held-out ones.

A phrase is held out of training when a hash of it says so, so the split needs no list and never moves. A held-out
wish uses at least one phrase that no training wish has.
"""

from __future__ import annotations

import hashlib
import random
import string
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

Split = Literal["train", "heldout"]
# (rng, split, nouns, features, values) to a text that states exactly the values; see ``compose`` and ``changes.compose_change``
Compose = Callable[[random.Random, Split, Sequence[str], Mapping[str, Sequence[str]], Mapping[str, str]], str]

HELD_OUT_ONE_IN = 7


def is_held_out(phrase: str, one_in: int = HELD_OUT_ONE_IN) -> bool:
    return hashlib.sha256(phrase.encode()).digest()[0] % one_in == 0


def is_new(phrase: str, phrases: Sequence[str]) -> bool:
    """Whether no training wish has this phrase of a list: held out, and not the list's first and plainest one."""
    return phrase != phrases[0] and is_held_out(phrase)


def pick(rng: random.Random, phrases: Sequence[str], split: Split) -> str:
    """A phrase of the split. The first phrase of a list is its plainest one and is never held out."""
    held = [phrase for phrase in phrases if is_new(phrase, phrases)]
    seen = [p for p in phrases if p not in held]
    return rng.choice(held) if split == "heldout" and held else rng.choice(seen)


VERBS = (
    "make", "create", "write", "build", "show me", "give me", "I want", "I need", "generate", "please make",
    "can you make", "could you write", "code", "I'd like", "please write", "can you create", "draw", "design",
    "please build", "let's make", "can I have", "could you make me", "make me", "write me", "implement", "program",
    "help me build", "I would like", "produce", "try to make",
    "any chance of", "how about", "looking for", "I'm looking for", "put together", "whip up", "knock up", "set up",
    "we need", "do", "prepare", "provide", "please create", "please generate", "can I get", "could I get", "could I have",
    "may I have", "I'm after", "we want", "develop", "craft", "throw together", "come up with", "let me have", "let me see",
    "let's have", "let's build", "would you make", "would you build", "can you build", "can you do", "could you create",
    "could you put together", "can you give me", "need", "want", "build me", "create me", "code me", "code up", "help me make",
    "help me with", "I could use", "I'd love", "get me", "set me up with", "show", "task: make", "how do I make", "how would you code",
    "is it possible to make", "would you mind making", "I am trying to make", "my idea:", "what about", "go and make",
)  # fmt: skip
ENDINGS = (
    "", "", "", "", "", "", "", "", "", " please", ", please", ", thanks", " for me", ", thank you", " now", "!", ".", ".", " pls", ", pls",
    " thanks", ", cheers", ", many thanks", ", if possible", ", if you can", " :)", "!!", "...", ", thx", ", please and thank you",
)  # fmt: skip
FIRST_JOINERS = (" with ", " with ", " with ", ", ", ", ", ", with ", " - ", ": ", "; ", ". ", " and ", ", and ", ", also ", " plus ", " that has ", " / ")
NEXT_JOINERS = (", ", ", ", " and ", ", and ", ", with ", ". ", "; ", " and also ", " plus ", ", plus ", " + ", ", also ", " and with ")
# Not every phrase names a thing: some follow on from what is said before them, others are sentences, as are some nouns (ASKING).
FOLLOWING = (
    "with", "without", "and", "that", "which", "where", "whose", "in", "on", "over", "of", "from", "for", "so", "to", "against", "under",
    "using", "made", "built", "drawn", "including", "containing", "counting", "adding", "starting", "showing", "titled", "called", "named",
    "labelled", "labeled", "captioned", "headed", "entitled", "saying", "reading", "by", "at", "like", "not", "plus", "also",
    "painted", "coloured", "having", "moving", "flying", "falling",
)  # fmt: skip
SAYING = (
    "they", "it", "I", "I'd", "make", "use", "there", "let", "have", "set", "give", "put", "add", "paint", "fill", "colour", "color", "show",
    "hide", "display", "count", "keep", "don't", "include", "leave", "drop", "name", "label", "call", "write", "turn", "we", "exclude",
    "avoid", "allow", "assume", "detect", "handle", "simulate", "choose", "print", "draw", "when",
)  # fmt: skip
STATING = frozenset(("is", "are", "should", "must", "has", "have", "says", "shows", "starts", "reads", "moves", "move", "opens", "needs"))
ASKING = (
    "roll", "flip", "toss", "convert", "count", "calculate", "generate", "change", "measure", "toggle", "show", "let", "press", "make", "add",
    "subtract", "multiply", "divide", "it", "click", "from",
)  # fmt: skip
FOLLOWING_JOINERS = (" ", " ", " ", ", ", ", ")
SAYING_JOINERS = (", ", ". ", "; ", " - ", ", and ", " and ")

# Words that change nothing. A wish is full of them, and the model must look past them.
FILLERS = (
    "simple", "nice", "cool", "basic", "neat", "beautiful", "fun", "short", "minimal", "clean", "plain", "great",
    "pretty", "working", "good", "complete", "lovely", "elegant", "modern", "tidy", "quality", "sweet", "decent", "proper", "smart", "fancy",
    "stylish", "handy", "charming", "friendly", "awesome", "fantastic", "wonderful", "cute", "sleek", "pleasant", "easy", "bare-bones",
    "no-frills", "straightforward", "polished", "functional", "standalone", "home-made", "classic", "super", "perfect", "useful", "playful",
)  # fmt: skip


def typo(rng: random.Random, text: str) -> str:
    """One slip of the fingers: two letters swapped, one dropped or one doubled, inside a word of four letters or more."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return text
    i = rng.choice(long)
    word, at = words[i], rng.randrange(1, len(words[i]) - 1)
    slip = rng.randrange(3)
    if slip == 0:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif slip == 1:
        word = word[:at] + word[at + 1 :]
    else:
        word = word[:at] + word[at] + word[at:]
    words[i] = word
    return " ".join(words)


NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()  # fmt: skip
TENS = {30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety", 100: "a hundred"}


def number_in_words(rng: random.Random, number: int) -> str:
    """Digits mostly, words often where a person would use them."""
    if rng.random() < 0.55:
        return str(number)
    if number == 12 and rng.random() < 0.3:
        return "a dozen"
    return NUMBER_WORDS[number] if number <= 20 else TENS.get(number, str(number))


def fields(phrase: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(phrase) if name)


def joined(rng: random.Random, phrase: str, joiners: Sequence[str]) -> str:
    """A phrase with what joins it to the words before it."""
    words = phrase.split(" ")
    if words[0] in FOLLOWING:
        return rng.choice(FOLLOWING_JOINERS) + phrase
    a_quality = words[0].startswith("{") and (len(words) == 1 or words[1] == "in")
    says_all = words[0] in SAYING or a_quality or not STATING.isdisjoint(words)
    return rng.choice(SAYING_JOINERS if says_all else joiners) + phrase


def with_article(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def compose(
    rng: random.Random, split: Split, nouns: Sequence[str], features: Mapping[str, Sequence[str]], values: Mapping[str, str]
) -> str:
    """A wish that states exactly ``values``.

    ``nouns`` are noun phrases; one that starts with "a|" may take an article; one that starts with "s|" is a sentence and
    takes neither verb nor article; one with ``{field}`` states that value itself.
    ``features[field]`` are the phrases that state what the noun phrase left out.
    """
    usable = [noun for noun in nouns if fields(noun) <= values.keys()]
    if split == "heldout":  # a verb must be able to say what is new, if nothing else does
        usable = [noun for noun in usable if not noun.startswith("s|") or is_new(noun, nouns)]
    inline = [noun for noun in usable if fields(noun)]
    if inline and rng.random() < 0.5:
        usable = [usable[0], *inline]
    held_place = rng.choice(("noun", "feature")) if split == "heldout" else ""
    noun = pick(rng, usable, "heldout" if held_place == "noun" else "train")
    left = [field for field in values if field not in fields(noun)]
    rng.shuffle(left)
    parts, any_held = [], is_new(noun, nouns)
    for field in left:
        phrase = pick(rng, features[field], "heldout" if held_place == "feature" and not any_held else "train")
        any_held = any_held or is_new(phrase, features[field])
        parts.append(phrase)
    need_verb = split == "heldout" and not any_held
    singular, sentence = noun.startswith("a|"), noun.startswith("s|")
    noun = noun.removeprefix("a|").removeprefix("s|")
    sentence = sentence or (not singular and noun.split(" ")[0].lower() in ASKING)
    with_verb = need_verb or (not sentence and rng.random() < 0.6)
    verb = pick(rng, VERBS, "heldout" if need_verb else "train") if with_verb else ""
    if not sentence and rng.random() < 0.12:
        noun = rng.choice(FILLERS) + " " + noun
    if singular and rng.random() < (0.85 if verb else 0.15):
        noun = with_article(noun)
    text = f"{verb} {noun}".strip()
    for at, phrase in enumerate(parts):
        text += joined(rng, phrase, FIRST_JOINERS if at == 0 else NEXT_JOINERS)
    text = (text + rng.choice(ENDINGS)).format(**values)
    case = rng.random()
    text = text.lower() if case < 0.45 else text[0].upper() + text[1:] if case < 0.75 else text
    return typo(rng, text) if rng.random() < 0.06 else text
