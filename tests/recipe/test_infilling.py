"""The infilling benchmark on made-up tasks: what passes, what counts as the same, what stays hidden from the model."""

import gzip
import json

import pytest
from filler import Filler, by_place
from recipe import corpus, infilling, infilling_tasks

HEAD = 'def twice(x):\n    """Two times x."""\n'
CHECK = "def check(candidate):\n    assert candidate(3) == 6\n"


def record(**changes):
    known = {"task_id": "SingleLineInfilling/Mine/0/L0", "entry_point": "twice", "prompt": HEAD, "suffix": "", "test": CHECK}
    return {**known, "canonical_solution": "    return 2 * x\n", **changes}


def tasks(*records):
    return [infilling_tasks.task_of(json.dumps(each), "mine:1") for each in records]


def outcomes(fills, *records, known=None):
    """By way; of an engine that writes by the end of what stands before the hole."""
    found = infilling.run(Filler(by_place(fills)), tasks(*records), 0, known)
    return {outcome.way: outcome for outcome in found}


def file_of(folder, *records, name="mine.jsonl.gz"):
    path = folder / name
    path.write_bytes(gzip.compress("".join(json.dumps(each) + "\n" for each in records).encode()))
    return path


def test_the_right_line_passes_in_every_way_and_is_exact():
    found = outcomes({'x."""': "\n    return 2 * x"}, record())
    assert set(found) == {"dcode fill", "indentation told", "oracle length", "the file's own text"}
    assert all(outcome.passed and outcome.exact and outcome.parses for outcome in found.values())


def test_another_line_that_does_the_same_passes_and_is_not_exact():
    found = outcomes({'x."""': "\n    return x + x"}, record())["dcode fill"]
    assert found.passed and not found.exact


@pytest.mark.parametrize("line", ["return 3 * x", "raise SystemExit", "import os; os._exit(0)", "def check(f): pass"])
def test_what_parses_and_does_not_do_it_has_not_passed(line):
    found = outcomes({'x."""': "\n    " + line}, record())["dcode fill"]
    assert found.parses and not found.passed


def test_what_the_model_cannot_fill_has_not_passed():
    found = outcomes({'x."""': "\n    return ("}, record())["dcode fill"]
    assert not (found.passed or found.exact)  # a line that the file has elsewhere stands there instead


def test_where_the_line_begins_is_what_an_editor_says_and_only_told_where_it_says_so():
    engine = Filler(by_place({"return 0": "\n    return 2 * x"}))
    infilling.run(engine, tasks(record(prompt=HEAD + "    if not x:\n        return 0\n", canonical_solution="    return 2 * x\n")), 0, None)
    assert {given for *_, given in engine.shown} == {"\n    ", ""}  # "": the oracle knows only how long it is
    assert infilling_tasks.editors_margin("def f(x):\n\n") == "    " and infilling_tasks.editors_margin("    a = 1\n") == "    "
    assert infilling_tasks.editors_margin("        return a\n") == "    " and infilling_tasks.editors_margin("") == ""


def test_several_lines_are_written_without_being_told_how_many():
    lines = "    result = x\n    result += x\n    return result\n"
    several = record(task_id="MultiLineInfilling/Mine/0/L0_L2", canonical_solution=lines, suffix="\n\nother = 1\n")
    (task,) = tasks(several)
    assert task.mark == "    <fill>" and task.program(task.hole.text).startswith(HEAD + lines + several["suffix"])
    found = outcomes({'x."""': "\n" + lines.rstrip()}, several)["dcode fill"]
    assert found.passed and found.exact


def test_a_span_within_a_line_is_filled_between_what_stands_left_and_right_of_it():
    span = record(task_id="RandomSpanInfilling/Mine/0/1", prompt=HEAD + "    return ", canonical_solution="2 *", suffix=" x\n")
    found = outcomes({"return ": "2 *"}, span)
    assert "indentation told" not in found
    assert all(outcome.passed and outcome.exact for outcome in found.values())
    assert tasks(span)[0].lines == ["    return 2 * x"]


def test_of_a_long_prompt_only_whole_lines_near_the_hole_are_shown():
    engine = Filler(by_place({'x."""': "\n    return 2 * x"}))
    long = "".join(f"value_{at} = {at}\n" for at in range(300))
    found = infilling.run(engine, tasks(record(prompt=long + HEAD)), 0, None)
    assert all(outcome.passed for outcome in found)
    for before, *_ in engine.shown:
        assert before.endswith('x."""') and len(before) < len(long) / 2 and before.split("\n")[0].strip() in long.split("\n")


def test_a_line_is_known_if_it_stands_in_the_corpus_at_any_indentation():
    fills = {'x."""': "\n    return 2 * x"}
    assert outcomes(fills, record(), known=frozenset(("return 2 * x",)))["dcode fill"].known is True
    assert outcomes(fills, record(), known=frozenset(("return 2",)))["dcode fill"].known is False


def test_a_limit_takes_tasks_from_all_over_the_file():
    assert infilling.evenly(list(range(10)), 4) == [0, 2, 5, 7] and infilling.evenly([1, 2], 5) == [1, 2]


@pytest.fixture
def engine(monkeypatch):
    scripted = Filler(by_place({'x."""': "\n    return 2 * x"}))
    scripted.environment = lambda: {"torch": "none", "threads": 1}
    monkeypatch.setattr(infilling.Engine, "open", lambda *_: scripted)
    return scripted


def test_the_table_splits_by_the_corpus_and_says_so_where_there_is_none(engine, tmp_path, capsys):
    path = file_of(tmp_path, record(), record(canonical_solution="    return x * 2\n"))
    infilling.main([str(path), "--corpus", str(tmp_path)])
    said = capsys.readouterr().out
    assert "no training corpus" in said and "not in it" not in said and "'threads': 1" in said
    training = corpus.File("somewhere", "a.py", "MIT", "python", "def f(x):\n        return 2 * x\n")
    corpus.write(tmp_path, {"train": [training]}, {})
    infilling.main([str(path), "--corpus", str(tmp_path), "--json", str(tmp_path / "out.json")])
    said = capsys.readouterr().out
    assert "no training corpus" not in said and "in the corpus" in said and "not in it" in said
    stored = (tmp_path / "out.json").read_text()
    assert [row["n"] for row in json.loads(stored)["rows"] if row["way"] == "dcode fill"] == [2, 1, 1]
    assert "return 2 * x" not in stored and "Two times" not in stored


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read: No such file"),
        (b"\x1f\x8bnot gzip at all", "neither JSON lines nor gzipped"),
        (gzip.compress(b"{}" * 99)[:-9], "neither JSON lines nor gzipped"),
        (b"\n", "has no tasks"),
        (b"not json\n", ":1: is no JSON"),
        (b"[1]\n", ":1: has no text in task_id"),
        (json.dumps(record() | {"suffix": None}).encode(), ":1: has no text in suffix"),
        (b"\n" + json.dumps(record(task_id="HumanEval/0")).encode(), ":2: 'HumanEval/0' is none of SingleLineInfilling"),
        (json.dumps(record(entry_point="f); bad(")).encode(), "is no name"),
        (json.dumps(record(prompt=HEAD + "    re")).encode(), "is not made of whole lines, as holes of SingleLineInfilling are"),
    ],
)
def test_a_file_that_is_none_of_these_is_named_with_the_place_and_what_to_do(content, says, tmp_path, capsys):
    path = tmp_path / "mine.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit) as stopped:
        infilling.main([str(path)])
    said = capsys.readouterr().err
    assert stopped.value.code == 2 and str(path) in said and says in said and "github.com/openai/human-eval-infilling" in said


def test_a_json_file_that_cannot_be_written_is_told_before_the_work(tmp_path, capsys):
    with pytest.raises(SystemExit):
        infilling.main([str(file_of(tmp_path, record())), "--json", str(tmp_path / "nowhere" / "out.json")])
    assert "there is no folder" in capsys.readouterr().err
