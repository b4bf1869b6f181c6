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
        "a|page where I can sketch", "a|site to doodle on", "mouse drawing canvas js", "a|mouse paint demo", "a|html canvas for freehand drawing",
        "something to scribble on", "a|place to draw things by hand", "a|little paint clone", "something like MS Paint", "a|screen I can paint on",
        "a|canvas that follows my mouse with a pen when I hold the button", "a|surface where dragging the mouse leaves a line", "drawing by click and drag",
        "drawing while the mouse button is held down", "freehand sketching in the browser", "a|digital sketchbook", "a|drawing widget",
        "a|scratch pad for sketches", "a|doodling toy", "an empty sheet I can draw on", "a|tool for drawing lines with the mouse", "a|web based drawing tool",
        "a|sketching surface for the mouse", "a|chalkboard to draw on", "a|canvas, I drag the mouse and it draws", "a|page that lets me draw",
        "a|page for the kids to draw on", "a|scribbling app in the browser", "a|online sketch pad", "paint in the browser", "pen drawing on a canvas",
        "a|handwriting canvas", "a|free drawing area", "an area to sign my name with the mouse", "a|html file I can draw in",
        "a|page with a pen that draws where I drag", "drawing canvas html", "mouse drawing", "a|sketch pad with a {width} px wide pen in {colour}",
        "a|page where I draw {colour} lines", "a|page to draw {width} px thick lines on", "{colour} ink on a {background} sheet",
        "a|{background} canvas to draw on", "a|{background} whiteboard with a {colour} marker", "a|doodle page with a {width} pixel {colour} pen",
        "freehand drawing in {colour}", "a|canvas I can sketch on in {colour}, {width} pixels wide", "a|scribble pad with {width} px lines",
        "a|{background} page I can draw on", "drawing in {colour} on {background}",
    ),
    "mouse_trail": (
        "a|cursor trail", "a|mouse trail", "circles following the mouse", "dots that follow the cursor", "a|trail behind the mouse", "particles following the mouse",
        "a|mouse follower", "circles that chase the cursor", "a|snake of circles following the mouse", "a|trail of dots after the pointer", "a|pointer trail effect",
        "a|page where circles follow my mouse", "a|cursor effect with circles", "a|tail for the mouse pointer", "a|mouse trail animation", "dots chasing the mouse",
        "a|chain of circles that follows the mouse", "particles that trail the cursor", "bubbles following the mouse", "{count} circles following the mouse",
        "{colour} circles following the mouse", "a|{colour} mouse trail", "a|mouse trail of {count} circles", "{count} {colour} dots that follow the cursor",
        "{size} circles following the mouse", "a|trail of {count} dots behind the cursor", "a|{colour} cursor trail", "{count} dots chasing the mouse",
        "circles that run after the mouse", "dots trailing my cursor", "mouse trail canvas js", "a|canvas where dots chase the pointer",
        "a|mouse following animation", "something that follows the mouse around", "a|chain of dots hanging on the cursor", "a|worm of circles behind the cursor",
        "a|web page with a cursor trail", "a|comet tail for the cursor", "a|train of circles that follows the pointer", "balls that tag along with the mouse",
        "a|string of beads pulled by the mouse", "a|page that leaves a trail when I move the mouse", "a|trailing cursor demo", "a|pointer follower in js",
        "a|caterpillar of dots chasing the mouse", "circles which go wherever my mouse goes", "dots lagging behind the cursor", "a|fancy mouse cursor with a tail",
        "circles being dragged along by the cursor", "a|nineties style mouse trail", "a|mouse cursor toy", "cursor trail html", "a|tail of circles at the mouse",
        "dots that come after my pointer", "a|site where the mouse has a tail", "a|trail effect when the mouse moves", "an interactive trail of dots for the mouse",
        "the mouse pulling a chain of circles", "a|row of circles, each following the one in front, led by the mouse", "a|mouse chaser",
        "circles swarming after the cursor", "a|mouse tail effect on a canvas", "a|trail of circles wherever the mouse moves",
        "a|tail of {count} circles for the cursor", "a|chain of {count} {colour} dots led by the mouse", "{size} dots trailing the pointer",
        "{count} dots running after my mouse", "a|{colour} tail for the mouse", "a|worm of {count} circles chasing the cursor",
        "{size} {colour} circles that follow the cursor", "a|mouse trail on {background}", "a|cursor trail in {colour}", "a|pointer trail of {count} {size} dots",
        "{colour} bubbles behind the cursor", "a|cursor tail of {size} dots", "{colour} dots following the mouse on a {background} background",
    ),
    "sine_wave": (
        "a|moving sine wave", "a|sine wave", "a|wave animation", "a|animated sine wave", "a|sine curve", "a|wave moving across the screen", "a|sinus wave",
        "a|sine wave animation", "a|oscilloscope wave", "a|canvas with a sine wave", "a|page with a moving wave", "a|travelling sine wave", "a|wavy line",
        "a|rolling wave", "a|sound wave animation", "a|flowing wave", "a|sine function plotted and moving", "a|{colour} sine wave", "a|{speed} sine wave",
        "{waves} sine waves", "{waves} moving sine waves", "{waves} waves", "{waves} {colour} sine waves", "a|{colour} wave moving across the screen",
        "a|animation of {waves} waves", "{colour} sine wave on a {background} background", "{waves} {speed} waves",
        "sine wave canvas js", "a|sine wave that scrolls sideways", "a|wave drawn with Math.sin", "a|running sine curve", "a|sinusoid", "an animated sinusoid",
        "a|page which plots a moving sine", "a|wave going up and down across the page", "a|demo of a sine wave", "a|wavy line that keeps moving",
        "the graph of sin(x), animated", "a|scope showing a sine signal", "a|web page with a wave rolling through it", "a|wave travelling from right to left",
        "a|sine graph in motion", "a|signal wave like on an oscilloscope", "a|sin curve animation", "an undulating line", "a|ripple line across the window",
        "a|sinusoidal wave in the browser", "a|canvas wave", "an html file with an animated sine", "a|visualisation of a sine wave", "a|sine wave visualizer",
        "a|line that waves like a snake", "a|rope swinging like a sine", "a|trig wave animation", "wave animation html canvas", "a|smooth periodic wave",
        "an ocean wave style line moving along", "a|site with a sine curve floating by", "a|wiggling curve", "sine function animation", "a|harmonic wave",
        "a|plot of sine that moves over time", "{waves} sine curves", "{waves} animated sine waves", "{waves} wavy lines moving along", "a|{speed} sine curve",
        "a|{speed} {colour} wave", "a|page with {waves} sine waves", "a|sine curve drawn in {colour}", "a|{colour} sinusoid on {background}",
        "a|{colour} wavy line", "{waves} {colour} waves travelling across the screen", "a|canvas with {waves} {colour} sine curves", "a|sine wave in {colour}",
        "a|{background} page with a sine wave", "a|wave animation in {colour} with {waves} waves", "a|{colour} sin curve, animated",
    ),
    "rotating_square": (
        "a|rotating square", "a|spinning square", "a|square that rotates", "a|square spinning in the middle", "a|turning square", "a|rotating square animation",
        "a|square that spins", "a|page with a rotating square", "a|rotating box", "a|spinning box", "a|square turning around its centre", "a|canvas with a spinning square",
        "a|square rotating in the centre of the screen", "a|rotation animation of a square", "a|whirling square", "a|twirling square", "a|revolving square",
        "a|{colour} rotating square", "a|rotating {colour} square", "a|{size} rotating square", "a|{size} {colour} square that rotates", "a|{speed} spinning square",
        "a|spinning {colour} square", "a|{colour} square on a {background} background that spins", "a|{colour} spinning box", "a|{speed} rotating {colour} square",
        "rotating square canvas js", "a|square that keeps turning", "a|square which rotates forever", "a|square going round and round on the spot",
        "a|spinning square in js", "a|rotate animation with a square", "a|page where a square turns", "a|square rotating about its centre",
        "a|demo with a rotating rectangle of equal sides", "a|box that spins in the middle of the page", "a|square in constant rotation",
        "a|filled square, spinning", "a|web page with a square spinning round", "a|box going around in circles on the spot", "a|square on a canvas, rotating",
        "an endlessly rotating square", "an animation where a square rotates", "a|site that shows a spinning box", "a|square that turns by itself",
        "square rotation demo", "spinning square html", "a|square pirouetting in the centre", "canvas rotate example with a square",
        "a|continuously turning square", "a|loading style spinning square", "a|tile that spins", "a|gyrating square",
        "a|block rotating in the middle of the screen", "a|square that does turns in the centre of the window", "an html file with a rotating square",
        "a|box that revolves around its own middle", "a|square whirling round", "a|square that never stops turning", "a|dancing, rotating square",
        "a|square twisting round and round", "a|{size} box that spins", "a|{size} square turning in the middle", "a|square in {colour} that spins",
        "a|{colour} box turning in the centre", "a|{colour} square that keeps rotating", "a|{size} {colour} box, rotating",
        "a|rotating square, {size} and {colour}", "a|spinning {size} square", "a|{speed} turning square", "a|{speed} rotation of a square",
        "a|{size} square with {speed} rotation", "a|{colour} tile spinning on {background}", "a|rotating square on a {background} page",
        "a|{background} page with a {colour} square that rotates", "a|{speed} {colour} spinning box",
    ),
    "dvd_logo": (
        "a|bouncing DVD logo", "a|DVD logo", "the DVD screensaver", "a|DVD screensaver", "a|bouncing logo", "a|logo bouncing around the screen", "a|DVD logo bouncing around",
        "a|logo that bounces off the edges", "the bouncing DVD logo", "a|dvd player screensaver", "a|old DVD player logo screensaver", "a|bouncing rectangle with text",
        "a|bouncing text screensaver", "a|box with text that bounces off the walls", "a|bouncing logo screensaver", "a|page like the DVD screensaver",
        "a|logo moving diagonally and bouncing", "a|screensaver with a bouncing logo", "a|floating logo like on DVD players", "a|{colour} DVD logo bouncing",
        "a|bouncing logo that says {text}", "a|DVD screensaver with the text {text}", "a|{colour} bouncing logo", "a|{speed} bouncing logo", "a|bouncing {text} logo",
        "a|logo with {text} bouncing around", "a|{colour} logo saying {text} that bounces", "{text} bouncing like the DVD logo",
        "dvd screensaver js", "bouncing dvd logo canvas", "a|DVD logo that moves around and hits the edges", "that old DVD standby animation",
        "a|remake of the DVD screensaver", "the thing where the DVD logo flies around the screen", "a|clone of the DVD player idle screen",
        "a|logo drifting over the screen and rebounding at the borders", "a|screensaver like the one of DVD players", "a|label bouncing from edge to edge",
        "a|dvd bounce animation", "a|logo that ricochets around the window", "a|web page with the DVD logo", "a|dvd logo that maybe hits the corner one day",
        "a|rectangular logo that rebounds from the sides", "a|box with a word in it that bounces around the page", "a|moving logo that turns back at every wall",
        "the legendary bouncing logo", "a|retro DVD screensaver in the browser", "an animated DVD logo", "a|floating DVD sign", "the DVD idle screen in html",
        "a|logo that wanders and bounces like on an old player", "a|site with the DVD thing bouncing about", "dvd logo bounce html",
        "a|screen saver where a logo bounces", "a|word in a box bouncing off the sides of the window", "a|DVD style bouncing box",
        "the screensaver from The Office", "a|sign that bounces around forever", "a|logo bumping into the window edges", "the bouncing DVD screensaver, recreated",
        "a|bouncing badge", "a|nameplate that bounces off the borders", "a|bouncing box that reads {text}", "a|DVD style screensaver saying {text}",
        "the word {text} in a box bouncing around", "a|{text} screensaver like the DVD one", "a|{colour} box with {text} bouncing off the edges",
        "a|{colour} DVD screensaver", "a|{speed} DVD logo", "a|{speed} moving logo with the word {text}", "a|{text} logo like on DVD players",
        "a|DVD screensaver but with {text}", "a|DVD logo in {colour}", "a|{colour} bouncing logo on {background}", "a|{background} screen with a bouncing DVD logo",
        "a|{speed} DVD screensaver with {text} on the box",
    ),
    "analog_clock": (
        "a|analog clock", "a|clock with hands", "a|analogue clock", "a|round clock", "a|wall clock", "a|clock face", "a|clock face with hands", "a|analog watch",
        "a|page with an analog clock", "a|canvas clock with hands", "a|classic clock with hands", "a|ticking analog clock", "a|station clock", "a|old fashioned clock",
        "a|clock with a dial", "a|analog clock on a canvas", "a|analog clock in html", "a|clock dial that shows the time", "a|live analog clock", "a|{colour} analog clock",
        "a|analog clock with {colour} hands", "a|analog clock in {colour}", "a|clock with {colour} hands", "a|{colour} clock face on {background}",
        "a|analog clock on a {background} background",
        "analog clock canvas js", "analogue clock html", "a|round clock with moving hands", "a|clock drawn on a canvas with hands",
        "a|clock with an hour hand and a minute hand", "a|traditional clock with pointers", "a|clock with pointers", "a|dial clock", "a|page with a wall clock",
        "a|watch face", "a|wristwatch dial on a web page", "an hour and minute hand clock that shows the current time", "a|clock like the one at the train station",
        "a|school clock with hands", "a|round kitchen clock", "a|real time clock face", "a|clock that is not digital, with hands", "a|non-digital clock",
        "a|grandfather clock dial", "an old school clock with hands", "a|circular clock", "a|hands and dial clock in js", "a|clock whose hands turn with the time",
        "a|clock with twelve marks and hands", "an animated clock face", "an analogue watch in the browser", "the current time on an analog clock",
        "the time shown with hands", "a|site with an analog clock", "a|classic wall clock drawn with canvas", "a|working clock with hands",
        "a|tick mark clock with rotating hands", "the time as a clock face", "canvas clock face", "a|live wall clock with hands", "a|desk clock with hands",
        "a|clock where the hands go round", "a|{colour} wall clock", "a|{colour} clock with hands", "a|watch face with {colour} hands", "a|round clock in {colour}",
        "a|wall clock with {colour} hands on {background}", "a|{background} page with a wall clock", "a|dial with {colour} hands",
        "a|{colour} analogue clock on a {background} background", "a|clock face on a {background} page", "a|clock with {colour} pointers",
        "an analogue clock in {colour}", "a|{background} page with a clock with {colour} hands",
    ),
    "fireworks": (
        "fireworks", "a|fireworks show", "a|fireworks animation", "a|firework display", "fireworks in the night sky", "exploding fireworks", "a|page with fireworks",
        "a|fireworks simulation", "new year fireworks", "a|canvas with fireworks", "fireworks going off", "bursts of fireworks", "a|firework effect", "a|celebration with fireworks",
        "firework explosions", "fireworks at random places", "colourful fireworks", "a|web page full of fireworks", "sparkling fireworks", "rockets exploding in the sky",
        "{colour} fireworks", "fireworks with {count} sparks", "fireworks of {count} sparks each", "{colour} fireworks on a {background} background",
        "fireworks with {count} {colour} sparks", "{colour} firework explosions", "fireworks in a {background} sky",
        "fireworks canvas js", "firework animation html", "a|night sky with fireworks", "a|fireworks demo", "sparks bursting in the sky",
        "explosions of sparks in the dark like on New Year's Eve", "a|page that sets off fireworks", "a|firework exploding every second",
        "a|web page celebrating with fireworks", "a|new year's eve page", "a|fourth of July style fireworks show", "Guy Fawkes night fireworks",
        "a|pyrotechnics show", "pyrotechnics in the browser", "bursting fireworks with sparks", "firework bursts all over the screen",
        "a|site with fireworks popping up everywhere", "a|particle fireworks effect", "sparks that fly apart and fall", "a|screen full of bursting fireworks",
        "fireworks, one burst after the other", "a|fireworks screensaver", "a|firework simulator", "a|celebratory fireworks animation", "sky rockets bursting",
        "an explosion of sparks here and there, like fireworks", "a|canvas firework toy", "fireworks bursting again and again",
        "a|happy new year animation with fireworks", "a|festive fireworks scene", "a|virtual firework", "some fireworks for a birthday", "fireworks over and over",
        "firework particles", "a|sparkling explosion show", "{colour} sparks bursting in the sky", "bursts of {count} sparks",
        "firework bursts with {count} particles", "fireworks that burst into {count} sparks", "{colour} fireworks on {background}", "a|show of {colour} fireworks",
        "a|night of {colour} fireworks, {count} sparks each", "fireworks in {colour}", "a|fireworks page in {colour}", "explosions of {count} {colour} sparks",
        "fireworks over a {background} backdrop", "a|firework animation, {count} sparks per explosion", "a|{background} sky with {colour} fireworks",
    ),
    "rain": (
        "falling rain", "rain", "a|rain animation", "a|rain effect", "raindrops falling", "it is raining", "a|rainy page", "a|rain simulation", "raindrops", "a|page with rain",
        "a|canvas with falling rain", "heavy rain", "rain pouring down", "a|rainy day", "a|rain shower", "drops of rain falling", "a|web page where it rains", "a|rainstorm",
        "make it rain", "rain falling down the screen", "{count} raindrops", "{count} falling raindrops", "{colour} rain", "{count} {colour} raindrops",
        "{colour} rain on a {background} background", "rain of {count} drops", "a|rain animation with {count} drops", "{colour} raindrops falling",
        "rain canvas js", "rain animation html", "a|rain screensaver", "drops coming down from the sky", "a|downpour", "a|drizzle",
        "water drops falling from above", "a|page where raindrops fall", "a|rainy window", "a|rainy weather animation", "a|site where it is raining",
        "raindrops streaking down", "a|scene with rain", "a|wet and rainy scene", "a|rainy afternoon on a canvas", "streaks of rain",
        "rain lines falling from top to bottom", "bad weather, rain everywhere", "a|cloudburst", "a|shower of raindrops", "a|weather effect: rain",
        "an endless rain", "a|rainfall animation", "rainfall", "a|rainfall simulator", "a|monsoon", "a|canvas on which rain falls", "an html file that shows rain",
        "rain drops dropping", "rain like in autumn", "a|browser rain effect", "the look of rain falling", "a|rain demo", "April showers",
        "pouring rain on the whole screen", "a|sky that rains", "raining drops", "raindrops running down the screen", "rain on a {background} sky",
        "{count} drops of rain coming down", "a|page with {count} raindrops", "a|shower of {count} drops", "{colour} drops falling like rain",
        "a|{colour} rain animation", "rain in {colour}", "rainfall with {count} {colour} drops", "{count} streaks of rain", "a|{background} page with rain",
        "{colour} streaks of rain on {background}", "a|downpour of {count} drops", "a|rain effect in {colour}",
    ),
    "game_of_life": (
        "the game of life", "game of life", "Conway's game of life", "a|game of life simulation", "a|game of life", "a|cellular automaton like the game of life", "conways game of life",
        "a|life simulation by Conway", "the game of life on a canvas", "a|game of life animation", "Conway's life", "a|page running the game of life", "Conway's cellular automaton",
        "a|grid of living cells, game of life", "the famous game of life", "game of life in the browser", "a|implementation of Conway's life", "John Conway's game of life",
        "a|game of life with a random start", "a|game of life with {cell} px cells", "a|game of life with {colour} cells", "a|{colour} game of life", "Conway's game of life in {colour}",
        "the game of life with {cell} pixel cells", "the game of life with {colour} cells on {background}", "game of life with cells of {cell} pixels",
        "game of life canvas js", "conway game of life html", "a|Conway simulation", "Conway's famous automaton", "a|life automaton on a grid",
        "cells that are born and die by Conway's rules", "cells living and dying by the rules of Life", "a|zero player game by Conway",
        "a|cellular automaton by John Conway", "a|simulation where cells with two or three neighbours survive", "a|grid where cells live, die and are born",
        "a|life game a la Conway", "a|Conway life demo", "a|gol simulation", "Conway's gol", "the Life cellular automaton", "a|browser version of the game of life",
        "a|web page that runs Conway's life", "a|screen of cells evolving by Conway's rules", "evolving cells, Conway style",
        "a|generation by generation game of life", "game of life, animated", "the game of life starting from random cells", "Life by John Horton Conway",
        "an animated Conway grid", "an automaton with Conway's birth and survival rules", "the mathematician Conway's game", "a|self-running game of life",
        "a|page with Conway's cells", "a|game of life screensaver", "the classic life simulation with cells", "a|site where Conway's game of life plays by itself",
        "the game of life in js", "a|random soup in Conway's game of life", "a|population of cells that follows Conway's rules",
        "Conway's game with {cell} px squares", "a|Conway grid with {cell} pixel cells", "game of life, {colour} cells {cell} px wide",
        "a|game of life in {colour}", "Conway's life with {colour} cells", "the game of life on a {background} background",
        "a|game of life with {colour} cells on a {background} page", "a|life simulation by Conway in {colour}", "the game of life, each cell {cell} pixels",
        "Conway's automaton with {colour} cells on {background}", "a|game of life grid of {cell} px cells in {colour}", "Conway's life in {colour} on {background}",
        "Conway cells of {cell} px",
    ),
    "spirograph": (
        "a|spirograph", "a|spirograph animation", "a|rotating spirograph", "a|spirograph drawing", "a|animated spirograph", "a|spirograph pattern", "a|moving spirograph",
        "a|page with a spirograph", "a|canvas spirograph", "a|turning spirograph curve", "a|spirograph that moves", "a|geometric spirograph", "a|looping spirograph pattern",
        "spirograph art", "a|spirograph curve", "a|hypnotic spirograph", "a|rosette like a spirograph", "a|spirograph toy", "a|flower pattern like a spirograph",
        "a|{colour} spirograph", "a|{size} spirograph", "a|{speed} spirograph", "a|spirograph in {colour}", "a|{size} {colour} spirograph", "a|{speed} {colour} spirograph",
        "a|{colour} spirograph on a {background} background", "a|spirograph drawn in {colour}",
        "spirograph canvas js", "spirograph animation html", "a|spirograph demo", "a|drawing like from the spirograph toy",
        "the spirograph toy from my childhood, animated", "a|gear toy pattern like a spirograph", "a|hypotrochoid style spirograph",
        "an epicycle curve like a spirograph", "a|spirograph in the browser", "a|mathematical flower, spirograph style", "a|guilloche pattern like a spirograph",
        "a|curve of circles rolling on circles, a spirograph", "a|spirograph that slowly changes its shape", "a|morphing spirograph",
        "a|looped curve like those of a spirograph", "intertwined loops like a spirograph", "a|web page with spirograph art", "a|living spirograph",
        "a|mesmerising spirograph", "a|spirograph figure", "a|spirograph design on a canvas", "a|spirograph rosette", "an ornament drawn like a spirograph",
        "an endless spirograph", "a|spirograph line art animation", "a|site showing a spirograph", "a|spirograph screensaver", "a|mandala like a spirograph",
        "a|spirographic curve", "spirograph loops", "curvy spirograph lines", "a|rotating spirograph rosette", "a|petal pattern as a spirograph makes it",
        "an html file with a moving spirograph", "a|swirling spirograph", "kaleidoscopic spirograph curves", "a|spirograph made with sine and cosine",
        "a|{size} spirograph pattern", "a|{speed} moving spirograph", "a|{colour} spirograph curve on {background}", "a|spirograph with {colour} lines",
        "a|spirograph in {colour} on {background}", "a|{colour} rosette like a spirograph", "a|{speed} turning spirograph in {colour}", "{colour} spirograph loops",
        "a|{background} page with a spirograph", "a|{size} spirograph drawn in {colour}", "a|{speed} spirograph animation",
        "a|{size} rosette like from a spirograph", "a|{speed} {size} spirograph",
    ),
    "bar_chart": (
        "a|bar chart", "a|bar graph", "a|chart with bars", "a|simple bar chart", "a|column chart", "a|bar diagram", "a|bar chart page", "a|bar chart on a canvas", "a|graph with bars",
        "a|vertical bar chart", "a|page with a bar chart", "a|bar plot", "a|histogram style bar chart", "a|bar chart with labels", "a|column graph", "a|bar chart in html",
        "a|bar chart of {values}", "a|bar graph of {values}", "a|bar chart with the values {values}", "a|bar chart for {values}", "bars for {values}", "a|chart of {values}",
        "a|bar chart showing {values}", "a|{colour} bar chart of {values}", "a|bar graph with {values}", "a|column chart of {values}", "a|{colour} bar chart",
        "a|bar plot of {values}", "a|bar chart of the numbers {values}", "a|chart with bars of {values}",
        "bar chart canvas js", "bar graph html", "a|page that plots bars", "a|graph of columns", "a|chart made of columns",
        "a|chart with rectangles as high as the numbers", "a|plot with vertical bars", "a|bar chart drawn by hand on a canvas", "a|bar chart without any library",
        "a|column diagram", "a|web page with a column chart", "a|chart where each number is a bar", "a|bar visualisation", "a|data visualization with bars",
        "a|bar chart demo", "an html file with a bar chart", "a|bars diagram", "a|block chart", "a|bar chart widget", "a|statistics chart with bars",
        "an upright bar chart", "a|bar chart with the number above each bar", "a|diagram with one bar per number", "vertical bars as a chart",
        "a|chart of bars side by side", "a|business style bar chart", "a|vanilla js bar chart", "a|chart for {values} with bars", "a|bar diagram of {values}",
        "a|column chart for {values}", "a|bar chart, data {values}", "the numbers {values} as a bar chart", "the values {values} as bars",
        "{values} as a bar chart", "{values} plotted as bars", "a|bar graph for the numbers {values}", "a|graph with bars of height {values}",
        "a|diagram showing {values} as bars", "a|chart that compares {values}", "a|{colour} bar graph of {values}", "a|{colour} column chart with {values}",
        "{colour} bars for {values}", "a|bar chart of {values} in {colour}", "a|bar chart of {values} on a {background} background",
        "a|{colour} bar chart on {background}", "a|bar plot with {colour} bars", "a|{background} page with bars for {values}", "columns for {values} in {colour}",
        "a|visualisation of {values} as bars", "bar graph, {values}", "bar chart {values}",
    ),
    "confetti": (
        "confetti", "falling confetti", "a|confetti animation", "a|confetti effect", "confetti falling from the top", "a|page with confetti", "a|confetti rain",
        "a|canvas full of confetti", "a|celebration with confetti", "colourful confetti", "confetti raining down", "a|party page with confetti", "a|confetti shower",
        "a|birthday page with confetti", "a|confetti screen", "{count} bits of confetti", "pieces of confetti falling", "paper confetti coming down", "let confetti fall",
        "{count} pieces of confetti", "{colour} confetti", "{size} confetti", "{count} falling confetti pieces", "{colour} confetti falling", "{size} {colour} confetti",
        "a|confetti animation with {count} pieces", "confetti on a {background} background", "{count} pieces of {colour} confetti",
        "confetti canvas js", "confetti animation html", "a|congratulations page with confetti", "bits of paper fluttering down",
        "little paper bits falling from above", "scraps of paper raining from the top", "a|confetti party", "a|confetti demo", "a|page that throws confetti",
        "a|confetti drop", "a|carnival page with confetti", "a|wedding page with confetti", "confetti everywhere", "a|confetti storm",
        "a|confetti cannon style page", "a|celebration animation with paper bits", "confetti sailing down the page", "fluttering confetti",
        "a|web page with confetti coming down", "an endless fall of confetti", "a|confetti screensaver", "a|winner screen with confetti", "a|ticker tape parade",
        "paper snippets floating down", "confetti drifting to the ground", "little rectangles falling like confetti", "confetti in the browser",
        "a|confetti overlay style canvas", "a|you did it page with confetti", "some confetti to celebrate", "a|site with confetti falling", "tumbling confetti",
        "a|jubilee page with falling confetti", "raining paper bits", "a|graduation page with confetti", "a|new year confetti effect", "a|falling confetti toy",
        "{count} paper bits fluttering down", "a|shower of {count} confetti pieces", "{count} {size} pieces of confetti", "{size} bits of confetti coming down",
        "confetti in {colour}", "{colour} paper bits falling", "a|rain of {colour} confetti", "a|page with {count} falling bits of confetti",
        "{colour} confetti on {background}", "{size} falling confetti in {colour}", "a|{background} page with confetti", "a|confetti storm of {count} pieces",
        "a|{colour} confetti party", "confetti, {count} {colour} snippets",
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
    "the speed should be {speed}", "let it be {speed}", "the speed is {speed}", "set the speed to {speed}", "I want it {speed}", "please keep it {speed}",
    "the animation should be {speed}", "the movement is {speed}", "{speed} please", "going {speed}", "running {speed}", "it moves {speed}", "animated {speed}",
    "a {speed} pace", "at a {speed} pace",
)  # fmt: skip
SIZE = (
    "{size}", "make it {size}", "{size} in size", "size {size}", "it should be {size}", "a {size} one", "really {size}", "{size} size", "quite {size}", "of {size} size",
    "let it be {size}", "the size is {size}", "I want it {size}", "something {size}", "pretty {size}", "set the size to {size}", "please make it {size}",
    "it has to be {size}", "the size should be {size}", "it is {size}", "drawn {size}", "keep it {size}", "I'd like it {size}",
)  # fmt: skip
SIZES = (
    "{size}", "{size} {thing}", "make them {size}", "the {thing} {size}", "{size} in size", "they should be {size}", "size {size}", "{size} ones", "make the {thing} {size}",
    "the {thing} should be {size}",
    "have {size} {thing}", "I want {size} {thing}", "let the {thing} be {size}", "{thing} of {size} size", "use {size} {thing}", "{size} {thing} please",
    "all of them {size}", "the {thing} are {size}", "each one {size}", "let them be {size}", "{thing}: {size}", "I'd like them {size}", "they are {size}",
    "keep the {thing} {size}",
)  # fmt: skip
FEATURES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "drawing_pad": {
        "width": (
            "line width {width}", "a {width} px pen", "{width} px wide lines", "lines {width} pixels wide", "pen width {width}", "a {width} pixel brush", "pen size {width}",
            "the line is {width} px wide", "brush size {width}", "thickness {width}", "{width} pixels thick", "a pen of {width} pixels", "stroke width {width}",
            "the pen {width} px thick",
            "the pen should be {width} pixels wide", "draw with a {width} px brush", "a {width} px brush", "a line thickness of {width} px", "lines of {width} px",
            "{width} px strokes", "strokes {width} pixels wide", "set the line width to {width}", "lineWidth {width}", "a stroke {width} px thick",
            "the stroke should be {width} pixels", "a pen {width} pixels thick", "brush width {width} px", "a {width} pixel wide line",
            "make the lines {width} pixels thick", "pen thickness {width} px", "a {width} px marker",
        ),
    },
    "mouse_trail": {"size": SIZES},
    "sine_wave": {
        "speed": SPEED,
        "waves": (
            "{waves} waves", "{waves} of them", "make it {waves} waves", "draw {waves} waves", "{waves} waves in total", "number of waves: {waves}", "there should be {waves} waves",
            "I want {waves} waves", "use {waves} waves", "exactly {waves} waves", "{waves} lines", "{waves} curves",
            "have {waves} waves", "with {waves} waves", "{waves} waves at once", "{waves} waves at the same time", "show {waves} waves", "there are {waves} waves",
            "let there be {waves} waves", "{waves} wave lines", "{waves} waves next to each other", "count of waves: {waves}", "not one but {waves} waves",
            "{waves} sine curves", "it has {waves} waves", "{waves} waves together",
        ),
    },
    "rotating_square": {
        "speed": (*SPEED, "turning {speed}", "spinning {speed}", "rotating {speed}", "it spins {speed}", "it turns {speed}"),
        "size": (*SIZE, "a {size} square", "the square {size}", "make the square {size}", "the square should be {size}"),
    },
    "dvd_logo": {
        "speed": (*SPEED, "bouncing {speed}", "bouncing around {speed}", "the logo moving {speed}", "it bounces {speed}"),
        "text": (
            "the text {text}", "it says {text}", "saying {text}", "with the text {text}", "text {text}", "that says {text}", "the text is {text}", "the logo reads {text}",
            "with {text} on it", "{text} written on it", "use the text {text}", "the word is {text}", "it should say {text}",
            "label it {text}", "write {text} on it", "put {text} on the logo", "showing {text}", "displaying {text}", "the box says {text}", "make it say {text}",
            "the logo text is {text}", "reading {text}", "{text} on the logo", "{text} as the text", "with the word {text}", "{text} instead of DVD",
            "the word {text} on the box", "it reads {text}", "a logo that reads {text}", "let it say {text}",
        ),
        "changing": (
            "changing colour", "changing colour on every bounce", "it changes colour when it bounces", "a new colour on each bounce", "changes color on bounce",
            "another colour after each bounce", "colour changes at the edges", "random colour on each bounce", "switching colours when it hits a wall", "with changing colours",
            "it should change colour at every hit", "a different colour each time it hits the edge", "changing its color when bouncing",
            "colour changes", "and it changes colour each time it hits a wall", "that changes colour when it touches an edge",
            "a random new colour at every bounce", "a fresh colour after every hit", "it gets a new color on each bounce", "pick a new colour whenever it bounces",
            "swapping its colour at each wall", "the colour should change on every bounce", "turning another colour at every edge",
            "each hit gives it another colour", "recolour it on each bounce", "let it change its colour when it bounces", "a colour change at each bounce",
        ),
    },
    "analog_clock": {},
    "fireworks": {},
    "rain": {
        "wind": (
            "wind", "with wind", "blown by the wind", "some wind", "drifting sideways", "a bit of wind", "in the wind", "wind from the left", "the wind blows", "moving sideways",
            "slanted by the wind", "a strong wind",
            "a breeze", "a light breeze", "let the wind blow", "there is wind", "add wind", "windy", "a gusty wind", "it is windy", "wind from the side",
            "falling at a slant", "the drops are blown sideways", "drops falling diagonally", "falling slanted because of wind", "make it windy",
            "with a side wind",
        ),
    },
    "game_of_life": {
        "cell": (
            "cell size {cell}", "{cell} px cells", "cells of {cell} pixels", "cells {cell} pixels wide", "the cells {cell} px big", "{cell} pixel cells", "each cell {cell} px",
            "cell size of {cell} pixels", "a grid of {cell} px", "cells of size {cell}", "squares of {cell} px", "every cell {cell} pixels",
            "cells of {cell} px", "the cells are {cell} pixels wide", "{cell} pixels per cell", "each cell {cell} pixels wide", "a cell size of {cell}",
            "make each cell {cell} px", "squares {cell} pixels wide", "the cell size should be {cell}", "set the cell size to {cell}", "{cell} px squares",
            "a grid with {cell} pixel squares", "cells that are {cell} px big", "cells measuring {cell} pixels", "one cell is {cell} px",
        ),
    },
    "spirograph": {"speed": (*SPEED, "turning {speed}", "rotating {speed}", "it turns {speed}"), "size": SIZE},
    "bar_chart": {
        "values": (
            "values {values}", "the values {values}", "the numbers {values}", "showing {values}", "for {values}", "of {values}", "data {values}", "the values are {values}",
            "bars of {values}", "the data is {values}", "plot {values}", "numbers: {values}", "with {values}",
            "the data being {values}", "using the numbers {values}", "the bars are {values}", "draw {values}", "with the data {values}", "my data is {values}",
            "for the values {values}", "input {values}", "the heights {values}", "values: {values}", "use {values}", "use the values {values}",
            "my numbers are {values}", "here are the numbers: {values}", "bar heights {values}",
        ),
    },
    "confetti": {"size": SIZES},
}  # fmt: skip
SPARKS = (
    "{count} sparks per burst", "{count} sparks each", "every burst has {count} sparks", "{count} sparks in each explosion", "each firework {count} sparks",
    "{count} sparks for every explosion", "each explosion throws {count} sparks", "bursting into {count} sparks", "each burst made of {count} sparks",
    "{count} particles per burst", "{count} sparks flying from each burst", "{count} sparks a burst",
)  # fmt: skip
ONE_WAVE = (
    "one wave", "a single wave", "just one wave", "only one wave", "1 wave", "exactly one wave", "one line", "just a single one",
    "one wave only", "a lone wave", "only a single wave", "just the one wave", "one single wave", "a single line", "just 1 wave", "one curve",
    "no more than one wave", "not more than a single wave",
)  # fmt: skip
HAND = {
    False: (
        "without a second hand", "no second hand", *SECONDS[False], "without the seconds hand", "leave out the second hand", "two hands only", "only hour and minute hands",
        "hide the second hand", "just the hour and minute hand", "drop the hand for the seconds", "just two hands", "only an hour hand and a minute hand",
        "skip the second hand", "leave the seconds hand away", "it needs no second hand", "hands for hours and minutes only",
    ),
    True: (
        *SECONDS[True], "a second hand", "with a second hand", "three hands", "a hand for the seconds", "with the seconds hand",
        "the seconds hand too", "a ticking second hand", "show the second hand", "including a second hand", "hour, minute and second hands",
        "and a third hand for the seconds", "a thin hand for the seconds", "also show a hand for seconds", "a hand that counts the seconds",
    ),
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
