"""A second look at a finished program: what the model doubts becomes holes again, with all the rest in sight.

A sibling of session.py. Doubt is asked for, not remembered: every few tokens are hidden in turn and the model says
what it would write there (pseudo-likelihood, Salazar et al., arXiv:1910.14659, a few positions a call instead of
one). So it works on any program, however it came about. The lines of the least believed tokens are denoised anew; the
draft that parses, and then the one with clearly less in doubt, is kept.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from . import prompt
from .canvas import NO_SHORT_CUTS, Canvas, SamplingParams
from .errors import UsageError
from .events import End, Event, Note, Start
from .session import CAREFUL_THRESHOLD, GenerateRequest, Generation
from .source.faults import parse_state
from .source.languages import language_named

if TYPE_CHECKING:
    from .engine import Engine

EVERY = 8  # tokens: one of so many is hidden at a time
DOUBTFUL = 0.7  # a token believed in less is doubtful
MOST_LINES = 6  # denoised again at once: the rest must be enough to go by
LENGTHS = (0, 0, 0, 1, -1, 2)  # tokens more, by attempt, where the most is doubted: what was meant may be longer than what stands there
WARM = 0.5  # the first attempt of a length is at the temperature that is set, further ones at least so warm: else all are the same

LEAST_GAIN = 0.1  # tokens in doubt: with less, one draft is as good as the other, and the old one stays

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RefineRequest:
    wish: str
    text: str
    language: str | None
    overrides: tuple[tuple[str, Any], ...] = ()  # sampling settings the user gave
    frame_interval: float = 0.0


@dataclass(frozen=True, slots=True)
class Version:
    """The program as one answer of the model, and what the model holds of it."""

    ids: Ids
    beliefs: tuple[float, ...]  # in each token, 0 to 1
    parses: bool

    @property
    def doubt(self) -> float:
        """How many of its tokens are wrong, as far as the model can tell."""
        return sum(1.0 - belief for belief in self.beliefs)

    def beats(self, other: Version) -> bool:
        if self.parses != other.parses:
            return self.parses
        scale = len(other.ids) / len(self.ids)  # less of a program is not less in doubt
        return scale * self.doubt < other.doubt - LEAST_GAIN


class Refinement(Generation):
    """One run of ``/refine``. Its text is never worse than the one it was given: that one stands until another wins."""

    def __init__(self, engine: Engine, request: RefineRequest) -> None:
        if request.language is None:
            raise UsageError("the language of the program is not known", hint="name it in the wish, for example: in python")
        self.text = request.text
        self.looks = 0  # model calls that only asked
        super().__init__(
            engine, GenerateRequest(request.wish, request.language, None, request.overrides, request.frame_interval)
        )

    def first_canvas(self) -> Canvas:
        """The wish, and a hole for each token of the program, its language in front and its end behind."""
        known, language = self.tokenizer, self.language or ""
        if language not in known.language_ids:
            raise UsageError(f"{self.engine.name} cannot refine {language or 'that'}", hint="leave --model out to use the embedded checkpoint")
        self.ids: Ids = (known.language_ids[language], *known.encode(self.text), known.eos_id)
        taken = len(prompt.generate_context(known, self.request.wish, language)) + len(self.ids)
        if taken > self.engine.max_positions:
            raise UsageError(
                f"the wish and the program take {taken} tokens; the model's context holds {self.engine.max_positions}",
                hint="only a shorter program can be refined",
            )
        return prompt.generate_canvas(known, self.request.wish, language, len(self.ids), self.engine.max_positions)

    def with_holes(self, ids: Ids, holes: frozenset[int]) -> Canvas:
        """The program settled but for some of its tokens."""
        given = self.canvas.answer.index(True)
        return Canvas(
            ids=(*self.canvas.ids[:given], *ids),
            holes=(*[False] * given, *(at in holes for at in range(len(ids)))),
            answer=(*[False] * given, *[True] * len(ids)),
        )

    def stretched(self, holes: frozenset[int], more: int) -> Canvas | None:
        """The program with its longest run of holes longer or shorter by some; None where there is no room for that."""
        run = max(runs(holes), key=len)
        if len(run) + more < 1 or len(self.canvas) + more > self.engine.max_positions:
            return None
        ids = (*self.ids[: run.start], *[self.tokenizer.mask_id] * (len(run) + more), *self.ids[run.stop :])
        moved = {at + more if at >= run.stop else at for at in holes if at not in run}
        return self.with_holes(ids, frozenset({*moved, *range(run.start, run.stop + more)}))

    # --- what is believed -----------------------------------------------------------------------------------------

    def look_at(self, ids: Ids) -> Version:
        assert self.language is not None
        state = parse_state(self.tokenizer.decode(ids), language_named(self.language))
        return Version(ids, self.beliefs(ids), state.ok)

    def beliefs(self, ids: Ids) -> tuple[float, ...]:
        """Of language and end nobody asks: they stay."""
        found = [1.0] * len(ids)
        asking = replace(self.engine.defaults, temperature=0.0, threshold=1.0, window=None, take_back=1.0, entropy_bound=None, **NO_SHORT_CUTS)
        for first in range(1, 1 + EVERY):
            hidden = range(first, len(ids) - 1, EVERY)
            if not hidden:
                break
            draft = next(iter(self.engine.denoise(self.with_holes(ids, frozenset(hidden)), asking)))
            self.looks += 1
            for at in hidden:
                if at >= len(draft.guess):  # it would end before
                    found[at] = 0.0
                elif draft.guess[at] == ids[at]:
                    found[at] = draft.confidence[at]
                else:  # at most what the guess leaves, and no more than the guess, which is the best there is
                    found[at] = min(draft.confidence[at], 1.0 - draft.confidence[at])
        return tuple(found)

    def doubtful(self, version: Version) -> tuple[frozenset[int], tuple[int, ...]]:
        """The positions to denoise again and their lines (from 1): those of the least believed tokens, and of the error.

        A line's break stays unless it is doubted itself, so that lines keep their places.
        """
        texts = self.tokenizer.pieces(version.ids)
        lines = [*accumulate((text.count("\n") for text in texts[:-1]), initial=1)]
        inner = range(1, len(texts) - 1)
        doubted = [at for at in sorted(inner, key=lambda at: version.beliefs[at]) if version.beliefs[at] < DOUBTFUL]
        state = parse_state(self.tokenizer.decode(version.ids), language_named(self.language or ""))
        wanted = [] if state.ok or state.line is None else [state.line]
        chosen = set(list(dict.fromkeys([*wanted, *(lines[at] for at in doubted)]))[:MOST_LINES])
        holes = frozenset(at for at in inner if lines[at] in chosen and ("\n" not in texts[at] or at in doubted))
        return holes, tuple(sorted(chosen))

    # --- the whole ------------------------------------------------------------------------------------------------

    def run(self) -> Generator[Event, None, None]:
        best = None
        try:
            yield Start(self.engine.name, self.engine.device, self.language, 0, self.params.seed)
            first = best = self.look_at(self.ids)
            holes, lines = self.doubtful(first)
            if not holes:
                yield Note(f"nothing to refine: the model believes in each token at least {min(first.beliefs):.2f}")
            else:
                yield Note(f"denoising again what is doubtful: {naming(lines)}")
                for canvas, params in self.attempts(holes):
                    yield from self.drafts(canvas, params)
                    drafted = self.drafted(best, sum(canvas.answer))
                    best = drafted if drafted.beats(best) else best
                yield Note(verdict(first, best))
        except KeyboardInterrupt:
            yield self.ended("interrupted", best, 130)
            return
        yield self.ended("ok", best, 0)

    def attempts(self, holes: frozenset[int]) -> Iterator[tuple[Canvas, SamplingParams]]:
        for number, more in enumerate(LENGTHS):
            canvas = self.stretched(holes, more)
            warm = max(self.params.temperature, WARM) if more in LENGTHS[:number] else self.params.temperature
            if canvas is not None:
                yield canvas, replace(
                    self.params, seed=self.params.seed + number, temperature=warm, take_back=1.0, window=None,
                    threshold=max(self.params.threshold, CAREFUL_THRESHOLD), **NO_SHORT_CUTS,
                )  # fmt: skip

    def drafted(self, known: Version, size: int) -> Version:
        """The draft just finished; one that ends early has lost what stood behind, and one that is known is not asked of."""
        assert self.draft is not None
        ids = self.draft.ids
        return known if len(ids) != size or ids[-1] != self.tokenizer.eos_id or ids in (self.ids, known.ids) else self.look_at(ids)

    def ended(self, status: str, best: Version | None, exit_code: int) -> End:
        text = self.text if best is None or best.ids == self.ids else self.tokenizer.decode(best.ids)
        end = self.end(status, text, exit_code)
        return replace(end, tokens=len(best.ids if best else self.ids), model_calls=self.steps_before + self.looks)


def runs(holes: frozenset[int]) -> list[range]:
    """Of positions, those side by side together."""
    found: list[range] = []
    for at in sorted(holes):
        if found and found[-1].stop == at:
            found[-1] = range(found[-1].start, at + 1)
        else:
            found.append(range(at, at + 1))
    return found


def naming(lines: tuple[int, ...]) -> str:
    return f"line{'' if len(lines) == 1 else 's'} {', '.join(map(str, lines))}"


def verdict(first: Version, best: Version) -> str:
    if best is first:
        return f"the program stays as it was: no other draft leaves clearly less than {first.doubt:.1f} tokens in doubt"
    gained = "it parses now; " if best.parses and not first.parses else ""
    return f"{gained}{best.doubt:.1f} tokens in doubt instead of {first.doubt:.1f}"


def refine(engine: Engine, request: RefineRequest) -> Generator[Event, None, None]:
    """A better version of a program, if there is one: Start, Frames of the attempts, Notes, End."""
    return Refinement(engine, request).run()
