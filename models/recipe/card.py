"""Writes the figures: metrics.json beside the checkpoint, and the table between the marks of its model card."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path
from typing import Any

from mercurycli.engine import Engine
from mercurycli.model.checkpoint import embedded_folder

BEGIN, END = "<!-- figures: written by python -m recipe.evaluate --write -->", "<!-- end of figures -->"
TITLES = {
    "wordings": "held-out wordings",
    "combinations": "held-out combinations",
    "hand_written": "hand-written wishes",
    "changes": "changes to a program",
    "held_out_families": "kinds never trained on",
    "games": "held-out wordings of games",
    "hand_written_newer": "hand-written wishes, newer kinds",
}


def row(title: str, figures: dict[str, Any]) -> str:
    return (
        f"| {title} | {figures['n']} | {figures['pass']:.0%} | {figures['low']:.0%} to {figures['high']:.0%} "
        f"| {figures['parse']:.0%} | {figures['calls_mean']:.1f} | {figures['tokens_per_call']:.1f} |"
    )


def table(sets: dict[str, dict[str, dict[str, Any]]]) -> str:
    lines = ["| wishes | n | pass | 95 % interval | parse | model calls | tokens per call |", "|---|---|---|---|---|---|---|"]
    for name, rows in sets.items():
        for kind in ("pages", "functions"):
            if kind in rows:
                lines.append(row(f"{TITLES[name]}, {kind}", rows[kind]))
    strangers = [figures for kind, figures in sets.get("held_out_families", {}).items() if kind in ("pages", "functions")]
    if count := sum(figures["n"] for figures in strangers):
        told = sum(figures["told"] * figures["n"] for figures in strangers) / count
        lines += ["", f"Of the wishes for kinds never trained on, it said at {told:.0%} that it may not know this kind of program."]
    lines += ["", "Held-out wordings by family:", "", *lines[:2]]
    families = {k: v for k, v in sets.get("wordings", {}).items() if k not in ("pages", "functions")}
    lines += [row(family.replace("_", " "), figures) for family, figures in families.items()]
    return "\n".join(lines)


def write_card(engine: Engine, sets: dict[str, dict[str, dict[str, Any]]]) -> None:
    folder = embedded_folder()
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    metrics = {
        "checkpoint": config["trained"],
        "parameters": engine.parameters,
        "sampling": config["sampling"],
        "machine": {"processor": platform.processor() or platform.machine(), "cores": os.cpu_count(), **engine.environment()},
        "sets": sets,
    }
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    replace_figures(folder / "README.md", table(sets))


def replace_figures(card: Path, text: str) -> None:
    old = card.read_text(encoding="utf-8")
    head, rest = old.split(BEGIN, 1)
    _, tail = rest.split(END, 1)
    card.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")
