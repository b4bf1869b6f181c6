import pytest

from mercurycli.events import Check
from mercurycli.flaws import Flaw, complaint, rank, seen
from mercurycli.stated import Stated

RED = """<style>body { margin: 0; }</style>
<canvas id="c"></canvas>
<script>
const ctx = c.getContext("2d");
ctx.fillStyle = "red";
ctx.fillRect(0, 0, 9, 9);
ctx.fillRect(3, 3, 3, 3);
</script>
"""
NAMES = Flaw("names", 1, "tota is not defined")
VISIBLE = Flaw("visible", 5, "everything is drawn in red, the colour of the background")


def test_what_will_stop_a_program_is_seen_in_python_and_in_pages_and_nowhere_else():
    assert seen("total = 1\nprint(tota)\n", "python", "", change=False) == Flaw("names", 2, "tota is not defined")
    assert seen("<script>\nlet total = 1;\nalert(tota);\n</script>", "html", "", change=False) == Flaw("names", 3, "tota is not defined")
    assert seen('<script>document.getElementById("p").x = 1</script>', "html", "", change=False) == Flaw("names", 1, 'no element has the id "p"')
    assert seen("alert(tota);", "javascript", "", change=False) is None


@pytest.mark.parametrize(
    ("wish", "change", "flaw"),
    [
        ("a square", False, VISIBLE),
        ("a red square", False, VISIBLE),
        ("a red square on red", False, None),
        ("a square, no red", True, VISIBLE),
        ("make the background red", True, None),
    ],
)
def test_a_page_shows_nothing_only_where_that_was_not_wished_for(wish, change, flaw):
    assert seen(RED, "html", wish, change=change) == flaw


def test_of_two_drafts_the_better_one_is_without_a_flaw_then_runs_then_parses():
    lacks = (Stated("number", "3"),)
    order = [(None, ()), (None, lacks), (VISIBLE, ()), (NAMES, ()), (NAMES, lacks), (Flaw("parse", 1, "x"), ())]
    assert sorted(order, key=lambda each: rank(*each)) == order


def test_the_worst_is_complained_of():
    assert complaint(None, ()) is None
    assert complaint(None, (Stated("number", "3"),)) == Check("stated", False, "not in the program: 3")
    assert complaint(VISIBLE, (Stated("number", "3"),)) == Check("visible", False, f"line 5: {VISIBLE.message}")
