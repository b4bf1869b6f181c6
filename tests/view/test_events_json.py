import json

from hypothesis import given, settings
from hypothesis import strategies as st
from view_stage import HOLE, TAKEN, end, frame, piece, start

from mercurycli.events import Check, Note, ParseState
from mercurycli.view.events_json import event_json, result_json


def test_a_start_names_the_schema():
    assert event_json(start(256)) == (
        '{"type":"start","schema":"dcode.events/1","model":"quicksilver","length":256,"seed":7}'
    )


def test_a_frame_replaces_the_text_and_gives_ranges_in_characters():
    each = frame(
        "def", piece(" f", "new", 0.876), piece("(", "changed", 0.5), HOLE, TAKEN, "世", piece("!", "new", 0.9),
        step=12, seconds=0.41234, parse=ParseState(False, 7, "why"),
    )  # fmt: skip
    assert json.loads(event_json(each)) == {
        "type": "frame",
        "step": 12,
        "mode": "replace",
        "text": "def f(░░世!",
        "holes": 2,
        "new": [[3, 6], [9, 10]],
        "remasked": [[7, 8]],
        "confidence": [1.0, 0.88, 0.5, 0.0, 0.0, 1.0, 0.9],
        "parse": {"ok": False, "line": 7},
        "t": 0.412,
    }
    assert list(json.loads(event_json(each)))[:4] == ["type", "step", "mode", "text"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=4), st.sampled_from(["settled", "new", "changed", "remasked", "hole"]))))
def test_ranges_are_ordered_apart_and_cut_out_what_is_new(parts):
    pieces = [piece("" if state in ("hole", "remasked") else text, state) for text, state in parts]
    told = json.loads(event_json(frame(*pieces)))
    assert "".join(told["text"][a:b] for a, b in told["new"]) == "".join(
        p.text for p in pieces if p.state in ("new", "changed")
    )
    assert sum(b - a for a, b in told["remasked"]) == sum(p.state == "remasked" for p in pieces)
    edges = [edge for pair in told["new"] for edge in pair]
    assert edges == sorted(set(edges))


def test_an_unknown_parse_is_null():
    assert json.loads(event_json(frame("x")))["parse"] is None


def test_a_check_a_note_and_an_end():
    assert event_json(Check("compile", True)) == '{"type":"check","name":"compile","ok":true}'
    assert json.loads(event_json(Check("compile", False, "line 3")))["detail"] == "line 3"
    assert event_json(Note("retrying")) == '{"type":"note","text":"retrying"}'
    assert event_json(end("x = 1")) == (
        '{"type":"end","status":"ok","text":"x = 1","tokens":123,"steps":14,"seconds":0.42,"exit_code":0}'
    )


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_a_line_is_one_line_of_plain_ascii_and_loses_nothing(text):
    line = event_json(end(text))
    assert line.isascii() and line.isprintable()
    assert json.loads(line)["text"] == text


def test_a_result_holds_all_it_takes_to_get_it_again():
    told = json.loads(result_json(end("x"), start(), notes=[Note("n")], checks=[Check("compile", True)]))
    assert told["text"] == "x" and told["seed"] == 7 and told["model"] == "quicksilver" and told["device"] == "cpu"
    assert told["version"] and told["exit_code"] == 0 and told["tokens_per_second"] == 292.9
    assert told["notes"] == ["n"] and told["checks"] == [{"name": "compile", "ok": True}]
    assert json.loads(result_json(end("x")))["model"] is None
