"""Draws one step of a real run as an SVG: what the live view shows while the draft sharpens.

Run it: python examples/picture_of_the_live_view.py "bouncing balls simulator" live_view.svg
"""

import io
import sys

from mercurycli.events import Frame
from mercurycli.session import GenerateRequest, gen, open_engine
from mercurycli.view.draft_view import DraftView
from rich.console import Console

wish = sys.argv[1] if len(sys.argv) > 1 else "bouncing balls simulator"
path = sys.argv[2] if len(sys.argv) > 2 else "live_view.svg"

events = gen(open_engine(None, "cpu"), GenerateRequest(wish))
frames = [event for event in events if isinstance(event, Frame)]
half_done = min(frames, key=lambda frame: abs(frame.holes - frame.tokens))  # the step with as many holes as tokens

console = Console(record=True, width=92, height=36, file=io.StringIO(), force_terminal=True, color_system="truecolor")
console.print(DraftView(half_done))
console.save_svg(path, title=f'dcode gen "{wish}"')
print(f"{path}: step {half_done.step} of {frames[-1].step}")
