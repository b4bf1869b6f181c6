"""A change in words: what stands in a region is shown to the model as a program, and what it answers takes its place.

The model was trained on whole programs and requests (``prompt.edit_context``), so a region is shown without its
margin, and its answer gets it back. That it parses proves little here: see source/objections.py.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from . import prompt
from .canvas import Draft
from .errors import RefusedError, UsageError
from .events import Check, End, Event, Start
from .flaws import Flaw
from .one_hole import WARM, plain
from .search import Search
from .session import Generation, GenerateRequest
from .source import faults
from .source.document import Document
from .source.faults import parse_state
from .source.margin import Margin
from .source.objections import lost_definition, lost_line, objection
from .source.patch import Edit, Patch
from .source.span import Span

if TYPE_CHECKING:
    from .engine import Engine

LEAST_ROOM = 24  # tokens the answer may have more than what it changes, at least
SPARE = 0.5  # of the old text's tokens: so much longer the answer may be
LEAST_SHARED = 0.25  # of the old text's words: an answer with fewer is another program
FAR = 1000  # between the seeds of two candidates: a further try takes the next seed
FEW = 6  # words: so short a text may be replaced as a whole


class PartAnswer(Generation):
    """Names and colours of a part may be set around it; whether they are is looked at in the whole text."""

    def flaw(self, draft: Draft) -> Flaw | None:
        found = super().flaw(draft)
        return None if found is not None and found.name != "parse" else found


@dataclass(frozen=True, slots=True)
class Rewritten:
    patch: Patch
    faults: int
    confidence: float  # of the tokens on average


@dataclass(slots=True)
class Rewriting:
    document: Document
    open_engine: Callable[[], Engine]
    instruction: str
    regions: tuple[Span, ...] = ()  # apart from each other; none: the whole text
    seed: int = 0
    again: bool = False  # another try after one that was not wanted
    search: Search = Search()
    kept: tuple[Span, ...] = ()  # whole lines that must not change
    accept: Callable[[Document], bool] | None = None  # asked of each candidate, the best first
    steps: int = 0
    tokens: int = 0
    reason: str = "it ran out of time"  # why the last draft does not count
    chosen: Patch | None = None

    def run(self) -> Iterator[Event]:
        """Start, Frames, a Check, End with the whole text; RefusedError if nothing counts. Every region has to change."""
        begin, engine = time.perf_counter(), self.open_engine()
        asked = [self.request(engine, region) for region in self.parts()]  # what is too long is told before the first draft
        yield Start(engine.name, engine.device, self.document.language.name, sum(each.length or 0 for each in asked), self.seed)
        found: list[Rewritten] = []
        for number in range(self.search.candidates):
            candidate = yield from self.drawn(engine, asked, number, begin)
            if candidate is not None:
                found.append(candidate)
        for candidate in sorted(found, key=lambda each: (each.faults, -each.confidence)):
            if self.accept is None or self.accept(candidate.patch.prove()):
                self.chosen = candidate.patch
                yield Check("changed", True, self.instruction)
                yield self.end(candidate.patch.apply().decode(), time.perf_counter() - begin)
                return
            self.reason = "what came of it did not pass the test"
        raise self.refusal()

    def patch(self, end: End) -> Patch:
        """An edit for each region: what stands between them is proved to be the same."""
        assert self.chosen is not None, "a job has a patch once it has run"
        return self.chosen

    # --- what is asked ------------------------------------------------------------------------------------------

    def parts(self) -> tuple[Span, ...]:
        """The regions without the blank lines they end with; all of a text stands for none."""
        source = self.document.source
        regions = self.regions or (Span(0, len(source)),)
        parts = tuple(Span(each.start, each.start + len(each.of(source).rstrip())) for each in regions)
        if any(not part.of(source).strip() for part in parts):
            where = "is empty" if not self.regions else "has nothing in a region that was named"
            raise UsageError(f"{self.document.name} {where}", hint='dcode gen "a wish" -o FILE writes a new program')
        return parts

    def request(self, engine: Engine, part: Span) -> GenerateRequest:
        """The change as a session asks for it. UsageError where program and answer do not fit into the model's context."""
        language, before = self.document.language.name, self.shown(part)
        old = len(engine.tokenizer.encode(before))
        room = engine.max_positions - len(prompt.edit_context(engine.tokenizer, language, before, self.instruction))
        if room < old + LEAST_ROOM:
            what = f"the part to change of {self.document.name}" if self.regions else self.document.name
            raise UsageError(
                f"{what} takes {old} tokens; the model's context of {engine.max_positions} holds it, the change and the answer only if it is shorter",
                hint="name a smaller part: a symbol with -s NAME, or lines with -l A-B",
            )
        length = min(max(engine.default_length, old + max(LEAST_ROOM, int(SPARE * old))), room)
        return GenerateRequest(self.instruction, language, length, before=before)

    def shown(self, part: Span) -> str:
        return Margin.at(self.document, part).without(plain(self.document.slice(part))) + "\n"

    # --- one draft ----------------------------------------------------------------------------------------------

    def drawn(
        self, engine: Engine, asked: list[GenerateRequest], number: int, begin: float
    ) -> Generator[Event, None, Rewritten | None]:
        """All regions changed once; None where something speaks against it, and ``reason`` says what."""
        edits, sure = [], []
        for part, request in zip(self.parts(), asked, strict=True):
            job = self.generation(engine, request, number)
            for event in chain(job.drafts(job.canvas, job.params), job.mend() if self.stands_alone(request) else ()):
                yield event
                if self.search.deadline is not None and time.perf_counter() - begin > self.search.deadline:
                    return None
            self.steps = job.steps_before
            if job.draft is None:
                return None
            self.tokens += len(job.draft.ids) - sum(job.draft.holes)
            sure += job.draft.confidence
            new = plain(prompt.answer_text(engine.tokenizer, job.draft.ids)).strip("\n").rstrip()
            self.reason = self.complaint(request.before.rstrip(), new)
            if self.reason:
                return None
            edits.append(Edit.of(self.document, part, Margin.at(self.document, part).onto(new)))
        patch = Patch(self.document, tuple(edits))
        self.reason = objection(patch, self.kept)
        if self.reason:
            return None
        after = patch.prove()
        if lost := lost_definition(self.document, after, self.instruction):
            self.reason = f"{lost} is gone from what came of it"
            return None
        if line := lost_line(self.document, after, self.instruction):
            self.reason = f"the line {line!r} is gone from what came of it"
            return None
        return Rewritten(patch, len(faults.find(after)), sum(sure) / max(len(sure), 1))

    def generation(self, engine: Engine, request: GenerateRequest, number: int) -> Generation:
        """The first draft of the first try is the model's best; the others are drawn."""
        warm = self.again or number > 0
        temperature = max(engine.defaults.temperature, WARM) if warm else engine.defaults.temperature
        settings = (("seed", self.seed + FAR * number), ("temperature", temperature))
        answer = PartAnswer if self.regions else Generation
        job = answer(engine, GenerateRequest(request.wish, request.language, request.length, settings, before=request.before))
        job.steps_before = self.steps
        return job

    def stands_alone(self, request: GenerateRequest) -> bool:
        """A part that does not parse by itself gives an answer that need not, and there is nothing to mend in that."""
        return parse_state(request.before, self.document.language).ok

    def complaint(self, old: str, new: str) -> str:
        if not new:
            return "the model wrote nothing"
        if new == old:
            return "the model left it as it was"
        return "" if shares_enough(old, new) else "the model wrote something else altogether"

    # --- the end ------------------------------------------------------------------------------------------------

    def end(self, text: str, seconds: float) -> End:
        return End("ok", text, self.document.language.name, self.tokens, self.steps, self.steps, seconds, self.seed, 0)

    def refusal(self) -> RefusedError:
        narrower = "say it in other words" if self.regions else "say it in other words, name the part to change with -s NAME or -l A-B"
        return RefusedError(
            f"{self.document.name}: the model could not follow {self.instruction!r}: {self.reason}; the file is untouched",
            hint=f"{narrower}, or try another --seed",
        )


def shares_enough(old: str, new: str) -> bool:
    """Whether the words of the old text are still there, by and large: else it is not the old text that was changed."""
    was, now = (Counter(re.findall(r"\w+", text)) for text in (old, new))
    return was.total() <= FEW or (was & now).total() >= LEAST_SHARED * was.total()
