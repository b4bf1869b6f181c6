import json

import pytest
from fake_engine import PAGE, RED
from mechanic import GCD, LINE, Mechanic

from mercurycli.errors import UsageError
from mercurycli.repl import exporting, table
from mercurycli.repl.exporting import fenced
from mercurycli.repl.recorder import Recorder
from mercurycli.repl.resuming import resume


@pytest.fixture
def desk(desk_with):
    desk, _, _ = desk_with()
    for line in ("balls", "make them red", "/save x.html"):
        table.do(desk, line)
    return desk


def test_markdown_holds_what_was_said_and_what_came(desk, folder):
    assert table.do(desk, "/export session.md") == 0
    text = (folder / "session.md").read_text()
    assert "> balls\n" in text and "> balls, red\n" in text
    assert f"```html\n{PAGE}```" in text and f"```html\n{RED}```" in text
    assert text.startswith("# dcode session of ") and f"saved: `{folder / 'x.html'}`" in text


def test_a_page_shows_programs_and_runs_none(desk, folder):
    table.do(desk, "hostile")
    table.do(desk, "/gen <script>alert(1)</script>")
    assert table.do(desk, "/export session.html") == 0
    text = (folder / "session.html").read_text()
    assert "&lt;p&gt;red balls&lt;/p&gt;" in text and "default-src &#x27;none&#x27;" in text.replace("'", "&#x27;")
    assert "<script" not in text and "\x1b" not in text and "␛[2J" in text


def test_json_is_what_dcode_log_exports(desk, folder):
    assert table.do(desk, "/export session.json") == 0
    session = json.loads((folder / "session.json").read_text())
    assert session["schema"] == "dcode.session/1" and [job["wish"] for job in session["jobs"]] == ["balls", "balls, red"]
    assert session["jobs"][1]["text"] == RED and session["jobs"][0]["figures"]["tokens"] > 0
    assert [file["action"] for file in session["files"]] == ["saved"]


def test_a_session_that_was_gone_on_with_is_exported_whole(desk_with, folder):
    desk, _, _ = desk_with(recorder=Recorder())
    table.do(desk, "balls")
    later, _, _ = desk_with()
    resume(later)
    table.do(later, "prime")
    table.do(later, "/export a.json")
    assert [job["wish"] for job in json.loads((folder / "a.json").read_text())["jobs"]] == ["balls", "prime"]


def test_a_mended_file_is_exported_as_its_diff(desk_with, folder):
    (folder / "gcd.py").write_text(GCD)
    desk, _, _ = desk_with(Mechanic({LINE: LINE + ":"}))
    table.do(desk, "/fix gcd.py")
    table.do(desk, "/export a.md")
    text = (folder / "a.md").read_text()
    assert "> /fix gcd.py" in text and "```diff\n" in text and "+    while b:" in text


def test_a_fence_is_longer_than_any_in_the_text():
    assert fenced("a\n````\nb\n", "html") == "`````html\na\n````\nb\n`````"


def test_a_form_nobody_knows_and_a_session_without_a_word_are_told(desk_with, desk):
    with pytest.raises(UsageError, match="form") as refused:
        table.do(desk, "/export session.pdf")
    assert all(suffix in refused.value.hint for suffix in exporting.FORMS)
    with pytest.raises(UsageError, match="nothing to export"):
        table.do(desk_with()[0], "/export session.md")


def test_a_file_that_is_there_is_kept(desk, folder):
    (folder / "session.md").write_text("mine")
    with pytest.raises(UsageError, match="exists") as refused:
        table.do(desk, "/export session.md")
    assert (folder / "session.md").read_text() == "mine" and refused.value.hint.startswith("/export --force session.md")
