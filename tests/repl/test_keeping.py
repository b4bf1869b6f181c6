import pytest
from fake_engine import PAGE, PRIME, RED

from mercurycli.errors import UsageError
from mercurycli.repl import keeping, table
from mercurycli.repl.desk import Result


def test_a_program_is_saved_and_taken_back_and_written_again(desk_with, folder, capsys):
    desk, _, _ = desk_with()
    for line in ("balls", "/save 'my page.html'"):
        assert table.do(desk, line) == 0
    page = folder / "my page.html"
    assert page.read_text() == PAGE
    assert table.do(desk, "/undo") == 0 and not page.exists()
    assert table.do(desk, "/redo") == 0 and page.read_text() == PAGE
    assert table.do(desk, "/redo") == 0 and "nothing to do again" in capsys.readouterr().err


def test_undo_takes_back_what_this_session_wrote_last_wherever_it_is(desk_with, folder, tmp_path):
    desk, _, _ = desk_with()
    other = tmp_path / "elsewhere.html"
    for line in ("balls", f"/save {other}", "/save here.html"):
        table.do(desk, line)
    table.do(desk, "/undo")
    assert not (folder / "here.html").exists() and other.exists()
    table.do(desk, "/undo")
    assert not other.exists()
    table.do(desk, "/redo here.html")
    assert (folder / "here.html").exists() and not other.exists()


@pytest.mark.parametrize("answer", [True, False])
def test_a_file_that_is_there_is_replaced_only_after_a_yes(desk_with, folder, answer):
    desk, _, asked = desk_with(answer=answer)
    page = folder / "x.html"
    page.write_text("mine")
    table.do(desk, "balls")
    assert table.do(desk, "/save x.html") == 0 and asked == ["x.html exists; replace it?"]
    assert page.read_text() == (PAGE if answer else "mine")


def test_a_script_replaces_a_file_by_force_only(desk_with, folder):
    desk, _, _ = desk_with()
    page = folder / "x.html"
    page.write_text("mine")
    table.do(desk, "balls")
    with pytest.raises(UsageError, match="exists"):
        table.do(desk, "/save x.html")
    assert page.read_text() == "mine"
    assert table.do(desk, "/save --force x.html") == 0 and page.read_text() == PAGE


@pytest.mark.parametrize("argument", ["a b", "'a", "--force", "/no/such/folder/x.html", "."])
def test_a_name_that_is_none_is_refused(desk_with, argument):
    desk, _, _ = desk_with()
    table.do(desk, "balls")
    with pytest.raises(UsageError):
        table.do(desk, f"/save {argument}")


@pytest.mark.parametrize("line", ["/save x", "/open", "/show", "/diff", "/run", "/steps"])
def test_without_a_program_there_is_nothing_to_do(desk_with, line):
    with pytest.raises(UsageError):
        table.do(desk_with()[0], line)


def test_the_last_two_programs_are_compared(desk_with, capsys):
    desk, _, _ = desk_with()
    for line in ("balls", "make them red", "/diff"):
        table.do(desk, line)
    assert "-<p>balls</p>\n+<p>red balls</p>\n" in capsys.readouterr().out
    table.do(desk, "/gen balls, red")
    assert keeping.diff(desk, "") == 0 and "the same" in capsys.readouterr().err


def test_a_file_or_a_symbol_of_it_is_shown(desk_with, folder, capsys):
    (folder / "x.py").write_text("import os\n\n\n" + PRIME)
    desk, _, _ = desk_with()
    table.do(desk, "/show @x.py:is_prime")
    assert capsys.readouterr().out == "def is_prime(n):\n    return n > 1"
    table.do(desk, "/show x.py")
    assert capsys.readouterr().out.startswith("import os")


def test_a_page_is_opened_and_nothing_else(desk_with, monkeypatch, capsys):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda uri: opened.append(uri) or len(opened) == 1)
    desk, _, _ = desk_with()
    table.do(desk, "balls, red")
    assert table.do(desk, "/open") == 0
    with open(opened[0].removeprefix("file://"), encoding="utf-8") as page:
        assert page.read() == RED
    assert table.do(desk, "/open") == 1 and "no browser" in capsys.readouterr().err
    table.do(desk, "prime")
    with pytest.raises(UsageError, match="python"):
        table.do(desk, "/open")


@pytest.mark.parametrize(
    ("wish", "language", "name"),
    [
        ("12 bouncing balls, red", "html", "12-bouncing-balls.html"),
        ("Prime numbers", "python", "prime-numbers.py"),
        ("日本", None, "program.txt"),
    ],
)
def test_a_name_is_proposed_for_a_program(desk_with, wish, language, name):
    desk, _, _ = desk_with()
    assert keeping.names_for(desk) == ("--force",)
    desk.results.append(Result(wish, "", language, 0))
    assert keeping.names_for(desk) == (name, "--force")


def test_a_file_too_large_to_be_taken_back_is_not_read_to_its_end_and_stays(desk_with, folder, monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 10)
    page = folder / "x.html"
    page.write_bytes(b"x" * 11)
    desk, _, _ = desk_with()
    table.do(desk, "balls")
    with pytest.raises(UsageError, match="too large") as refused:
        table.do(desk, "/save --force x.html")
    assert refused.value.hint and page.read_bytes() == b"x" * 11
    page.write_bytes(b"x" * 10)
    assert table.do(desk, "/save --force x.html") == 0 and page.read_text() == PAGE


def test_a_file_that_cannot_be_read_is_told(desk_with, folder, monkeypatch):
    def failing(path, limit):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(keeping, "read_at_most", failing)
    (folder / "x.html").write_text("mine")
    desk, _, _ = desk_with()
    table.do(desk, "balls")
    with pytest.raises(UsageError, match="Permission denied"):
        table.do(desk, "/save --force x.html")


def test_a_page_that_was_saved_is_opened_where_it_was_saved_as_long_as_it_is_the_same(desk_with, folder, monkeypatch, capsys):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda uri: opened.append(uri) or True)
    desk, _, _ = desk_with()
    for line in ("balls", "/save x.html", "/open"):
        table.do(desk, line)
    assert opened == [(folder / "x.html").as_uri()] and "opened x.html\n" in capsys.readouterr().err
    (folder / "x.html").write_text("mine")
    table.do(desk, "/open")
    assert opened[1] != opened[0]
