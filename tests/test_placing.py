"""A word that a finished program lacks is set where the model finds it likeliest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_engine import TOKENIZER, ScriptedEngine, answer
from scripted_job import ask, of_kind, run

from mercurycli import placing, prompt
from mercurycli.canvas import SamplingParams
from mercurycli.events import Check, Frame, Note
from mercurycli.stated import Stated, missing

PAGE = """<title>Snow</title>
<style>p { color: red; }</style>
<button id="b">Go</button>
<script>
const values = [1, 2], n = 50;
ctx.fillStyle = "#00ff00"; ctx.arc(x, y, 0.5, 7);
</script>"""


def olds(kind, word, wish="", program=PAGE, language="html"):
    return [place.old for place in placing.places(program, Stated(kind, word), wish, language)]


# --- where a word could stand -----------------------------------------------------------------------------------------


def test_a_number_could_stand_where_a_whole_one_does_that_the_wish_does_not_state():
    assert olds("number", "12") == ["1", "2", "50", "7"]
    assert olds("number", "12", "50 flakes of 2 sizes, 12 of them big") == ["1", "7"]


def test_a_colour_could_stand_where_one_does_by_name_or_number():
    assert olds("colour", "teal") == ["red", "#00ff00"]
    assert olds("colour", "teal", "teal on red") == ["#00ff00"]


def test_a_text_could_stand_in_quotation_marks_or_between_tags_but_not_for_a_colour():
    assert olds("text", "Stop") == ["Snow", "b", "Go"]
    assert olds("text", "Stop", 'a "Go" button that says "Stop"') == ["Snow", "b"]


@pytest.mark.parametrize("word", ["<b>", "a\\n", "two\nlines"])
def test_a_text_that_would_end_its_literal_stands_nowhere(word):
    assert olds("text", word) == []


def test_a_text_with_a_quotation_mark_stands_where_another_one_is_used():
    program = """x = "a"; y = 'b'; <p>c</p>"""
    assert olds("text", 'say "hi"', program=program) == ["b", "c"]
    assert olds("text", "it's", program=program) == ["a", "c"]


def test_a_row_of_numbers_could_stand_where_one_does():
    assert olds("values", "3, 1, 2") == ["1, 2"]


def test_a_name_could_be_that_of_a_function_or_of_a_variable_wherever_it_stands():
    program = "def f(n):\n    return f(n - 1) + off\n"
    by_old = {place.old: place.text for place in placing.places(program, Stated("name", "total"), "", "python")}
    assert by_old == {"f": "def total(n):\n    return total(n - 1) + off\n", "n": "def f(total):\n    return f(total - 1) + off\n"}
    assert olds("name", "total", "my_function of n called total", "def my_function(n):\n    pass\n", "python") == ["n"]
    assert olds("name", "total") == []


def test_only_names_that_stand_in_the_program_are_renamed():
    program = 'class A:\n    def count(self, text):\n        self.__seen = sum(1 for c in text if c in "aeiou")\n        return self.__seen\n'
    assert olds("name", "tally", "", program, "python") == ["A", "c", "count", "self", "text"]


def test_a_name_that_nobody_defines_could_be_any_that_somebody_does():
    program = "def count(rows):\n    total = 0\n    return tota\n"
    assert [place.new for place in placing.other_names(program, "python")] == ["count", "rows", "total"]
    assert {place.old for place in placing.other_names(program, "python")} == {"tota"}
    assert list(placing.other_names("a = 1\n", "python")) == []


@given(st.integers(2, 99999), st.sampled_from(["teal", "navy"]), st.from_regex(r"[A-Za-z ]{1,12}", fullmatch=True))
def test_a_word_once_set_is_not_missing_and_nothing_else_has_changed(number, colour, text):
    for stated in (Stated("number", str(number)), Stated("colour", colour), Stated("text", text.strip() or "x")):
        for place in placing.places(PAGE, stated, "", "html"):
            assert place.text == PAGE[: place.start] + stated.word + PAGE[place.end :]
            quoted = f'"{stated.word}"' if stated.kind == "text" else f"{stated.word} dots"
            assert missing(quoted, place.text, "html") == ()


# --- which place it is ------------------------------------------------------------------------------------------------

OLD, NEW = "def sum_up(n):\n    return n\n", "def total(n):\n    return n\n"


class Weighing(ScriptedEngine):
    """Finds each answer as likely as ``likes`` says of its text."""

    def __init__(self, likes, *answers, **options):
        super().__init__(*answers, **options)
        self.likes = likes

    def uncover(self, canvas, answers, spans):
        self.looks += 1
        assert {len(ids) for ids in answers} == {sum(canvas.answer)} and all(begin <= end for begin, end in spans)
        return [self.likes(prompt.answer_text(TOKENIZER, ids)) for ids in answers]


def the_function(text):
    """The name belongs to the function."""
    return 0.0 if "total(" in text or "sum_up(" in text and "n" in text.split("sum_up")[1].split(")")[0] else -20.0


def stating(likes, wish="a function called total", **options):
    engine = Weighing(likes, answer(OLD), **options)
    return engine, run(engine, ask(wish, language="python", candidates=2))


def test_what_the_wish_states_is_set_before_another_program_is_drawn():
    engine, events = stating(the_function)
    assert events[-1].text == NEW and len(engine.asked) == 1
    assert Check("stated", True, "line 1: total in place of sum_up") in of_kind(events, Check)


def test_the_last_frame_shows_the_word_as_changed():
    last = of_kind(stating(the_function)[1], Frame)[-1]
    assert last.done and "".join(piece.text for piece in last.pieces) == NEW
    assert "".join(piece.text for piece in last.pieces if piece.state == "changed").startswith("total")
    assert any(piece.state == "settled" for piece in last.pieces)


def test_what_the_model_finds_unlikely_is_not_set():
    engine, events = stating(lambda text: -11.0 if "total" in text else 0.0)
    assert events[-1].text == OLD and len(engine.asked) == 2


def test_a_limit_on_the_steps_leaves_none_for_looking():
    engine, events = stating(the_function, defaults=SamplingParams(steps=9))
    assert events[-1].text == OLD and engine.looks == 0


def pages(*gains):
    """Three places for a number, of such gains."""
    found = [placing.Weighed(placing.Place(0, 1, "1", "2", ""), (), 0, 0, gain) for gain in gains]
    return placing.best(found)


def test_of_two_places_as_likely_none_is_taken():
    assert pages(-1.0, -1.2) is None and pages(-1.0, -2.0).gain == -1.0 and pages() is None


def test_an_undefined_name_gives_way_to_the_likeliest_defined_one_before_anything_is_drawn_anew():
    engine = Weighing(lambda text: text.count("total") - 2.0, answer("def f(total):\n    return tota\n"))
    events = run(engine, ask("a function", language="python"))
    assert events[-1].text == "def f(total):\n    return total\n" and len(engine.asked) == 1
    assert of_kind(events, Check)[-1] == Check("parse", True)


def test_a_word_that_would_break_the_program_is_taken_back():
    engine = Weighing(lambda text: 0.0, answer(OLD))
    events = run(engine, ask("a function called class", language="python"))
    assert events[-1].text == OLD


# --- what a page refers to and what of it can be seen -----------------------------------------------------------------

SPEED = "<script>\nlet speed = 1;\nspee += 1;\n</script>\n"
RED = "<canvas id=c></canvas>\n<script>\nx = c.getContext('2d');\nx.fillStyle = 'red';\nx.fillRect(0, 0, 9, 9);\nx.fillStyle = 'red';\nx.fill();\n</script>\n"


def page_of(likes, text, wish="a page", **options):
    engine = Weighing(likes, answer(text, "html"), length=sum(map(len, (text, "  "))), **options)
    engine.max_positions = 400
    return engine, run(engine, ask(wish, language="html"))


def test_a_page_s_undefined_name_gives_way_to_one_that_is_defined():
    engine, events = page_of(lambda text: 0.0, SPEED)
    assert events[-1].text == SPEED.replace("spee ", "speed ") and len(engine.asked) == 1
    assert Check("names", True, "line 3: speed in place of spee") in of_kind(events, Check)


def test_a_statement_about_what_is_not_there_is_left_out_where_no_other_name_does():
    text = "<script>\nlet x = 1;\nx += mine + yours;\n</script>\n"
    engine, events = page_of(lambda text: 0.0, text)
    assert events[-1].text == text.replace("x += mine + yours;\n", "") and len(engine.asked) == 1
    assert Check("names", True, "line 3: x += mine + yours; left out") in of_kind(events, Check)


def test_an_id_that_no_element_has_gives_way_to_the_likeliest_that_one_has():
    text = '<p id="w"></p><p id="q"></p>\n<script>document.getElementById("b")</script>\n'
    assert page_of(lambda text: float(text.count('("q")')), text)[1][-1].text == text.replace('("b")', '("q")')


def test_a_page_that_would_show_nothing_gets_the_likeliest_colour_before_anything_is_drawn_anew():
    engine, events = page_of(lambda text: float("style='blue';x.fill()" in text.replace(" ", "").replace("\n", "").lower()), RED)
    assert events[-1].text == "'blue'".join(RED.rsplit("'red'", 1)) and len(engine.asked) == 1
    assert Check("visible", True, "line 6: blue in place of red") in of_kind(events, Check)
    assert of_kind(events, Check)[-1] == Check("parse", True)


def test_a_page_that_shows_nothing_since_it_was_wished_so_stays():
    assert page_of(lambda text: 0.0, RED, "red on red")[1][-1].text == RED


def test_where_no_colour_is_likely_it_is_told_that_nothing_will_be_seen():
    _, events = page_of(lambda text: 0.0 if text.count("'red'") == 2 else -20.0, RED)
    assert events[-1].text == RED and events[-1].exit_code == 0
    assert any("nothing of this page will be seen: line 6: everything is drawn in red" in note.text for note in of_kind(events, Note))
