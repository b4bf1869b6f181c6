"""Judge an HTML page of a known family by running it: one judge per family, and the table that names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mercurycli.bench.quality import (
    accordion,
    analog_clock,
    bar_chart,
    bouncing_balls,
    breakout,
    calculators,
    character_counter,
    click_counter,
    coin_flip,
    colour_button,
    colour_mixer,
    confetti,
    countdown_timer,
    dark_mode_toggle,
    dice_roller,
    digital_clock,
    drawing_pad,
    dvd_logo,
    falling_letters,
    fireworks,
    game_of_life,
    joke_button,
    mouse_trail,
    password_generator,
    pong,
    progress_bar,
    rain,
    rock_paper_scissors,
    rotating_square,
    sine_wave,
    snake,
    snow,
    solar_system,
    spirograph,
    starfield,
    stopwatch,
    tic_tac_toe,
    todo_list,
)
from mercurycli.bench.quality.verdict import Findings, Verdict
from mercurycli.bench.quality.way import check_way

FAMILIES: Mapping[str, Callable[[Mapping[str, Any], str, Findings], None]] = {
    "bouncing_balls": bouncing_balls.judge,
    "falling_letters": falling_letters.judge,
    "joke_button": joke_button.judge,
    "click_counter": click_counter.judge,
    "digital_clock": digital_clock.judge,
    "snow": snow.judge,
    "starfield": starfield.judge,
    "stopwatch": stopwatch.judge,
    "countdown_timer": countdown_timer.judge,
    "todo_list": todo_list.judge,
    "colour_button": colour_button.judge,
    "dice_roller": dice_roller.judge,
    "coin_flip": coin_flip.judge,
    "password_generator": password_generator.judge,
    "adding_calculator": calculators.judge_adding,
    "temperature_converter": calculators.judge_temperature,
    "tip_calculator": calculators.judge_tip,
    "character_counter": character_counter.judge,
    "dark_mode_toggle": dark_mode_toggle.judge,
    "drawing_pad": drawing_pad.judge,
    "mouse_trail": mouse_trail.judge,
    "sine_wave": sine_wave.judge,
    "rotating_square": rotating_square.judge,
    "dvd_logo": dvd_logo.judge,
    "analog_clock": analog_clock.judge,
    "fireworks": fireworks.judge,
    "rain": rain.judge,
    "game_of_life": game_of_life.judge,
    "spirograph": spirograph.judge,
    "bar_chart": bar_chart.judge,
    "confetti": confetti.judge,
    "snake": snake.judge,
    "breakout": breakout.judge,
    "pong": pong.judge,
    # kinds that nothing is trained on: recipe/evaluation/held_out_families
    "accordion": accordion.judge,
    "progress_bar": progress_bar.judge,
    "tic_tac_toe": tic_tac_toe.judge,
    "rock_paper_scissors": rock_paper_scissors.judge,
    "colour_mixer": colour_mixer.judge,
    "solar_system": solar_system.judge,
}


def judge_page(family: str, facts: Mapping[str, Any], html: str) -> Verdict:
    """Run ``html`` and say which of the facts of its family it meets. Costs a few runs of at most two seconds each."""
    findings = Findings()
    FAMILIES[family](facts, html, findings)
    if "way" in facts:  # a wish may say how any page is to be written
        check_way(facts["way"], html, findings)
    return findings.verdict()
