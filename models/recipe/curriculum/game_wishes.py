"""How people ask for the games of game_pages.py: noun phrases and feature phrases by family."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from .canvas_wishes import SIZES, SPEED
from .page_wishes import BACKGROUND, COLOUR, WORDS
from .wording import Compose, Split, compose, number_in_words

# "a|" marks a noun phrase that may take an article, "s|" a sentence.
NOUNS: Mapping[str, tuple[str, ...]] = {
    "snake": (
        "a|snake game", "snake", "the snake game", "a|game of snake", "a|classic snake game", "a|snake clone", "the old Nokia snake", "a|Nokia snake game",
        "a|snake I steer with the arrow keys", "a|snake game for the browser", "a|retro snake", "a|snake that eats and grows", "a|playable snake game",
        "a|html snake game", "snake in javascript", "snake game canvas js", "snake html", "a|canvas snake game", "a|arcade snake game", "a|mini snake game",
        "a|game where a snake eats food", "a|game where a snake grows when it eats", "a|hungry snake game", "a|snake game like on old phones",
        "a|little game with a snake", "a|game with a snake and apples", "a|snake that gets longer with every bite", "a|web snake",
        "a|grid game where I steer a snake", "a|page where I can play snake", "a|snake I can steer", "a|remake of snake", "a|version of snake",
        "a|growing snake game with arrow keys", "a|snake eating apples", "the phone game with the snake", "the classic game snake", "a|snake arcade game",
        "a|one page snake game", "a|keyboard game with a snake", "a|game like slither but simple", "a|snake game I control with the keyboard", "a|worm game",
        "s|I want to play snake", "s|let me play snake", "s|can we play snake", "s|steer a snake to its food with the arrow keys", "s|I'm bored, give me snake",
        "a|{colour} snake game", "a|snake game with a {colour} snake", "a|{colour} snake that eats {food} food", "a|snake game with {food} food",
        "a|{speed} snake game", "a|{speed} {colour} snake", "snake on a {background} board", "a|snake game on a {background} background",
        "a|{colour} snake eating {food} apples", "a|snake game with {cell} px cells", "a|snake game in {colour}", "a|{background} snake game",
        "a|{speed} game of snake", "a|{colour} snake on {background}", "snake with {food} apples", "a|{background} board with a {colour} snake to steer",
        "a|snake game on a grid of {cell} pixel cells", "a|{speed} snake chasing {food} food", "a|game with a {colour} snake",
    ),
    "breakout": (
        "a|breakout game", "breakout", "a|brick breaker", "a|game of breakout", "a|breakout clone", "a|Arkanoid clone", "Arkanoid", "a|brick breaker game",
        "a|block breaker", "a|game with a ball, a paddle and bricks", "a|classic breakout", "the Atari breakout game", "a|wall of bricks to break with a ball",
        "a|brick smashing game", "breakout in javascript", "breakout game canvas js", "breakout html", "a|canvas breakout game", "a|playable breakout",
        "a|mouse controlled breakout", "a|game where a ball destroys bricks", "a|game where I hit bricks with a ball", "a|breakout game for the browser",
        "a|paddle and ball game with bricks", "a|retro brick game", "a|brick wall game", "a|brick busting game", "a|game like Arkanoid", "a|game like breakout",
        "a|arcade game with bricks", "a|page where I can play breakout", "a|page to play brick breaker on", "the classic brick breaker", "a|mini breakout",
        "a|ball that knocks out bricks", "a|remake of breakout", "a|paddle game where bricks vanish when hit", "a|brick game I play with the mouse",
        "a|bouncing ball game with bricks on top", "a|breakout style game", "the game where you clear bricks with a bouncing ball",
        "a|game to clear a wall of bricks", "a|wall breaking ball game", "a|one page breakout game", "a|DX ball style game",
        "s|I want to play breakout", "s|let me break some bricks with a ball", "s|can we play breakout", "s|let me play brick breaker",
        "a|breakout game with {rows} rows of bricks", "a|breakout game with {colour} bricks", "a|{colour} brick breaker", "a|{speed} breakout game",
        "a|brick breaker with {rows} rows and {columns} columns", "breakout with {rows} rows", "a|breakout game with {columns} bricks per row",
        "a|breakout game with a {size} paddle", "a|breakout game on a {background} background", "a|{background} breakout game",
        "a|wall of {rows} by {columns} bricks to break", "a|{speed} brick breaker with {colour} bricks", "a|brick breaker with {columns} columns",
        "a|game with {rows} rows of {colour} bricks to smash", "breakout with {colour} bricks on {background}", "a|block breaker with {rows} rows of blocks",
        "a|{speed} Arkanoid clone", "a|brick breaker with a {size} paddle",
    ),
    "pong": (
        "a|pong game", "pong", "a|game of pong", "the game pong", "a|pong clone", "classic pong", "a|pong game against the computer", "a|table tennis game",
        "the Atari pong game", "a|ping pong game", "pong against the computer", "a|game with two paddles and a ball", "a|retro pong",
        "pong in javascript", "pong game canvas js", "pong html", "a|canvas pong game", "a|playable pong", "a|pong game for the browser",
        "a|one player pong", "a|pong game with a computer opponent", "a|tennis game with paddles", "a|video tennis game", "the very first video game, pong",
        "a|paddle game against the computer", "a|ball and paddle game like pong", "a|arcade pong game", "a|page where I can play pong", "a|mini pong",
        "a|simple tennis game like in the seventies", "a|remake of pong", "a|version of pong", "the old game with two bats and a ball", "a|pong style game",
        "a|ping pong game I play against the machine", "a|two paddle game where the computer plays the right side", "an online pong", "a|one page pong game",
        "a|table tennis game against an AI", "a|game where I return the ball of the computer", "a|digital ping pong", "a|bat and ball game for one player",
        "s|I want to play pong", "s|let me play pong", "s|can we play pong against the computer", "s|let me play table tennis with the computer",
        "a|{colour} pong game", "a|{speed} pong game", "a|pong game with {size} paddles", "pong in {colour}", "a|pong game on a {background} background",
        "a|{background} pong game", "pong in {colour} on {background}", "a|{speed} game of pong", "a|pong clone with {colour} paddles", "a|{speed} {colour} pong",
        "a|pong game with {size} {colour} paddles", "a|{background} table tennis game", "a|ping pong game in {colour}", "pong with {size} paddles",
        "a|{speed} ping pong game", "a|table tennis game with {size} bats", "a|{colour} table tennis game on {background}", "{speed} pong against the computer",
        "a|{background} pong table with {colour} paddles", "a|retro pong in {colour}",
    ),
}  # fmt: skip

COLOURED = {"snake": "snake", "breakout": "bricks", "pong": "paddles"}
OF_ONE_THING = frozenset(("all {colour}", "everything in {colour}"))  # not where something else keeps its colour

GAME_SPEED = (*SPEED, "a {speed} game", "the game should be {speed}", "{speed} gameplay", "playing {speed}")
BALL_SPEED = (*GAME_SPEED, "a {speed} ball", "the ball {speed}", "the ball should be {speed}", "the ball moves {speed}", "make the ball {speed}")
SCORE = {
    True: (
        "a score", "the score shown", "show the score", "with a score", "a score counter", "count the points", "counting points", "and a score",
        "a points counter", "keep score", "display the score", "it should show the score", "points shown", "with points", "that counts my points",
        "a score display", "add a score", "let me see my score", "including a score", "the score in the corner", "the points on the screen",
        "showing the score", "also the score", "keep track of the score", "I want to see the score",
    ),
    False: (
        "hide the score", "without a score", "no score", "no points", "without counting points", "leave out the score", "don't show the score",
        "no score shown", "don't count points", "without the score", "it needs no score", "drop the score", "not keeping score", "no need for a score",
        "no numbers on the screen", "there is no score", "skip the score", "without any points", "no score display",
    ),
}  # fmt: skip

FEATURES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "snake": {
        "speed": (*GAME_SPEED, "a {speed} snake", "the snake moves {speed}", "the snake should be {speed}", "make the snake {speed}"),
        "score": SCORE[True],
        "cell": (
            "cells of {cell} px", "{cell} px cells", "cell size {cell}", "cells of {cell} pixels", "a grid of {cell} px", "each cell {cell} pixels wide",
            "{cell} pixel cells", "a cell size of {cell}", "squares of {cell} px", "the cells {cell} px big", "the cell size should be {cell}",
            "cells {cell} pixels wide", "one cell is {cell} px", "set the cell size to {cell}", "make each cell {cell} px", "a snake {cell} px wide",
            "every cell {cell} pixels", "{cell} px squares", "a grid with {cell} pixel squares", "the snake is {cell} pixels thick",
        ),
        "food": (
            "{food} food", "the food {food}", "{food} apples", "the food should be {food}", "with {food} food", "food in {food}", "make the food {food}",
            "{food} for the food", "the food is {food}", "the apples {food}", "food coloured {food}", "use {food} for the food", "food color: {food}",
            "apples in {food}", "the colour of the food is {food}", "it eats {food} apples", "eating {food} food", "paint the food {food}",
            "the apple should be {food}", "a {food} apple to eat", "set the food to {food}", "I want the food {food}",
        ),
        "wrap": (
            "wrap around", "wrapping", "it wraps around at the edges", "the snake comes out on the other side", "with wrapping at the edges", "open walls",
            "it can go through the walls", "walls it can pass through", "edges that wrap around", "where the edges are connected", "wrapping walls",
            "through the wall and in on the other side", "the walls let it through", "that comes back on the opposite side", "endless edges",
            "it should wrap at the walls", "no game over at the walls", "it doesn't die at the walls", "leaving on one side means entering on the other",
            "a board that wraps around", "the snake may leave the screen and come back on the far side", "let it pass through the walls",
        ),
    },
    "breakout": {
        "speed": BALL_SPEED,
        "score": SCORE[True],
        "size": (
            "a {size} paddle", "{size} paddle", "the paddle {size}", "make the paddle {size}", "the paddle should be {size}", "with a {size} paddle",
            "paddle size {size}", "I want a {size} paddle", "let the paddle be {size}", "use a {size} paddle", "a paddle of {size} size", "the paddle is {size}",
            "give me a {size} paddle", "keep the paddle {size}", "a {size} bat", "{size} paddle please", "set the paddle size to {size}", "a really {size} paddle",
            "paddle: {size}", "I'd like the paddle {size}",
        ),
        "rows": (
            "{rows} rows", "{rows} rows of bricks", "with {rows} rows", "the bricks in {rows} rows", "{rows} brick rows", "make it {rows} rows",
            "rows: {rows}", "there should be {rows} rows", "use {rows} rows", "I want {rows} rows of bricks", "{rows} lines of bricks",
            "a wall {rows} bricks high", "{rows} rows of blocks", "number of rows: {rows}", "it has {rows} rows", "exactly {rows} rows",
            "{rows} layers of bricks", "bricks stacked {rows} high", "have {rows} rows of bricks", "set the rows to {rows}",
        ),
        "columns": (
            "{columns} columns", "{columns} bricks per row", "with {columns} columns", "{columns} bricks in each row", "{columns} columns of bricks",
            "make it {columns} columns", "columns: {columns}", "there should be {columns} columns", "use {columns} columns", "{columns} bricks a row",
            "each row has {columns} bricks", "rows of {columns} bricks", "a wall {columns} bricks wide", "number of columns: {columns}",
            "{columns} bricks next to each other", "it has {columns} columns", "exactly {columns} columns", "every row {columns} bricks wide",
            "have {columns} columns of bricks", "set the columns to {columns}",
        ),
    },
    "pong": {
        "speed": BALL_SPEED,
        "size": tuple(phrase.replace("{thing}", "paddles") for phrase in SIZES),
        "keys": (
            "arrow keys", "with the arrow keys", "I play with the arrow keys", "played with the keyboard", "keyboard control", "using the arrow keys",
            "the up and down keys move my paddle", "steered by the arrow keys", "my paddle moves with the arrow keys", "controlled by the arrow keys",
            "up and down keys", "it should use the arrow keys", "use the keyboard instead of the mouse", "arrow keys instead of the mouse",
            "arrow keys for my paddle", "arrow keys to move", "let me play with the keyboard", "keyboard instead of mouse", "moving my paddle by keyboard",
            "with keyboard controls", "arrow up and arrow down move the left paddle", "I want to use the arrow keys",
        ),
        "net": (
            "a net", "with a net", "a dashed middle line", "a net in the middle", "a dashed line in the middle", "with a middle line", "a centre line",
            "a dotted line down the middle", "draw a net", "show the net", "a line between the two sides", "and a net", "a dashed net", "the net drawn",
            "with a dashed line in the centre", "a net between the players", "include a net", "a broken line as the net", "the middle line dashed",
            "add a middle line", "a striped centre line", "there should be a net",
        ),
    },
}  # fmt: skip


def wish_for(rng: random.Random, split: Split, family: str, stated: Mapping[str, Any], compose: Compose = compose) -> str:
    features = {"background": BACKGROUND, **FEATURES[family]}
    colours = COLOUR if family == "pong" else tuple(phrase for phrase in COLOUR if phrase not in OF_ONE_THING)
    features["colour"] = tuple(phrase.replace("{thing}", COLOURED[family]) for phrase in colours)
    if "score" in stated and family == "pong":
        features["score"] = SCORE[stated["score"]]
    values = {}
    for field, value in stated.items():
        if (field, value) in WORDS:
            values[field] = rng.choice(WORDS[field, value])
        elif field in ("rows", "columns"):
            values[field] = number_in_words(rng, value)
        else:
            values[field] = str(value)
    return compose(rng, split, NOUNS[family], features, values)
