import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recipe.curriculum import mixture

from mercurycli.source.page_colours import hidden, with_other_colours

CANVAS = """<!DOCTYPE html>
<style>STYLE</style>
<canvas id="c"></canvas>
<script>
const ctx = c.getContext("2d");
function draw() {
BODY
  requestAnimationFrame(draw);
}
draw();
</script>
"""


def canvas(body, style="body { margin: 0; }"):
    return CANVAS.replace("BODY", body).replace("STYLE", style)


def painted(colour):
    return f'  ctx.fillStyle = "{colour}";\n  ctx.fillRect(0, 0, c.width, c.height);\n'


@pytest.mark.parametrize(
    ("text", "colour", "line"),
    [
        (canvas(painted("red") + '  ctx.fillStyle = "red";\n  ctx.fillRect(10, 10, 5, 5);'), "red", 9),
        (canvas(painted("black") + '  ctx.strokeStyle = "#000";\n  ctx.stroke();'), "black", 9),
        (canvas(painted("gold") + "  ctx.fillText('a', 1, 1);"), "gold", 7),
        (canvas('  ctx.fillStyle = "navy";\n  ctx.fill();', "body { margin: 0; background: navy; }"), "navy", 7),
        (canvas('  ctx.strokeStyle = "white";\n  ctx.stroke();'), "white", 7),
        ("<style>body { background: lime; color: lime; }</style><p id=p></p>", "lime", 1),
    ],
)
def test_a_page_whose_drawing_has_the_colour_of_its_background_shows_nothing(text, colour, line):
    found = hidden(text)
    assert found is not None and (found.colour, found.line) == (colour, line)
    assert all(text[span.start : span.end] in (colour, "#000") for span in found.spans)


@pytest.mark.parametrize(
    "text",
    [
        canvas(painted("red") + '  ctx.fillStyle = "blue";\n  ctx.fillRect(10, 10, 5, 5);'),
        canvas(painted("red") + "  ctx.fillStyle = ball.color;\n  ctx.fill();"),
        canvas(painted("red") + "  ctx.stroke();"),  # in black
        canvas(painted("black") + "  ctx.strokeStyle = `hsl(${t}, 80%, 60%)`;\n  ctx.stroke();"),
        canvas(painted("rgba(0, 0, 0, 0.2)") + '  ctx.fillStyle = "white";\n  ctx.fill();'),
        canvas(painted("red")),  # and nothing else
        canvas(painted("red") + '  ctx.shadowBlur = 9;\n  ctx.shadowColor = "blue";\n  ctx.fill();'),
        canvas('  ctx.fillStyle = "navy";\n  ctx.fill();'),
        "<style>body { background: lime; color: black; }</style><p>a</p>",
        "<style>body { background: lime; color: lime; } p { color: red; }</style><p>a</p>",
        "<style>button { background: lime; } body { color: lime; }</style><p>a</p>",
        "",
    ],
)
def test_what_differs_or_is_worked_out_while_it_runs_may_be_seen(text):
    assert hidden(text) is None


def test_another_colour_could_be_that_of_the_drawing_or_the_one_behind_it():
    text = canvas(painted("red") + '  ctx.fillStyle = "red";\n  ctx.fillRect(10, 10, 5, 5);')
    found = list(with_other_colours(text, ("red", "blue")))
    assert [changed for _, _, changed in found] == [text.replace('"red";\n  ctx.fillRect(10', '"blue";\n  ctx.fillRect(10'), text.replace('"red"', '"blue"', 1)]
    assert all(hidden(changed) is None for _, _, changed in found)
    assert list(with_other_colours("<p>a</p>", ("blue",))) == []


def test_programs_of_the_curriculum_are_seen_unless_their_wish_has_one_colour_for_both():
    rng = random.Random(3)
    for family in mixture.PAGE_FAMILIES:
        program = mixture.source_of(family).SOURCE.sample(rng, "train", family)
        assert (found := hidden(program.code)) is None or program.wish.count(found.colour) > 1, (family, program.wish)


@given(st.lists(st.sampled_from(['ctx.fillStyle = "red";', "ctx.fillStyle = x;", "ctx.fill();", "ctx.stroke();", "ctx.fillRect(0, 0, 9, 9);", "}", "é("]), max_size=8))
def test_no_script_makes_it_fail(lines):
    text = canvas("\n".join(lines))
    found = hidden(text)
    assert found is None or all(text.encode()[span.start : span.end] for span in found.spans)
