"""Programs as training sequences: generate, fill, fix. The layouts here are what mercurycli/prompt.py builds at run time.

    generate  <bos><gen> LANG|<any> wish… <code>            | LANG code… <eos> <blank>…
    edit      <bos><edit> LANG before… <gap> wish… <code>   | LANG code… <eos> <blank>…
    fill      <bos><fill> LANG pre… <hole>                  | text… <eos> <blank>…      | </hole> post…
    size      <bos><fill> LANG pre… <hole>                  | [break] size              | </hole> post…
    fix       <bos><fix> LANG pre… <bad> broken… </bad>[<err> message…]<hole> | text… <eos> <blank>… | </hole> post…

The part between the bars is the answer; everything else is context and never sees the answer.
"""

from __future__ import annotations

import difflib
import random
from dataclasses import dataclass

from mercurycli.model.tokenizer import Tokenizer
from mercurycli.prompt import edit_context, fill_context, fix_context, generate_context, hole_size

from .curriculum import mixture, settings_and_stubs
from .curriculum.program import Program
from .faults import break_code

STATED_WEIGHT = 6.0  # tokens that the wish decides: few among many that are the same in every program of a family
COPIED_WEIGHT = 3.0  # their programs are short: with less, a fifth of the programs is a twentieth of the gradient
BLANK_WEIGHT = 0.1  # what stands behind the end is easy and plentiful


@dataclass(frozen=True, slots=True)
class Example:
    ids: list[int]  # clean
    answer: list[bool]  # role of each position
    maskable: list[bool]
    weight: list[float]  # of the loss, where a position is masked or corrupted
    rate: float | None  # mask rate t; None: draw it from the stratified schedule


def answer_weights(length: int, blanks: int) -> list[float]:
    return [1.0] * length + [1.0] * min(blanks, 1) + [BLANK_WEIGHT] * max(blanks - 1, 0)


def stated_tokens(tokenizer: Tokenizer, program: Program, ids: list[int]) -> list[bool]:
    """Which of the program's ids differ from the program it changes, or else from the family's canonical one: what the
    wish has decided."""
    stated = [False] * len(ids)
    other = tokenizer.encode(program.before or mixture.canonical(program.family))
    for kind, _, _, start, end in difflib.SequenceMatcher(None, other, ids, autojunk=False).get_opcodes():
        if kind != "equal":
            stated[start : end + 1] = [True] * (min(end + 1, len(ids)) - start)  # where it ends as well: with the next token
    return stated


def mask_rate(rng: random.Random, full: float) -> float | None:
    """Fully masked with chance ``full``, as generation starts; else any rate."""
    return 1.0 if rng.random() < full else None


def generate(rng: random.Random, tokenizer: Tokenizer, program: Program) -> Example:
    if program.before:
        context = edit_context(tokenizer, program.language, program.before, program.wish)
    else:
        context = generate_context(tokenizer, program.wish, program.language if rng.random() < 0.4 else None)
    code = tokenizer.encode(program.code)
    answer = [tokenizer.language_ids[program.language], *code, tokenizer.eos_id]
    if program.family in settings_and_stubs.FAMILIES:  # all of it is stated
        weight = [COPIED_WEIGHT] * len(answer)
    else:
        weight = [1.0, *[STATED_WEIGHT if stated else 1.0 for stated in stated_tokens(tokenizer, program, code)], 1.0]
    length, shape = len(answer), rng.random()
    # where the row ends must never tell where the answer ends: the sampler's window ends anywhere
    if shape < 0.3:  # the whole answer
        start, end = 0, length + rng.randint(2, 24)
    elif shape < 0.9:  # a clean prefix, a window of holes, nothing behind: what the sampler meets
        start = 0 if rng.random() < 0.3 else rng.randrange(length)
        end = min(start + rng.choice((24, 32, 48, 48, 48, 64)), length + rng.randint(24, 40))
    else:  # holes in the middle of a finished program: what taking back meets
        start, end = 0, length
    blanks = max(0, end - length)
    full = answer + [tokenizer.blank_id] * blanks
    maskable = [start <= i < end for i in range(end)]
    rate = mask_rate(rng, 0.45)
    if shape >= 0.9:
        spans = [(at, at + rng.randint(1, 24)) for at in (rng.randrange(length) for _ in range(rng.randint(1, 3)))]
        maskable = [any(a <= i < b for a, b in spans) for i in range(end)]
        rate = mask_rate(rng, 0.7)
    return Example(
        ids=context + full[:end],
        answer=[False] * len(context) + [True] * end,
        maskable=[False] * len(context) + maskable,
        weight=[0.0] * len(context) + (weight + answer_weights(length, blanks)[length:])[:end],
        rate=rate,
    )


def cut_lines(rng: random.Random, code: str) -> tuple[str, str, str]:
    """The code before a hole of one to four lines, the hole and what follows. Newlines belong to the line they open."""
    lines = code.removesuffix("\n").split("\n")
    count = min(rng.choices((1, 2, 3, 4), (60, 20, 12, 8))[0], len(lines) - 1)
    first = rng.randrange(len(lines) - count + 1)
    before = "\n".join(lines[:first])
    hole = "\n".join(lines[first : first + count])
    after = "\n".join(lines[first + count :]) + "\n"
    return (before, "\n" + hole if first else hole, "\n" + after if first + count < len(lines) else after)


def cut_part_of_line(rng: random.Random, code: str) -> tuple[str, str, str]:
    lines = code.split("\n")
    at = rng.choice([i for i, line in enumerate(lines) if len(line.strip()) > 3])
    start = sum(len(line) + 1 for line in lines[:at]) + len(lines[at]) - len(lines[at].lstrip())
    end = start + len(lines[at].strip())
    a, b = sorted((rng.randint(start, end), rng.randint(start, end)))
    return code[:a], code[a : max(b, a + 1)], code[max(b, a + 1) :]


def infill(rng: random.Random, tokenizer: Tokenizer, program: Program) -> Example:
    repair = rng.random() < 0.55
    before, hole, after = cut_lines(rng, program.code) if repair or rng.random() < 0.75 else cut_part_of_line(rng, program.code)
    content = [*tokenizer.encode(hole), tokenizer.eos_id]
    size = hole_size(len(content))
    if rng.random() < 0.25:
        size = hole_size(size + 1)
    blanks = size - len(content)
    if repair:
        head, tail = fix_context(tokenizer, program.language, before, break_code(rng, hole), after)
    else:
        head, tail = fill_context(tokenizer, program.language, before, after)
    return Example(
        ids=head + content + [tokenizer.blank_id] * blanks + tail,
        answer=[False] * len(head) + [True] * size + [False] * len(tail),
        maskable=[False] * len(head) + [True] * size + [False] * len(tail),
        weight=[0.0] * len(head) + answer_weights(len(content), blanks) + [0.0] * len(tail),
        rate=mask_rate(rng, 0.6),
    )


def example(rng: random.Random, tokenizer: Tokenizer, program: Program) -> Example:
    if program.before or program.family in settings_and_stubs.FAMILIES or rng.random() < 0.85:
        return generate(rng, tokenizer, program)
    return infill(rng, tokenizer, program)
