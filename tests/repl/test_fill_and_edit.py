"""``/fill`` and ``/edit`` from the line a person types to the file, with engines that know their answers."""

import re

import pytest
from filler import Filler, by_place
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from workshop import Workshop

from mercurycli.commands import log
from mercurycli.errors import DcodeError, RefusedError, UsageError
from mercurycli.repl import keeping, table, trouble
from mercurycli.repl.completion import LineCompleter
from mercurycli.repl.project_files import ProjectFiles
from mercurycli.repl.recorder import Recorder, open_log
from mercurycli.repl.resuming import resume

HOLES = "# größter\na = f(???)\nif a:\n    <fill 1>\n"
FILLED = "# größter\na = f(1)\nif a:\n    b = 2\n"
BOX = "# größer\nclass Box:\n    def total(self, a, b):\n        return a + b\n\n    def less(self, a):\n        return a - 1\n\n\nprint(Box().total(1, 2))\n"
TIMES = BOX.replace("a + b", "a * b")
METHOD = "def total(self, a, b):\n    return a * b\n"


def filler():
    return Filler(by_place({"f(": "1", "if a:": "\n    b = 2"}))


def editor(*answers):
    return Workshop(changes=answers or (METHOD,))


CHANGES = [
    pytest.param("/fill @code.py", filler, HOLES, FILLED, "filled", id="fill"),
    pytest.param("/edit @code.py:Box.total multiply", editor, BOX, TIMES, "changed", id="edit"),
]


@pytest.fixture
def file_with(folder):
    def file_with(text):
        path = folder / "code.py"
        path.write_bytes(text.encode())
        return path

    return file_with


@pytest.mark.parametrize("answer", [True, False])
@pytest.mark.parametrize(("line", "engine", "before", "after", "done"), CHANGES)
def test_a_file_is_changed_after_a_diff_and_a_yes_and_taken_back(desk_with, file_with, capsys, line, engine, before, after, done, answer):
    path, (desk, _, asked) = file_with(before), desk_with(engine(), answer=answer)
    assert table.do(desk, line) == 0
    err = capsys.readouterr().err
    new = next(row for row in after.splitlines() if row not in before.splitlines())
    assert f"+{new}" in err and asked == ["write it?"]
    assert path.read_text() == (after if answer else before)
    assert (f"code.py {done}; /undo takes it back" if answer else "code.py is untouched") in err
    if answer:
        assert keeping.diff(desk, "") == 0 and f"+{new}" in capsys.readouterr().out
        assert table.do(desk, "/undo") == 0 and path.read_text() == before
        assert table.do(desk, "/redo") == 0 and path.read_text() == after


@pytest.mark.parametrize(("line", "engine", "before", "after", "done"), CHANGES)
def test_without_a_person_it_is_written_and_the_drafts_are_kept(desk_with, file_with, line, engine, before, after, done):
    path, (desk, _, _) = file_with(before), desk_with(engine())
    assert table.do(desk, line) == 0 and path.read_text() == after
    assert desk.frames and [file.action for file in desk.files] == [done]


@pytest.mark.parametrize(("line", "engine", "before", "after", "done"), CHANGES)
def test_it_is_logged_exported_and_gone_on_with_as_a_diff(desk_with, file_with, folder, capsys, line, engine, before, after, done):
    file_with(before)
    desk, _, _ = desk_with(engine(), recorder=Recorder())
    table.do(desk, line)
    table.do(desk, "/export a.md")
    exported = (folder / "a.md").read_text()
    typed = line.replace("/fill @", "/fill ")
    assert f"> {typed}" in exported and "```diff\n" in exported
    assert log.show(None) == 0
    out = capsys.readouterr().out
    assert f"> {typed}\n" in out and "--- a/code.py" in out
    later, _, _ = desk_with()
    resume(later)
    assert later.mended == desk.mended != "" and not later.wish and not later.results


@pytest.mark.parametrize(("line", "engine", "before", "after", "done"), CHANGES)
def test_ctrl_c_leaves_the_file_and_says_so(desk_with, file_with, capsys, monkeypatch, line, engine, before, after, done):
    def interrupted(canvas, params):
        raise KeyboardInterrupt

    path, engine = file_with(before), engine()
    monkeypatch.setattr(engine, "denoise", interrupted)
    desk, _, _ = desk_with(engine, answer=True, recorder=Recorder())
    with pytest.raises(KeyboardInterrupt):
        table.do(desk, line)
    assert path.read_text() == before and "code.py is untouched" in capsys.readouterr().err
    (session,) = open_log().sessions()
    assert [job.status for job in open_log().jobs(session.id)] == ["interrupted"]


@pytest.mark.parametrize(
    ("line", "engine", "before"),
    [("/fill @code.py", lambda: Filler(lambda before, after, size: ""), HOLES), ("/edit @code.py multiply", lambda: editor(BOX), BOX)],
)
def test_what_the_model_cannot_do_is_left_alone_and_the_hint_names_no_flag(desk_with, file_with, capsys, line, engine, before):
    path, (desk, _, asked) = file_with(before), desk_with(engine(), answer=True)
    with pytest.raises(RefusedError) as refused:
        table.do(desk, line)
    assert path.read_text() == before and not desk.mended and not asked
    capsys.readouterr()
    trouble.tell(refused.value)
    assert not re.search(r"\s-{1,2}\w", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("line", "says", "hint"),
    [
        ("/fill @nothing.py", r"nothing\.py", ""),
        ("/fill @code.py", "has no hole", "<fill N>"),
        ("/edit @nothing.py multiply", r"nothing\.py", ""),
        ("/edit @code.py", "nothing is said", "/edit @code.py add"),
        ("/edit @code.py:Box.total  ", "nothing is said", "/edit @code.py:Box.total add"),
        ("/edit @code.py:Box.totl multiply", "does not define Box.totl", "Box.total"),
        ('/edit @"code.py multiply', "name ends", '@"my app.py"'),
    ],
)
def test_what_cannot_be_done_is_told_before_a_model_is_loaded(desk_with, file_with, line, says, hint):
    file_with(BOX)
    desk, _, asked = desk_with(editor(), answer=True)
    with pytest.raises(UsageError, match=says) as refused:
        table.do(desk, line)
    assert hint in refused.value.hint and not desk.loader.ready and not asked


def test_the_marks_that_are_text_are_told_of(desk_with, file_with):
    file_with("a = 1  # really ???\n")
    with pytest.raises(UsageError, match="no hole") as refused:
        table.do(desk_with()[0], "/fill @code.py")
    assert "in a string or a comment" in refused.value.hint


def test_a_command_alone_is_told_of_before_it_is_sent():
    for line in ("/fill", "/edit "):
        with pytest.raises(UsageError):
            table.check(line)


def test_only_the_symbol_is_shown_and_a_file_without_one_as_a_whole(desk_with, file_with):
    path = file_with(BOX)
    engine = editor(METHOD, TIMES.replace("a - 1", "a - 2"))
    desk, _, _ = desk_with(engine)
    table.do(desk, "/edit code.py:total multiply")
    table.do(desk, "/edit @code.py subtract two")
    assert path.read_text() == TIMES.replace("a - 1", "a - 2")
    assert "less" not in engine.requests[0] and "multiply" in engine.requests[0]
    assert "less" in engine.requests[1] and "subtract2" in engine.requests[1]


def test_where_nothing_comes_of_the_first_try_another_is_made(desk_with, file_with):
    path, engine = file_with(BOX), editor(METHOD.replace("a * b", "a + b"), METHOD)
    desk, _, _ = desk_with(engine)
    assert table.do(desk, "/edit @code.py:total multiply") == 0
    assert path.read_text() == TIMES and len(engine.requests) == 2


def test_a_name_with_spaces_stands_in_quotes_with_its_symbol_or_without(desk_with, file_with):
    for word in ('@"my code.py:total"', '@"my code.py":total'):
        path = file_with(BOX).rename("my code.py")
        desk, _, _ = desk_with(editor())
        assert table.do(desk, f"/edit {word} multiply") == 0
        assert path.read_text() == TIMES


def test_the_hints_for_a_symbol_or_a_smaller_part_speak_of_the_session(desk_with, file_with, capsys):
    file_with("a = 1\n" * 400)
    desk, _, _ = desk_with(editor())
    smaller = "a symbol with @FILE:NAME, or lines with @FILE:A-B\n"
    for line, hint in [("/edit @code.py multiply", smaller), ("/edit @code.py:b x", "name lines: @FILE:A-B\n")]:
        with pytest.raises(DcodeError) as refused:
            table.do(desk, line)
        trouble.tell(refused.value)
        assert capsys.readouterr().err.endswith(hint)


def test_files_and_symbols_are_proposed_and_those_with_spaces_in_quotes(desk_with, file_with, folder):
    file_with(BOX)
    (folder / "look.css").write_text(".ball p { color: red }\n")
    completer = LineCompleter(desk_with()[0], ProjectFiles(folder))

    def proposed(text):
        found = completer.get_completions(Document(text), CompleteEvent())
        return [text[: len(text) + each.start_position] + each.text for each in found]

    assert proposed("/fil") == ["/fill"]
    assert proposed("/fill @co") == ["/fill @code.py"]
    assert proposed("/edit @code.py:") == [f"/edit @code.py:{name}" for name in ("Box", "Box.total", "Box.less")]
    assert proposed("/edit @look.css:") == ['/edit @"look.css:.ball p"']
    assert proposed('/edit @"code.py:to') == ["/edit @code.py:Box.total"]
