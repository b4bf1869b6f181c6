"""How often a follow-up in a session comes out right: ``python -m recipe.follow_ups`` from the folder models/.

``recipe.evaluate`` asks the model for a change and judges what it wrote. Here the same held-out requests go the road of a
person's line in ``dcode``: it must be taken for a follow-up, the program before it must be changed, and where nothing comes of
that the session asks again for one longer wish. The judges are those of ``recipe.evaluate``.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from mercurycli.repl import follow_up, generating
from mercurycli.repl.desk import Desk, Result
from mercurycli.repl.engine_loader import EngineLoader

from .evaluate import function_name, judged, read_set, wilson

FIRST_WISHES = ("wordings", "combinations", "hand_written")  # sets of wishes that follow nothing


@dataclass(frozen=True, slots=True)
class FollowUp:
    item: dict[str, Any]
    road: str  # "changed" in place, "asked again" as one wish, "new" where the line was not taken for a follow-up
    text: str

    @property
    def kind(self) -> str:
        return "functions" if self.item["language"] == "python" else "pages"


def said(loader: EngineLoader, item: dict[str, Any]) -> FollowUp:
    """The request as a line in a session whose last program is the one to change. What its wish was is not known: its kind."""
    wish = item["family"].replace("_", " ")
    desk = Desk(loader, wish=wish, results=[Result(wish, item["before"], item["language"], 0)])
    nowhere = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        generating.line(desk, item["wish"])
    if not follow_up.is_follow_up(item["wish"], wish):
        return FollowUp(item, "new", desk.result.text)
    return FollowUp(item, "changed" if desk.changing else "asked again", desk.result.text)


def verdicts(found: list[FollowUp]) -> list[bool]:
    jobs = []
    for each in found:
        facts, language = each.item["facts"], each.item["language"]
        known = function_name(facts, each.text) if language == "python" else facts
        jobs.append((known, language, each.item["family"], each.text))
    return [verdict.ok for verdict in judged(jobs)]


def show(found: list[FollowUp], right: list[bool]) -> None:
    for kind in ("pages", "functions"):
        of_kind = [(each.road, ok) for each, ok in zip(found, right, strict=True) if each.kind == kind]
        if not of_kind:
            continue
        passed, count = sum(ok for _, ok in of_kind), len(of_kind)
        low, high = wilson(passed, count)
        roads, good = Counter(road for road, _ in of_kind), Counter(road for road, ok in of_kind if ok)
        how = ", ".join(f"{road} {number} ({good[road]} right)" for road, number in roads.most_common())
        print(f"{kind:10} {passed} of {count} right, {passed / count:.0%} ({low:.0%} to {high:.0%}); {how}")


def recognition() -> None:
    """The rule alone, on all of the sets: it needs no model."""
    changes = [item["wish"] for item in read_set("changes", None)]
    first = [item["wish"] for name in FIRST_WISHES for item in read_set(name, None)]
    taken = sum(follow_up.is_follow_up(wish, "something") for wish in changes)
    wrong = sum(follow_up.is_follow_up(wish, "something") for wish in first)
    print(f"taken for a follow-up: {taken} of {len(changes)} follow-ups, {wrong} of {len(first)} wishes that follow nothing")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="checkpoint folder (default: the embedded one)")
    parser.add_argument("--limit", type=int, help="so many requests, evenly spread")
    parser.add_argument("--failures", action="store_true", help="print each request that came out wrong")
    arguments = parser.parse_args()
    recognition()
    loader = EngineLoader(arguments.model, "cpu")
    found = [said(loader, item) for item in read_set("changes", arguments.limit)]
    right = verdicts(found)
    show(found, right)
    print(f"{len(found)} follow-ups in a session, {loader.engine().environment()}")
    for each, ok in zip(found, right, strict=True):
        if arguments.failures and not ok:
            print(json.dumps({"road": each.road, "family": each.item["family"], "wish": each.item["wish"]}))


if __name__ == "__main__":
    main()
