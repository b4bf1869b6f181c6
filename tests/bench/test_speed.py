import json

import pytest
from scripted_engine import ScriptedEngine, answer

from mercurycli.bench import speed
from mercurycli.canvas import SamplingParams
from mercurycli.commands import bench
from mercurycli.errors import UsageError

GOOD = "a = 1\nb = 2\n"
TOKENS = len(answer(GOOD))  # language and end counted in


class TimedEngine(ScriptedEngine):
    parameters, load_seconds = 1_234_567, 0.25

    def environment(self):
        return {"torch": "9.9", "threads": 3, "device": self.device, "model": self.name}


def measured(*wishes, runs=1, seed=0, text=GOOD, **options):
    engine = TimedEngine(answer(text), **options)
    return engine, speed.run(engine, wishes, runs, seed)


def test_tokens_count_up_to_the_end_and_calls_are_all_there_were():
    engine, result = measured("one", "two", runs=2, defaults=SamplingParams(per_step=None))
    own, slow = result["modes"]["own"], result["modes"]["one_token_per_call"]
    assert own["tokens"] == slow["tokens"] == 4 * TOKENS  # 60 positions were there
    assert slow["model_calls"] == 4 * TOKENS and slow["tokens_per_call"] == 1.0
    warm_up = own["model_calls"] // 4
    assert engine.calls == own["model_calls"] + slow["model_calls"] + warm_up
    assert result["ratio"]["model_calls"] == slow["model_calls"] / own["model_calls"] > 1
    assert result["wishes"]["one"]["one_token_per_call"] == {"tokens": TOKENS, "model_calls": TOKENS, "parses": True}


def test_the_modes_take_turns_on_each_wish_after_a_warm_up():
    engine, _ = measured("one", "two", runs=2, seed=7)
    schedule = [(canvas.ids, params.per_step) for canvas, params in engine.asked]
    one, two = schedule[1][0], schedule[3][0]
    assert schedule == [(one, None), *[(ids, mode) for ids in (one, two) for mode in (None, 1)] * 2]
    assert one != two and {params.seed for _, params in engine.asked} == {7}


def test_rates_and_times_are_positive_and_in_order():
    _, result = measured("one", runs=3)
    for figures in result["modes"].values():
        assert 0 < figures["first_draft_seconds_median"] <= figures["seconds_max"]
        assert figures["seconds_min"] <= figures["seconds_median"] <= figures["seconds_max"]
        assert figures["tokens_per_second"] > 0 and figures["tokens_per_second_in_steps"] > 0


@pytest.mark.parametrize(("text", "rate"), [(GOOD, 1.0), ("a = )\n", 0.0), ("", 0.0)])
def test_what_does_not_parse_is_not_counted_as_a_program(text, rate):
    _, result = measured("one", text=text)
    assert result["modes"]["own"]["parse_rate"] == rate


def test_a_canvas_longer_than_the_context_is_cut_as_it_is_for_the_user():
    engine, _ = measured("one", length=400)
    assert len(engine.asked[0][0]) == engine.max_positions


def test_the_table_names_the_machine_the_seed_and_every_wish():
    _, result = measured("one", "two", seed=42)
    table = bench.table(result)
    for part in ("scripted", "1.23 M", "cpu", "3 threads", "torch 9.9", result["machine"]["processor"], "seed 42", "1 runs", "one", "two"):
        assert part in table
    assert "2 of 2 wishes" in table


def test_the_result_is_json_with_all_that_is_needed_to_measure_again(monkeypatch, capsys):
    monkeypatch.setattr(bench, "open_engine", lambda model, device: TimedEngine(answer(GOOD)))
    assert bench.run(bench.BenchOptions(True, 1, ("one",), None, "cpu", 5)) == 0
    out, err = capsys.readouterr()
    result = json.loads(out)
    assert err == "" and result["seed"] == result["sampling"]["seed"] == 5 and result["runs"] == 1
    assert result["machine"]["processor"] and set(result["wishes"]) == {"one"}


def test_an_empty_wish_is_refused_before_the_model_is_loaded(monkeypatch):
    monkeypatch.setattr(bench, "open_engine", lambda model, device: pytest.fail("the model was opened"))
    with pytest.raises(UsageError, match="empty"):
        bench.run(bench.BenchOptions(False, 1, ("one", " "), None, "cpu", 0))
