import json

import pytest
from scripted_engine import ScriptedEngine, answer

from mercurycli.bench import speed
from mercurycli.bench.wishes import JudgedWish
from mercurycli.canvas import SamplingParams
from mercurycli.commands import bench
from mercurycli.errors import UsageError

GOOD = "a = 1\nb = 2\n"
TOKENS = len(answer(GOOD))  # language and end counted in
ADDS = "def add(a, b):\n    return a + b\n"
JUDGED = JudgedWish("add", "python", "add", {"function": None, "checks": [[[1, 2], 3], [[0, 5], 5]]})


class TimedEngine(ScriptedEngine):
    parameters, load_seconds, forgotten = 1_234_567, 0.25, 0

    def forget(self):
        self.forgotten += 1

    def environment(self):
        return {"torch": "9.9", "threads": 3, "device": self.device, "model": self.name}

    def denoise_plainly(self, canvas, params):
        return self.denoise(canvas, params)


def measured(*wishes, runs=1, seed=0, text=GOOD, **options):
    engine = TimedEngine(answer(text), **options)
    return engine, speed.run(engine, [w if isinstance(w, JudgedWish) else JudgedWish(w) for w in wishes], runs, seed)


def test_tokens_count_up_to_the_end_and_calls_are_all_there_were():
    engine, result = measured("one", "two", runs=2, defaults=SamplingParams(per_step=None))
    own, slow, reference = (result["modes"][mode] for mode in (speed.OWN, speed.ONE, speed.REFERENCE))
    assert own["tokens"] == slow["tokens"] == reference["tokens"] == 4 * TOKENS  # 60 positions were there
    assert slow["model_calls"] == 4 * TOKENS and slow["tokens_per_call"] == 1.0
    warm_up = own["model_calls"] // 4
    assert engine.calls == own["model_calls"] + slow["model_calls"] + reference["model_calls"] + warm_up
    assert result["ratio"]["one_token_per_call"]["model_calls"] == slow["model_calls"] / own["model_calls"] > 1
    one = result["wishes"]["one"]["one_token_per_call"]
    assert {key: one[key] for key in ("tokens", "model_calls", "parses", "passes")} == {
        "tokens": TOKENS, "model_calls": TOKENS, "parses": True, "passes": None,
    }  # fmt: skip
    assert engine.forgotten == 2 * 2 * 3 + 1  # nothing kept makes a run look faster than a first one
    assert one["settled"] == (1,) * TOKENS and len(one["pass_seconds"]) == TOKENS


def test_the_ways_take_turns_on_each_wish_after_a_warm_up():
    engine, _ = measured("one", "two", runs=2, seed=7)
    schedule = [(canvas.ids, params.per_step) for canvas, params in engine.asked]
    one, two = schedule[1][0], schedule[4][0]
    assert schedule == [(one, None), *[(ids, each) for ids in (one, two) for each in (None, 1, 1)] * 2]  # 60 holes are one a pass
    assert one != two and {params.seed for _, params in engine.asked} == {7}


def test_the_reference_takes_as_many_passes_as_it_says_and_takes_nothing_back():
    engine, _ = measured("one", length=100)
    params = engine.asked[-1][1]
    assert params.per_step == 2 and params.take_back == 1.0  # 64 passes would be enough for up to 128


def test_rates_and_times_are_positive_and_in_order():
    _, result = measured("one", runs=3)
    for figures in result["modes"].values():
        assert 0 < figures["first_draft_seconds_median"] <= figures["seconds_max"]
        assert figures["seconds_min"] <= figures["seconds_median"] <= figures["seconds_max"]
        assert figures["tokens_per_second"] > 0 and figures["tokens_per_second_in_steps"] > 0
        by_run = figures["tokens_per_second_of_a_run"]
        assert by_run["min"] <= by_run["median"] <= by_run["max"]


def test_programs_of_different_lengths_stand_apart():
    _, result = measured("one")
    assert set(result["modes"]["own"]["lengths"]) == {"to_64"}
    assert result["modes"]["own"]["lengths"]["to_64"]["tokens"] == TOKENS


@pytest.mark.parametrize(("text", "rate"), [(GOOD, 1.0), ("a = )\n", 0.0), ("", 0.0)])
def test_what_does_not_parse_is_not_counted_as_a_program(text, rate):
    _, result = measured("one", text=text)
    assert result["modes"]["own"]["parse_rate"] == rate


@pytest.mark.parametrize(("text", "rate"), [(ADDS, 1.0), (ADDS.replace("+", "-"), 0.0)])
def test_the_programs_of_the_timed_runs_are_judged_by_running_them(text, rate):
    _, result = measured(JUDGED, "something else", text=text)
    assert result["modes"]["own"]["pass_rate"] == rate and result["modes"]["own"]["judged"] == 1
    assert result["wishes"]["add"]["own"]["passes"] is (rate == 1.0) and result["wishes"]["something else"]["own"]["passes"] is None


def test_a_canvas_longer_than_the_context_is_cut_as_it_is_for_the_user():
    engine, _ = measured("one", length=400)
    assert len(engine.asked[0][0]) == engine.max_positions


def test_the_table_names_the_machine_the_seed_and_every_wish():
    _, result = measured("one", "two", seed=42)
    table = bench.table(result)
    for part in ("scripted", "1.23 M", "cpu", "3 threads", "torch 9.9", result["machine"]["processor"], "seed 42", "1 runs", "one", "two"):
        assert part in table
    assert "2 of 2 wishes" in table and "reference: 64 passes" in table


def test_the_result_is_json_with_all_that_is_needed_to_measure_again(monkeypatch, capsys):
    monkeypatch.setattr(bench, "open_engine", lambda model, device: TimedEngine(answer(GOOD)))
    assert bench.run(bench.BenchOptions(True, 1, ("one",), None, "cpu", 5)) == 0
    out, err = capsys.readouterr()
    result = json.loads(out)
    assert err == "" and result["seed"] == result["sampling"]["seed"] == 5 and result["runs"] == 1
    assert result["machine"]["processor"] and result["machine"]["cores"] >= 1 and set(result["wishes"]) == {"one"}


@pytest.mark.parametrize(
    ("options", "message"),
    [({"wishes": ("one", " ")}, "empty"), ({"plot": "a.png"}, r"only \.svg"), ({"wishes": ("one",), "wishes_file": "some.jsonl"}, "exclude")],
)
def test_what_cannot_be_measured_is_refused_before_the_model_is_loaded(options, message, tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "open_engine", lambda model, device: pytest.fail("the model was opened"))
    options = {key: tmp_path / value if isinstance(value, str) else value for key, value in options.items()}
    with pytest.raises(UsageError, match=message):
        bench.run(bench.BenchOptions(**{"json_output": False, "runs": 1, "wishes": (), "model": None, "device": "cpu", "seed": 0} | options))


def test_wishes_from_a_file_are_measured_and_judged(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bench, "open_engine", lambda model, device: TimedEngine(answer(ADDS)))
    file = tmp_path / "wishes.jsonl"
    file.write_text(json.dumps({"wish": "sum", "language": "python", "family": "add", "facts": dict(JUDGED.facts)}) + "\n")
    assert bench.run(bench.BenchOptions(True, 1, (), None, "cpu", 0, file, None, tmp_path / "speed.svg")) == 0
    assert json.loads(capsys.readouterr().out)["modes"]["own"]["pass_rate"] == 1.0
    assert (tmp_path / "speed.svg").read_text().startswith("<svg")


def test_a_plot_that_cannot_be_written_is_an_error_with_its_place(tmp_path):
    _, result = measured("one")
    with pytest.raises(UsageError, match="cannot write"):
        bench.draw(tmp_path / "missing" / "speed.svg", result)
