"""How people ask for the pages of dom_pages.py: noun phrases and feature phrases by family."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from . import page_wishes
from .page_wishes import BACKGROUND, COLOUR, COUNT
from .wording import Compose, Split, compose, number_in_words

# "a|" marks a noun phrase that may take an article.
NOUNS: Mapping[str, tuple[str, ...]] = {
    "stopwatch": (
        "a|stopwatch", "a|stop watch", "a|stopwatch page", "a|stopwatch app", "a|stopwatch in html", "a|web page with a stopwatch",
        "a|stopwatch with start, stop and reset", "a|page to measure time", "a|stopwatch with buttons", "a|page that times how long something takes",
        "a|stopwatch with a start and a stop button", "a|stopwatch I can start and stop", "something to stop the time", "a|running stopwatch",
        "a|stopwatch for the browser", "a|stopwatch for running", "a|timer that counts up", "a|stopwatch for sports", "measure time with start and stop",
        "a|start stop timer", "a|{colour} stopwatch", "a|stopwatch in {colour}", "a|stopwatch with {colour} digits", "a|stopwatch on a {background} background",
        "a|{colour} stopwatch on {background}",
    ),
    "countdown_timer": (
        "a|Countdown timer", "a|countdown", "a|timer that counts down", "a|countdown page", "a|countdown app", "a|countdown timer in html", "a|kitchen timer",
        "a|page that counts down to zero", "a|countdown with a start button", "a|egg timer", "a|web page with a countdown", "a|count down timer",
        "a|timer with a start button", "a|page counting down the seconds", "a|countdown clock", "a|launch countdown", "a|timer for my tea",
        "a|{seconds} second countdown", "a|countdown from {seconds}", "a|countdown of {seconds} seconds", "a|{seconds} second timer", "a|timer for {seconds} seconds",
        "a|countdown timer of {seconds} seconds", "a|{seconds} seconds countdown", "count down from {seconds}", "a|timer counting down from {seconds}",
        "a|{colour} countdown", "a|countdown timer in {colour}", "a|countdown on a {background} background",
    ),
    "todo_list": (
        "a|todo list", "a|to-do list", "a|to do list", "a|todo app", "a|task list", "a|list of things to do", "a|todo list page", "a|page to write down tasks",
        "a|todo list in html", "a|task manager", "a|list where I can add items", "a|checklist", "a|web page for my todos", "a|to-do app", "a|page with a list of tasks",
        "a|list I can add tasks to", "a|notes list", "a|page to add todos to a list", "a|input that adds items to a list", "an app for my tasks",
        "a|todo list titled {title}", "a|todo list called {title}", "a|list called {title}", "a|to-do list with the title {title}", "a|todo list for {title}",
        "a|task list named {title}", "a|todo list on a {background} background", "a|todo list with a {colour} button",
    ),
    "colour_button": (
        "a|button that changes the background colour", "a|random background colour button", "a|button that sets a random background colour", "a|random colour button",
        "a|button that changes the background color", "a|random color generator", "a|background colour changer", "a|page that changes colour when I click a button",
        "a|button that gives the page a random colour", "a|colour changer", "a|page with a button for a random background", "a|random colour page", "a|color button",
        "change the background to a random color when a button is pressed", "a|button to change the colour of the page", "a|background color switcher",
        "a|button which paints the page in a random colour", "a|random color background on click", "a|button that picks a random background",
        "a|click for a new background colour page", "a|{palette} colour generator", "a|button that sets a random {palette} background", "a|random {palette} colour button",
        "a|button for random {palette} colours", "a|random background colour button labelled {label}",
    ),
    "dice_roller": (
        "a|Dice roller", "a|dice rolling page", "a|dice roll button", "a|button that rolls dice", "a|dice app", "a|page to roll dice", "roll the dice", "a|dice simulator",
        "a|dice roller in html", "a|button to roll a die", "a|page with dice", "a|dice throwing page", "a|random dice roll", "a|virtual dice roller", "a|dice game",
        "a|web page that rolls dice", "a|button for throwing dice", "a|dice generator", "roll a die at the click of a button", "a|die roller",
        "a|{sides} sided dice roller", "a|{sides}-sided dice roller", "a|d{sides} roller", "roll a d{sides}", "{count} dice", "a|page that rolls {count} dice",
        "roll {count} dice", "a|roller for {count} dice with {sides} sides", "{count} {sides} sided dice", "a|dice roller with {count} dice", "a|button that rolls {count} dice",
        "a|dice roller with a {colour} button",
    ),
    "coin_flip": (
        "a|Coin flip", "a|coin flipper", "a|coin toss", "a|button that flips a coin", "flip a coin", "a|heads or tails page", "a|coin flip page", "a|coin flip simulator",
        "a|page to toss a coin", "a|coin flipping app", "heads or tails", "a|coin flip in html", "a|virtual coin", "a|page where I can flip a coin", "toss a coin",
        "a|button to toss a coin", "a|heads or tails button", "a|random coin flip", "a|web page that flips a coin", "a|coin tosser", "a|coin game",
        "a|coin flip with a {colour} button", "a|{colour} button that flips a coin", "a|coin flip labelled {label}", "a|coin flip on a {background} background",
        "a|coin flip button that says {label}",
    ),
    "password_generator": (
        "a|password generator", "a|random password generator", "a|button that makes a password", "a|password maker", "a|page that generates passwords", "a|password page",
        "a|page with a random password", "a|password creator", "a|strong password generator", "a|password generator in html", "a|button for a new password",
        "a|secure password generator", "random passwords", "a|tool that creates passwords", "a|password app", "a|web page to generate a password", "a|safe password generator",
        "generate a password at the click of a button", "a|button that shows a random password", "a|password tool", "a|generator for passwords of {length} characters",
        "a|{length} character password generator", "a|password generator with {length} characters", "random passwords of length {length}", "a|{length} letter password generator",
        "a|password generator with a {colour} button", "a|generator of {length} character passwords",
    ),
    "adding_calculator": (
        "a|calculator with two inputs", "a|calculator for two numbers", "a|page with two number fields and a button", "a|small calculator", "a|two number calculator",
        "a|calculator page with two fields", "two inputs and a button", "a|calculator with two number inputs", "a|page with two inputs and a result", "a|tiny calculator",
        "a|web page with two number inputs and a button", "a|mini calculator for two numbers", "a|calculator in html",
    ),
    "temperature_converter": (
        "a|temperature converter", "a|temperature conversion page", "a|temperature calculator", "a|page to convert temperatures", "a|temperature converter in html", "a|degree converter",
        "a|converter for temperatures", "a|tool to convert temperatures", "a|web page that converts temperatures", "a|degrees converter", "a|temperature unit converter",
        "a|page for temperature conversion", "a|temperature converter app", "convert temperatures", "a|weather degrees converter", "a|button that converts a temperature",
        "a|temperature changer", "a|temperature converter with a {colour} button", "a|temperature converter on a {background} background",
        "a|temperature converter with a button labelled {label}",
    ),
    "tip_calculator": (
        "a|Tip calculator", "a|restaurant tip calculator", "a|page that calculates the tip", "a|calculator for tips", "a|tip page", "a|tip app", "a|bill and tip calculator",
        "a|tip calculator in html", "a|page to work out the tip", "a|waiter tip calculator", "a|web page that computes a tip", "how much to tip", "a|calculator that adds a tip to the bill",
        "a|tipping calculator", "a|tool to calculate tips", "a|gratuity calculator", "calculate the tip for a bill", "a|tip helper", "a|{percent} percent tip calculator",
        "a|{percent}% tip calculator", "a|tip calculator with {percent} percent", "a|calculator for a {percent}% tip", "a|tip calculator at {percent} percent",
        "a|tip calculator for {percent}% tips", "a|tip calculator with a {colour} button",
    ),
    "character_counter": (
        "a|Character counter", "a|letter counter", "a|text length counter", "a|page that counts characters", "a|character count page", "a|character counter in html",
        "a|textarea that counts characters", "a|text box with a character count", "count the characters of a text", "a|live character counter", "a|text counter",
        "a|page that counts the letters I type", "a|character counting tool", "a|web page to count characters", "a|text field with a character counter",
        "count characters as I type", "a|character counter for tweets", "a|text area showing how many characters I typed", "a|tool for counting characters",
        "a|length counter for texts", "a|{colour} character counter", "a|character counter in {colour}", "a|character counter on a {background} background",
        "a|character counter with {colour} text",
    ),
    "dark_mode_toggle": (
        "a|dark mode toggle", "a|dark mode button", "a|button to switch dark mode", "a|dark mode switch", "a|theme toggle", "a|page with dark mode", "a|light and dark mode button",
        "a|button that toggles dark mode", "a|dark theme toggle", "a|dark mode toggle in html", "a|theme switcher", "a|page with a dark mode button", "a|night mode button",
        "a|switch between light and dark", "a|light dark switch", "a|button that switches between light and dark mode", "toggle dark mode", "a|web page with a theme button",
        "a|page I can switch to dark", "a|night mode toggle", "a|dark mode toggle labelled {label}", "a|{colour} dark mode button", "a|dark mode toggle with a {colour} button",
        "a|dark mode button that says {label}",
    ),
}  # fmt: skip

# Noun phrases that state the operation or the direction in words of their own.
OPERATION_NOUNS = (
    "a|calculator to {do} two numbers", "a|{noun} calculator", "a|calculator that {does} two numbers", "a|page that {does} two numbers", "a|calculator for {noun}",
    "{do} two numbers", "a|page to {do} two numbers", "a|button that {does} two numbers", "two inputs and a button to {do} them", "a|{noun} page", "a|{doing} calculator",
    "a|web page for {doing} two numbers", "a|{noun} app", "a|tool for {doing} numbers", "a|page with two inputs that {does} them", "a|{noun} machine", "a|small {noun} calculator",
    "a|calculator which {does} a pair of numbers", "two number fields and a button that {does} them", "a|{noun} helper",
    "a|{colour} button to {do} two numbers", "a|{noun} calculator with a {colour} button", "a|{noun} calculator on a {background} background",
)  # fmt: skip
OPERATION = (
    "it should {do} them", "that {does} two numbers", "for {noun}", "{doing} them", "to {do} them", "it {does} two numbers", "{noun}", "for {doing} numbers", "that can {do}",
    "the button {does} them", "showing the {result}", "doing {noun}", "with the {result}",
)  # fmt: skip
OPERATION_WORDS: Mapping[str, Mapping[str, str]] = {
    "add": {"do": "add", "does": "adds", "doing": "adding", "noun": "addition", "result": "sum"},
    "subtract": {"do": "subtract", "does": "subtracts", "doing": "subtracting", "noun": "subtraction", "result": "difference"},
    "multiply": {"do": "multiply", "does": "multiplies", "doing": "multiplying", "noun": "multiplication", "result": "product"},
    "divide": {"do": "divide", "does": "divides", "doing": "dividing", "noun": "division", "result": "quotient"},
}
DIRECTION_NOUNS = (
    "a|{from} to {to} converter", "{from} to {to}", "convert {from} to {to}", "a|converter from {from} to {to}", "a|page that converts {from} to {to}", "a|{from} to {to} calculator",
    "a|tool to turn {from} into {to}", "a|button that converts {from} to {to}", "a|{from} to {to} page", "a|page to change {from} to {to}", "a|{from} into {to} converter",
    "a|web page that turns {from} into {to}", "from {from} to {to}", "a|temperature converter from {from} to {to}", "a|{from} {to} converter", "degrees {from} to degrees {to}",
    "a|calculator from {from} to {to}", "a|{from} to {to} converter with a {colour} button", "a|{from} to {to} converter on a {background} background",
)  # fmt: skip
DIRECTION = (
    "{from} to {to}", "from {from} to {to}", "converting {from} to {to}", "{from} into {to}", "that turns {from} into {to}", "it converts {from} to {to}", "I type {from} and get {to}",
    "{from} in, {to} out", "the input is in {from} and the result in {to}", "to {to} from {from}", "for {from} to {to}", "giving {to} for {from}",
)  # fmt: skip
DEGREES: Mapping[str, tuple[str, str]] = {"c2f": ("celsius", "fahrenheit"), "f2c": ("fahrenheit", "celsius")}

COLOURED = {"stopwatch": "digits", "countdown_timer": "digits", "character_counter": "text"}
LABEL = page_wishes.FEATURES["joke_button"]["label"]

FEATURES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "stopwatch": {
        "tenths": (
            "tenths", "with tenths", "showing tenths", "tenths of a second", "one decimal", "with tenths of seconds", "accurate to a tenth of a second", "show tenths too",
            "with a decimal", "one digit after the point", "precise to 0.1 seconds", "it should show tenths of a second",
        ),
    },
    "countdown_timer": {
        "seconds": (
            "{seconds} seconds", "from {seconds}", "starting at {seconds}", "from {seconds} seconds", "of {seconds} seconds", "for {seconds} seconds", "start at {seconds} seconds",
            "lasting {seconds} seconds", "it takes {seconds} seconds", "beginning at {seconds}", "set to {seconds} seconds", "{seconds} seconds long",
        ),
    },
    "todo_list": {
        "delete": (
            "click an item to remove it", "items can be removed", "remove items by clicking them", "click to delete", "with delete", "delete on click", "clicking an item deletes it",
            "removable items", "that I can click away", "items go away when clicked", "a click removes an item", "deleting items", "I can delete items",
        ),
        "title": (
            "titled {title}", "the title {title}", "called {title}", "with the heading {title}", "title {title}", "the heading is {title}", "named {title}", "headline {title}",
            "with {title} at the top", "it says {title} at the top", "for {title}",
        ),
    },
    "colour_button": {
        "palette": (
            "{palette} colours", "only {palette} colours", "{palette}", "{palette} colors", "in {palette} tones", "{palette} shades", "use {palette} colours", "the colours should be {palette}",
            "just {palette} colors", "{palette} ones only",
        ),
        "code": (
            "showing the colour", "show the colour code", "with the colour code", "display the colour value", "show the color code", "the code of the colour below", "and tell me the colour",
            "that also prints the colour", "write the colour value on the page", "it shows the code", "display its code", "with the value shown",
        ),
    },
    "dice_roller": {
        "sides": (
            "{sides} sides", "with {sides} sides", "{sides} sided", "{sides}-sided dice", "{sides} faces", "from 1 to {sides}", "numbers up to {sides}", "d{sides}", "with d{sides} dice",
            "{sides} sided dice", "having {sides} sides", "each with {sides} sides", "1 to {sides}",
        ),
    },
    "coin_flip": {
        "count": (
            "count heads and tails", "with a count of heads and tails", "counting heads and tails", "showing how many heads and tails", "keep score", "count the results",
            "the number of heads and tails", "show the number of heads and tails", "statistics", "with totals", "a tally of heads and tails", "keeping count", "that counts both",
        ),
    },
    "password_generator": {
        "length": (
            "{length} characters", "length {length}", "{length} characters long", "of length {length}", "with {length} characters", "{length} letters long", "the length is {length}",
            "passwords of {length} characters", "it should have {length} characters", "a length of {length}", "{length} chars", "make it {length} characters",
        ),
        "symbols": (
            "symbols", "with symbols", "special characters", "with special characters", "including symbols", "symbols too", "punctuation", "add symbols", "and special characters",
            "use symbols as well", "include special characters", "special signs",
        ),
    },
    "adding_calculator": {},
    "temperature_converter": {},
    "tip_calculator": {
        "percent": (
            "{percent}%", "{percent} percent", "{percent} percent tip", "a {percent}% tip", "tip of {percent} percent", "with {percent}%", "at {percent}%", "the tip is {percent} percent",
            "{percent} per cent", "use {percent} percent", "for {percent}%", "a rate of {percent}%", "with a {percent} percent tip",
        ),
    },
    "character_counter": {
        "words": (
            "count words too", "also count words", "and words", "words as well", "with a word count", "counting words too", "and the number of words", "show the words too",
            "it also counts the words", "word count", "characters and words", "plus words", "including a word counter",
        ),
    },
    "dark_mode_toggle": {
        "dark": (
            "starting dark", "starts dark", "dark at first", "dark by default", "it should start in dark mode", "start in dark mode", "initially dark", "dark from the start", "beginning dark",
            "opening in dark mode", "already dark when it opens", "default dark",
        ),
    },
}  # fmt: skip
DIGITS = {
    False: (
        "no digits", "without digits", "letters only", "no numbers", "without numbers", "only letters", "just letters", "leave out digits", "not using numbers", "don't use digits",
    ),
    True: (
        "digits", "with digits", "letters and digits", "with numbers", "including digits", "letters and numbers", "numbers", "include numbers", "digits too", "use digits",
    ),
}  # fmt: skip
WITH_SYMBOLS = {"letters only": "no digits", "only letters": "no digits", "just letters": "no numbers"}  # what symbols leave true

WORDS: Mapping[tuple[str, Any], tuple[str, ...]] = {
    ("palette", "pastel"): ("pastel", "pastel", "soft", "light"),
    ("palette", "dark"): ("dark", "dark", "deep"),
}


def filled(phrases: tuple[str, ...], words: Mapping[str, str]) -> tuple[str, ...]:
    """The phrases with these words in place, so that held-out ones are told by what is said."""
    for name, word in words.items():
        phrases = tuple(phrase.replace(f"{{{name}}}", word) for phrase in phrases)
    return phrases


def wish_for(rng: random.Random, split: Split, family: str, stated: Mapping[str, Any], compose: Compose = compose) -> str:
    nouns = NOUNS[family]
    features = {"label": LABEL, "background": BACKGROUND, **FEATURES[family]}
    if "colour" in stated:
        features["colour"] = filled(COLOUR, {"thing": COLOURED.get(family, "button")})
    if family == "dice_roller" and "count" in stated:
        features["count"] = filled(COUNT, {"thing": "dice"})
    if "digits" in stated:
        phrases = DIGITS[stated["digits"]]
        features["digits"] = tuple(WITH_SYMBOLS.get(phrase, phrase) for phrase in phrases) if "symbols" in stated else phrases
    values = {}
    for field, value in stated.items():
        if (field, value) in WORDS:
            values[field] = rng.choice(WORDS[field, value])
        elif isinstance(value, int) and not isinstance(value, bool):
            words = str(value) if field == "percent" else number_in_words(rng, value)
            values[field] = str(value) if words.startswith("a ") else words
        elif field in ("label", "title"):
            values[field] = rng.choice((value, f'"{value}"', f"'{value}'", f'"{value}"'))
        else:
            values[field] = str(value)
    if "sides" in values and not values["sides"].isdigit():
        nouns = tuple(phrase for phrase in nouns if "d{sides}" not in phrase)
        features["sides"] = tuple(phrase for phrase in features["sides"] if "d{sides}" not in phrase)
    inline = rng.random() < 0.6
    if "operation" in stated:
        words = OPERATION_WORDS[stated["operation"]]
        nouns = filled(OPERATION_NOUNS, words) if inline else nouns
        features["operation"] = filled(OPERATION, words)
    if "direction" in stated:
        degrees = dict(zip(("from", "to"), DEGREES[stated["direction"]], strict=True))
        nouns = filled(DIRECTION_NOUNS, degrees) if inline else nouns
        features["direction"] = filled(DIRECTION, degrees)
    if inline:
        values.pop("operation", None)
        values.pop("direction", None)
    return compose(rng, split, nouns, features, values)
