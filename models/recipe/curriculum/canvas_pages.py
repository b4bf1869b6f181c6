"""More canvas pages, each a deterministic function of what its wish states, laid out like those in pages.py."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from .canvas_wishes import wish_for
from .page_source import Facts, PageSource, any_count
from .pages import CANVAS, COLOURS, RUN, SPEEDS, clear, head


def shades(facts: Facts, colour: str, background: str) -> tuple[str, str]:
    """Colour and background. Where the stated one is the other's default, the open one takes the stated one's default."""
    if facts["background"] == colour:
        return facts["colour"] or background, facts["background"]
    if facts["colour"] == background:
        return facts["colour"], facts["background"] or colour
    return facts["colour"] or colour, facts["background"] or background


def items(name: str, count: int, fields: str, arguments: str = "()") -> str:
    return f"const {name} = Array.from({{ length: {count} }}, {arguments} => ({{\n{fields}}}));\n"


ANYWHERE = "  x: Math.random() * c.width,\n  y: Math.random() * c.height,\n"


def drawing_pad(facts: Facts) -> str:
    colour, background = shades(facts, "black", "white")
    code = head("Drawing pad") + CANVAS
    code += clear(background).replace("  ", "")
    code += f'ctx.strokeStyle = "{colour}";\n'
    code += f"ctx.lineWidth = {facts['width']};\n"
    code += 'ctx.lineCap = "round";\n'
    code += "c.onmousedown = (e) => {\n"
    code += "  ctx.beginPath();\n"
    code += "  ctx.moveTo(e.offsetX, e.offsetY);\n"
    code += "  c.onmousemove(e);\n};\n"
    code += "c.onmousemove = (e) => {\n"
    code += "  if (e.buttons === 0) return;\n"
    code += "  ctx.lineTo(e.offsetX, e.offsetY);\n"
    code += "  ctx.stroke();\n};\n"
    return code + "</script>\n"


def mouse_trail(facts: Facts) -> str:
    radius = {"small": 4, "normal": 10, "big": 24}[facts["size"]]
    colour = f'"{facts["colour"]}"' if facts["colour"] else "`hsl(${i * 20}, 90%, 60%)`"
    code = head("Mouse trail") + CANVAS
    code += "const mouse = { x: c.width / 2, y: c.height / 2 };\n"
    code += f"const dots = Array.from({{ length: {facts['count']} }}, () => ({{ ...mouse }}));\n"
    code += "c.onmousemove = (e) => {\n"
    code += "  mouse.x = e.offsetX;\n"
    code += "  mouse.y = e.offsetY;\n};\n"
    code += "function draw() {\n" + clear(shades(facts, "white", "black")[1])
    code += "  let to = mouse;\n"
    code += "  dots.forEach((d, i) => {\n"
    code += "    d.x += (to.x - d.x) * 0.4;\n"
    code += "    d.y += (to.y - d.y) * 0.4;\n"
    code += "    to = d;\n"
    code += f"    ctx.fillStyle = {colour};\n"
    code += f"    ctx.beginPath();\n    ctx.arc(d.x, d.y, {radius}, 0, 7);\n    ctx.fill();\n  }});\n"
    return code + RUN


def sine_wave(facts: Facts) -> str:
    colour, background = shades(facts, "lime", "black")
    code = head("Sine wave") + CANVAS + "let t = 0;\n"
    code += "function draw() {\n" + clear(background)
    code += f'  ctx.strokeStyle = "{colour}";\n'
    code += "  ctx.lineWidth = 3;\n"
    code += f"  for (let i = 0; i < {facts['waves']}; i++) {{\n"
    code += "    ctx.beginPath();\n"
    code += "    for (let x = 0; x < c.width; x += 4)\n"
    code += "      ctx.lineTo(x, c.height / 2 + 80 * Math.sin(x / 80 + t + i));\n"
    code += "    ctx.stroke();\n  }\n"
    code += f"  t += 0.0{SPEEDS[facts['speed']]};\n"
    return code + RUN


def rotating_square(facts: Facts) -> str:
    side = {"small": 60, "normal": 120, "big": 240}[facts["size"]]
    colour, background = shades(facts, "red", "black")
    code = head("Rotating square") + CANVAS + "let angle = 0;\n"
    code += "function draw() {\n" + clear(background)
    code += f'  ctx.fillStyle = "{colour}";\n'
    code += "  ctx.save();\n"
    code += "  ctx.translate(c.width / 2, c.height / 2);\n"
    code += "  ctx.rotate(angle);\n"
    code += f"  ctx.fillRect(-{side // 2}, -{side // 2}, {side}, {side});\n"
    code += "  ctx.restore();\n"
    code += f"  angle += 0.0{SPEEDS[facts['speed']]};\n"
    return code + RUN


def dvd_logo(facts: Facts) -> str:
    colour, background = shades(facts, "white", "black")
    speed = SPEEDS[facts["speed"]]
    code = head("Bouncing logo") + CANVAS
    code += "const w = 160, h = 80;\n"
    code += f'let x = 0, y = 0, vx = {speed}, vy = {speed}, color = "{colour}";\n'
    code += "function draw() {\n" + clear(background)
    code += "  x += vx;\n  y += vy;\n"
    code += "  const hitX = x < 0 || x > c.width - w, hitY = y < 0 || y > c.height - h;\n"
    code += "  if (hitX) vx = -vx;\n"
    code += "  if (hitY) vy = -vy;\n"
    if facts["changing"]:
        code += "  if (hitX || hitY) color = `hsl(${Math.random() * 360}, 90%, 60%)`;\n"
    code += "  ctx.fillStyle = color;\n"
    code += "  ctx.fillRect(x, y, w, h);\n"
    code += f'  ctx.fillStyle = "{background}";\n'
    code += '  ctx.font = "40px sans-serif";\n'
    code += '  ctx.textAlign = "center";\n'
    code += f'  ctx.fillText("{facts["text"]}", x + 80, y + 55, 140);\n'
    return code + RUN


def analog_clock(facts: Facts) -> str:
    colour, background = shades(facts, "black", "white")
    code = head("Analog clock") + CANVAS
    code += "function hand(turn, from, to, width) {\n"
    code += "  ctx.save();\n"
    code += "  ctx.translate(c.width / 2, c.height / 2);\n"
    code += "  ctx.rotate(turn * 2 * Math.PI);\n"
    code += "  ctx.lineWidth = width;\n"
    code += "  ctx.beginPath();\n"
    code += "  ctx.moveTo(0, -from);\n"
    code += "  ctx.lineTo(0, -to);\n"
    code += "  ctx.stroke();\n"
    code += "  ctx.restore();\n}\n"
    code += "function draw() {\n" + clear(background)
    code += f'  ctx.strokeStyle = "{colour}";\n'
    code += "  for (let i = 0; i < 12; i++) hand(i / 12, 140, 160, 4);\n"
    code += "  const d = new Date(), m = d.getMinutes();\n"
    code += "  hand((d.getHours() + m / 60) / 12, 0, 80, 8);\n"
    code += "  hand(m / 60, 0, 120, 5);\n"
    if facts["seconds"]:
        code += "  hand(d.getSeconds() / 60, 0, 130, 2);\n"
    return code + RUN


def fireworks(facts: Facts) -> str:
    colour = f'"{facts["colour"]}"' if facts["colour"] else "`hsl(${Math.random() * 360}, 90%, 60%)`"
    code = head("Fireworks") + CANVAS
    code += "let t = 0, sparks, color;\n"
    code += "function draw() {\n" + clear(shades(facts, "white", "black")[1])
    code += "  if (t++ % 60 === 0) {\n"
    code += "    const x = Math.random() * c.width, y = Math.random() * c.height;\n"
    code += f"    color = {colour};\n"
    code += f"    sparks = Array.from({{ length: {facts['count']} }}, (_, i) => ({{\n"
    code += "      x,\n      y,\n"
    code += "      vx: Math.cos(i) * (i % 6),\n"
    code += "      vy: Math.sin(i) * (i % 6),\n    }));\n  }\n"
    code += "  ctx.fillStyle = color;\n"
    code += "  for (const s of sparks) {\n"
    code += "    s.vy += 0.05;\n    s.x += s.vx;\n    s.y += s.vy;\n"
    code += "    ctx.fillRect(s.x, s.y, 3, 3);\n  }\n"
    return code + RUN


def rain(facts: Facts) -> str:
    colour, background = shades(facts, "skyblue", "black")
    code = head("Rain") + CANVAS
    code += items("drops", facts["count"], ANYWHERE + "  v: 8 + Math.random() * 8,\n")
    code += "function draw() {\n" + clear(background)
    code += f'  ctx.strokeStyle = "{colour}";\n'
    code += "  for (const d of drops) {\n    d.y += d.v;\n"
    if facts["wind"]:
        code += "    d.x = (d.x + 3) % c.width;\n"
    code += "    if (d.y > c.height) d.y = -20;\n"
    code += "    ctx.beginPath();\n    ctx.moveTo(d.x, d.y);\n"
    code += f"    ctx.lineTo(d.x{' + 5' if facts['wind'] else ''}, d.y + 20);\n    ctx.stroke();\n  }}\n"
    return code + RUN


def game_of_life(facts: Facts) -> str:
    colour, background = shades(facts, "lime", "black")
    code = head("Game of life") + CANVAS
    code += f"const s = {facts['cell']}, w = Math.ceil(c.width / s), n = w * Math.ceil(c.height / s);\n"
    code += "const around = [-w - 1, -w, -w + 1, -1, 1, w - 1, w, w + 1];\n"
    code += "let cells = Array.from({ length: n }, () => Math.random() < 0.3);\n"
    code += "function draw() {\n" + clear(background)
    code += f'  ctx.fillStyle = "{colour}";\n'
    code += "  cells = cells.map((alive, i) => {\n"
    code += "    if (alive) ctx.fillRect((i % w) * s, Math.floor(i / w) * s, s - 1, s - 1);\n"
    code += "    const count = around.filter((d) => cells[(i + d + n) % n]).length;\n"
    code += "    return count === 3 || (alive && count === 2);\n  });\n}\n"
    return code + "setInterval(draw, 100);\ndraw();\n</script>\n"


def spirograph(facts: Facts) -> str:
    radius = {"small": 50, "normal": 100, "big": 140}[facts["size"]]
    colour, background = shades(facts, "cyan", "black")
    code = head("Spirograph") + CANVAS
    code += f"const r = {radius};\nlet t = 0;\n"
    code += "function draw() {\n" + clear(background)
    code += f'  ctx.strokeStyle = "{colour}";\n'
    code += "  ctx.beginPath();\n"
    code += "  for (let a = 0; a < 31.5; a += 0.05) {\n"
    code += "    const x = Math.cos(a) + Math.cos(a * 5.2 + t);\n"
    code += "    const y = Math.sin(a) + Math.sin(a * 5.2 + t);\n"
    code += "    ctx.lineTo(c.width / 2 + r * x, c.height / 2 + r * y);\n  }\n"
    code += "  ctx.stroke();\n"
    code += f"  t += 0.0{SPEEDS[facts['speed']]};\n"
    return code + RUN


def bar_chart(facts: Facts) -> str:
    colour, background = shades(facts, "teal", "white")
    code = head("Bar chart") + CANVAS
    code += f"const values = [{', '.join(map(str, facts['values']))}];\n"
    code += "const w = c.width / values.length, max = Math.max(...values);\n"
    code += clear(background).replace("  ", "")
    code += f'ctx.fillStyle = "{colour}";\n'
    code += 'ctx.font = "20px sans-serif";\n'
    code += 'ctx.textAlign = "center";\n'
    code += "values.forEach((v, i) => {\n"
    code += "  const h = (v / max) * (c.height - 40);\n"
    code += "  ctx.fillRect(i * w + 10, c.height - h, w - 20, h);\n"
    code += "  ctx.fillText(v, i * w + w / 2, c.height - h - 10);\n});\n"
    return code + "</script>\n"


def confetti(facts: Facts) -> str:
    w, h = {"small": (4, 6), "normal": (8, 12), "big": (16, 24)}[facts["size"]]
    colour = f'"{facts["colour"]}"' if facts["colour"] else "`hsl(${i * 40}, 90%, 60%)`"
    code = head("Confetti") + CANVAS
    code += items("pieces", facts["count"], ANYWHERE + f"  v: 1 + Math.random() * 3,\n  color: {colour},\n", "(_, i)")
    code += "function draw() {\n" + clear(shades(facts, "black", "white")[1])
    code += "  for (const p of pieces) {\n    p.y += p.v;\n"
    code += f"    if (p.y > c.height) p.y = -{h};\n"
    code += "    ctx.fillStyle = p.color;\n"
    code += f"    ctx.fillRect(p.x + 10 * Math.sin(p.y / 20), p.y, {w}, {h});\n  }}\n"
    return code + RUN


PAGES: Mapping[str, Callable[[Facts], str]] = {
    page.__name__: page
    for page in (
        drawing_pad, mouse_trail, sine_wave, rotating_square, dvd_logo, analog_clock, fireworks, rain, game_of_life, spirograph, bar_chart, confetti,
    )
}  # fmt: skip
FAMILIES: tuple[str, ...] = tuple(PAGES)

DEFAULTS: Mapping[str, Facts] = {
    "drawing_pad": {"width": 4, "colour": None, "background": None},
    "mouse_trail": {"count": 20, "size": "normal", "colour": None, "background": None},
    "sine_wave": {"waves": 1, "speed": "normal", "colour": None, "background": None},
    "rotating_square": {"speed": "normal", "size": "normal", "colour": None, "background": None},
    "dvd_logo": {"text": "DVD", "changing": False, "speed": "normal", "colour": None, "background": None},
    "analog_clock": {"seconds": True, "colour": None, "background": None},
    "fireworks": {"count": 50, "colour": None, "background": None},
    "rain": {"count": 200, "wind": False, "colour": None, "background": None},
    "game_of_life": {"cell": 10, "colour": None, "background": None},
    "spirograph": {"speed": "normal", "size": "normal", "colour": None, "background": None},
    "bar_chart": {"values": [3, 7, 5, 9], "colour": None, "background": None},
    "confetti": {"count": 100, "size": "normal", "colour": None, "background": None},
}
TEXTS = (
    "HELLO", "Hi", "Ada", "CODE", "VHS", "Hello", "WOW", "Mercury", "Coffee", "2026", "BOUNCE", "Pizza", "Bob", "Party", "YES", "Max", "OK", "Music",
    "Game Over", "Hello World", "My Logo", "TV", "Lunch", "Video", "Anna", "Cats", "Dogs", "Welcome", "Love", "Sam", "Team", "Happy", "Blu-ray", "CD",
    "BRB", "404", "Monday", "Good Day", "Tom", "Zoe",
)  # fmt: skip


def draw_value(rng: random.Random, family: str, field: str, stated: Facts) -> Any:
    """A value for a stated field: never the default's twin where saying it would be odd."""
    match field:
        case "count" if family == "mouse_trail":
            return max(3, any_count(rng, (0.4, 0.5, 0.1)))
        case "count" if family == "fireworks":
            return max(5, any_count(rng, (0.2, 0.5, 0.3)))
        case "count":
            return any_count(rng, (0.2, 0.35, 0.4, 0.05))
        case "colour" | "background":
            other = stated.get("background" if field == "colour" else "colour")
            return rng.choice([colour for colour in COLOURS if colour != other])
        case "width":
            return rng.choice((1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 24, 30))
        case "waves":
            return rng.choice((1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 10))
        case "speed":
            return rng.choice(("slow", "fast"))
        case "size":
            return rng.choice(("small", "big"))
        case "text":
            return rng.choice(TEXTS)
        case "cell":
            return rng.choice((5, 6, 7, 8, 12, 14, 15, 16, 18, 20, 24, 25, 30, 32, 40))
        case "values":
            most = rng.choice((9, 9, 20, 100))
            return [rng.randint(1, most) for _ in range(rng.choice((3, 4, 4, 5, 5, 6)))]
        case "seconds":
            return rng.random() < 0.3
        case _:
            return True


SOURCE = PageSource(PAGES, DEFAULTS, draw_value, wish_for, count_share=0.2, leading={"bar_chart": ("values", 0.8)})
sample = SOURCE.sample_any_way
