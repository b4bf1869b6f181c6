"""How people say in what way a page is to be written: phrases for each of the ways of page_ways.py."""

from __future__ import annotations

from collections.abc import Mapping

from .page_ways import CLASS_NAMES

# {name} is the class of the family, {thing} what it stands for.
PHRASES: Mapping[str, tuple[str, ...]] = {
    "interval": (
        "with setInterval", "using setInterval", "use setInterval", "with setInterval instead of requestAnimationFrame",
        "no requestAnimationFrame, use setInterval", "without requestAnimationFrame", "use setInterval, not requestAnimationFrame",
        "use setInterval for the animation", "animated with setInterval", "driven by setInterval",
        "use a timer instead of requestAnimationFrame", "using setInterval for the loop", "that uses setInterval",
        "not using requestAnimationFrame but setInterval", "using a setInterval loop", "with a setInterval timer",
        "don't use requestAnimationFrame", "it should use setInterval", "make it run with setInterval",
    ),
    "timeout": (
        "with setTimeout", "using setTimeout", "use setTimeout", "with setTimeout instead of setInterval", "no setInterval, use setTimeout",
        "using setTimeout in place of setInterval", "use setTimeout, not setInterval", "using a function that calls itself with setTimeout",
        "driven by setTimeout", "that uses setTimeout", "with recursive setTimeout", "using recursive setTimeout calls",
        "don't use setInterval but setTimeout", "it should use setTimeout", "avoid setInterval and use setTimeout",
        "not using setInterval but setTimeout", "with a setTimeout loop",
    ),
    "frames": (
        "with requestAnimationFrame", "using requestAnimationFrame", "use requestAnimationFrame",
        "with requestAnimationFrame instead of setInterval", "no setInterval, use requestAnimationFrame",
        "use requestAnimationFrame, not setInterval", "driven by requestAnimationFrame", "that uses requestAnimationFrame",
        "using an animation frame loop", "with a requestAnimationFrame loop", "don't use timers but requestAnimationFrame",
        "it should use requestAnimationFrame", "avoid setInterval and use requestAnimationFrame",
        "using requestAnimationFrame for the updates", "not using setInterval but requestAnimationFrame",
    ),
    "class": (
        "with a class", "using a class", "use a class", "with a {name} class", "using a class for the {thing}",
        "use a class for the {thing}", "in an object oriented style", "object oriented code", "using object oriented programming",
        "with a class for the {thing}", "make the {thing} a class of its own", "using classes", "use classes", "using an ES6 class",
        "written with a class", "using OOP", "with a JavaScript class", "use a {name} class", "with a class called {name}",
    ),
    "listeners": (
        "with addEventListener", "using addEventListener", "use addEventListener", "using event listeners", "with event listeners",
        "use event listeners", "with an event listener", "with addEventListener instead of on handlers",
        "use addEventListener for the events", "that uses addEventListener", "using addEventListener, not on properties",
        "don't assign handlers, use addEventListener", "it should use addEventListener", "using addEventListener for the handlers",
        "no on properties, use addEventListener", "attach the handlers with addEventListener", "with handlers added by addEventListener",
    ),
    "inline": (
        "with inline event handlers", "using inline event handlers", "use inline event handlers", "with inline handlers",
        "using inline handlers in the html", "with the event handlers in the html", "use event attributes",
        "using event attributes in the tags", "with handlers as html attributes", "with {attribute} attributes",
        "using the {attribute} attribute", "use {attribute} in the html", "with inline {attribute} handlers", "with {attribute} in the tag",
        "using inline {attribute}", "put the handlers in the html tags", "with {attribute}= in the html",
        "that uses inline {attribute} handlers",
    ),
    "time": (
        "using the timestamp", "using the timestamp of requestAnimationFrame", "use the timestamp", "based on the elapsed time",
        "with time based animation", "using time based animation", "with motion that follows the clock", "use the timestamp of the frame",
        "not depending on the frame rate", "with speed independent of the frame rate", "make it independent of the frame rate",
        "it should not depend on the frame rate", "using the time passed to draw", "using the elapsed time, not a frame counter",
        "with the timestamp argument of requestAnimationFrame", "use the elapsed time for the motion", "moving with the timestamp",
    ),
    "loop": (
        "with a for loop", "using a for loop", "use a for loop", "with a for loop instead of forEach", "no forEach, use a for loop",
        "without forEach", "use a for loop, not forEach", "using a plain for loop", "with a classic for loop", "that uses a for loop",
        "don't use forEach", "using an index loop", "it should use a for loop", "avoid forEach and use a for loop",
        "with an ordinary for loop", "drawn in a for loop", "with a counting for loop",
    ),
}  # fmt: skip
THINGS: Mapping[str, str] = {
    "bouncing_balls": "balls", "falling_letters": "columns", "snow": "flakes", "starfield": "stars", "dvd_logo": "logo", "analog_clock": "clock",
    "fireworks": "sparks", "rain": "drops", "game_of_life": "game", "bar_chart": "chart", "confetti": "pieces",
}  # fmt: skip
ATTRIBUTES: Mapping[str, str] = {"character_counter": "oninput", "drawing_pad": "onmousemove"}  # all others are clicked


def phrases(family: str, way: str) -> tuple[str, ...]:
    """What states the way, in words for the family."""
    words = {"name": CLASS_NAMES.get(family, ""), "thing": THINGS.get(family, ""), "attribute": ATTRIBUTES.get(family, "onclick")}
    return tuple(phrase.format(**words) for phrase in PHRASES[way])
