"""How people ask for the pages of canvas_pages.py: noun phrases and feature phrases by family."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

from .page_wishes import BACKGROUND, COLOUR, COUNT, SECONDS, WORDS
from .wording import NUMBER_WORDS, Compose, Split, compose, fields, number_in_words

# "a|" marks a noun phrase that may take an article.
NOUNS: Mapping[str, tuple[str, ...]] = {
    "drawing_pad": (
        "a|drawing pad", "a|drawing app", "a|paint app", "a|page to draw on with the mouse", "a|sketch pad", "a|canvas I can draw on", "a|whiteboard",
        "a|simple paint program", "a|drawing board", "a|scribble pad", "a|doodle page", "a|page where I can draw with the mouse", "drawing with the mouse",
        "a|mouse drawing canvas", "a|sketching page", "a|pad for scribbling", "a|painting page", "a|blank canvas to draw on", "a|finger painting style page",
        "a|freehand drawing tool", "a|drawing pad with a {colour} pen", "a|{colour} pen to draw with", "a|drawing pad with a {width} px pen",
        "a|paint app with a {colour} brush", "a|{background} drawing board", "a|drawing board with {colour} chalk", "a|whiteboard with a {width} pixel pen",
    ),
    "mouse_trail": (
        "a|cursor trail", "a|mouse trail", "circles following the mouse", "dots that follow the cursor", "a|trail behind the mouse", "particles following the mouse",
        "a|mouse follower", "circles that chase the cursor", "a|snake of circles following the mouse", "a|trail of dots after the pointer", "a|pointer trail effect",
        "a|page where circles follow my mouse", "a|cursor effect with circles", "a|tail for the mouse pointer", "a|mouse trail animation", "dots chasing the mouse",
        "a|chain of circles that follows the mouse", "particles that trail the cursor", "bubbles following the mouse", "{count} circles following the mouse",
        "{colour} circles following the mouse", "a|{colour} mouse trail", "a|mouse trail of {count} circles", "{count} {colour} dots that follow the cursor",
        "{size} circles following the mouse", "a|trail of {count} dots behind the cursor", "a|{colour} cursor trail", "{count} dots chasing the mouse",
    ),
    "sine_wave": (
        "a|moving sine wave", "a|sine wave", "a|wave animation", "a|animated sine wave", "a|sine curve", "a|wave moving across the screen", "a|sinus wave",
        "a|sine wave animation", "a|oscilloscope wave", "a|canvas with a sine wave", "a|page with a moving wave", "a|travelling sine wave", "a|wavy line",
        "a|rolling wave", "a|sound wave animation", "a|flowing wave", "a|sine function plotted and moving", "a|{colour} sine wave", "a|{speed} sine wave",
        "{waves} sine waves", "{waves} moving sine waves", "{waves} waves", "{waves} {colour} sine waves", "a|{colour} wave moving across the screen",
        "a|animation of {waves} waves", "{colour} sine wave on a {background} background", "{waves} {speed} waves",
    ),
    "rotating_square": (
        "a|rotating square", "a|spinning square", "a|square that rotates", "a|square spinning in the middle", "a|turning square", "a|rotating square animation",
        "a|square that spins", "a|page with a rotating square", "a|rotating box", "a|spinning box", "a|square turning around its centre", "a|canvas with a spinning square",
        "a|square rotating in the centre of the screen", "a|rotation animation of a square", "a|whirling square", "a|twirling square", "a|revolving square",
        "a|{colour} rotating square", "a|rotating {colour} square", "a|{size} rotating square", "a|{size} {colour} square that rotates", "a|{speed} spinning square",
        "a|spinning {colour} square", "a|{colour} square on a {background} background that spins", "a|{colour} spinning box", "a|{speed} rotating {colour} square",
    ),
    "dvd_logo": (
        "a|bouncing DVD logo", "a|DVD logo", "the DVD screensaver", "a|DVD screensaver", "a|bouncing logo", "a|logo bouncing around the screen", "a|DVD logo bouncing around",
        "a|logo that bounces off the edges", "the bouncing DVD logo", "a|dvd player screensaver", "a|old DVD player logo screensaver", "a|bouncing rectangle with text",
        "a|bouncing text screensaver", "a|box with text that bounces off the walls", "a|bouncing logo screensaver", "a|page like the DVD screensaver",
        "a|logo moving diagonally and bouncing", "a|screensaver with a bouncing logo", "a|floating logo like on DVD players", "a|{colour} DVD logo bouncing",
        "a|bouncing logo that says {text}", "a|DVD screensaver with the text {text}", "a|{colour} bouncing logo", "a|{speed} bouncing logo", "a|bouncing {text} logo",
        "a|logo with {text} bouncing around", "a|{colour} logo saying {text} that bounces", "{text} bouncing like the DVD logo",
    ),
    "analog_clock": (
        "a|analog clock", "a|clock with hands", "a|analogue clock", "a|round clock", "a|wall clock", "a|clock face", "a|clock face with hands", "a|analog watch",
        "a|page with an analog clock", "a|canvas clock with hands", "a|classic clock with hands", "a|ticking analog clock", "a|station clock", "a|old fashioned clock",
        "a|clock with a dial", "a|analog clock on a canvas", "a|analog clock in html", "a|clock dial that shows the time", "a|live analog clock", "a|{colour} analog clock",
        "a|analog clock with {colour} hands", "a|analog clock in {colour}", "a|clock with {colour} hands", "a|{colour} clock face on {background}",
        "a|analog clock on a {background} background",
    ),
    "fireworks": (
        "fireworks", "a|fireworks show", "a|fireworks animation", "a|firework display", "fireworks in the night sky", "exploding fireworks", "a|page with fireworks",
        "a|fireworks simulation", "new year fireworks", "a|canvas with fireworks", "fireworks going off", "bursts of fireworks", "a|firework effect", "a|celebration with fireworks",
        "firework explosions", "fireworks at random places", "colourful fireworks", "a|web page full of fireworks", "sparkling fireworks", "rockets exploding in the sky",
        "{colour} fireworks", "fireworks with {count} sparks", "fireworks of {count} sparks each", "{colour} fireworks on a {background} background",
        "fireworks with {count} {colour} sparks", "{colour} firework explosions", "fireworks in a {background} sky",
    ),
    "rain": (
        "falling rain", "rain", "a|rain animation", "a|rain effect", "raindrops falling", "it is raining", "a|rainy page", "a|rain simulation", "raindrops", "a|page with rain",
        "a|canvas with falling rain", "heavy rain", "rain pouring down", "a|rainy day", "a|rain shower", "drops of rain falling", "a|web page where it rains", "a|rainstorm",
        "make it rain", "rain falling down the screen", "{count} raindrops", "{count} falling raindrops", "{colour} rain", "{count} {colour} raindrops",
        "{colour} rain on a {background} background", "rain of {count} drops", "a|rain animation with {count} drops", "{colour} raindrops falling",
    ),
    "game_of_life": (
        "the game of life", "game of life", "Conway's game of life", "a|game of life simulation", "a|game of life", "a|cellular automaton like the game of life", "conways game of life",
        "a|life simulation by Conway", "the game of life on a canvas", "a|game of life animation", "Conway's life", "a|page running the game of life", "Conway's cellular automaton",
        "a|grid of living cells, game of life", "the famous game of life", "game of life in the browser", "a|implementation of Conway's life", "John Conway's game of life",
        "a|game of life with a random start", "a|game of life with {cell} px cells", "a|game of life with {colour} cells", "a|{colour} game of life", "Conway's game of life in {colour}",
        "the game of life with {cell} pixel cells", "the game of life with {colour} cells on {background}", "game of life with cells of {cell} pixels",
    ),
    "spirograph": (
        "a|spirograph", "a|spirograph animation", "a|rotating spirograph", "a|spirograph drawing", "a|animated spirograph", "a|spirograph pattern", "a|moving spirograph",
        "a|page with a spirograph", "a|canvas spirograph", "a|turning spirograph curve", "a|spirograph that moves", "a|geometric spirograph", "a|looping spirograph pattern",
        "spirograph art", "a|spirograph curve", "a|hypnotic spirograph", "a|rosette like a spirograph", "a|spirograph toy", "a|flower pattern like a spirograph",
        "a|{colour} spirograph", "a|{size} spirograph", "a|{speed} spirograph", "a|spirograph in {colour}", "a|{size} {colour} spirograph", "a|{speed} {colour} spirograph",
        "a|{colour} spirograph on a {background} background", "a|spirograph drawn in {colour}",
    ),
    "bar_chart": (
        "a|bar chart", "a|bar graph", "a|chart with bars", "a|simple bar chart", "a|column chart", "a|bar diagram", "a|bar chart page", "a|bar chart on a canvas", "a|graph with bars",
        "a|vertical bar chart", "a|page with a bar chart", "a|bar plot", "a|histogram style bar chart", "a|bar chart with labels", "a|column graph", "a|bar chart in html",
        "a|bar chart of {values}", "a|bar graph of {values}", "a|bar chart with the values {values}", "a|bar chart for {values}", "bars for {values}", "a|chart of {values}",
        "a|bar chart showing {values}", "a|{colour} bar chart of {values}", "a|bar graph with {values}", "a|column chart of {values}", "a|{colour} bar chart",
        "a|bar plot of {values}", "a|bar chart of the numbers {values}", "a|chart with bars of {values}",
    ),
    "confetti": (
        "confetti", "falling confetti", "a|confetti animation", "a|confetti effect", "confetti falling from the top", "a|page with confetti", "a|confetti rain",
        "a|canvas full of confetti", "a|celebration with confetti", "colourful confetti", "confetti raining down", "a|party page with confetti", "a|confetti shower",
        "a|birthday page with confetti", "a|confetti screen", "{count} bits of confetti", "pieces of confetti falling", "paper confetti coming down", "let confetti fall",
        "{count} pieces of confetti", "{colour} confetti", "{size} confetti", "{count} falling confetti pieces", "{colour} confetti falling", "{size} {colour} confetti",
        "a|confetti animation with {count} pieces", "confetti on a {background} background", "{count} pieces of {colour} confetti",
    ),
}  # fmt: skip

COUNTED = {"mouse_trail": "circles", "fireworks": "sparks", "rain": "drops", "confetti": "pieces"}
COLOURED = {
    "drawing_pad": "pen", "mouse_trail": "circles", "sine_wave": "wave", "rotating_square": "square", "dvd_logo": "logo", "analog_clock": "hands", "fireworks": "sparks",
    "rain": "drops", "game_of_life": "cells", "spirograph": "line", "bar_chart": "bars", "confetti": "pieces",
}  # fmt: skip

SPEED = (
    "{speed}", "make it {speed}", "moving {speed}", "at {speed} speed", "speed {speed}", "really {speed}", "it should be {speed}", "a {speed} one", "{speed} movement",
    "{speed} motion",
)  # fmt: skip
SIZE = ("{size}", "make it {size}", "{size} in size", "size {size}", "it should be {size}", "a {size} one", "really {size}", "{size} size", "quite {size}", "of {size} size")
SIZES = (
    "{size}", "{size} {thing}", "make them {size}", "the {thing} {size}", "{size} in size", "they should be {size}", "size {size}", "{size} ones", "make the {thing} {size}",
    "the {thing} should be {size}",
)  # fmt: skip
FEATURES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "drawing_pad": {
        "width": (
            "line width {width}", "a {width} px pen", "{width} px wide lines", "lines {width} pixels wide", "pen width {width}", "a {width} pixel brush", "pen size {width}",
            "the line is {width} px wide", "brush size {width}", "thickness {width}", "{width} pixels thick", "a pen of {width} pixels", "stroke width {width}",
            "the pen {width} px thick",
        ),
    },
    "mouse_trail": {"size": SIZES},
    "sine_wave": {
        "speed": SPEED,
        "waves": (
            "{waves} waves", "{waves} of them", "make it {waves} waves", "draw {waves} waves", "{waves} waves in total", "number of waves: {waves}", "there should be {waves} waves",
            "I want {waves} waves", "use {waves} waves", "exactly {waves} waves", "{waves} lines", "{waves} curves",
        ),
    },
    "rotating_square": {"speed": (*SPEED, "turning {speed}", "spinning {speed}", "rotating {speed}"), "size": (*SIZE, "a {size} square")},
    "dvd_logo": {
        "speed": (*SPEED, "bouncing {speed}"),
        "text": (
            "the text {text}", "it says {text}", "saying {text}", "with the text {text}", "text {text}", "that says {text}", "the text is {text}", "the logo reads {text}",
            "with {text} on it", "{text} written on it", "use the text {text}", "the word is {text}", "it should say {text}",
        ),
        "changing": (
            "changing colour", "changing colour on every bounce", "it changes colour when it bounces", "a new colour on each bounce", "changes color on bounce",
            "another colour after each bounce", "colour changes at the edges", "random colour on each bounce", "switching colours when it hits a wall", "with changing colours",
            "it should change colour at every hit", "a different colour each time it hits the edge", "changing its color when bouncing",
        ),
    },
    "analog_clock": {},
    "fireworks": {},
    "rain": {
        "wind": (
            "wind", "with wind", "blown by the wind", "some wind", "drifting sideways", "a bit of wind", "in the wind", "wind from the left", "the wind blows", "moving sideways",
            "slanted by the wind", "a strong wind",
        ),
    },
    "game_of_life": {
        "cell": (
            "cell size {cell}", "{cell} px cells", "cells of {cell} pixels", "cells {cell} pixels wide", "the cells {cell} px big", "{cell} pixel cells", "each cell {cell} px",
            "cell size of {cell} pixels", "a grid of {cell} px", "cells of size {cell}", "squares of {cell} px", "every cell {cell} pixels",
        ),
    },
    "spirograph": {"speed": (*SPEED, "turning {speed}", "rotating {speed}"), "size": SIZE},
    "bar_chart": {
        "values": (
            "values {values}", "the values {values}", "the numbers {values}", "showing {values}", "for {values}", "of {values}", "data {values}", "the values are {values}",
            "bars of {values}", "the data is {values}", "plot {values}", "numbers: {values}", "with {values}",
        ),
    },
    "confetti": {"size": SIZES},
}  # fmt: skip
SPARKS = ("{count} sparks per burst", "{count} sparks each", "every burst has {count} sparks", "{count} sparks in each explosion", "each firework {count} sparks")
ONE_WAVE = ("one wave", "a single wave", "just one wave", "only one wave", "1 wave", "exactly one wave", "one line", "just a single one")
HAND = {
    False: ("without a second hand", "no second hand", *SECONDS[False], "without the seconds hand", "leave out the second hand", "two hands only", "only hour and minute hands"),
    True: (*SECONDS[True], "a second hand", "with a second hand", "three hands", "a hand for the seconds", "with the seconds hand"),
}  # fmt: skip


def listing(rng: random.Random, values: list[int]) -> str:
    """3, 7, 5 and 2, in one of the ways people write that; in words only where all of them are short."""
    in_words = max(values) <= 12 and rng.random() < 0.25
    said = [NUMBER_WORDS[value] if in_words else str(value) for value in values]
    together = rng.choice((", ", ", ", ", ", " ", ","))
    if together == ", " and rng.random() < 0.6:
        return together.join(said[:-1]) + rng.choice((" and ", " and ", ", and ")) + said[-1]
    text = together.join(said)
    return f"[{text}]" if not in_words and together != " " and rng.random() < 0.2 else text


def wish_for(rng: random.Random, split: Split, family: str, stated: Mapping[str, Any], compose: Compose = compose) -> str:
    thing = COLOURED[family]
    features = {"background": BACKGROUND, **FEATURES[family]}
    features["colour"] = tuple(phrase.replace("{thing}", thing) for phrase in COLOUR)
    if "size" in features:
        features["size"] = tuple(phrase.replace("{thing}", thing) for phrase in features["size"])
    if "count" in stated:
        features["count"] = tuple(phrase.replace("{thing}", COUNTED[family]) for phrase in COUNT) + (SPARKS if family == "fireworks" else ())
    if "seconds" in stated:
        features["seconds"] = HAND[stated["seconds"]]
    nouns = NOUNS[family]
    if stated.get("waves") == 1:
        features["waves"] = ONE_WAVE
        nouns = tuple(noun for noun in nouns if "waves" not in fields(noun))
    values = {}
    for field, value in stated.items():
        if (field, value if field != "values" else None) in WORDS:
            values[field] = rng.choice(WORDS[field, value])
        elif field == "values":
            values[field] = listing(rng, value)
        elif isinstance(value, int) and not isinstance(value, bool):
            values[field] = number_in_words(rng, value) if field in ("count", "waves") and value > 1 else str(value)
        elif field == "text":
            values[field] = rng.choice((value, f'"{value}"', f'"{value}"', f"'{value}'"))
        else:
            values[field] = str(value)
    said = re.compile(rf"(?<!\w){re.escape(values.get('text', ''))}(?!\w)", re.IGNORECASE)
    while True:
        wish = compose(rng, split, nouns, features, values)
        if "text" not in values:
            return wish
        if said.search(wish):  # no typo in it, and the page shows it in its own case
            return said.sub(lambda _: values["text"], wish)
