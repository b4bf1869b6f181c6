"""Wish and source to Canvas: what the model sees, and where it may write.

    generate  <bos><gen> LANG|<any> wish… <code>              | holes
    edit      <bos><edit> LANG before… <gap> request… <code>  | holes
    fill      <bos><fill> LANG before… <hole>                 | holes | </hole> after…
    size      <bos><fill> LANG before… <hole>                 | hole  | </hole> after…
    fix       <bos><fix> LANG before… <bad> broken… </bad><err> message… <hole> | holes | </hole> after…

``size`` asks for one token that says how large a hole the text needs; what is wrong need not be said in a ``fix``.

A published model is spoken to in its own way: speaking.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import speaking
from .canvas import Canvas
from .errors import UsageError
from .model.tokenizer import HOLE_SIZES as HOLE_SIZES
from .model.tokenizer import Tokenizer
from .model.vocabulary import Vocabulary
from .spoken_numbers import digits_for_words

AnyTokenizer = Tokenizer | Vocabulary


def hole_size(tokens: int) -> int:
    """The smallest hole the model was trained on that holds ``tokens``, its end token counted in."""
    return next((size for size in HOLE_SIZES if size >= tokens), tokens)


def hole_sizes(tokenizer: AnyTokenizer, tokens: int) -> tuple[int, ...]:
    """Sizes of a hole to try for a text of about ``tokens``, its end token counted in, the likeliest first."""
    if isinstance(tokenizer, Vocabulary):  # which fills every hole to its last token, so its size is the text's
        return tuple(size for size in (tokens - 1, tokens, tokens - 2, tokens + 1) if size > 0)
    return tuple(size for size in HOLE_SIZES if size >= tokens)


def language_id(tokenizer: Tokenizer, language: str | None) -> int:
    """The language's token; ``<any>`` where it is open or the vocabulary has none for it."""
    return tokenizer.language_ids.get(language or "", tokenizer.any_id)


def generate_context(tokenizer: AnyTokenizer, wish: str, language: str | None) -> list[int]:
    if isinstance(tokenizer, Vocabulary):
        return speaking.generate_context(tokenizer, wish, language)
    words = tokenizer.encode_words(digits_for_words(wish))
    return [tokenizer.bos_id, tokenizer.gen_id, language_id(tokenizer, language), *words, tokenizer.code_id]


def edit_context(tokenizer: AnyTokenizer, language: str | None, before: str, request: str) -> list[int]:
    if isinstance(tokenizer, Vocabulary):
        return speaking.edit_context(tokenizer, language, before, request)
    head = [tokenizer.bos_id, tokenizer.edit_id, language_id(tokenizer, language), *tokenizer.encode(before), tokenizer.gap_id]
    return [*head, *tokenizer.encode_words(digits_for_words(request)), tokenizer.code_id]


def fill_context(tokenizer: AnyTokenizer, language: str | None, before: str, after: str) -> tuple[list[int], list[int]]:
    if isinstance(tokenizer, Vocabulary):
        return speaking.fill_context(tokenizer, before, after)
    head = [tokenizer.bos_id, tokenizer.fill_id, language_id(tokenizer, language), *tokenizer.encode(before), tokenizer.hole_id]
    return head, [tokenizer.end_hole_id, *tokenizer.encode(after)]


def fix_context(
    tokenizer: AnyTokenizer, language: str | None, before: str, broken: str, after: str, error: str = ""
) -> tuple[list[int], list[int]]:
    if isinstance(tokenizer, Vocabulary):
        return speaking.fill_context(tokenizer, before, after)
    head = [tokenizer.bos_id, tokenizer.fix_id, language_id(tokenizer, language), *tokenizer.encode(before)]
    head += [*broken_part(tokenizer, broken, error), tokenizer.hole_id]
    return head, [tokenizer.end_hole_id, *tokenizer.encode(after)]


def broken_part(tokenizer: Tokenizer, broken: str, error: str) -> list[int]:
    """What is to be mended, and what is wrong with it where that is known."""
    said = [tokenizer.error_id, *tokenizer.encode(error)] if error else []
    return [tokenizer.bad_id, *tokenizer.encode(broken), tokenizer.end_bad_id, *said]


def canvas_of(head: list[int], holes: int, tail: list[int], mask_id: int) -> Canvas:
    return Canvas(
        ids=(*head, *[mask_id] * holes, *tail),
        holes=(*[False] * len(head), *[True] * holes, *[False] * len(tail)),
    )


def generate_canvas(
    tokenizer: AnyTokenizer, wish: str, language: str | None, length: int, limit: int, *, shorten: bool = False, before: str = ""
) -> Canvas:
    """An answer of ``length`` positions behind a wish. ``limit``: positions the checkpoint was made for.

    With a program ``before``, the wish says what is to change in it, and the answer is the changed program. The answer's first token is its language: settled where it is known, else the model's choice. A length beyond the
    room there is raises UsageError; with ``shorten`` it is cut to it.
    """
    head = edit_context(tokenizer, language, before, wish) if before else generate_context(tokenizer, wish, language)
    room = limit - len(head)
    if room < 2 or (length > room and not shorten):
        raise UsageError(
            f"{'the program and the change take' if before else 'the wish takes'} {len(head)} tokens of the model's context of {limit}"
            + (f", which leaves {room} for the answer, not {length}" if room >= 2 else ""),
            hint=("work on a shorter program" if before else "shorten the wish") + (f", or pass --length {room}" if room >= 2 else ""),
        )
    canvas = canvas_of(head, min(length, room), [], tokenizer.mask_id)
    settled = tokenizer.language_ids.get(language or "")
    if settled is None or sum(canvas.holes) < 2:
        return canvas
    ids, holes = list(canvas.ids), list(canvas.holes)
    ids[len(head)], holes[len(head)] = settled, False
    old = (settled, *tokenizer.encode(before), tokenizer.eos_id) if before and isinstance(tokenizer, Tokenizer) else ()
    return Canvas(tuple(ids), tuple(holes), canvas.answer, old)


def fix_canvas(
    tokenizer: AnyTokenizer, language: str | None, before: str, broken: str, after: str, holes: int, error: str = ""
) -> Canvas:
    head, tail = fix_context(tokenizer, language, before, broken, after, error)
    return canvas_of(head, holes, tail, tokenizer.mask_id)


def fill_canvas(tokenizer: AnyTokenizer, language: str | None, before: str, after: str, holes: int) -> Canvas:
    head, tail = fill_context(tokenizer, language, before, after)
    return canvas_of(head, holes, tail, tokenizer.mask_id)


def answer_text(tokenizer: AnyTokenizer, ids: Sequence[int]) -> str:
    """The program that the ids of an answer say."""
    text = tokenizer.decode(ids)
    return speaking.answer_text(tokenizer, text) if isinstance(tokenizer, Vocabulary) else text


def answer_language(tokenizer: AnyTokenizer, ids: Sequence[int]) -> str | None:
    """The language an answer names, as far as it is settled."""
    if isinstance(tokenizer, Vocabulary):
        return speaking.answer_language(tokenizer, tokenizer.decode(ids))
    return tokenizer.language_of(ids[0])
