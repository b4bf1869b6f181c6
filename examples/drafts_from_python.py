"""The Python API: a canvas of holes goes in, a draft comes out of every step.

Run it: python examples/drafts_from_python.py "falling letters"
"""

import sys

from mercurycli.engine import Engine
from mercurycli.prompt import generate_canvas

wish = " ".join(sys.argv[1:]) or "fizzbuzz in python"
engine = Engine.open()  # the embedded checkpoint, on a GPU if there is one
canvas = generate_canvas(engine.tokenizer, wish, None, engine.default_length, engine.max_positions)

for draft in engine.denoise(canvas, engine.defaults):
    print(f"step {draft.step}: {len(draft.new)} tokens settled, {sum(draft.holes)} holes left", file=sys.stderr)

print(engine.tokenizer.decode(draft.ids), end="")
