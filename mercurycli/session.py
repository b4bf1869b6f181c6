"""The use cases as streams of typed events; knows no face."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from . import prompt
from .canvas import Canvas, Draft, SamplingParams
from .errors import RefusedError, UsageError
from .events import Check, End, Event, Frame, Note, ParseState, Piece, PieceState, Start
from .flaws import Flaw, complaint, rank
from .onlooker import onlooker
from .source.faults import parse_state
from .source.languages import language_named
from .source.names import unknown_in_python
from .stated import missing
from .strange_words import strange
from .wished_language import language_in

if TYPE_CHECKING:
    from .engine import Engine

MENDING_ROUNDS = 2  # how often tokens at a syntax error are denoised again
LOOK_SHARE = 40  # where frames may be dropped, a draft is parsed when forty times what the last one cost has passed,
LONGEST_UNSEEN = 0.5  # and after so many seconds anyway: the first one loads a grammar, which takes as long as a hundred others
MENDED_LINES_ABOVE = 2  # each further round begins so many lines higher: the cause may stand before the error
CAREFUL_THRESHOLD, CAREFUL_LEFT_BIAS = 0.97, 0.5  # of the mending rounds: fewer tokens a pass, and from the left
CANDIDATES, WARM = 4, 1.0  # programs drawn where one has a flaw; the temperature of all but the first, at least


def open_engine(model: str | None, device: str) -> Engine:
    """Load the model. The one deferred import, so that help and healthy files never pay for torch."""
    from .engine import Engine

    return Engine.open(model, device, onlooker())


@dataclass(frozen=True, slots=True)
class GenerateRequest:
    wish: str
    language: str | None = None  # None: as the wish says, else the model's choice
    length: int | None = None  # holes; None: what the checkpoint recommends
    overrides: tuple[tuple[str, Any], ...] = ()  # sampling settings the user gave
    frame_interval: float = 0.0  # seconds between frames at least; the last one always comes
    before: str = ""  # a program in ``language``: then the wish says what is to change in it
    candidates: int = CANDIDATES  # programs drawn at most: the first is the model's best, others where it has a flaw

    def __post_init__(self) -> None:
        if not self.wish.strip():
            raise UsageError("the wish is empty", hint='say what you want: dcode gen "bouncing balls simulator"')
        if self.length is not None and self.length < 1:
            raise UsageError(f"--length must be at least 1, not {self.length}", hint="leave it out for the model's own choice")
        if self.candidates < 1:
            raise UsageError(f"--candidates must be at least 1, not {self.candidates}", hint="1 keeps the first program, whatever it is like")


class Generation:
    """One run of ``gen``: its drafts, its rounds of mending, its figures."""

    def __init__(self, engine: Engine, request: GenerateRequest) -> None:
        self.begin = time.perf_counter()
        self.engine, self.request, self.tokenizer = engine, request, engine.tokenizer
        try:
            self.params = replace(engine.defaults, **dict(request.overrides))
        except ValueError as error:
            raise UsageError(str(error), hint="see: dcode gen --help") from None
        spoken = language_in(request.wish)
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
        self.best = ""  # text of the newest draft whose best guess parses

    def first_canvas(self) -> Canvas:
        engine, length = self.engine, self.request.length
        return prompt.generate_canvas(
            self.tokenizer, self.request.wish, self.language, length or engine.default_length, engine.max_positions,
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
            for draft in self.engine.denoise(canvas, params):
                self.draft = self.newest = draft
                steps, calls = draft.step, draft.model_calls
                now = time.perf_counter()
                if draft.done or now - self.last_frame >= self.request.frame_interval:
                    if draft.done or not self.request.frame_interval or now >= self.next_look:
                        self.parse = self.look(draft)
                        self.next_look = now + min(LOOK_SHARE * (time.perf_counter() - now), LONGEST_UNSEEN)
                    yield self.frame(draft, parse=self.parse)
                    self.last_frame = time.perf_counter()
        finally:  # an interrupted round counts as well
            self.steps_before += steps
            self.calls_before += calls

    # --- mending ----------------------------------------------------------------------------------------------

    def mending_canvas(self, draft: Draft, line: int) -> Canvas | None:
        """The finished answer up to the start of ``line``, holes from there on; None if nothing stands before it or behind it.

        What follows an error is mostly wrong because of it: two tokens that were settled in one pass disagree on how much text
        lies between them. Holes of the same size could not mend that.
        """
        texts, at_line, kept = self.tokenizer.pieces(draft.ids), 1, 0
        for at, text in enumerate(texts):
            if at_line >= line and draft.ids[at] not in self.tokenizer.special_ids:
                break
            at_line += text.count("\n")
            kept = at + 1
        given = sum(not role for role in self.canvas.answer)
        settled = draft.ids[:kept]
        size = len(self.canvas) - given
        if kept == size or (kept == 0 and self.open_language):
            return None
        return Canvas(
            ids=(*self.canvas.ids[:given], *settled, *self.canvas.ids[given + kept :]),
            holes=(*[False] * (given + kept), *[True] * (size - kept)),
            answer=(*[False] * given, *[True] * size),
        )

    def flaw(self, draft: Draft) -> Flaw | None:
        """What is wrong with a finished draft, as far as it can be seen without running it."""
        state = self.look(draft)
        if state is None:
            return None
        if not state.ok:
            return Flaw("parse", state.line or 1, state.message)
        unknown = unknown_in_python(self.guess(draft)) if self.language == "python" else None
        return Flaw("names", unknown.line, f"{unknown.name} is not defined") if unknown else None

    def mend(self) -> Iterator[Event]:
        """Denoises again from the line of the first flaw on, then from further up; never for a draft with a worse flaw."""
        for round_number in range(1, MENDING_ROUNDS + 1):
            before = self.draft
            flaw = self.flaw(before) if before else None
            if before is None or flaw is None:
                return
            canvas = self.mending_canvas(before, max(1, flaw.line - MENDED_LINES_ABOVE * (round_number - 1)))
            left = None if self.params.steps is None else self.params.steps - self.steps_before
            if canvas is None or left == 0:
                return
            yield Check(flaw.name, False, f"line {flaw.line}: {flaw.message}; denoising again from there")
            careful = replace(
                self.params, seed=self.params.seed + round_number, steps=left,
                threshold=max(self.params.threshold, CAREFUL_THRESHOLD), left_bias=min(self.params.left_bias, CAREFUL_LEFT_BIAS),
            )  # fmt: skip
            yield from self.drafts(canvas, careful)
            after = self.flaw(self.draft) if self.draft else None
            if flaw.name == "names" and after is not None and after.name == "parse":
                self.draft = before

    def draw_again(self) -> Iterator[Event]:
        """Other programs for the same wish while the one there has a flaw or lacks what the wish states; the best one stays."""
        asked = self.params
        for number in range(1, self.request.candidates):
            badness, check = self.badness()
            if check is None or asked.steps is not None:
                break
            before, calls = (self.draft, self.language, self.canvas), self.calls_before
            yield replace(check, detail=f"{check.detail}; drawing another one, {number + 1} of {self.request.candidates}")
            self.params = replace(asked, seed=asked.seed + number, temperature=max(asked.temperature, WARM))
            self.canvas = self.first_canvas()
            try:
                yield from self.drafts(self.canvas, self.params)
                yield from self.mend()
            except KeyboardInterrupt:  # a whole program that parses is better than half of another one
                if check.name != "parse":
                    (self.draft, self.language, self.canvas), self.params = before, asked
                raise
            if check.name == "stated":  # that a word is missing says nothing of how sure the model is
                self.calls_apart += self.calls_before - calls
            after, same = self.badness()
            if after >= badness:
                self.draft, self.language, self.canvas = before
            if check.name == "stated" and same == check and number > 1:
                break  # drawn three times without it: it likely need not stand there
        self.params = asked

    def badness(self) -> tuple[tuple[int, int], Check | None]:
        """How bad the draft's flaw is and how much it lacks of what the wish states, and the worst of it."""
        if self.draft is None:
            return (0, 0), None
        flaw = self.flaw(self.draft)
        lacks = self.lacks()
        return rank(flaw, lacks), complaint(flaw, lacks)

    def lacks(self) -> tuple[str, ...]:
        """What the wish states and the program does not. A wish for a change says also what goes: that stands in the one before."""
        if self.draft is None or self.language is None:
            return ()
        return missing(self.request.wish, f"{self.request.before}\n{self.guess(self.draft)}", self.language)

    # --- the whole --------------------------------------------------------------------------------------------

    def run(self) -> Generator[Event, None, None]:
        try:
            yield Start(self.engine.name, self.engine.device, self.language, sum(self.canvas.holes), self.params.seed)
            yield from self.drafts(self.canvas, self.params)
            if self.draft is not None and self.draft.ids[-1] != self.tokenizer.eos_id:
                yield self.note_on_length()
            yield from self.mend()
            yield from self.draw_again()
            if self.draft is not None and self.draft is not self.newest:  # the last frame is what is delivered
                yield replace(self.frame(self.draft, parse=self.look(self.draft)), step=self.steps_before, new_tokens=0)
            text = prompt.answer_text(self.tokenizer, self.draft.ids) if self.draft else ""
            if text.strip():
                yield from self.verdict()
                yield from self.doubt()
            else:
                yield Note("the model wrote nothing; say the wish in other words")
        except KeyboardInterrupt:
            if self.draft is not None:
                self.look(self.draft)  # it may not have been shown
            yield self.end("interrupted", self.best, 130)
            return
        yield self.end("ok", text, 0) if text.strip() else self.end("error", "", RefusedError.exit_code)

    def doubt(self) -> Iterator[Event]:
        """What its training wishes had no word for, a model hardly knows. What it is sure of it settles many tokens at a time."""
        if not self.request.before and (new := strange(self.request.wish, self.engine.known_words)):
            words = ", ".join(f'"{word}"' for word in new[:3])
            yield Note(f"{self.engine.name} was not trained on wishes with {words}; it may not know this kind of program; larger models: dcode models list")
            return
        tokens, calls = len(self.draft.ids) if self.draft else 0, self.calls_before - self.calls_apart
        if not self.request.before and self.params.per_step is None and tokens < self.engine.unsure_below * calls:
            speed = f"{tokens / calls:.1f} tokens a call"
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
            yield Note(f"the wish says {', '.join(lacks)}, the program nowhere does; look whether it is what you asked for")
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
            yield Check("names", False, where)
            yield Note(f"this program will stop at {where}; another draw may do better: {again}")

    def end(self, status: Any, text: str, exit_code: int) -> End:
        if text and not text.endswith("\n"):
            text += "\n"
        tokens = len(self.draft.ids) - sum(self.draft.holes) if self.draft else 0
        return End(
            status=status, text=text, language=self.language, tokens=tokens, steps=self.steps_before, model_calls=self.calls_before,
            seconds=time.perf_counter() - self.begin, seed=self.params.seed, exit_code=exit_code,
        )  # fmt: skip


def gen(engine: Engine, request: GenerateRequest) -> Generator[Event, None, None]:
    """A program from a wish: Start, a Frame per shown draft, Checks and Notes, End."""
    return Generation(engine, request).run()
