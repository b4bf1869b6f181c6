import pytest

from mercurycli.errors import UsageError
from mercurycli.repl import mention
from mercurycli.repl.mention import Mention
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("/fix @a", "a"),
        ("@", ""),
        ("/fix @src/app.py:Ba", "src/app.py:Ba"),
        ('/fix @"my fi', '"my fi'),
        ("me@home", None),
        ("@a b", None),
        ("", None),
    ],
)
def test_the_name_behind_the_sign_is_found(text, typed):
    assert mention.being_typed(text) == typed


def test_a_word_names_a_file_and_maybe_a_symbol(folder):
    (folder / "a:b.py").write_text("")
    for word, meant in [("@app.py", ("app.py", "")), ("app.py", ("app.py", "")), ("@app.py:Ball.move", ("app.py", "Ball.move"))]:
        assert mention.read(word) == Mention(type(folder)(meant[0]), meant[1])
    assert mention.read("@a:b.py").part == ""  # a file of just that name
    assert str(mention.read('@"my file.py"').path) == "my file.py" and mention.quoted("my file.py") == '"my file.py"'


def test_no_name_is_an_error():
    with pytest.raises(UsageError, match="missing"):
        mention.read(" @ ")


@pytest.fixture
def document():
    return Document.from_text("def one(): pass\nclass Two:\n    def three(self): pass\n", language_named("python"), "x.py")


@pytest.mark.parametrize(
    ("part", "text"),
    [("Two.three", "    def three(self): pass"), ("three", "    def three(self): pass"), ("1", "def one(): pass"),
     ("1-2", "def one(): pass\nclass Two:"), ("2-3", "class Two:\n    def three(self): pass")],
)  # fmt: skip
def test_a_part_is_a_symbol_or_lines(document, part, text):
    assert document.slice(mention.span_of(document, part)) == text
    assert mention.spans_of(document, part) == (mention.span_of(document, part),) and mention.spans_of(document, "") == ()


def test_a_part_that_is_not_there_is_answered_with_those_that_are(document):
    with pytest.raises(UsageError, match="not define four") as refused:
        mention.span_of(document, "four")
    assert "one" in refused.value.hint
    for part in ("0", "4", "3-2"):
        with pytest.raises(UsageError, match="has 3 lines"):
            mention.span_of(document, part)
