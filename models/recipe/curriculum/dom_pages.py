"""More small pages: timers, lists, dice, generators and calculators, laid out as in pages.py and as deterministic."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from . import pages
from .dom_wishes import wish_for
from .page_source import Facts, PageSource
from .pages import COLOURS, head

DARK = ("black", "navy")  # what black text cannot be read on


def on(background: str) -> str:
    return f" background: {background};" + (" color: white;" if background in DARK else "")


def text_style(facts: Facts) -> str:
    """The colour is that of the text."""
    style = f" background: {facts['background']};" if facts["background"] else ""
    if facts["colour"]:
        style += f" color: {facts['colour']};"
    elif facts["background"]:
        style = on(facts["background"])
    return f"body {{{style} font: 24px sans-serif; text-align: center; }}"


def button_style(facts: Facts) -> str:
    """The colour is that of the button."""
    style = "body {" + (on(facts["background"]) if facts.get("background") else "")
    style += " font: 24px sans-serif; text-align: center; }"
    return style + (f" button {{{on(facts['colour'])} }}" if facts["colour"] else "")


def button(label: str) -> str:
    return f'<button id="b">{label}</button>\n'


OUT = '<p id="p"></p>\n'
CLICK = 'document.getElementById("b").onclick = () => {\n'
SHOW = '  document.getElementById("p").textContent = '
END = "};\n</script>\n"


def stopwatch(facts: Facts) -> str:
    zero, shown = ("0.0", "(time / 1000).toFixed(1)") if facts["tenths"] else ("0", "Math.floor(time / 1000)")
    code = head("Stopwatch", text_style(facts)) + f'<p id="p">{zero}</p>\n'
    code += '<button id="go">Start</button>\n<button id="stop">Stop</button>\n<button id="reset">Reset</button>\n'
    code += "<script>\nlet time = 0, last = Date.now(), on = false;\n"
    code += "setInterval(() => {\n  if (on) time += Date.now() - last;\n  last = Date.now();\n" + SHOW + shown + ";\n}, 100);\n"
    code += 'document.getElementById("go").onclick = () => (on = true);\n'
    code += 'document.getElementById("stop").onclick = () => (on = false);\n'
    return code + 'document.getElementById("reset").onclick = () => {\n  on = false;\n  time = 0;\n' + END


def countdown_timer(facts: Facts) -> str:
    code = head("Countdown", text_style(facts)) + f'<p id="p">{facts["seconds"]}</p>\n' + button("Start")
    code += "<script>\nlet end, timer;\n"
    code += "function tick() {\n  const left = Math.ceil((end - Date.now()) / 1000);\n"
    code += SHOW + 'left > 0 ? left : "Time is up!";\n  if (left <= 0) clearInterval(timer);\n}\n'
    code += CLICK + f"  clearInterval(timer);\n  end = Date.now() + {facts['seconds']} * 1000;\n"
    return code + "  timer = setInterval(tick, 100);\n" + END


def todo_list(facts: Facts) -> str:
    title = facts["title"] or "To-do list"
    code = head(title, button_style(facts) + " ul { list-style: inside; padding: 0; }")
    code += f'<h1>{title}</h1>\n<input id="t">\n{button("Add")}<ul id="list"></ul>\n<script>\n' + CLICK
    code += '  const t = document.getElementById("t");\n  if (!t.value) return;\n'
    code += '  const item = document.createElement("li");\n  item.textContent = t.value;\n'
    if facts["delete"]:
        code += "  item.onclick = () => item.remove();\n"
    return code + '  document.getElementById("list").append(item);\n  t.value = "";\n' + END


PALETTES = {"any": "90%, 60%", "pastel": "80%, 85%", "dark": "60%, 25%"}


def colour_button(facts: Facts) -> str:
    code = head("Random colour", "body { font: 24px sans-serif; text-align: center; }") + button(facts["label"] or "New colour")
    code += (OUT if facts["code"] else "") + "<script>\n" + CLICK
    code += f"  const color = `hsl(${{Math.floor(Math.random() * 360)}}, {PALETTES[facts['palette']]})`;\n"
    code += "  document.body.style.background = color;\n"
    return code + (SHOW + "color;\n" if facts["code"] else "") + END


def dice_roller(facts: Facts) -> str:
    code = head("Dice roller", button_style(facts)) + button(facts["label"] or "Roll") + OUT + "<script>\n" + CLICK
    roll = f"1 + Math.floor(Math.random() * {facts['sides']})"
    if facts["count"] == 1:
        return code + SHOW + roll + ";\n" + END
    code += f"  const rolls = Array.from({{ length: {facts['count']} }}, () => {roll});\n"
    return code + SHOW + 'rolls.join(" ");\n' + END


def coin_flip(facts: Facts) -> str:
    code = head("Coin flip", button_style(facts)) + button(facts["label"] or "Flip") + OUT
    code += ('<p id="n"></p>\n<script>\nlet heads = 0, tails = 0;\n' if facts["count"] else "<script>\n") + CLICK
    code += '  const side = Math.random() < 0.5 ? "Heads" : "Tails";\n' + SHOW + "side;\n"
    if facts["count"]:
        code += '  if (side === "Heads") heads++;\n  else tails++;\n'
        code += '  document.getElementById("n").textContent = `Heads: ${heads}, tails: ${tails}`;\n'
    return code + END


LETTERS, DIGITS, SYMBOLS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "!@#$%&*?"


def password_generator(facts: Facts) -> str:
    code = head("Password generator", button_style(facts)) + button(facts["label"] or "New password") + OUT
    chars = LETTERS + (DIGITS if facts["digits"] else "") + (SYMBOLS if facts["symbols"] else "")
    code += f'<script>\nconst chars = "{chars}";\n' + CLICK + '  let text = "";\n'
    code += f"  for (const n of crypto.getRandomValues(new Uint32Array({facts['length']})))\n"
    return code + "    text += chars[n % chars.length];\n" + SHOW + "text;\n" + END


OPERATIONS = {"add": ("Addition", "+"), "subtract": ("Subtraction", "-"), "multiply": ("Multiplication", "*"), "divide": ("Division", "/")}


def adding_calculator(facts: Facts) -> str:
    title, sign = OPERATIONS[facts["operation"]]
    code = head(title, button_style(facts)) + '<input id="x" type="number">\n<input id="y" type="number">\n'
    code += button(facts["label"] or facts["operation"].capitalize()) + OUT + "<script>\n" + CLICK
    code += '  const x = Number(document.getElementById("x").value);\n  const y = Number(document.getElementById("y").value);\n'
    return code + SHOW + f"x {sign} y;\n" + END


def temperature_converter(facts: Facts) -> str:
    of, result, unit = {"c2f": ("Celsius", "t * 9 / 5 + 32", "F"), "f2c": ("Fahrenheit", "(t - 32) * 5 / 9", "C")}[facts["direction"]]
    code = head("Temperature converter", button_style(facts)) + f'<input id="t" type="number" placeholder="{of}">\n'
    code += button(facts["label"] or "Convert") + OUT + "<script>\n" + CLICK
    code += '  const t = Number(document.getElementById("t").value);\n'
    return code + SHOW + f'({result}).toFixed(1) + " \\u00b0{unit}";\n' + END


def tip_calculator(facts: Facts) -> str:
    code = head("Tip calculator", button_style(facts)) + '<input id="t" type="number" placeholder="Bill">\n'
    code += button(facts["label"] or "Calculate") + OUT + "<script>\n" + CLICK
    code += '  const bill = Number(document.getElementById("t").value);\n'
    code += f"  const tip = bill * {facts['percent']} / 100;\n"
    return code + SHOW + "`Tip: ${tip.toFixed(2)}, total: ${(bill + tip).toFixed(2)}`;\n" + END


def character_counter(facts: Facts) -> str:
    code = head("Character counter", text_style(facts)) + '<textarea id="t" rows="8" cols="40"></textarea>\n'
    code += f'<p id="p">0 characters{", 0 words" if facts["words"] else ""}</p>\n<script>\n'
    code += 'document.getElementById("t").oninput = () => {\n  const text = document.getElementById("t").value;\n'
    if facts["words"]:
        code += "  const words = text.split(/\\s+/).filter(Boolean).length;\n"
    return code + SHOW + "`${text.length} characters" + (", ${words} words" if facts["words"] else "") + "`;\n" + END


def dark_mode_toggle(facts: Facts) -> str:
    code = head("Dark mode", button_style(facts) + " .dark { background: black; color: white; }")
    code += ('<body class="dark">\n' if facts["dark"] else "<body>\n") + "<h1>Hello</h1>\n"
    code += button(facts["label"] or "Dark mode") + "<script>\n"
    return code + 'document.getElementById("b").onclick = () => document.body.classList.toggle("dark");\n</script>\n'


PAGES: Mapping[str, Callable[[Facts], str]] = {
    "stopwatch": stopwatch,
    "countdown_timer": countdown_timer,
    "todo_list": todo_list,
    "colour_button": colour_button,
    "dice_roller": dice_roller,
    "coin_flip": coin_flip,
    "password_generator": password_generator,
    "adding_calculator": adding_calculator,
    "temperature_converter": temperature_converter,
    "tip_calculator": tip_calculator,
    "character_counter": character_counter,
    "dark_mode_toggle": dark_mode_toggle,
}
FAMILIES: tuple[str, ...] = tuple(PAGES)

DEFAULTS: Mapping[str, Facts] = {
    "stopwatch": {"tenths": False, "colour": None, "background": None},
    "countdown_timer": {"seconds": 60, "colour": None, "background": None},
    "todo_list": {"delete": False, "title": None, "colour": None, "background": None},
    "colour_button": {"palette": "any", "label": None, "code": False},
    "dice_roller": {"sides": 6, "count": 1, "label": None, "colour": None, "background": None},
    "coin_flip": {"count": False, "label": None, "colour": None, "background": None},
    "password_generator": {"length": 12, "digits": True, "symbols": False, "label": None, "colour": None},
    "adding_calculator": {"operation": "add", "label": None, "colour": None, "background": None},
    "temperature_converter": {"direction": "c2f", "label": None, "colour": None, "background": None},
    "tip_calculator": {"percent": 15, "label": None, "colour": None, "background": None},
    "character_counter": {"words": False, "colour": None, "background": None},
    "dark_mode_toggle": {"dark": False, "label": None, "colour": None},
}
TEXT_COLOURED = ("stopwatch", "countdown_timer", "character_counter")
LABELS: Mapping[str, tuple[str, ...]] = {
    "colour_button": ("Change colour", "Paint it", "Random", "New background", "Colour me"),
    "dice_roller": ("Roll the dice", "Throw", "Roll again", "Try your luck", "Throw the dice"),
    "coin_flip": ("Flip the coin", "Toss", "Flip a coin", "Try your luck", "Decide"),
    "password_generator": ("Generate", "Create", "Get password", "New one", "Make one"),
    "adding_calculator": ("Calculate", "Compute", "Result", "Equals", "Show result"),
    "temperature_converter": ("Calculate", "Change", "Compute", "Show result", "Do it"),
    "tip_calculator": ("Tip", "Get tip", "Compute", "Show tip", "How much"),
    "dark_mode_toggle": ("Toggle", "Switch", "Light or dark", "Change theme", "Theme"),
}
TITLES = (
    "Shopping", "My tasks", "Groceries", "Things to do", "Chores", "Homework", "Packing", "Today", "Work", "Party", "Ideas", "My plans", "This week",
    "Garden", "Errands", "Tasks",
)  # fmt: skip


def draw_value(rng: random.Random, family: str, field: str, stated: Facts) -> Any:
    """A value for a stated field. White text needs a stated background."""
    match field:
        case "colour" | "background":
            other = stated.get("background" if field == "colour" else "colour")
            unseen = "white" if field == "colour" and family in TEXT_COLOURED and not other else other
            return rng.choice([colour for colour in COLOURS if colour != unseen])
        case "label":
            return rng.choice(LABELS[family] + pages.LABELS[:6])
        case "title":
            return rng.choice(TITLES)
        case "seconds":
            return rng.choice((5, 10, 15, 20, 30, 30, 40, 45, 50, 60, 90, 120, rng.randint(3, 99)))
        case "sides":
            return rng.choice((4, 8, 10, 12, 20, 100, rng.randint(3, 30)))
        case "count" if family == "dice_roller":
            return rng.choice((2, 2, 2, 3, 3, 4, 5, 6, rng.randint(2, 12)))
        case "length":
            return rng.choice((6, 8, 8, 10, 14, 15, 16, 16, 18, 20, 24, 32, rng.randint(5, 40)))
        case "percent":
            return rng.choice((5, 8, 10, 12, 15, 18, 20, 20, 22, 25, 30, rng.randint(2, 40)))
        case "palette":
            return rng.choice(("pastel", "pastel", "dark"))
        case "operation":
            return rng.choice(tuple(OPERATIONS))
        case "direction":
            return rng.choice(("c2f", "f2c"))
        case "digits":
            return rng.random() < 0.4
        case _:
            return True


SOURCE = PageSource(PAGES, DEFAULTS, draw_value, wish_for, leading={"adding_calculator": ("operation", 1.0)})
sample = SOURCE.sample_any_way
