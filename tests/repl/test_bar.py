import pytest

from mercurycli.events import Frame, ParseState
from mercurycli.repl.bar import bar_text
from mercurycli.repl.engine_loader import EngineLoader


def frame(parse):
    return Frame((), "python", 14, None, 0, 3, 100, 0.5, parse, True)


@pytest.mark.parametrize(
    ("parse", "says"),
    [(None, ""), (ParseState(True), " · parses"), (ParseState(False, 7, "x"), " · does not parse (line 7)")],
)
def test_the_bar_says_what_the_last_job_came_to(parse, says):
    assert bar_text(EngineLoader(None, "auto"), frame(parse)) == f" quicksilver · loading · 14 steps · 200 tokens/s{says}"


def test_a_folder_is_named_by_its_last_part_and_nothing_in_it_is_obeyed():
    assert bar_text(EngineLoader("/models/na\x1b[2Jme/", "auto"), None) == " na?[2Jme · loading"
