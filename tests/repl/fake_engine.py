"""An engine without a model and without torch, quick to start: it knows some wishes by heart and writes them in steps."""

from __future__ import annotations

import time

from mercurycli.canvas import Draft, SamplingParams
from mercurycli.known_wishes import KnownWishes

SPECIALS = ("mask", "eos", "blank", "bos", "gen", "fill", "fix", "any", "code", "hole", "end_hole", "bad", "end_bad", "edit", "gap")
PAGE = "<!DOCTYPE html>\n<p>balls</p>\n"
RED = "<!DOCTYPE html>\n<p>red balls</p>\n"
PRIME = "def is_prime(n):\n    return n > 1\n\n\nprint(is_prime(7))\n"
WIDE = "name = '日本語 😀'\n"
HOSTILE = "a = 1  # \x1b]0;title\x07\x1b[2J\x9b31m\u202e\n"
LONG = "".join(f"line_{n} = {n}\n" for n in range(40))
KNOWN = {
    "balls": ("html", PAGE),
    "balls, red": ("html", RED),
    "prime": ("python", PRIME),
    "wide": ("python", WIDE),
    "hostile": ("python", HOSTILE),
    "slow": ("python", LONG),
    "endless": ("python", "while True:\n    print('again')\n"),
    "broken": ("python", "a = )\n"),
}
MENDS = {"\n    while b": "\n    while b:"}
CHANGES = {"make it 7": ("line_7 = 7", "line_7 = 77"), "multiply": ("a + b", "a * b"), "multiply 1": ("a + b", "b * a")}


class CharTokenizer:
    """One id a character."""

    ends_holes = True

    def __init__(self):
        for number, name in enumerate(SPECIALS):
            setattr(self, f"{name}_id", number)
        first = len(SPECIALS)
        self.language_ids = {"python": first, "html": first + 1}
        self.base = first + 2
        self.special_ids = frozenset(range(self.base))

    def encode(self, text):
        return [self.base + ord(sign) for sign in text]

    encode_words = encode

    def decode(self, ids):
        return "".join(self.pieces(ids))

    def pieces(self, ids):
        return ["" if i in self.special_ids else chr(i - self.base) for i in ids]

    def language_of(self, token_id):
        return next((language for language, known in self.language_ids.items() if known == token_id), None)


class FakeEngine:
    name, device, languages, max_positions, default_length = "fake", "cpu", ("html", "python"), 5000, 900
    defaults = SamplingParams()
    unsure_below, known_wishes = 0.0, KnownWishes()

    def __init__(self, pause=0.0, changes=False):
        self.tokenizer = CharTokenizer()
        self.asked = []
        self.pause = pause  # seconds a step takes when the wish is "slow"
        self.tasks = ("gen", "fill", "fix", *["edit"] * changes)  # without: a follow-up is asked again

    def for_holes(self):
        return self

    def denoise(self, canvas, params):
        self.asked.append((canvas, params))
        known = self.tokenizer
        given = [token for token, answer in zip(canvas.ids, canvas.answer, strict=True) if not answer]
        if known.bad_id in given:
            broken = known.decode(given[given.index(known.bad_id) + 1 : given.index(known.end_bad_id)])
            ids, wish = [*known.encode(MENDS.get(broken, broken)), known.eos_id], ""
        elif known.edit_id in given:
            gap = given.index(known.gap_id)
            before, wish = known.decode(given[:gap]), known.decode(given[gap:])
            old, new = CHANGES.get(f"{wish} {params.seed}" if params.seed else wish, ("", ""))
            ids = [given[given.index(known.edit_id) + 1], *known.encode(before.replace(old, new)), known.eos_id]
        elif known.hole_id in given:
            ids, wish = [*known.encode("1"), known.eos_id], ""
        else:
            wish = known.decode(given)
            if wish == "crash":
                raise ZeroDivisionError("a bug in the engine")
            language, text = KNOWN.get(wish.split(" seed")[0], ("python", f"wish = {wish!r}\nseed = {params.seed}\n"))
            ids = [known.language_ids[language], *known.encode(text), known.eos_id]
        yield from self.drafts(ids, params, 10 if wish == "slow" else -(-len(ids) // 6), self.pause if wish == "slow" else 0)

    def weigh(self, canvas, answers, lengths):
        """All texts are as likely: nothing is known of them."""
        return [0.0] * len(answers)

    def likely(self, canvas, count):
        return []

    def drafts(self, ids, params, per_step, pause):
        for step, at in enumerate(range(0, len(ids), per_step), start=1):
            time.sleep(pause)
            last = at + per_step >= len(ids) or step == params.steps
            holes = tuple(n >= at + per_step for n in range(len(ids)))
            shown = tuple(self.tokenizer.mask_id if hole else token for token, hole in zip(ids, holes, strict=True))
            new = tuple(range(at, min(at + per_step, len(ids))))
            yield Draft(shown, tuple(ids), (0.9,) * len(ids), holes, new, (), (), step, step, 0.01 * step, last)
            if last:
                return
