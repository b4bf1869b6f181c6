"""Run an HTML page in a fake browser inside V8 and keep what a person would have seen and read.

V8 comes from the mini-racer wheel: a bare JavaScript engine without files, network or clock. The fake document,
canvas and window (browser/*.js) are the whole world of the page. Every page gets an
isolate of its own and limits on memory and time: processor time, so that a busy machine fails no page. What can
still end the process is V8 running out of memory in a built-in; `judge.judge` therefore runs pages in a worker process.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic, process_time
from typing import Any, Literal

from mercurycli.bench.quality.colour import NAMES
from mercurycli.bench.quality.page_trace import Element, PageTrace, Paint
from mercurycli.errors import UsageError

LIMIT_SECONDS = 2.0  # of processor time
LIMIT_WALL_SECONDS = 30.0  # only if nothing else stops it
LIMIT_BYTES = 256 << 20
START = (2026, 1, 2, 3, 4, 5)  # local time of the fake clock when the page is opened

_PARTS = "events nodes elements html_elements selectors document parser colours canvas clock mouse window".split()
_USES_PROMISES = re.compile(r"\b(async|await|Promise|queueMicrotask)\b|\.then\(")


@dataclass(frozen=True, slots=True)
class Action:
    """What a visitor does: click an element, type into it, press a key, hold one down, let it up, wait, use the mouse.

    The mouse is pressed, moved and released at ``value``, "x y" in px of the page; without a target, over the canvas.
    """

    kind: Literal["click", "input", "key", "down", "up", "wait", "press", "move", "release"]
    target: int = 0  # Element.number
    value: str = ""
    seconds: float = 0.05  # that pass afterwards


Choice = Callable[[tuple[Element, ...]], Action]  # what a visitor does who first looks at the page as it stands then


def run_page(
    html: str,
    *,
    frames: int = 60,
    width: int = 800,
    height: int = 600,
    seed: int = 1,
    actions: Sequence[Action | Choice] = (),
    start: tuple[int, int, int, int, int, int] = START,
    every: int = 1,
    shapes: bool = False,
    chance: float = -1.0,
) -> PageTrace:
    """Open the page, let ``frames`` 60ths of a second pass, then do ``actions``. Only each ``every``-th frame is kept.

    ``shapes`` also keeps the points of paths and the widths of lines. ``chance``, from 0 on, is what Math.random() always gives.
    """
    door = "_" + secrets.token_hex(12)
    config = dict(width=width, height=height, seed=seed, start=start, every=every, shapes=shapes, chance=chance, door=door, names=NAMES)
    step = 1 if _USES_PROMISES.search(html) else frames
    return _trace(*asyncio.run(_visit(_racer(), config, html, step, frames, actions)))


# JSON text of the record and of the snapshots, errors between them: asyncio.run takes the repr of what it returns
# (through signal.signal), which for a whole PageTrace costs more than the run.
_Seen = tuple[str, list[str], list[str]]


async def _visit(racer: type, config: dict[str, Any], html: str, step: int, frames: int, actions: Sequence[Action | Choice]) -> _Seen:
    page = _Page(racer(), config["door"], step)
    try:
        await page.call(_browser() + f"({json.dumps(config)})")
        assert not page.errors, page.errors  # the fake browser itself, before any of the page
        await page.open(html)
        await page.run(frames)
        shots = [await page.shot()]
        for together in _batches(actions, step > 1):
            shots += await page.act([action(_elements(shots[-1])) if callable(action) else action for action in together])
        return await page.record(), page.errors, shots
    finally:
        page.close()


class _Page:
    """One isolate and what it may use up. After the first script that had to be stopped nothing more is run in it."""

    def __init__(self, racer: Any, door: str, step: int) -> None:
        self._racer, self._door, self._step = racer, door, step
        self._racer.set_hard_memory_limit(LIMIT_BYTES)
        self.errors: list[str] = []
        self.stopped = False
        self._allow(LIMIT_SECONDS, LIMIT_WALL_SECONDS)

    def _allow(self, seconds: float, wall: float) -> None:
        self._busy_until, self._until = process_time() + seconds, monotonic() + wall

    def close(self) -> None:
        self._racer.close()

    async def call(self, source: str) -> object:
        """Evaluate; what the page throws becomes an error of the page, and so does the end of its time or memory."""
        from py_mini_racer import JSEvalException, JSOOMException

        if self.stopped:
            return None
        try:
            return await self._in_time(source)
        except asyncio.CancelledError:
            self._stop(f"ran longer than {LIMIT_SECONDS:g} s")
        except JSOOMException:
            self._stop(f"used more than {LIMIT_BYTES >> 20} MB")
        except JSEvalException as error:
            self.errors.append(_first_line(str(error)))
        return None

    async def _in_time(self, source: str) -> object:
        task = asyncio.ensure_future(self._racer.eval_cancelable(source))
        while not (await asyncio.wait({task}, timeout=0.1))[0]:
            if process_time() > self._busy_until or monotonic() > self._until:
                task.cancel()
                break
        return await task

    def _stop(self, why: str) -> None:
        self.stopped = True
        self.errors.append(why)

    async def host(self, name: str, *args: object) -> object:
        return await self.call(f"{self._door}.{name}({', '.join(map(json.dumps, args))})")

    async def open(self, html: str) -> None:
        await self.host("open", html)
        modules = []
        while isinstance(script := await self.host("next"), str) and script != "null":
            kind, source = json.loads(script)
            if kind == "module":
                modules.append(source)
            else:
                await self.call(source)
        for source in modules:  # a module runs after the document is parsed, in a scope of its own
            await self.call(f"(() => {{ 'use strict'; {source}\n}})()")
        await self.host("loaded")

    async def run(self, frames: int) -> None:
        """Promises settle between calls, so a page that uses them is called once per frame (0.1 ms each)."""
        for done in range(0, frames, max(1, self._step)):
            if self.stopped:
                return
            await self.host("run", min(max(1, self._step), frames - done))

    async def act(self, actions: Sequence[Action]) -> list[str]:
        """Several actions in one call where no promise has to settle between them: a call costs more than what it does."""
        rows = [(action.kind, action.target, action.value, max(1, round(action.seconds * 60))) for action in actions]
        if self._step > 1:
            shots = json.loads(_json(await self.host("visit", rows))) or []
            return shots + ["null"] * (len(rows) - len(shots))
        shots = []
        for kind, target, value, frames in rows:
            await self.host("act", kind, target, value)
            await self.run(frames)
            shots.append(await self.shot())
        return shots

    async def shot(self) -> str:
        return _json(await self.host("shot"))

    async def record(self) -> str:
        if not self.stopped:
            return _json(await self.host("record"))
        errors, self.errors, self.stopped = self.errors, [], False
        self._allow(0.5, 1.0)  # what it did until then is still worth reading, if the engine answers
        record = _json(await self.host("record"))
        self.errors = errors
        return record


def _batches(actions: Sequence[Action | Choice], several: bool) -> list[list[Action | Choice]]:
    """Runs of at most 20 actions; a choice is one of its own, for it waits for what the page shows."""
    batches: list[list[Action | Choice]] = []
    for action in actions:
        if several and batches and not callable(action) and not callable(batches[-1][0]) and len(batches[-1]) < 20:
            batches[-1].append(action)
        else:
            batches.append([action])
    return batches


def _elements(shot: str) -> tuple[Element, ...]:
    return tuple(map(Element._make, json.loads(shot) or ()))


def _json(answer: object) -> str:
    return answer if isinstance(answer, str) else "null"


def _first_line(message: str) -> str:
    """V8 writes the place first: `<anonymous>:3: ReferenceError: x is not defined`."""
    head = message.split("\n", 1)[0]
    match = re.match(r"<anonymous>:(\d+): (?:Uncaught )?(.*)", head)
    return f"{match[2]} (line {match[1]} of its script)"[:300] if match else head[:300]


def _trace(answer: str, errors: list[str], shots: list[str]) -> PageTrace:
    record = json.loads(answer) or {}
    canvases = record.get("canvases", [])
    visible = {number for number, (_, _, seen) in enumerate(canvases) if seen}

    def paints(rows: list[list[Any]]) -> tuple[Paint, ...]:
        return tuple(Paint(*row) for row in rows if row[8] in visible)

    frames = [paints(rows) for rows in record.get("frames", [])]
    return PageTrace(
        errors=(*errors, *record.get("errors", [])),
        title=record.get("title", ""),
        canvases=tuple((w, h) for w, h, _ in canvases),
        load=paints(record.get("load", [])),
        frames=tuple(frame for frame in frames if frame),
        snapshots=tuple(map(_elements, shots)),
        css=record.get("css", ""),
        console=tuple(record.get("console", [])),
        alerts=tuple(record.get("alerts", [])),
        acted=tuple(sum(map(bool, frames[:mark])) for mark in record.get("acted", [])),
    )


@cache
def _browser() -> str:
    parts = Path(__file__).parent / "browser"
    body = "\n".join((parts / f"{name}.js").read_text(encoding="utf-8") for name in _PARTS)
    return f"(function (config) {{ 'use strict';\nconst host = {{ config, errors: [] }};\n{body}\n}})"


def _racer() -> type:
    try:
        from py_mini_racer import MiniRacer
    except ImportError:
        raise UsageError(
            "judging pages needs a JavaScript engine that is not installed",
            hint="pip install 'mercurycli[recipe]'",
        ) from None
    return MiniRacer
