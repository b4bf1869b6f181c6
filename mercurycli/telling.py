"""What a user is told of a finished program: whether it parses, what it lacks, and whether the model knows this kind."""

from __future__ import annotations

from collections.abc import Iterator

from .drafting import Drafting
from .events import Check, Event, Note
from .strange_words import strange, words_of


class Telling(Drafting):
    def doubt(self) -> Iterator[Event]:
        """What is made of other words than its training wishes, a model hardly knows. What it is sure of it settles many tokens at a time."""
        known = self.engine.known_wishes
        new = strange(self.wish, known.known)
        if not self.request.before and known.doubts(words_of(self.wish), new):
            words = ", ".join(f'"{word}"' for word in new[:3])
            what = f"wishes with {words}" if new else "wishes like this one"
            yield Note(f"{self.engine.name} was not trained on {what}; it may not know this kind of program; larger models: dcode models list")
            return
        tokens, calls = len(self.draft.ids) if self.draft else 0, self.calls_before - self.calls_apart
        slow = self.params.per_step is None and tokens < self.engine.unsure_below * calls
        if not self.request.before and (slow or self.unsure):
            speed = f"{tokens / max(calls, 1):.1f} tokens a call"
            yield Note(f"{self.engine.name} is not sure of this one ({speed}); it may not know this kind of program; larger models: dcode models list")

    def note_on_length(self) -> Note:
        length, room = sum(self.canvas.answer), self.engine.max_positions - self.canvas.answer.index(True)
        longer = f"a longer canvas may help: --length {min(2 * length, room)}" if room > length else "the model's context holds no more"
        return Note(f"the answer filled all {length} positions without an end; {longer}")

    def verdict(self) -> Iterator[Event]:
        """Whether the program parses and knows its names, and what to do if it does not."""
        if self.draft is None or self.look(self.draft) is None:
            yield Check("parse", False, "the answer names no language")
            return
        flaw = self.flaw(self.draft)
        if lacks := self.lacks():
            yield Note(f"the wish says {', '.join(each.word for each in lacks)}, the program nowhere does; look whether it is what you asked for")
        where = f"line {flaw.line}: {flaw.message}" if flaw else ""
        unparsed = flaw is not None and flaw.name == "parse"
        yield Check("parse", not unparsed, where if unparsed else "")
        if flaw is None:
            return
        # without a temperature every seed draws the same
        again = f"--seed {self.params.seed + 1}" if self.params.temperature else f"--temperature 0.5 --seed {self.params.seed + 1}"
        if unparsed:
            yield Note(f"this draft does not parse ({where}); another draw may do better: {again}")
        else:
            yield Check(flaw.name, False, where)
            happens = "nothing of this page will be seen:" if flaw.name == "visible" else "this program will stop at"
            yield Note(f"{happens} {where}; another draw may do better: {again}")
