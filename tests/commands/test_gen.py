"""``dcode gen`` from its options to its exit code, with an engine that writes what it is told to."""

import io
import json
import os
import signal

import pytest
from scripted_engine import ScriptedEngine, answer

from mercurycli.canvas import SamplingParams
from mercurycli.commands import gen
from mercurycli.commands.gen import GenOptions
from mercurycli.errors import RefusedError, UsageError
from mercurycli.source.undo import LARGEST, UndoStore

GOOD = "a = 1\nb = 2\nc = 3\n"
PAGE = "<p>hi</p>\n"


@pytest.fixture
def writes(monkeypatch):
    """Makes the engine write a text."""

    def writes(text, language="python", **options):
        engine = ScriptedEngine(answer(text, language), **options)
        monkeypatch.setattr(gen, "open_engine", lambda model, device: engine)
        return engine

    return writes


@pytest.fixture
def no_model(monkeypatch):
    monkeypatch.setattr(gen, "open_engine", lambda model, device: pytest.fail("the model was opened"))


def test_json_records_all_that_is_needed_to_get_the_program_again(writes, capsys):
    writes("a = )\n")
    assert gen.run(GenOptions("sort", output_format="json", seed=5)) == 1  # problems remain
    result = json.loads(capsys.readouterr().out)
    assert (result["model"], result["device"], result["seed"], result["language"]) == ("scripted", "cpu", 5, "python")
    assert result["checks"][-1]["ok"] is False and "does not parse" in result["notes"][-1]


def test_a_draft_that_does_not_parse_is_printed_and_saved_but_not_run_and_the_exit_code_says_so(writes, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(gen, "run_program", lambda *_, **__: pytest.fail("it must not run"))
    writes("a = )\n")
    assert gen.run(GenOptions("sort", run_result=True, agreed=True)) == 1
    assert capsys.readouterr().out == "a = )\n"
    writes("a = )\n")
    assert gen.run(GenOptions("sort", output=tmp_path / "a.py")) == 1
    assert (tmp_path / "a.py").read_text() == "a = )\n"


def test_jsonl_is_events_alone_on_stdout_and_no_frame_is_left_out(writes, capsys):
    engine = writes(GOOD, defaults=SamplingParams(per_step=1))
    assert gen.run(GenOptions("sort", output_format="jsonl")) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kinds = [event["type"] for event in events]
    assert kinds[0] == "start" and kinds[-1] == "end" and kinds.count("frame") == engine.calls


@pytest.mark.parametrize("output_format", ["json", "jsonl", "text"])
def test_an_interrupt_while_it_is_told_ends_the_job_with_what_it_has(writes, monkeypatch, capsys, output_format):
    monkeypatch.setattr(gen, "print_event", interrupted(gen.print_event))
    monkeypatch.setattr("mercurycli.view.plain_progress.PlainProgress.show", interrupted(lambda *_: None))
    writes(GOOD, defaults=SamplingParams(per_step=1))
    assert gen.run(GenOptions("sort", output_format=output_format)) == 130
    out = capsys.readouterr().out
    if output_format == "text":
        assert out == GOOD  # the best guess parses
        return
    last = json.loads(out if output_format == "json" else out.splitlines()[-1])
    assert (last["status"], last["exit_code"], last["text"]) == ("interrupted", 130, GOOD)


def interrupted(function):
    """As the function, but at its third call Ctrl-C comes."""
    calls = []

    def wrapped(*arguments):
        function(*arguments)
        calls.append(arguments)
        if len(calls) == 3:
            signal.raise_signal(signal.SIGINT)

    return wrapped


def test_an_empty_answer_is_4_and_makes_no_file(writes, tmp_path, capsysbinary):
    writes("")
    assert gen.run(GenOptions("sort", output=tmp_path / "x.py")) == 4
    out, err = capsysbinary.readouterr()
    assert out == b"" and b"wrote nothing" in err and not list(tmp_path.iterdir())


# --- what is refused before the model is asked ------------------------------------------------------------------------


def refused(**options):
    with pytest.raises(UsageError) as error:
        gen.run(GenOptions("a wish", **options))
    assert error.value.hint
    return str(error.value)


def test_a_folder_one_may_not_write_in(no_model, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root, who may everything
    assert str(tmp_path) in refused(output=tmp_path / "x.html")


def test_a_device_a_read_only_file_and_a_name_too_long(no_model, tmp_path):
    assert "regular" in refused(output=gen.Path("/dev/null"), force=True)
    (tmp_path / "x.py").touch(mode=0o444)
    assert "read-only" in refused(output=tmp_path / "x.py", force=True)
    assert "too long" in refused(output=tmp_path / ("x" * 300))


def test_open_without_a_page_to_open(no_model, tmp_path):
    assert "--open" in refused(open_result=True)
    assert "not python" in refused(open_result=True, output=tmp_path / "x.py")
    assert "not python" in refused(open_result=True, output=tmp_path / "x.html", language="python")


def test_a_stdin_that_cannot_be_read(no_model, monkeypatch):
    class Unreadable(io.StringIO):
        class buffer:
            read = staticmethod(lambda: os.read(os.open(os.devnull, os.O_WRONLY), 1))

    monkeypatch.setattr("sys.stdin", Unreadable())
    with pytest.raises(UsageError, match="stdin"):
        gen.run(GenOptions("-"))


# --- what was there before --------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("DCODE_STATE_DIR", str(tmp_path / "state"))
    return UndoStore.open()


def test_a_program_that_was_saved_can_be_taken_back(writes, store, tmp_path):
    writes(GOOD)
    assert gen.run(GenOptions("sort", output=tmp_path / "x.py", quiet=True)) == 0
    assert (tmp_path / "x.py").read_text() == GOOD
    store.undo(tmp_path / "x.py")
    assert not (tmp_path / "x.py").exists()


def test_what_force_replaces_can_be_had_again_byte_for_byte(writes, store, tmp_path):
    writes(GOOD)
    path = tmp_path / "x.py"
    path.write_bytes(b"\xff\0mine\r\n")
    path.chmod(0o751)
    assert gen.run(GenOptions("sort", output=path, force=True, quiet=True)) == 0
    assert path.read_text() == GOOD
    store.undo(path)
    assert path.read_bytes() == b"\xff\0mine\r\n" and path.stat().st_mode & 0o777 == 0o751


def test_without_a_place_to_keep_it_nothing_is_replaced_but_a_new_program_is_saved(writes, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DCODE_STATE_DIR", "/dev/null/state")
    writes(GOOD)
    path = tmp_path / "x.py"
    assert gen.run(GenOptions("sort", output=path, quiet=True)) == 0
    assert path.read_text() == GOOD and "undo" in capsys.readouterr().err
    path.write_text("mine")
    with pytest.raises(UsageError, match="cannot keep") as caught:
        gen.run(GenOptions("sort", output=path, force=True, quiet=True))
    assert "DCODE_STATE_DIR" in caught.value.hint and path.read_text() == "mine"


def test_a_file_too_large_to_be_kept_is_refused_before_the_model_is_asked(no_model, tmp_path):
    path = tmp_path / "x.py"
    with path.open("wb") as file:
        file.truncate(LARGEST)  # holds no disk
    assert "too large" in refused(output=path, force=True)
    assert path.stat().st_size == LARGEST


def test_a_file_that_comes_into_being_while_the_model_writes_is_left_alone(writes, store, tmp_path, monkeypatch):
    path = tmp_path / "x.py"
    engine = writes(GOOD)
    monkeypatch.setattr(gen, "open_engine", lambda model, device: path.write_text("mine") and engine)
    with pytest.raises(RefusedError, match="come into being"):
        gen.run(GenOptions("sort", output=path, quiet=True))
    assert path.read_text() == "mine" and store.entries() == ()


# --- the browser ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("there", "said"), [(True, ""), (False, "no browser")])
def test_a_saved_page_is_opened(writes, tmp_path, monkeypatch, capsys, there, said):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda uri: opened.append(uri) or there)
    writes(PAGE, "html")
    page = tmp_path / "x.html"
    assert gen.run(GenOptions("a page", output=page, open_result=True, quiet=True)) == 0
    assert opened == [page.as_uri()] and page.read_text() == PAGE
    assert said in capsys.readouterr().err


def test_a_program_that_turns_out_to_be_no_page_is_saved_and_not_opened(writes, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("webbrowser.open", lambda uri: pytest.fail("opened"))
    writes(GOOD)
    assert gen.run(GenOptions("sort", output=tmp_path / "x", open_result=True, quiet=True)) == 0
    assert (tmp_path / "x").read_text() == GOOD and "not a web page" in capsys.readouterr().err


# --- running the result -----------------------------------------------------------------------------------------------


def test_run_runs_the_program_once_it_was_agreed_to(writes, capsys):
    writes("print(6 * 7)\n")
    assert gen.run(GenOptions("sum", run_result=True, agreed=True, quiet=True)) == 0
    assert capsys.readouterr().out == "print(6 * 7)\n42\n"


def test_a_program_that_fails_is_1(writes, capsys):
    writes("1 / 0\n")
    assert gen.run(GenOptions("sum", run_result=True, agreed=True, quiet=True)) == 1
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_run_is_refused_before_the_model_is_asked_where_it_cannot_be(no_model):
    for options, says in (({}, "nobody is there"), ({"agreed": True, "output_format": "json"}, "both want stdout")):
        with pytest.raises(UsageError, match=says):
            gen.run(GenOptions("sum", run_result=True, **options))


@pytest.mark.parametrize("answer", [True, False])
def test_on_a_terminal_run_asks(writes, monkeypatch, capsys, answer):
    writes("print(6 * 7)\n")
    monkeypatch.setattr(gen, "somebody_there", lambda: True)
    monkeypatch.setattr(gen.terminal, "ask", lambda question: "yes" if answer else "no")
    assert gen.run(GenOptions("sum", run_result=True, quiet=True)) == 0
    assert ("42" in capsys.readouterr().out) == answer
