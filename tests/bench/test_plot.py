import xml.etree.ElementTree as ElementTree

import pytest

from mercurycli.bench import plot

SVG = "{http://www.w3.org/2000/svg}"


def mode(rate, quality, parse=1.0):
    return {"tokens_per_second": rate, "pass_rate": quality, "parse_rate": parse}


def result(**changes):
    one = {"settled": (4, 9, 0), "pass_seconds": (0.02, 0.01, 0.01), "tokens": 13}
    slow = {"settled": (1,) * 13, "pass_seconds": (0.01,) * 13, "tokens": 13}
    return {
        "modes": {"own": mode(500.0, 0.5), "one_token_per_call": mode(40.0, 1.0)},
        "wishes": {"a <b> & c": {"own": one, "one_token_per_call": slow}, "short": {"own": {**one, "tokens": 2}, "one_token_per_call": slow}},
        "runs": 3, "machine": {"model": "quicksilver", "processor": "a processor"}, **changes,
    }  # fmt: skip


def signs(tree, kind):
    return [element for panel in tree.iter(f"{SVG}g") for element in panel.iter(f"{SVG}{kind}")]


def test_every_pass_and_every_way_has_a_sign():
    tree = ElementTree.fromstring(plot.svg(result()))
    assert len(signs(tree, "circle")) == 3 + 3 + 1 and len(signs(tree, "rect")) == 13 + 13 + 1


def test_the_longest_program_is_shown_and_its_wish_is_text_not_markup():
    text = "".join(ElementTree.fromstring(plot.svg(result())).itertext())
    assert "a <b> & c" in text and "short" not in text and "quicksilver" in text


def test_better_programs_stand_higher_and_faster_ways_further_right():
    tree = ElementTree.fromstring(plot.svg(result()))
    own, slow = signs(tree, "circle")[-1], signs(tree, "rect")[-1]
    assert float(own.get("cx")) > float(slow.get("x")) and float(own.get("cy")) > float(slow.get("y"))


def test_without_a_judge_the_share_that_parses_is_drawn():
    modes = {"own": mode(500.0, None, parse=0.25), "one_token_per_call": mode(40.0, None, parse=1.0)}
    tree = ElementTree.fromstring(plot.svg(result(modes=modes)))
    assert float(signs(tree, "circle")[-1].get("cy")) > float(signs(tree, "rect")[-1].get("y"))


@pytest.mark.parametrize(("axis", "value", "pixel"), [
    (plot.Axis(0, 10, 0, 100), 5, 50), (plot.Axis(1, 100, 0, 100, True), 10, 50), (plot.Axis(0, 10, 100, 0), 10, 0),
])  # fmt: skip
def test_an_axis_puts_values_where_they_belong(axis, value, pixel):
    assert axis.at(value) == pytest.approx(pixel)


def test_ticks_are_few_and_lie_on_the_axis():
    for most in (0.003, 1.0, 7.0, 42.0, 99.0, 1e6):
        ticks = plot.Axis(0.0, most, 0, 100).ticks()
        assert 2 <= len(ticks) <= 7 and 0.0 <= min(ticks) and max(ticks) <= most * 1.0001
    assert plot.Axis(1, 1000, 0, 100, True).ticks() == [1, 10, 100, 1000]
