"""How people ask for the pages: noun phrases and feature phrases by family."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from .wording import Compose, Split, compose, number_in_words

# "a|" marks a noun phrase that may take an article.
NOUNS: Mapping[str, tuple[str, ...]] = {
    "bouncing_balls": (
        "a|bouncing balls simulator", "bouncing balls", "bouncing balls", "balls bouncing around", "balls that bounce", "a|ball bouncing simulation",
        "balls bouncing off the walls", "a|bouncing balls animation", "a|page with bouncing balls", "a|bouncing ball demo",
        "a|canvas with bouncing balls", "balls that bounce around the screen", "balls bouncing on a canvas", "bouncy balls",
        "a|simulation of bouncing balls", "a|web page where balls bounce around", "a|animation of bouncing balls",
        "a|html page of balls that bounce off the edges", "balls moving and bouncing in the window", "some bouncing balls",
        "a|screen full of bouncing balls", "a|physics demo with balls", "balls in a box", "a|simulator of balls bouncing",
        "balls flying around and hitting the walls", "jumping balls", "a|bouncing circles animation", "circles bouncing around",
        "a|ball simulator", "a|balls simulation in html", "bouncing balls in the browser", "rubber balls bouncing",
        "{count} bouncing balls", "{count} balls bouncing", "{count} balls", "{count} {colour} balls", "{colour} bouncing balls",
        "{count} {colour} bouncing balls", "{colour} balls that bounce", "{count} balls bouncing off the walls", "{count} bouncy balls",
        "{size} bouncing balls", "{count} {size} balls bouncing", "{count} {size} {colour} balls", "{count} balls that bounce around",
        "a|page with {count} bouncing balls", "a|simulation of {count} bouncing balls", "a|simulation with {count} {colour} balls",
        "a|animation of {count} {colour} balls bouncing", "{colour} balls bouncing around", "a|bouncing balls page with {count} balls",
        "{colour} balls on a {background} background", "{count} {colour} balls on {background}",
        "bouncing balls that are {colour}", "bouncing balls on a {background} background",
    ),
    "falling_letters": (
        "falling {characters}", "{characters} falling down", "{characters} that fall", "a|matrix rain of {characters}", "falling {characters} animation",
        "a|rain of {characters}", "{characters} raining down the screen", "{characters} falling from the top", "a|page with falling {characters}",
        "a|animation of falling {characters}", "a|matrix effect with {characters}", "{characters} dropping from the sky", "{characters} rain",
        "a|canvas where {characters} fall", "{characters} falling like rain", "a|screen of falling {characters}", "a|matrix style {characters} rain",
        "{characters} pouring down", "a|{characters} waterfall", "tumbling {characters}", "a|web page of {characters} falling down",
        "{characters} that rain down", "falling {characters} like in the matrix", "{colour} falling {characters}", "falling {colour} {characters}",
        "{colour} {characters} falling down", "{colour} {characters} on {background}", "{speed} falling {characters}", "a|rain of {colour} {characters}",
        "{colour} matrix rain of {characters}", "{characters} in {colour} raining down", "{characters} falling on a {background} background",
    ),
    "joke_button": (
        "a|random {kind} button", "a|button that shows a random {kind}", "a|{kind} button", "a|button that tells a {kind}", "a|{kind} generator",
        "a|page that shows a {kind} when I click a button", "a|random {kind} generator", "a|page with a button for a random {kind}",
        "a|button which displays a {kind}", "random {kind}s at the click of a button", "a|{kind} of the moment button", "a|web page with random {kind}s",
        "a|button, click it and get a {kind}", "a|{kind} machine", "a|page with a {kind} button", "a|{kind} picker", "a|random {kind} page",
        "a|button to get a new {kind}", "a|new {kind} on every click", "a|button that gives me a {kind}", "a|click for a {kind} page",
        "a|{kind} app", "show a random {kind} when a button is pressed", "a|button that prints random {kind}s", "press a button to see a {kind}",
        "a|{colour} button that shows a random {kind}", "a|random {kind} button in {colour}", "a|button with {count} random {kind}s",
        "a|{kind} button with {count} {kind}s", "a|{colour} {kind} button", "a|random {kind} button labelled {label}",
    ),
    "click_counter": (
        "a|click counter", "a|counter", "a|button that counts clicks", "a|page that counts clicks", "a|counter with a button", "a|clicker",
        "a|counter app", "a|button counter", "a|page with a counter", "count how often a button is clicked", "a|counting button", "a|tally counter",
        "a|click counting page", "a|counter that goes up when I click", "a|number that goes up on each click", "a|web page to count clicks",
        "a|button that increments a number", "a|increment counter", "a|score counter", "a|counter page in html", "a|people counter",
        "a|counter that starts at {start}", "a|counter that counts by {step}", "a|counter going up by {step}", "a|click counter from {start}",
        "a|counter from {start} in steps of {step}",
    ),
    "digital_clock": (
        "a|digital clock", "a|clock", "a|page that shows the time", "a|clock page", "a|live clock", "a|digital clock in html", "the current time",
        "a|page with the current time", "a|ticking clock", "a|web clock", "a|big digital clock", "a|clock that updates every second", "a|digital watch",
        "a|time display", "a|page showing what time it is", "a|clock app", "a|real time clock", "a|clock for my desk", "a|simple clock for the browser",
        "a|{colour} digital clock", "a|digital clock in {colour}", "a|{colour} clock on a {background} background", "a|{colour} clock",
        "a|clock with {colour} digits",
    ),
    "snow": (
        "falling snow", "a|snow animation", "snow", "snowflakes falling", "a|snowfall", "a|snowfall animation", "it is snowing", "a|page with falling snow",
        "a|winter scene with snow", "a|snow simulator", "snow falling on the screen", "a|snowy page", "a|canvas with snow", "snowflakes", "a|snow effect",
        "let it snow", "a|snowstorm", "gentle snow", "a|simulation of snow", "a|falling snowflakes animation", "a|page where it snows",
        "{count} snowflakes", "{count} falling snowflakes", "{colour} snow", "{count} flakes of snow falling", "{colour} snowflakes falling",
        "{colour} snow on a {background} background", "snow on a {background} sky", "a|snow animation with {count} flakes",
    ),
    "starfield": (
        "a|starfield", "a|star field", "flying through stars", "a|starfield animation", "a|starfield simulation", "stars flying by", "a|warp speed effect",
        "a|flight through space", "stars moving towards me", "a|space flight with stars", "a|page with moving stars", "a|starfield screensaver",
        "a|3d starfield", "stars coming out of the centre", "a|hyperspace animation", "a|star wars style starfield", "a|canvas of flying stars",
        "a|trip through the stars", "a|space animation with stars", "stars rushing past", "a|{speed} starfield", "a|starfield with {count} stars",
        "{count} stars flying by", "{count} flying stars", "{colour} stars flying by", "a|starfield of {count} {colour} stars",
        "a|{colour} starfield", "a|starfield on a {background} background", "{count} stars in space",
    ),
}  # fmt: skip

COUNTED = {"bouncing_balls": "balls", "joke_button": "texts", "snow": "flakes", "starfield": "stars"}
COLOURED = {"bouncing_balls": "balls", "falling_letters": "text", "digital_clock": "digits", "snow": "snow", "starfield": "stars", "joke_button": "button"}

COLOUR = (
    "{colour}", "in {colour}", "the {thing} {colour}", "{colour} {thing}", "make the {thing} {colour}", "coloured {colour}", "colour {colour}",
    "the colour is {colour}", "{colour} colour", "all {colour}", "use {colour} for the {thing}", "the {thing} should be {colour}", "everything in {colour}",
    "painted {colour}", "color {colour}", "with {colour} {thing}", "{thing} in {colour}", "I want the {thing} {colour}",
)  # fmt: skip
BACKGROUND = (
    "a {background} background", "{background} background", "on a {background} background", "on {background}", "background {background}", "the background {background}",
    "{background} as background", "make the background {background}", "a {background} backdrop", "background colour {background}", "the background should be {background}",
    "in front of {background}", "over a {background} background", "a {background} page", "the page {background}", "background in {background}",
)  # fmt: skip
COUNT = (
    "{count} {thing}", "{count} of them", "make it {count} {thing}", "exactly {count} {thing}", "number of {thing}: {count}", "{count} {thing} in total",
    "use {count} {thing}", "there should be {count} {thing}", "I want {count} {thing}", "{count} {thing} please", "have {count} {thing}", "let there be {count} {thing}",
)  # fmt: skip

FEATURES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "bouncing_balls": {
        "gravity": (
            "gravity", "with gravity", "gravity on", "and gravity", "falling down by gravity", "affected by gravity", "add gravity", "gravity pulling them down",
            "under gravity", "they should fall", "gravity enabled", "that fall to the ground", "real gravity", "a bit of gravity",
        ),
        "collisions": (
            "collisions", "with collisions", "colliding with each other", "they bounce off each other", "collisions between balls", "that collide",
            "ball collisions", "they should collide", "balls hitting each other", "collision detection", "they hit each other", "elastic collisions",
            "bumping into each other",
        ),
        "trails": (
            "trails", "with trails", "leaving trails", "motion trails", "a trail behind each ball", "they leave a trail", "fading trails", "with a tail",
            "tails", "draw trails", "trails behind them", "motion blur",
        ),
        "size": ("{size}", "{size} balls", "{size} ones", "make them {size}", "the balls {size}", "{size} in size", "they should be {size}", "size {size}"),
    },
    "falling_letters": {
        "characters": ("{characters}",),
        "speed": ("{speed}", "falling {speed}", "make it {speed}", "moving {speed}", "at {speed} speed", "speed {speed}", "they fall {speed}", "really {speed}"),
        "size": (
            "size {size}", "font size {size}", "{size} pixels", "{size}px", "in {size}px", "a font of {size} pixels", "{size} px font", "text size {size}",
            "letters {size} pixels high",
        ),
    },
    "joke_button": {
        "kind": ("{kind}",),
        "label": (
            "labelled {label}", "the button says {label}", "button text {label}", "called {label}", "with the label {label}", "the label is {label}",
            "saying {label}", "text on the button: {label}", "the button reads {label}", "that says {label}", "named {label}",
        ),
    },
    "click_counter": {
        "step": (
            "step {step}", "counting by {step}", "steps of {step}", "that adds {step} each time", "going up by {step}", "increment by {step}", "in steps of {step}",
            "each click adds {step}", "plus {step} per click", "adding {step} per click", "it should add {step}",
        ),
        "start": (
            "starting at {start}", "start at {start}", "beginning with {start}", "from {start}", "the start value is {start}", "it starts at {start}",
            "starting from {start}", "initial value {start}", "begin at {start}",
        ),
        "reset": (
            "a reset button", "reset", "with reset", "a button to reset", "reset button", "that can be reset", "and a reset", "a way to reset it",
            "a button to start over", "it can be set back",
        ),
        "minus": (
            "a minus button", "minus", "plus and minus", "plus and minus buttons", "a decrement button", "a button to count down", "that can go down too",
            "up and down", "buttons for up and down", "a minus one as well", "decrement too",
        ),
    },
    "digital_clock": {
        "seconds": ("{seconds}",),
        "hours12": (
            "am and pm", "12 hours", "in 12 hour format", "12 hour clock", "with am pm", "am/pm", "twelve hour format", "using am and pm", "showing am or pm",
            "12h format", "american format",
        ),
    },
    "snow": {
        "wind": (
            "wind", "with wind", "blown by the wind", "some wind", "drifting sideways", "a bit of wind", "in the wind", "wind from the left", "the wind blows",
            "moving sideways",
        ),
    },
    "starfield": {
        "speed": ("{speed}", "make it {speed}", "moving {speed}", "at {speed} speed", "speed {speed}", "flying {speed}", "really {speed}"),
    },
}  # fmt: skip

WORDS: Mapping[tuple[str, Any], tuple[str, ...]] = {
    ("size", "small"): ("small", "small", "tiny", "little", "mini"),
    ("size", "big"): ("big", "big", "large", "huge", "giant"),
    ("speed", "slow"): ("slow", "slow", "slowly", "calm", "lazy"),
    ("speed", "fast"): ("fast", "fast", "quick", "rapid", "quickly"),
    ("characters", "letters"): ("letters", "letters", "characters", "alphabet letters", "text characters"),
    ("characters", "digits"): ("digits", "numbers", "numerals"),
    ("characters", "binary"): ("binary digits", "zeros and ones", "ones and zeros", "binary numbers", "binary", "0 and 1"),
    ("kind", "joke"): ("joke", "joke", "funny joke", "dad joke"),
    ("kind", "quote"): ("quote", "quote", "famous quote", "saying"),
    ("kind", "fact"): ("fact", "fact", "fun fact", "interesting fact"),
    ("kind", "compliment"): ("compliment", "compliment", "kind word"),
    ("kind", "excuse"): ("excuse", "excuse", "bad excuse"),
    ("kind", "name"): ("name", "name", "first name"),
}  # fmt: skip
SECONDS = {
    False: ("no seconds", "without seconds", "hours and minutes only", "hide the seconds", "only hours and minutes", "just hours and minutes"),
    True: ("seconds", "with seconds", "showing seconds", "show the seconds", "hours, minutes and seconds", "seconds too"),
}  # fmt: skip


def wish_for(rng: random.Random, split: Split, family: str, stated: Mapping[str, Any], compose: Compose = compose) -> str:
    features = {"colour": COLOUR, "background": BACKGROUND, "count": COUNT, **FEATURES[family]}
    if "seconds" in stated:
        features["seconds"] = SECONDS[stated["seconds"]]
    if "colour" in stated:
        features["colour"] = tuple(phrase.replace("{thing}", COLOURED[family]) for phrase in COLOUR)
    if "count" in stated:
        thing = f"{stated.get('kind', 'text')}s" if family == "joke_button" else COUNTED[family]
        features["count"] = tuple(phrase.replace("{thing}", thing) for phrase in COUNT)
    values = {}
    for field, value in stated.items():
        if (field, value) in WORDS:
            values[field] = rng.choice(WORDS[field, value])
        elif isinstance(value, int) and not isinstance(value, bool):
            values[field] = number_in_words(rng, value) if field == "count" and value > 1 else str(value)
        elif field == "label":
            values[field] = rng.choice((value, f'"{value}"', f"'{value}'", f'"{value}"'))
        else:
            values[field] = str(value)
    return compose(rng, split, NOUNS[family], features, values)
