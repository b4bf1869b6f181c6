"""Games on a canvas, longer than the other pages, each a deterministic function of what its wish states, laid out like those in pages.py."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from .canvas_pages import shades
from .game_wishes import wish_for
from .page_source import Facts, PageSource
from .pages import CANVAS, COLOURS, RUN, clear, head

PAUSES = {"slow": 200, "normal": 100, "fast": 50}  # ms between two steps of the snake
SPEEDS = {"slow": 2, "normal": 4, "fast": 8}  # px a frame of a ball
PADDLES = {"small": 60, "normal": 120, "big": 240}  # px


def other_colour(taken: tuple[str, ...], *wanted: str) -> str:
    """The first of the wanted colours that nothing else has."""
    return next(colour for colour in wanted if colour not in taken)


def score_line(score: str, at: str = "10, 30") -> str:
    return f'  ctx.font = "24px sans-serif";\n  ctx.fillText({score}, {at});\n'


def snake(facts: Facts) -> str:
    colour, background = shades(facts, "lime", "black")
    food = facts["food"] or other_colour((colour, background), "red", "yellow", "white")
    code = head("Snake") + CANVAS
    code += f"const s = {facts['cell']}, w = Math.floor(c.width / s), h = Math.floor(c.height / s);\n"
    code += "const keys = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };\n"
    code += "let body, x, y, dir, turn, food;\n"
    code += "function drop() {\n"
    code += "  food = { x: Math.floor(Math.random() * w), y: Math.floor(Math.random() * h) };\n}\n"
    code += "function start() {\n"
    code += "  body = [];\n"
    code += "  x = y = 5;\n"
    code += "  dir = turn = keys.ArrowRight;\n"
    code += "  drop();\n}\n"
    code += "function square(p, color) {\n"
    code += "  ctx.fillStyle = color;\n"
    code += "  ctx.fillRect(p.x * s, p.y * s, s - 1, s - 1);\n}\n"
    code += "onkeydown = (e) => {\n"
    code += "  const to = keys[e.key];\n"
    code += "  if (to && to[0] !== -dir[0]) turn = to;\n};\n"  # neither back nor on: of two turns in one step the last counts
    code += "function draw() {\n"
    code += "  dir = turn;\n"
    if facts["wrap"]:
        code += "  x = (x + dir[0] + w) % w;\n  y = (y + dir[1] + h) % h;\n"
    else:
        code += "  x += dir[0];\n  y += dir[1];\n"
    code += "  if (x === food.x && y === food.y) drop();\n"
    code += "  else body.pop();\n"
    if not facts["wrap"]:
        code += "  if (x < 0 || y < 0 || x >= w || y >= h) start();\n"
    code += "  if (body.some((p) => p.x === x && p.y === y)) start();\n"
    code += "  body.unshift({ x, y });\n"
    code += clear(background)
    code += f'  square(food, "{food}");\n'
    code += f'  for (const p of body) square(p, "{colour}");\n'
    if facts["score"]:
        code += score_line('"Score: " + (body.length - 1)')
    return code + f"}}\nstart();\nsetInterval(draw, {PAUSES[facts['speed']]});\n</script>\n"


def breakout(facts: Facts) -> str:
    colour, background = shades(facts, "orange", "black")
    code = head("Breakout") + CANVAS
    code += f"const rows = {facts['rows']}, columns = {facts['columns']}, size = {PADDLES[facts['size']]}, w = c.width / columns;\n"
    code += "let paddle = c.width / 2, wall, x, y, vx, vy;\n"
    code += "function start() {\n"
    code += "  wall = Array.from({ length: rows * columns }, (_, i) => ({\n"
    code += "    x: (i % columns) * w,\n"
    code += "    y: 40 + Math.floor(i / columns) * 20,\n  }));\n"
    code += "  x = c.width / 2;\n"
    code += "  y = c.height / 2;\n"
    code += "  vx = 1;\n"
    code += f"  vy = {SPEEDS[facts['speed']]};\n}}\n"
    code += "onmousemove = (e) => {\n  paddle = e.clientX;\n};\n"
    code += "function draw() {\n"
    code += "  x += vx;\n  y += vy;\n"
    code += "  if (x < 0) vx = Math.abs(vx);\n"
    code += "  if (x > c.width) vx = -Math.abs(vx);\n"
    code += "  if (y < 0) vy = Math.abs(vy);\n"
    code += "  if (y > c.height - 30 && Math.abs(x - paddle) < size / 2) {\n"
    code += "    vy = -Math.abs(vy);\n"
    code += "    vx = (x - paddle) / 15;\n  }\n"
    code += "  const left = wall.filter((b) => x < b.x || x > b.x + w || y < b.y || y > b.y + 20);\n"
    code += "  if (left.length < wall.length) vy = -vy;\n"
    code += "  wall = left;\n"
    code += "  if (y > c.height || left.length === 0) start();\n"
    code += clear(background)
    code += f'  ctx.fillStyle = "{colour}";\n'
    code += "  for (const b of wall) ctx.fillRect(b.x, b.y, w - 2, 18);\n"
    code += f'  ctx.fillStyle = "{other_colour((background,), "white", "black")}";\n'
    code += "  ctx.fillRect(paddle - size / 2, c.height - 30, size, 10);\n"
    code += "  ctx.fillRect(x - 5, y - 5, 10, 10);\n"
    if facts["score"]:
        code += score_line('"Score: " + (rows * columns - wall.length)')
    return code + RUN.replace("draw();", "start();\ndraw();")


def pong(facts: Facts) -> str:
    colour, background = shades(facts, "white", "black")
    speed = SPEEDS[facts["speed"]]
    code = head("Pong") + CANVAS
    code += f"const size = {PADDLES[facts['size']]};\n"
    code += f"let left = c.height / 2, right = left, x = c.width / 2, y = left, vx = {speed}, vy = 2"
    code += (", mine = 0, yours = 0" if facts["score"] else "") + ";\n"
    if facts["keys"]:
        code += "onkeydown = (e) => {\n"
        code += '  if (e.key === "ArrowUp") left = Math.max(0, left - 40);\n'
        code += '  if (e.key === "ArrowDown") left = Math.min(c.height, left + 40);\n};\n'
    else:
        code += "onmousemove = (e) => {\n  left = e.clientY;\n};\n"
    code += "function draw() {\n"
    code += "  x += vx;\n  y += vy;\n"
    code += "  right += Math.sign(y - right) * 3;\n"
    code += "  if (y < 0) vy = Math.abs(vy);\n"
    code += "  if (y > c.height) vy = -Math.abs(vy);\n"
    code += "  if (x < 30 && Math.abs(y - left) < size / 2) {\n"
    code += "    vx = Math.abs(vx);\n"
    code += "    vy = (y - left) / 10;\n  }\n"
    code += "  if (x > c.width - 30 && Math.abs(y - right) < size / 2) {\n"
    code += "    vx = -Math.abs(vx);\n"
    code += "    vy = (y - right) / 10;\n  }\n"
    code += "  if (x < 0 || x > c.width) {\n"
    if facts["score"]:
        code += "    if (x < 0) yours++;\n    else mine++;\n"
    code += "    x = c.width / 2;\n"
    code += "    y = c.height / 2;\n  }\n"
    code += clear(background)
    code += f'  ctx.fillStyle = "{colour}";\n'
    code += "  ctx.fillRect(20, left - size / 2, 10, size);\n"
    code += "  ctx.fillRect(c.width - 30, right - size / 2, 10, size);\n"
    code += "  ctx.fillRect(x - 5, y - 5, 10, 10);\n"
    if facts["net"]:
        code += "  for (let i = 0; i < c.height; i += 40) ctx.fillRect(c.width / 2 - 2, i, 4, 20);\n"
    if facts["score"]:
        code += score_line('mine + " : " + yours', "c.width / 2 - 25, 40")
    return code + RUN


PAGES: Mapping[str, Callable[[Facts], str]] = {page.__name__: page for page in (snake, breakout, pong)}
FAMILIES: tuple[str, ...] = tuple(PAGES)

DEFAULTS: Mapping[str, Facts] = {
    "snake": {"cell": 20, "speed": "normal", "wrap": False, "score": False, "food": None, "colour": None, "background": None},
    "breakout": {"rows": 5, "columns": 8, "speed": "normal", "size": "normal", "score": False, "colour": None, "background": None},
    "pong": {"speed": "normal", "size": "normal", "score": True, "keys": False, "net": False, "colour": None, "background": None},
}
DRAWN_COLOURS = ("colour", "background", "food")


def draw_value(rng: random.Random, family: str, field: str, stated: Facts) -> Any:
    """A value for a stated field: never the default's twin where saying it would be odd."""
    match field:
        case "colour" | "background":
            others = [stated.get(name) for name in DRAWN_COLOURS if name != field]
            return rng.choice([colour for colour in COLOURS if colour not in others])
        case "food":  # the snake and what is behind it may be as they are by default
            others = ["lime", "black", *(stated.get(name) for name in DRAWN_COLOURS)]
            return rng.choice([colour for colour in COLOURS if colour not in others])
        case "cell":
            return rng.choice((10, 12, 14, 15, 16, 18, 20, 24, 25, 30, 32, 36, 40, 50))
        case "rows":
            return rng.choice((2, 3, 3, 4, 4, 6, 6, 7, 8, 10))
        case "columns":
            return rng.choice((3, 4, 5, 6, 6, 7, 9, 10, 10, 11, 12, 12, 14, 15, 16, 20))
        case "speed":
            return rng.choice(("slow", "fast"))
        case "size":
            return rng.choice(("small", "big"))
        case "score" if family == "pong":  # it is there by default
            return rng.random() < 0.3
        case _:
            return True


SOURCE = PageSource(PAGES, DEFAULTS, draw_value, wish_for, count_share=0.2)
sample = SOURCE.sample
