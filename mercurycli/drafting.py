"""One wish in work: its canvas, its drafts as frames, and what is wrong with the one there is."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from . import prompt
from .canvas import NO_SHORT_CUTS, Canvas, Draft, SamplingParams
from .errors import UsageError
from .events import Check, Event, Frame, ParseState, Piece, PieceState
from .flaws import Flaw, complaint, rank, seen
from .source.faults import parse_state
from .source.languages import language_named
from .stated import Stated, missing
from .strange_words import as_meant
from .wished_language import language_in

if TYPE_CHECKING:
    from .engine import Engine

LOOK_SHARE = 40  # where frames may be dropped, a draft is parsed when forty times what the last one cost has passed,
LONGEST_UNSEEN = 0.5  # and after so many seconds anyway: the first one loads a grammar, which takes as long as a hundred others
LOOP_LOOK = 16  # model calls between two looks whether the draft goes round in circles
LOOP_TOKENS, LOOP_TIMES, LOOP_LONGEST = 24, 4, 8  # settled tokens at its end that are the same few so many times
LOST_CALLS, LOST_RATE = 48, 2.5  # a draft is lost that after so many calls has come to fewer tokens a call: of training wishes none of those was right
HURRY = 8  # tokens a call in which a lost draft is brought to its end
CANDIDATES = 4  # programs drawn where one has a flaw


@dataclass(frozen=True, slots=True)
class GenerateRequest:
    wish: str
    language: str | None = None  # None: as the wish says, else the model's choice
    length: int | None = None  # holes; None: what the checkpoint recommends
    overrides: tuple[tuple[str, Any], ...] = ()  # sampling settings the user gave
    frame_interval: float = 0.0  # seconds between frames at least; the last one always comes
    before: str = ""  # a program in ``language``: then the wish says what is to change in it
    candidates: int | None = None  # programs drawn at most: the first is the model's best, others where it has a flaw. None: up to
    # CANDIDATES, and no other one once they have cost much

    def __post_init__(self) -> None:
        if not self.wish.strip():
            raise UsageError("the wish is empty", hint='say what you want: dcode gen "bouncing balls simulator"')
        if self.length is not None and self.length < 1:
            raise UsageError(f"--length must be at least 1, not {self.length}", hint="leave it out for the model's own choice")
        if self.candidates is not None and self.candidates < 1:
            raise UsageError(f"--candidates must be at least 1, not {self.candidates}", hint="1 keeps the first program, whatever it is like")


class Drafting:
    """The state of one run of ``gen``."""

    def __init__(self, engine: Engine, request: GenerateRequest) -> None:
        self.begin = time.perf_counter()
        self.engine, self.request, self.tokenizer = engine, request, engine.tokenizer
        asked = dict(request.overrides)
        self.own_pace = "threshold" not in asked  # who asks for surer tokens gets them, without the checkpoint's short cuts, and may wait
        try:
            self.params = replace(engine.defaults, **({} if self.own_pace else NO_SHORT_CUTS) | asked)
        except ValueError as error:
            raise UsageError(str(error), hint="see: dcode gen --help") from None
        self.wish, self.respelt = as_meant(request.wish, engine.known_wishes.known)
        spoken = language_in(self.wish)
        self.language = request.language or (spoken if spoken in engine.languages else None)
        if self.language is not None and self.language not in engine.languages:
            raise UsageError(
                f"{engine.name} writes {' and '.join(engine.languages)}, not {self.language}",
                hint=f"pass --lang {engine.languages[0]}, or another model with --model FOLDER",
            )
        if request.before and "edit" not in engine.tasks:
            raise UsageError(f"{engine.name} was not trained to change a program", hint="say the whole wish anew")
        self.open_language = self.language is None  # then the model's choice, which it may revise
        self.canvas = self.first_canvas()
        self.last_frame = self.next_look = 0.0
        self.parse: ParseState | None = None  # of the draft when it was last looked at
        self.steps_before = self.calls_before = 0
        self.calls_apart = 0  # of programs drawn for a word that was missing
        self.draft: Draft | None = None
        self.newest: Draft | None = None  # another one where what came of mending or drawing again was worse
        self.lost = self.unsure = False  # the newest draft was brought to its end in a hurry; the first one was
        self.best = ""  # text of the newest draft whose best guess parses

    def first_canvas(self) -> Canvas:
        engine, length = self.engine, self.request.length
        return prompt.generate_canvas(
            self.tokenizer, self.wish, self.language, length or engine.default_length, engine.max_positions,
            shorten=length is None, before=self.request.before,
        )  # fmt: skip

    # --- drafts to events -------------------------------------------------------------------------------------

    def frame(self, draft: Draft, *, parse: ParseState | None) -> Frame:
        states: list[PieceState] = ["hole" if hole else "settled" for hole in draft.holes]
        for state, places in (("new", draft.new), ("changed", draft.changed), ("remasked", draft.remasked)):
            for at in places:
                states[at] = state  # type: ignore[call-overload]
        shown = [self.tokenizer.mask_id if hole else token for token, hole in zip(draft.ids, draft.holes, strict=True)]
        texts = self.tokenizer.pieces(shown)
        kept = [at for at, token in enumerate(draft.ids) if draft.holes[at] or token not in self.tokenizer.special_ids]
        return Frame(
            pieces=tuple(Piece(texts[at], states[at], draft.confidence[at]) for at in kept),
            language=self.language,
            step=self.steps_before + draft.step,
            steps=self.params.steps,
            holes=sum(draft.holes),
            new_tokens=len(draft.new) + len(draft.changed),
            tokens=len(draft.holes) - sum(draft.holes),
            seconds=time.perf_counter() - self.begin,
            parse=parse,
            done=draft.done,
        )

    def guess(self, draft: Draft) -> str:
        """The text as the model would finish it now."""
        ids: Sequence[int] = draft.guess
        if self.tokenizer.eos_id in ids:
            ids = ids[: ids.index(self.tokenizer.eos_id)]
        return prompt.answer_text(self.tokenizer, ids)

    def look(self, draft: Draft) -> ParseState | None:
        """Parse state of the best guess; remembers the newest guess that parses."""
        if self.open_language:
            self.language = prompt.answer_language(self.tokenizer, draft.ids) or self.language
        if self.language is None:
            return None
        text = self.guess(draft)
        state = parse_state(text, language_named(self.language))
        if state.ok and text.strip():
            self.best = text
        return state

    def drafts(self, canvas: Canvas, params: SamplingParams) -> Iterator[Event]:
        steps = calls = 0
        self.next_look = 0.0  # what is known of the draft before says nothing of this one
        try:
            for draft in self.denoised(canvas, params):
                steps, calls = draft.step, draft.model_calls
                if steps % LOOP_LOOK == 0 and self.engine.tokenizer.ends_holes and (kept := before_loop(draft)):
                    draft = ended(draft, kept, self.tokenizer.eos_id)
                self.draft = self.newest = draft
                now = time.perf_counter()
                if draft.done or now - self.last_frame >= self.request.frame_interval:
                    if draft.done or not self.request.frame_interval or now >= self.next_look:
                        self.parse = self.look(draft)
                        self.next_look = now + min(LOOK_SHARE * (time.perf_counter() - now), LONGEST_UNSEEN)
                    yield self.frame(draft, parse=self.parse)
                    self.last_frame = time.perf_counter()
                if draft.done:
                    break
        finally:  # an interrupted round counts as well
            self.steps_before += steps
            self.calls_before += calls

    def denoised(self, canvas: Canvas, params: SamplingParams) -> Iterator[Draft]:
        """The engine's drafts. One that is lost is brought to its end in large steps: the model does not know what it writes, a token
        a call, and waiting for it would make nothing better. Only of a checkpoint that says how slow is unsure; others may always be.
        What is done carefully, to mend, may take its time."""
        self.lost, lost, begun = False, False, sum(canvas.answer) - sum(canvas.holes)
        watched = self.engine.unsure_below > 0.0 and params.steps is None and params.per_step is None and self.own_pace and canvas is self.canvas
        for draft in self.engine.denoise(canvas, params):
            settled = len(draft.holes) - sum(draft.holes) - begun
            lost = watched and not draft.done and draft.step >= LOST_CALLS and settled < LOST_RATE * draft.step
            yield draft
            if lost:
                break
        else:
            return
        self.lost, hurried = True, replace(params, per_step=HURRY, temperature=0.0)
        for rest in self.engine.denoise(with_draft(canvas, draft), hurried):
            yield replace(rest, step=draft.step + rest.step, model_calls=draft.model_calls + rest.model_calls, seconds=draft.seconds + rest.seconds)

    # --- what is wrong with a draft ----------------------------------------------------------------------------

    def flaw(self, draft: Draft) -> Flaw | None:
        """What is wrong with a finished draft, as far as it can be seen without running it."""
        state = self.look(draft)
        if state is None:
            return None
        if not state.ok:
            return Flaw("parse", state.line or 1, state.message)
        return self.seen_in(self.guess(draft))

    def seen_in(self, program: str) -> Flaw | None:
        """What will stop a program that parses, or leave a page blank."""
        return seen(program, self.language or "", self.wish, change=bool(self.request.before))

    def badness(self) -> tuple[tuple[int, int], Check | None]:
        """How bad the draft's flaw is and how much it lacks of what the wish states, and the worst of it."""
        if self.draft is None:
            return (0, 0), None
        flaw = self.flaw(self.draft)
        lacks = self.lacks()
        return rank(flaw, lacks), complaint(flaw, lacks)

    def lacks(self) -> tuple[Stated, ...]:
        """What the wish states and the program does not. A wish for a change says also what goes: that stands in the one before."""
        if self.draft is None or self.language is None:
            return ()
        return missing(self.wish, f"{self.request.before}\n{self.guess(self.draft)}", self.language)


# --- drafts that go round in circles ------------------------------------------------------------------------------


def before_loop(draft: Draft) -> int:
    """How many tokens stand before the second of the same few tokens that end the settled text again and again; 0: they do not.

    A small model that has lost its place writes the same to the end of the canvas, a token a call: that takes longer than all else.
    """
    settled = draft.holes.index(True) if True in draft.holes else len(draft.ids)
    text = draft.ids[:settled]
    for period in range(1, LOOP_LONGEST + 1):
        size = max(LOOP_TOKENS, LOOP_TIMES * period)
        if settled > size and all(text[at] == text[at - period] for at in range(settled - size + period, settled)):
            start = settled - size + period
            while start > period and text[start - 1] == text[start - 1 - period]:
                start -= 1
            return start
    return 0


def with_draft(canvas: Canvas, draft: Draft) -> Canvas:
    """The canvas of a program as far as a draft has settled it."""
    given = canvas.answer.index(True)
    return Canvas(
        (*canvas.ids[:given], *draft.ids), (*canvas.holes[:given], *draft.holes), (*canvas.answer[:given], *[True] * len(draft.ids))
    )  # fmt: skip


def ended(draft: Draft, kept: int, eos_id: int) -> Draft:
    """The first tokens of a draft as a finished one."""
    ids = (*draft.ids[:kept], eos_id)
    confidence = (*draft.confidence[:kept], 0.0)
    return replace(draft, ids=ids, guess=ids, confidence=confidence, holes=(False,) * len(ids), new=(), changed=(), remasked=(), done=True)
