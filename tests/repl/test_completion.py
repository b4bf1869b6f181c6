import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from mercurycli.repl.completion import LineCompleter
from mercurycli.repl.desk import Result
from mercurycli.repl.project_files import ProjectFiles
from mercurycli.repl.table import COMMANDS


@pytest.fixture
def proposed(desk_with, folder):
    desk, _, _ = desk_with()
    desk.results.append(Result("red balls", "", "html", 0))
    (folder / "ball.py").write_text("class Ball:\n    def move(self): pass\n\ndef main(): pass\n")
    (folder / "my app.py").write_text("")
    (folder / "data.bin").write_bytes(b"\0")
    completer = LineCompleter(desk, ProjectFiles(folder))

    def proposed(text):
        """The lines that the menu would make of ``text``."""
        found = completer.get_completions(Document(text), CompleteEvent())
        return [text[: len(text) + each.start_position] + each.text for each in found]

    return proposed


def test_all_commands_are_proposed_in_the_order_of_the_help_and_explained(proposed, desk_with):
    assert proposed("/") == [f"/{command.name}" for command in COMMANDS]
    menu = list(LineCompleter(desk_with()[0]).get_completions(Document("/sav"), CompleteEvent()))
    assert (menu[0].display_text, menu[0].display_meta_text) == ("/save", "write the last program to a file")


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("/set edi", ["/set edit"]),
        ("/set edit ", ["/set edit emacs", "/set edit vi"]),
        ("/set view of", ["/set view off"]),
        ("/set seed ", ["/set seed default"]),
        ("/save r", ["/save red-balls.html", "/save --force"]),
        ("/logs ", ["/logs on", "/logs off"]),
        ("/model q", ["/model quicksilver"]),
        ("/help /q", []),
        ("/help q", ["/help quit"]),
        ("/nope x", []),
        ("/fix @bal", ["/fix @ball.py"]),
        ("/fix @app", ['/fix @"my app.py"']),
        ('/fix @"my', ['/fix @"my app.py"']),
        ("/show @ball.py:", ["/show @ball.py:Ball", "/show @ball.py:Ball.move", "/show @ball.py:main"]),
        ("/show @ball.py:mv", ["/show @ball.py:Ball.move"]),
        ("/show @data.bin:", []),
        ("a wish", []),
        ("", []),
    ],
)
def test_what_is_typed_is_gone_on_with(proposed, typed, lines):
    assert proposed(typed) == lines


def test_symbols_with_control_characters_are_not_proposed(proposed, folder):
    (folder / "x.html").write_text('<p id="a\x1b[2J">x</p><p id="b">x</p>')
    assert proposed("/show @x.html:") == ["/show @x.html:b"]


def test_the_output_is_proposed_in_a_wish_once_there_is_one(desk_with):
    desk, _, _ = desk_with()

    def proposed(text):
        return [each.text for each in LineCompleter(desk).get_completions(Document(text), CompleteEvent())]

    assert proposed("mend it: @out") == []
    desk.output = "ValueError"
    assert proposed("mend it: @out") == proposed("/gen mend: @out") == ["output"]
    assert proposed("/fix @out") == []
