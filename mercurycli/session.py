"""The use cases as streams of typed events; knows no face."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import placing, prompt
from .canvas import NO_SHORT_CUTS, Canvas, Draft
from .drafting import CANDIDATES as CANDIDATES
from .drafting import GenerateRequest
from .errors import RefusedError
from .events import Check, End, Event, Note, Start
from .flaws import rank
from .onlooker import onlooker
from .telling import Telling

if TYPE_CHECKING:
    from .engine import Engine

MENDING_ROUNDS = 2  # how often tokens at a syntax error are denoised again
MENDED_LINES_ABOVE = 2  # each further round begins so many lines higher: the cause may stand before the error
CAREFUL_THRESHOLD, CAREFUL_LEFT_BIAS = 0.97, 0.5  # of the mending rounds: fewer tokens a pass, and from the left
WARM = 1.0  # temperature of all programs drawn but the first, at least
MOST_CALLS = 60  # of the model, or half as many as the program has tokens: after so many in all no other program is drawn. Of 260 training
# wishes as many came out right as with 400
PROBLEMS_REMAIN = 1  # exit code of a program that is delivered though it does not parse
MOST_PLACED = 5  # words set in a finished program


def open_engine(model: str | None, device: str) -> Engine:
    """Load the model. The one deferred import, so that help and healthy files never pay for torch."""
    from .engine import Engine

    return Engine.open(model, device, onlooker())


class Generation(Telling):
    """One run of ``gen``: its drafts, its rounds of mending, its figures."""

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

    def mend(self) -> Iterator[Event]:
        """Denoises again from the line of the first flaw on, then from further up; never for a draft with a worse flaw."""
        for round_number in range(1, MENDING_ROUNDS + 1):
            before = self.draft
            flaw = self.flaw(before) if before else None
            # what is not to be seen stands in two places, and what follows it is right
            if before is None or flaw is None or flaw.name == "visible" or self.lost:
                return
            canvas = self.mending_canvas(before, max(1, flaw.line - MENDED_LINES_ABOVE * (round_number - 1)))
            left = None if self.params.steps is None else self.params.steps - self.steps_before
            if canvas is None or left == 0:
                return
            yield Check(flaw.name, False, f"line {flaw.line}: {flaw.message}; denoising again from there")
            careful = replace(
                self.params, seed=self.params.seed + round_number, steps=left,
                threshold=max(self.params.threshold, CAREFUL_THRESHOLD), left_bias=min(self.params.left_bias, CAREFUL_LEFT_BIAS),
                **NO_SHORT_CUTS,
            )  # fmt: skip
            yield from self.drafts(canvas, careful)
            after = self.flaw(self.draft) if self.draft else None
            if flaw.name != "parse" and after is not None and after.name == "parse":
                self.draft = before

    # --- placing ----------------------------------------------------------------------------------------------

    def finish(self) -> Iterator[Event]:
        """Sets what can be set, and mends what is wrong then."""
        yield from self.place()
        before = self.draft
        yield from self.mend()
        if self.draft is not before:
            yield from self.place()

    def place(self) -> Iterator[Event]:
        """A defined name for one that nobody defines, a colour that is not the background's, and what the wish states and the program
        lacks: each where the model finds it likeliest. What would not be better for it stays as it is."""
        if self.params.steps is not None or not self.engine.tokenizer.ends_holes:
            return
        refused: set[str] = set()  # lacking words that no place is likely or better for
        for _ in range(MOST_PLACED):
            before = self.draft
            if before is None or (flaw := self.flaw(before)) is not None and flaw.name == "parse":
                return
            badness, text = self.badness()[0], self.guess(before)
            if flaw is not None:
                found = placing.other_colours(text) if flaw.name == "visible" else placing.other_names(text, self.language or "")
                name, words = flaw.name, {"": [each for each in found if rank(self.seen_in(each.text), ()) < rank(flaw, ())]}
            else:
                name = "stated"
                words = {each.word: placing.places(text, each, self.wish, self.language or "") for each in self.lacks() if each.word not in refused}
            for word, options in words.items():
                best = self.likeliest(text, list(options), toss_up=flaw is not None)
                if best is not None:
                    self.draft = placing.with_ids(before, best)
                    if self.badness()[0] < badness:
                        break
                    self.draft = before
                refused.add(word)
            else:
                return
            self.newest = self.draft
            done = f"{best.place.new} in place of {best.place.old}" if best.place.new else f"{best.place.old.strip()} left out"
            yield Check(name, True, f"line {text.count(chr(10), 0, best.place.start) + 1}: {done}")
            yield replace(self.frame(self.draft, parse=self.look(self.draft)), step=self.steps_before)

    def likeliest(self, text: str, found: list[placing.Place], *, toss_up: bool) -> placing.Weighed | None:
        """Of the places of one word; ``toss_up``: the first even where another is as likely."""
        if not found or self.language not in self.engine.tokenizer.language_ids:
            return None
        weighed = placing.weighed(self.engine, self.canvas, text, self.language, found)
        self.calls_before, self.calls_apart = self.calls_before + 1, self.calls_apart + 1
        return placing.best(weighed, 0.0 if toss_up else placing.LEAD)

    # --- drawing again ----------------------------------------------------------------------------------------

    def draw_again(self) -> Iterator[Event]:
        """Other programs for the same wish while the one there has a flaw or lacks what the wish states; the best one stays."""
        asked, most = self.params, self.request.candidates or CANDIDATES
        for number in range(1, most):
            badness, check = self.badness()
            if check is None or asked.steps is not None or (self.request.candidates is None and self.spent()):
                break
            before, calls, apart = (self.draft, self.language, self.canvas), self.calls_before, self.calls_apart
            yield replace(check, detail=f"{check.detail}; drawing another one, {number + 1} of {most}")
            self.params = replace(asked, seed=asked.seed + number, temperature=max(asked.temperature, WARM))
            self.canvas = self.first_canvas()
            try:
                yield from self.drafts(self.canvas, self.params)
                yield from self.finish()
            except KeyboardInterrupt:  # a whole program that parses is better than half of another one
                if check.name != "parse":
                    (self.draft, self.language, self.canvas), self.params = before, asked
                raise
            if check.name == "stated":  # that a word is missing says nothing of how sure the model is
                self.calls_apart = apart + self.calls_before - calls
            after, same = self.badness()
            if after >= badness:
                self.draft, self.language, self.canvas = before
            if check.name == "stated" and same == check and number > 1:
                break  # drawn three times without it: it likely need not stand there
        self.params = asked

    def spent(self) -> bool:
        tokens = len(self.draft.ids) if self.draft else 0
        return self.lost or self.calls_before > max(MOST_CALLS, tokens / 2)

    # --- the whole --------------------------------------------------------------------------------------------

    def run(self) -> Generator[Event, None, None]:
        try:
            yield Start(self.engine.name, self.engine.device, self.language, sum(self.canvas.holes), self.params.seed)
            if self.respelt:
                yield Note("read " + ", ".join(f'"{word}" as "{meant}"' for word, meant in self.respelt.items()))
            yield from self.drafts(self.canvas, self.params)
            self.unsure = self.lost
            if self.draft is not None and self.draft.ids[-1] != self.tokenizer.eos_id:
                yield self.note_on_length()
            yield from self.finish()
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
        if not text.strip():
            yield self.end("error", "", RefusedError.exit_code)
        else:
            state = self.look(self.draft) if self.draft else None
            yield self.end("ok", text, 0 if state is not None and state.ok else PROBLEMS_REMAIN)

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
