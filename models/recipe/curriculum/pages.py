"""Small pages: canvas animations and DOM toys, each a deterministic function of what its wish states.

What a wish leaves open takes one canonical default, and every page is laid out the same way, so that a small model
can be right about all of it and sure enough to settle many tokens in one pass.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from .page_source import Facts, PageSource, any_count
from .page_wishes import wish_for

COLOURS = (
    "red", "blue", "green", "yellow", "orange", "purple", "pink", "white", "cyan", "magenta", "lime", "gold", "teal",
    "navy", "brown", "gray", "violet", "tomato", "crimson", "turquoise", "black",
)  # fmt: skip

CANVAS = """\
<canvas id="c"></canvas>
<script>
const c = document.getElementById("c"), ctx = c.getContext("2d");
c.width = innerWidth;
c.height = innerHeight;
"""


def head(title: str, style: str = "body { margin: 0; }") -> str:
    return f"<!DOCTYPE html>\n<title>{title}</title>\n<style>{style}</style>\n"


def clear(background: str) -> str:
    return f'  ctx.fillStyle = "{background}";\n  ctx.fillRect(0, 0, c.width, c.height);\n'


RUN = "  requestAnimationFrame(draw);\n}\ndraw();\n</script>\n"


def bouncing_balls(facts: Facts) -> str:
    radius = {"small": 8, "normal": 16, "big": 32}[facts["size"]]
    colour = f'"{facts["colour"]}"' if facts["colour"] else "`hsl(${i * 40}, 90%, 60%)`"
    background = facts["background"] or "black"
    code = head("Bouncing balls") + CANVAS
    code += f"const r = {radius};\n"
    code += f"const balls = Array.from({{ length: {facts['count']} }}, (_, i) => ({{\n"
    code += "  x: r + Math.random() * (c.width - 2 * r),\n"
    code += "  y: r + Math.random() * (c.height - 2 * r),\n"
    code += "  vx: Math.random() * 8 - 4,\n"
    code += "  vy: Math.random() * 8 - 4,\n"
    code += f"  color: {colour},\n}}));\n"
    code += "function draw() {\n"
    if facts["trails"]:
        code += "  ctx.globalAlpha = 0.1;\n" + clear(background) + "  ctx.globalAlpha = 1;\n"
    else:
        code += clear(background)
    code += "  for (const b of balls) {\n"
    if facts["gravity"]:
        code += "    b.vy += 0.1;\n"
    code += "    b.x += b.vx;\n    b.y += b.vy;\n"
    code += "    if (b.x < r) b.vx = Math.abs(b.vx);\n"
    code += "    if (b.x > c.width - r) b.vx = -Math.abs(b.vx);\n"
    code += "    if (b.y < r) b.vy = Math.abs(b.vy);\n"
    code += "    if (b.y > c.height - r) b.vy = -Math.abs(b.vy);\n"
    if facts["gravity"]:  # or a slow ball would sink through the floor, step by step
        code += "    b.y = Math.min(b.y, c.height - r);\n"
    if facts["collisions"]:
        code += "    for (const o of balls) {\n"
        code += "      const dx = b.x - o.x, dy = b.y - o.y;\n"
        code += "      const closing = (b.vx - o.vx) * dx + (b.vy - o.vy) * dy < 0;\n"
        code += "      if (closing && Math.hypot(dx, dy) < 2 * r)\n"
        code += "        [b.vx, b.vy, o.vx, o.vy] = [o.vx, o.vy, b.vx, b.vy];\n"
        code += "    }\n"
    code += "    ctx.fillStyle = b.color;\n"
    code += "    ctx.beginPath();\n"
    code += "    ctx.arc(b.x, b.y, r, 0, 7);\n"
    code += "    ctx.fill();\n  }\n"
    return code + RUN


ALPHABETS = {"letters": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "digits": "0123456789", "binary": "01"}
SPEEDS = {"slow": 1, "normal": 3, "fast": 8}


def falling_letters(facts: Facts) -> str:
    code = head("Falling " + {"binary": "binary"}.get(facts["characters"], facts["characters"])) + CANVAS
    code += f'const chars = "{ALPHABETS[facts["characters"]]}";\n'
    code += f"const size = {facts['size'] or 20};\n"
    code += "const drops = Array.from({ length: c.width / size }, () => Math.random() * c.height);\n"
    code += "function draw() {\n"
    code += clear(facts["background"] or "black")
    code += f'  ctx.fillStyle = "{facts["colour"] or "lime"}";\n'
    code += "  ctx.font = `${size}px monospace`;\n"
    code += "  drops.forEach((y, i) => {\n"
    code += "    ctx.fillText(chars[(i * 7 + (y / size | 0)) % chars.length], i * size, y);\n"
    code += f"    drops[i] = y > c.height ? 0 : y + {SPEEDS[facts['speed']]};\n"
    code += "  });\n"
    return code + RUN


TEXTS = {
    "joke": (
        "Why do bees hum? They forgot the words.",
        "I would tell a UDP joke, but you may not get it.",
        "Parallel lines have so much in common.",
        "What is brown and sticky? A stick.",
        "My dog has no nose. It smells awful.",
        "I am reading a book on glue. I cannot put it down.",
    ),
    "quote": (
        "Less is more.",
        "Stay hungry, stay foolish.",
        "Simple is better than complex.",
        "Well begun is half done.",
        "Fortune favours the bold.",
        "Nothing comes from nothing.",
    ),
    "fact": (
        "Honey never spoils.",
        "Octopuses have three hearts.",
        "Bananas are berries.",
        "Venus spins backwards.",
        "Sharks are older than trees.",
        "Water can boil and freeze at once.",
    ),
    "compliment": (
        "You light up the room.",
        "Your code is a joy to read.",
        "You ask great questions.",
        "You make hard things look easy.",
        "Your smile is contagious.",
        "You are a good friend.",
    ),
    "excuse": (
        "It works on my machine.",
        "The dog ate my laptop.",
        "That is a feature.",
        "The cache was stale.",
        "I was in a meeting.",
        "Somebody changed the API.",
    ),
    "name": ("Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald"),
}  # fmt: skip


def joke_button(facts: Facts) -> str:
    kind = facts["kind"]
    style = "body { font: 24px sans-serif; text-align: center; }"
    if facts["colour"]:
        style += f" button {{ background: {facts['colour']}; }}"
    code = head(f"Random {kind}", style)
    code += f'<button id="b">{facts["label"] or f"New {kind}"}</button>\n<p id="p"></p>\n<script>\n'
    code += f"const {kind}s = [\n" + "".join(f'  "{text}",\n' for text in TEXTS[kind][: facts["count"]]) + "];\n"
    code += 'document.getElementById("b").onclick = () => {\n'
    code += f'  document.getElementById("p").textContent = {kind}s[Math.floor(Math.random() * {kind}s.length)];\n'
    return code + "};\n</script>\n"


def click_counter(facts: Facts) -> str:
    step, start = facts["step"], facts["start"]
    code = head("Click counter", "body { font: 24px sans-serif; text-align: center; }")
    code += f'<p id="p">{start}</p>\n<button id="plus">+{step}</button>\n'
    if facts["minus"]:
        code += f'<button id="minus">-{step}</button>\n'
    if facts["reset"]:
        code += '<button id="reset">Reset</button>\n'
    code += f"<script>\nlet count = {start};\n"
    code += "function set(n) {\n  count = n;\n"
    code += '  document.getElementById("p").textContent = count;\n}\n'
    code += f'document.getElementById("plus").onclick = () => set(count + {step});\n'
    if facts["minus"]:
        code += f'document.getElementById("minus").onclick = () => set(count - {step});\n'
    if facts["reset"]:
        code += f'document.getElementById("reset").onclick = () => set({start});\n'
    return code + "</script>\n"


def digital_clock(facts: Facts) -> str:
    background, colour = facts["background"] or "black", facts["colour"] or "lime"
    style = f"body {{ background: {background}; color: {colour}; font: 80px monospace; text-align: center; }}"
    code = head("Digital clock", style) + '<p id="p"></p>\n<script>\n'
    code += 'const pad = (n) => String(n).padStart(2, "0");\n'
    code += "function tick() {\n  const d = new Date();\n"
    hours = "d.getHours() % 12 || 12" if facts["hours12"] else "d.getHours()"
    code += f"  let text = pad({hours}) + \":\" + pad(d.getMinutes());\n"
    if facts["seconds"]:
        code += '  text += ":" + pad(d.getSeconds());\n'
    if facts["hours12"]:
        code += '  text += d.getHours() < 12 ? " AM" : " PM";\n'
    code += '  document.getElementById("p").textContent = text;\n}\n'
    return code + "setInterval(tick, 1000);\ntick();\n</script>\n"


def snow(facts: Facts) -> str:
    code = head("Snow") + CANVAS
    code += f"const flakes = Array.from({{ length: {facts['count']} }}, () => ({{\n"
    code += "  x: Math.random() * c.width,\n  y: Math.random() * c.height,\n"
    code += "  r: 1 + Math.random() * 3,\n}));\n"
    code += "function draw() {\n" + clear(facts["background"] or "black")
    code += f'  ctx.fillStyle = "{facts["colour"] or "white"}";\n'
    code += "  for (const f of flakes) {\n    f.y += f.r;\n"
    if facts["wind"]:
        code += "    f.x = (f.x + 2) % c.width;\n"
    code += "    if (f.y > c.height) f.y = 0;\n"
    code += "    ctx.beginPath();\n    ctx.arc(f.x, f.y, f.r, 0, 7);\n    ctx.fill();\n  }\n"
    return code + RUN


def starfield(facts: Facts) -> str:
    code = head("Starfield") + CANVAS
    code += f"const stars = Array.from({{ length: {facts['count']} }}, () => ({{\n"
    code += "  x: Math.random() - 0.5,\n  y: Math.random() - 0.5,\n"
    code += "  z: Math.random() + 0.1,\n}));\n"
    code += "function draw() {\n" + clear(facts["background"] or "black")
    code += f'  ctx.fillStyle = "{facts["colour"] or "white"}";\n'
    code += "  for (const s of stars) {\n"
    code += f"    s.z -= 0.00{SPEEDS[facts['speed']]};\n"
    code += "    if (s.z < 0.1) s.z = 1;\n"
    code += "    ctx.fillRect(c.width * (0.5 + s.x / s.z), c.height * (0.5 + s.y / s.z), 2, 2);\n  }\n"
    return code + RUN


PAGES: Mapping[str, Callable[[Facts], str]] = {
    "bouncing_balls": bouncing_balls,
    "falling_letters": falling_letters,
    "joke_button": joke_button,
    "click_counter": click_counter,
    "digital_clock": digital_clock,
    "snow": snow,
    "starfield": starfield,
}
WEIGHTS = {
    "bouncing_balls": 5, "falling_letters": 3, "joke_button": 3, "click_counter": 1.5, "digital_clock": 1.5, "snow": 1.5, "starfield": 1.5,
}  # fmt: skip
FAMILIES = tuple(PAGES)

DEFAULTS: Mapping[str, Facts] = {
    "bouncing_balls": {
        "count": 10, "colour": None, "gravity": False, "collisions": False, "background": None, "trails": False, "size": "normal",
    },
    "falling_letters": {"colour": None, "background": None, "characters": "letters", "speed": "normal", "size": None},
    "joke_button": {"kind": "joke", "label": None, "count": 4, "colour": None},
    "click_counter": {"step": 1, "start": 0, "reset": False, "minus": False},
    "digital_clock": {"seconds": True, "hours12": False, "colour": None, "background": None},
    "snow": {"count": 100, "colour": None, "background": None, "wind": False},
    "starfield": {"count": 200, "colour": None, "background": None, "speed": "normal"},
}  # fmt: skip
LABELS = ("Click me", "Tell me", "More", "Next", "Go", "Again", "Surprise me", "Press me", "Another one", "Show me")


def draw_value(rng: random.Random, family: str, field: str, stated: Facts) -> Any:
    """A value for a stated field: never the default's twin where saying it would be odd."""
    match field:
        case "count" if family == "joke_button":
            return rng.choice((3, 5, 6))
        case "count" if family == "bouncing_balls":
            return any_count(rng, (0.45, 0.3, 0.25))
        case "count":
            return any_count(rng, (0.2, 0.35, 0.4, 0.05))
        case "colour" | "background":
            other = stated.get("background" if field == "colour" else "colour")
            return rng.choice([colour for colour in COLOURS if colour != other])
        case "kind":
            return rng.choice(("joke", "joke", "quote", "quote", "fact", "fact", "compliment", "excuse", "name"))
        case "size" if family == "falling_letters":
            return rng.choice((10, 12, 14, 16, 18, 24, 28, 30, 32, 36, 40))
        case "size":
            return rng.choice(("small", "big"))
        case "characters":
            return rng.choice(("letters", "digits", "binary"))
        case "speed":
            return rng.choice(("slow", "fast"))
        case "label":
            return rng.choice(LABELS)
        case "step":
            return rng.choice((2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100))
        case "start":
            return rng.choice((1, 2, 5, 10, 20, 42, 50, 100))
        case "seconds":
            return rng.random() < 0.3
        case _:
            return True


SOURCE = PageSource(
    PAGES, DEFAULTS, draw_value, wish_for, colour_share=0.3, count_share=0.3, weights=WEIGHTS,
    leading={"joke_button": ("kind", 1.0), "falling_letters": ("characters", 1.0)},
)  # fmt: skip
sample = SOURCE.sample_any_way
