"""Kinds of programs that no training wish asks for: what the model does where it cannot know what to do.

Written after the fifth run and before the next one; not one of the kinds is in the curriculum. What a function has to return is what the
reference here returns; pages are judged by running them (mercurycli/bench/quality/page_checks).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from ..curriculum.program import Program


def roman_numeral(n: int) -> str:
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in signs:
        text += sign * (n // value)
        n %= value
    return text


def run_length(text: str) -> str:
    return "".join(f"{sign}{len(list(run))}" for sign, run in groupby(text))


def caesar_cipher(text: str, shift: int) -> str:
    moved = ""
    for sign in text:
        first = ord("A") if "A" <= sign <= "Z" else ord("a") if "a" <= sign <= "z" else None
        moved += sign if first is None else chr((ord(sign) - first + shift) % 26 + first)
    return moved


def transpose(rows: list[list[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


PAGES: Mapping[str, tuple[str, ...]] = {
    "accordion": (
        "a faq accordion: click a question to see its answer, click again to hide it",
        "Make an HTML page with three collapsible sections that open when their heading is clicked.",
        "i want a page of questions where the answers are folded away until you press on them",
        "html accordion menu, sections closed at the start",
    ),
    "progress_bar": (
        "a progress bar that fills up when you press start",
        "Show a loading bar that goes from 0 to 100 percent.",
        "progress bar animation for my website, it should fill from left to right in a few secs",
        "Please make an HTML page with a progress bar and a button that starts it.",
    ),
    "tic_tac_toe": (
        "tic tac toe for two players",
        "Make a noughts and crosses game in the browser; it should say who won.",
        "html page with a 3 by 3 grid, X and O take turns by clicking, first with three in a row wins",
        "can u code tic-tac-toe in one html file, 2 players same computer, tell the winner",
    ),
    "rock_paper_scissors": (
        "rock paper scissors against the computer",
        "A web page with three buttons for rock, paper and scissors; the computer picks at random and the page says who won.",
        "rock-paper-scissors game html pls",
        "I'd like to play scissors, stone and paper in my browser: I click my choice and see whether I win, lose or draw.",
    ),
    "colour_mixer": (
        "rgb color mixer with three sliders",
        "Make a page with sliders for red, green and blue that shows the mixed colour in a box.",
        "colour picker from scratch: drag three ranges from 0 to 255 and see the result",
        "a page where i can mix red green and blue light with sliders and the background changes",
    ),
    "solar_system": (
        "canvas animation of planets going around the sun",
        "A small solar system drawn on a canvas: planets orbit the sun in the middle.",
        "draw the earth circling the sun on an html canvas",
        "solar system simulation, canvas, a few planets at different distances moving round a yellow sun",
    ),
}

Wish = tuple[str, Mapping[str, Any]]  # the words, and what they state: a name, a docstring, more calls to check
CAPITALS = {"checks": [["Hello, World!", 3], ["XYZ abc", 2]]}

FUNCTIONS: Mapping[str, tuple[Callable[..., Any], list[list[Any]], tuple[Wish, ...]]] = {
    "roman_numeral": (roman_numeral, [[1], [4], [9], [14], [40], [90], [400], [1994], [2024], [3999]], (
        ("python function that turns a number into a roman numeral", {}),
        ("Write to_roman(n) which gives 'XIV' for 14 and 'MCMXCIV' for 1994.", {"function": "to_roman"}),
        ("I want to print years like on old buildings, so 2024 becomes MMXXIV. A Python function please.", {}),
        ("convert an integer between 1 and 3999 to Roman numerals in python, with a docstring", {"docstring": True}),
    )),
    "run_length": (run_length, [["aaabb"], ["abc"], [""], ["z"], ["wwwwx"], ["aabccc"], ["abba"]], (
        ("run-length encoding in python: 'aaabb' -> 'a3b2'", {}),
        ("function compress(text): each run of the same letter becomes the letter and how often it stands there, 'wwwwx' gives 'w4x1'",
         {"function": "compress"}),
        ("Please write a Python function which shortens a string by replacing repeats with counts, so that aabccc becomes a2b1c3.", {}),
        ("def encode_runs(s) - count the neighbours that are equal and return e.g. 'z3y1' for 'zzzy'", {"function": "encode_runs"}),
    )),
    "caesar_cipher": (caesar_cipher, [["abc", 1], ["xyz", 3], ["hello world", 5], ["attack at dawn", 13], ["python", 0]], (
        ("caesar cipher in python, takes the text and the shift", {}),
        ("A function encrypt(text, shift) that moves every letter so many places along the alphabet, wrapping from z to a. "
         "Capital letters stay capital and everything else is left alone.", {"function": "encrypt", **CAPITALS}),
        ("secret messages for my kids: shift all letters by n, python function with the message first and n second; 'abc' and 1 give 'bcd'", {}),
        ("rotate the letters of a string by a key like Caesar did, keep upper and lower case, python function(text, key)", CAPITALS),
    )),
    "transpose": (transpose, [[[[1, 2, 3], [4, 5, 6]]], [[[1]]], [[[1, 2], [3, 4]]], [[[7, 8, 9]]], [[[1], [2], [3]]]], (
        ("transpose a matrix in python, a list of lists", {}),
        ("Function transpose(rows): rows become columns. [[1, 2, 3], [4, 5, 6]] gives [[1, 4], [2, 5], [3, 6]].", {"function": "transpose"}),
        ("i have a table as a list of lists and need the columns as lists instead, python function", {}),
        ("swap the rows and columns of a grid in python, name it flip_grid", {"function": "flip_grid"}),
    )),
}  # fmt: skip


def programs() -> list[Program]:
    found = [Program(family, "html", wish, "", {}) for family, wishes in PAGES.items() for wish in wishes]
    for family, (reference, calls, wishes) in FUNCTIONS.items():
        for wish, stated in wishes:
            checks = [[args, reference(*args)] for args in (*calls, *stated.get("checks", ()))]
            found.append(Program(family, "python", wish, "", {"function": None, **stated, "checks": checks}))
    return found
