"""How a chat model wants to be spoken to: the Jinja template that came with it, reduced to what stands around a user's words.

Rendered once, around a mark in place of the words, so that no word of a user can be taken for the template's own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ..errors import ModelError

PATIENCE = 4.0  # seconds; the worker's own limit on the processor's time is one
LONGEST = 200_000  # characters of a template
SHOWN = 200  # characters of what went wrong
MARK = "DCODEUSERWORDSHERE"
HINT = "remove chat_template from the tokenizer's files to use the family's own"


@dataclass(frozen=True, slots=True)
class Turn:
    before: str  # a user's words
    after: str  # and before the model's


def rendered(source: str, specials: dict[str, str], place: str) -> Turn:
    """ModelError where the template fails, takes too long, or leaves the words out."""
    if len(source) > LONGEST:
        raise ModelError(f"{place}: its chat template has {len(source):,} characters", hint=HINT)
    values = {"messages": [{"role": "user", "content": MARK}], "add_generation_prompt": True, "enable_thinking": False, **specials}
    order = json.dumps({"path": sys.path, "source": source, "values": values})
    worker = [sys.executable, "-I", "-B", str(Path(__file__).with_name("template_worker.py"))]
    try:
        done = subprocess.run(worker, input=order.encode(), capture_output=True, timeout=PATIENCE, check=False)
    except (subprocess.TimeoutExpired, OSError):
        raise ModelError(f"{place}: its chat template takes too long", hint=HINT) from None
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        cause = ascii(said[0])[1:-1][:SHOWN] if said else "it ran out of time"
        raise ModelError(f"{place}: its chat template fails: {cause}", hint=HINT)
    before, mark, after = text.partition(MARK)
    if not mark or MARK in after:
        raise ModelError(f"{place}: its chat template does not say the user's words once", hint=HINT)
    return Turn(before, after)
