from hypothesis import given
from hypothesis import strategies as st
from scripted_engine import TOKENIZER

from mercurycli.sight import sides
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named
from mercurycli.source.span import Span

PYTHON = language_named("python")


def document(text):
    return Document.from_text(text, PYTHON, "thing.py")


def tokens(text):
    return len(TOKENIZER.encode(text))


def test_a_short_file_is_seen_whole():
    text = "a = 1\nb = 2\nc = 3\n"
    assert sides(document(text), Span(6, 11), TOKENIZER) == ("a = 1\n", "\nc = 3\n")


def test_of_a_long_one_the_nearest_lines_are_seen_and_the_heads_they_stand_under():
    body = "".join(f"        value{n} = {n}\n" for n in range(200))
    text = f"import os\nclass Ball:\n    # far away\n    def move(self):\n{body}x = 1\n"
    at = text.index("value100 =")
    before, after = sides(document(text), Span(at, at + 5), TOKENIZER, 120)
    assert before.startswith("class Ball:\n    def move(self):\n") and before.endswith("value99 = 99\n        ")
    assert "value101 = 101" in after and "value199" not in after
    assert tokens(before) > tokens(after) and tokens(before + after) < 200


def test_what_is_not_needed_on_one_side_is_there_for_the_other():
    rows = [f"v{n} = {n}" for n in range(300)]
    text = "\n".join(rows) + "\n"
    at = text.index("v2 = 2")
    _, after = sides(document(text), Span(at, at + 6), TOKENIZER, 200)
    assert tokens(after) > 150


@given(st.lists(st.text(st.sampled_from("ab (=\t"), max_size=12), max_size=40), st.data())
def test_what_is_seen_ends_and_begins_at_the_hole(rows, data):
    text = "\n".join(rows)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, after = sides(document(text), Span(start, end), TOKENIZER, 40)
    line = text[:start].rsplit("\n", 1)[-1]
    assert before.endswith(line) and after.startswith(text[end:].split("\n", 1)[0])
    assert set(before.split("\n")) <= set(text.split("\n")) | {line}
