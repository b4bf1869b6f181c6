"""What a published model sees: a wish as a chat's turn or as a comment to go on from, a hole with the text on both its sides.

    chat   TURN… request TURN… ```LANG | holes          the program ends with the fence, or with an end token
    base   # wish                      | holes          the program is what follows
    hole   before…                     | holes | after…
"""

from __future__ import annotations

import re

from .errors import UsageError
from .model.vocabulary import Vocabulary
from .source.languages import LANGUAGES, language_named

FENCE = "```"
BASE_LANGUAGE = "python"  # of a model that goes on with a text, where nobody names another
NAMED = {name: language.name for language in LANGUAGES for name in (language.name, *language.aliases, language.suffixes[0][1:])}


def request_of(wish: str, language: str | None) -> str:
    kind = {None: "a program", "html": "one web page with its style and script inside it"}.get(language, f"a {language} program")
    return f"Write {kind}: {wish.strip()}\nAnswer with the whole program in one code block and nothing else."


def change_of(language: str | None, before: str, request: str) -> str:
    return (
        f"Change this {language or 'program'} as asked: {request.strip()}\n{FENCE}{language or ''}\n{before.rstrip()}\n{FENCE}\n"
        "Answer with the whole changed program in one code block and nothing else."
    )


def generate_context(vocabulary: Vocabulary, wish: str, language: str | None) -> list[int]:
    if vocabulary.chat:
        return turn(vocabulary, request_of(wish, language), language)
    comment = language_named(language or BASE_LANGUAGE).comment
    lines = "".join(f"{comment[0]} {line}{f' {comment[1]}' if comment[1] else ''}\n" for line in wish.strip().splitlines())
    return [*opening(vocabulary), *vocabulary.encode(lines)]


def edit_context(vocabulary: Vocabulary, language: str | None, before: str, request: str) -> list[int]:
    if not vocabulary.chat:
        raise UsageError(f"{vocabulary.family.title} does not follow instructions", hint="use a model that chats: --model FOLDER")
    return turn(vocabulary, change_of(language, before, request), language)


def fill_context(vocabulary: Vocabulary, before: str, after: str) -> tuple[list[int], list[int]]:
    closing = [vocabulary.eos_id] if vocabulary.family.bounded else []
    return [*opening(vocabulary), *vocabulary.encode(before)], [*vocabulary.encode(after), *closing]


def opening(vocabulary: Vocabulary) -> list[int]:
    return [vocabulary.bos_id] if vocabulary.family.bounded and vocabulary.bos_id is not None else []


def turn(vocabulary: Vocabulary, words: str, language: str | None) -> list[int]:
    """A user's turn, and the first tokens of the answer: its fence, so that no talk comes before the program."""
    around = vocabulary.turn
    fence = vocabulary.encode(f"{FENCE}{language}\n" if language else FENCE)
    return [*vocabulary.encode_marked(around.before), *vocabulary.encode(words), *vocabulary.encode_marked(around.after), *fence]


def answer_text(vocabulary: Vocabulary, text: str) -> str:
    """The program of an answer: behind the line that names its language, up to the closing fence."""
    if not vocabulary.chat:
        return text
    first, newline, rest = text.partition("\n")
    program = rest if newline and first.strip().lower() in NAMED else text
    return re.split(rf"^{FENCE}", program, maxsplit=1, flags=re.MULTILINE)[0]


def answer_language(vocabulary: Vocabulary, text: str) -> str | None:
    """The language an answer's first line names."""
    if not vocabulary.chat:
        return BASE_LANGUAGE
    first, newline, _ = text.partition("\n")
    return NAMED.get(first.strip().lower()) if newline else None
