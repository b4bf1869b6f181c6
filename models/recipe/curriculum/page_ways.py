"""Other ways to write the canonical pages: the same page to look at, built otherwise, for wishes that say how.

Each way rewrites the text of a canonical page, which is laid out alike in every family, so that no page is written
twice and a way holds for whatever else the wish states. What looks the same and does the same is judged the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

LISTENERS_AND_INLINE = ("listeners", "inline")
INTERVAL_AND_CLASS = ("interval", "class")
INTERVAL_AND_TIME = ("interval", "time")

WAYS: Mapping[str, tuple[str, ...]] = {
    "bouncing_balls": INTERVAL_AND_CLASS,
    "falling_letters": INTERVAL_AND_CLASS,
    "joke_button": LISTENERS_AND_INLINE,
    "click_counter": LISTENERS_AND_INLINE,
    "digital_clock": ("timeout", "frames"),
    "snow": INTERVAL_AND_CLASS,
    "starfield": INTERVAL_AND_CLASS,
    "stopwatch": LISTENERS_AND_INLINE,
    "countdown_timer": LISTENERS_AND_INLINE,
    "todo_list": LISTENERS_AND_INLINE,
    "colour_button": LISTENERS_AND_INLINE,
    "dice_roller": LISTENERS_AND_INLINE,
    "coin_flip": LISTENERS_AND_INLINE,
    "password_generator": LISTENERS_AND_INLINE,
    "adding_calculator": LISTENERS_AND_INLINE,
    "temperature_converter": LISTENERS_AND_INLINE,
    "tip_calculator": LISTENERS_AND_INLINE,
    "character_counter": LISTENERS_AND_INLINE,
    "dark_mode_toggle": LISTENERS_AND_INLINE,
    "drawing_pad": LISTENERS_AND_INLINE,
    "mouse_trail": ("interval", "listeners"),
    "sine_wave": INTERVAL_AND_TIME,
    "rotating_square": INTERVAL_AND_TIME,
    "dvd_logo": INTERVAL_AND_CLASS,
    "analog_clock": INTERVAL_AND_CLASS,
    "fireworks": INTERVAL_AND_CLASS,
    "rain": INTERVAL_AND_CLASS,
    "game_of_life": ("timeout", "class"),
    "spirograph": INTERVAL_AND_TIME,
    "bar_chart": ("loop", "class"),
    "confetti": INTERVAL_AND_CLASS,
}

CLASS_NAMES: Mapping[str, str] = {
    "bouncing_balls": "Ball", "falling_letters": "Drop", "snow": "Flake", "starfield": "Star", "dvd_logo": "Logo", "analog_clock": "Clock",
    "fireworks": "Spark", "rain": "Drop", "game_of_life": "Life", "bar_chart": "BarChart", "confetti": "Piece",
}  # fmt: skip
# Of handlers that are more than one expression. None is a property of an element or of the document, which an inline handler sees first.
HANDLER_NAMES: Mapping[str, str] = {
    "joke_button": "tell", "stopwatch": "reset", "countdown_timer": "start", "todo_list": "add", "colour_button": "paint", "dice_roller": "roll",
    "coin_flip": "flip", "password_generator": "generate", "adding_calculator": "calculate", "temperature_converter": "convert",
    "tip_calculator": "calculate", "character_counter": "update", "dark_mode_toggle": "toggle",
}  # fmt: skip

NEXT_FRAME = "  requestAnimationFrame(draw);\n"
FRAME_MS = 16


def in_way(family: str, way: str, code: str) -> str:
    """A canonical page of the family written in one of its ways. Raises ValueError where the way is none of them."""
    if way not in WAYS.get(family, ()):
        raise ValueError(f"{way!r} is none of the ways of {family!r}: {', '.join(WAYS.get(family, ())) or 'it has none'}")
    return (_OF_FAMILY.get((family, way)) or _OF_WAY[way])(family, code)


def _replaced(code: str, old: str, new: str) -> str:
    """Replaced once: a page in which ``old`` does not stand is none of the canonical ones."""
    if code.count(old) != 1:
        raise ValueError(f"{old!r} stands {code.count(old)} times in the page, not once")
    return code.replace(old, new)


def _parts(pattern: str, code: str) -> tuple[str, re.Match[str], str]:
    """What stands before the pattern, the match, and what stands behind it."""
    if not (found := re.search(pattern, code, re.MULTILINE)):
        raise ValueError(f"nothing in the page is like {pattern!r}")
    return code[: found.start()], found, code[found.end() :]


def _indented(lines: str) -> str:
    return re.sub("^", "  ", lines.removesuffix("\n"), flags=re.MULTILINE) + "\n"


def _interval(family: str, code: str) -> str:
    """A timer calls draw, not the next frame."""
    code = _replaced(code, NEXT_FRAME, "")
    return _replaced(code, "}\ndraw();\n", f"}}\nsetInterval(draw, {FRAME_MS});\n")


def _clock_interval(family: str, code: str) -> str:
    """Once a second is enough for a clock, and it shows the time at once."""
    return _replaced(_replaced(code, NEXT_FRAME, ""), "}\ndraw();\n", "}\nsetInterval(draw, 1000);\ndraw();\n")


def _timeout(family: str, code: str) -> str:
    """The function that a timer called calls itself again, later."""
    before, timer, behind = _parts(r"^\}\nsetInterval\((\w+), (\d+)\);\n", code)
    return f"{before}  setTimeout({timer[1]}, {timer[2]});\n}}\n{behind}"


def _frames(family: str, code: str) -> str:
    """The function that a timer called asks for the next frame."""
    before, timer, behind = _parts(r"^\}\nsetInterval\((\w+), \d+\);\n", code)
    return f"{before}  requestAnimationFrame({timer[1]});\n}}\n{behind}"


def _time(family: str, code: str) -> str:
    """What grew by a little each frame follows the time of the frame."""
    before, step, behind = _parts(r"^  (\w+) \+= (0\.0\d);\n", code)
    per_ms = f"{round(float(step[2]) * 60 / 1000, 5):.4f}"  # as fast as at 60 frames a second
    code = _replaced(before + behind, f"let {step[1]} = 0;\n", "")
    code = _replaced(code, "function draw() {\n", f"function draw(time) {{\n  const {step[1]} = time * {per_ms};\n")
    return _replaced(code, "}\ndraw();\n", "}\nrequestAnimationFrame(draw);\n")  # only a frame knows its time


def _loop(family: str, code: str) -> str:
    before, each, behind = _parts(r"^values\.forEach\(\(v, i\) => \{\n((?:  .*\n)+)\}\);\n", code)
    return f"{before}for (let i = 0; i < values.length; i++) {{\n  const v = values[i];\n{each[1]}}}\n{behind}"


def _class_of_items(family: str, code: str) -> str:
    """The items of a list are objects of a class that know how to move and draw themselves."""
    name = CLASS_NAMES[family]
    code, made, behind = _parts(r"^( *)(.*Array\.from\(\{ length: \d+ \}), \(.*?\) => \(\{\n((?:.*\n)+?) *\}\)\);\n", code)
    fields = re.findall(r"(\w+)(?:: (.*))?,\n", made[3])
    given = [field for field, value in fields if not value]  # "x," takes the x that is there
    given += ["i"] * any(re.search(r"\bi\b", value) for _, value in fields)
    constructor = "".join(f"    this.{field} = {value or field};\n" for field, value in fields)
    element = "(_, i)" if "i" in given else "()"
    items = f"{made[1]}{made[2]}, {element} => new {name}({', '.join(given)}));\n"
    between, loop, rest = _parts(r"^  for \(const (\w) of (\w+)\) \{\n((?:    .*\n)+)  \}\n", behind)
    pairs = "".join(re.findall(r"^    for .*\n(?:      .*\n)+    \}\n", loop[3], re.MULTILINE))
    step = re.sub(rf"\b{loop[1]}\.", "this.", loop[3].replace(pairs, ""))
    written = f"class {name} {{\n  constructor({', '.join(given)}) {{\n{constructor}  }}\n  step() {{\n{step}  }}\n}}\n"
    steps = f"  for (const {loop[1]} of {loop[2]}) {loop[1]}.step();\n"
    if pairs:  # what happens between two of them is the business of neither
        steps = f"  for (const {loop[1]} of {loop[2]}) {{\n    {loop[1]}.step();\n{pairs}  }}\n"
    head, script, opening = code.rpartition("let t = 0, sparks, color;\n") if made[1] else (code, "", "")
    return f"{head}{written}{script}{opening}{items}{between}{steps}{rest}"


def _class_of_drops(family: str, code: str) -> str:
    """The numbers of the list become objects that know their column as well."""
    code, made, behind = _parts(r"^(const drops = .*), \(\) => (.*)\);\n", code)
    between, each, rest = _parts(r"^  drops\.forEach\(\(y, i\) => \{\n((?:    .*\n)+)  \}\);\n", behind)
    step = re.sub(r"\b([iy])\b", r"this.\1", each[1].replace("drops[i]", "y"))
    code += f"class Drop {{\n  constructor(i) {{\n    this.i = i;\n    this.y = {made[2]};\n  }}\n  step() {{\n{step}  }}\n}}\n"
    return f"{code}{made[1]}, (_, i) => new Drop(i));\n{between}  for (const d of drops) d.step();\n{rest}"


def _class_of_one(family: str, code: str) -> str:
    """The variables of the page are fields of its one object, which does all but clearing the canvas."""
    name = CLASS_NAMES[family]
    before, drawn, behind = _parts(r"^let (.*);\nfunction draw\(\) \{\n((?:.*\n){2})((?:  .*\n)+?)(" + re.escape(NEXT_FRAME) + r")?\}\n", code)
    fields = [state.split(" = ", 1) for state in re.split(r", (?=\w+ = )", drawn[1])]
    names = "|".join(field for field, _ in fields)
    # Text in quotes stays: a logo may well say "x".
    step = re.sub(rf'"[^"]*"|(?<![.\w])({names})\b', lambda word: f"this.{word[1]}" if word[1] else word[0], drawn[3])
    constructor = "".join(f"    this.{field} = {value};\n" for field, value in fields)
    written = f"class {name} {{\n  constructor() {{\n{constructor}  }}\n  step() {{\n{_indented(step)}  }}\n}}\n"
    return f"{before}{written}const {name.lower()} = new {name}();\nfunction draw() {{\n{drawn[2]}  {name.lower()}.step();\n{drawn[4] or ''}}}\n{behind}"


def _class_of_functions(family: str, code: str) -> str:
    """The clock has no variables: its functions become methods."""
    before, methods, behind = _parts(r"^function hand(?:.*\n)+^\}\ndraw\(\);\n", code)
    text = methods[0].removesuffix("draw();\n").replace(NEXT_FRAME, "  requestAnimationFrame(() => this.draw());\n")
    text = re.sub(r"(?<!function )\bhand\(", "this.hand(", text).replace("function ", "")
    return f"{before}class Clock {{\n{_indented(text)}}}\nnew Clock().draw();\n{behind}"


def _class_of_chart(family: str, code: str) -> str:
    before, chart, behind = _parts(r"^const values = (.*);\n((?:.*\n)+)^</script>\n", code)
    draw = _indented(_indented(re.sub(r"\bvalues\b", "this.values", chart[2])))
    written = f"class BarChart {{\n  constructor(values) {{\n    this.values = values;\n  }}\n  draw() {{\n{draw}  }}\n}}\n"
    return f"{before}{written}new BarChart({chart[1]}).draw();\n</script>\n{behind}"


ASSIGNMENT = re.compile(r"( *)(.+)\.on([a-z]+) = (.+)")


def _listeners(family: str, code: str) -> str:
    lines, open_at = [], None
    for line in code.splitlines():
        if found := ASSIGNMENT.fullmatch(line):
            indent, element, event, handler = found.groups()
            line = f'{indent}{element}.addEventListener("{event}", ' + (f"{handler[:-1]});" if handler.endswith(";") else handler)
            open_at = open_at if handler.endswith(";") else indent
        elif open_at is not None and line == f"{open_at}}};":
            line, open_at = f"{open_at}}});", None
        lines.append(line)
    return "\n".join(lines) + "\n"


def _inline(family: str, code: str) -> str:
    """What a click does stands in the tag itself: an expression as it is, more than that as the call of a function."""
    handlers = re.compile(r'^document\.getElementById\("(\w+)"\)\.on([a-z]+) = \(\) => (?:\{\n((?:  .*\n)+)\}|(.*));\n', re.MULTILINE)
    calls: list[tuple[str, str, str]] = []

    def named(found: re.Match[str]) -> str:
        element, event, block, expression = found.groups()
        if expression and '"' not in expression:
            calls.append((element, event, expression.removeprefix("(").removesuffix(")") if " = " in expression else expression))
            return ""
        calls.append((element, event, f"{HANDLER_NAMES[family]}()"))
        return f"function {HANDLER_NAMES[family]}() {{\n" + (block or f"  {expression};\n") + "}\n"

    code = handlers.sub(named, code)
    for element, event, call in calls:
        used = f'getElementById("{element}")' in code  # else the tag needs no id any more
        code = _replaced(code, f' id="{element}"', (f' id="{element}"' if used else "") + f' on{event}="{call}"')
    return code


def _named_strokes(code: str) -> tuple[str, str, str, str]:
    """The drawing pad around its two handlers, and their bodies, in which one calls the other by name."""
    before, found, behind = _parts(r"^c\.onmousedown = \(e\) => \{\n((?:  .*\n)+)\};\nc\.onmousemove = \(e\) => \{\n((?:  .*\n)+)\};\n", code)
    return before, found[1].replace("c.onmousemove(e)", "line(e)"), found[2], behind


def _pad_listeners(family: str, code: str) -> str:
    before, down, move, behind = _named_strokes(code)
    added = f'c.addEventListener("mousedown", (e) => {{\n{down}}});\nc.addEventListener("mousemove", line);\n'
    return f"{before}function line(e) {{\n{move}}}\n{added}{behind}"


def _pad_inline(family: str, code: str) -> str:
    before, down, move, behind = _named_strokes(code)
    before = _replaced(before, '<canvas id="c">', '<canvas id="c" onmousedown="start(event)" onmousemove="line(event)">')
    return f"{before}function start(e) {{\n{down}}}\nfunction line(e) {{\n{move}}}\n{behind}"


_OF_WAY: Mapping[str, Callable[[str, str], str]] = {
    "interval": _interval, "timeout": _timeout, "frames": _frames, "time": _time, "loop": _loop, "class": _class_of_items,
    "listeners": _listeners, "inline": _inline,
}  # fmt: skip
_OF_FAMILY: Mapping[tuple[str, str], Callable[[str, str], str]] = {
    ("falling_letters", "class"): _class_of_drops, ("dvd_logo", "class"): _class_of_one, ("game_of_life", "class"): _class_of_one,
    ("analog_clock", "class"): _class_of_functions, ("bar_chart", "class"): _class_of_chart, ("analog_clock", "interval"): _clock_interval,
    ("drawing_pad", "listeners"): _pad_listeners, ("drawing_pad", "inline"): _pad_inline,
}  # fmt: skip
