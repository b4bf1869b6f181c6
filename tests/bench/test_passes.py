import json
from types import SimpleNamespace

import pytest
import torch
from scripted_engine import TOKENIZER, ScriptedEngine, answer

from mercurycli import prompt
from mercurycli.bench import context, passes
from mercurycli.canvas import Canvas, SamplingParams
from mercurycli.commands import bench_passes
from mercurycli.diffusion.denoiser import Denoiser, Recomputing
from mercurycli.diffusion.pass_cost import PassCosts, by_threads, products
from mercurycli.diffusion.sampler import sample
from mercurycli.errors import UsageError
from mercurycli.model.backbone import Backbone, ModelConfig
from mercurycli.model.fused_backbone import FusedBackbone

CONFIG = ModelConfig(
    vocab_size=448, hidden_size=48, intermediate_size=64, num_layers=2, num_heads=2, num_kv_heads=2, head_dim=8, qk_norm=True,
    embedding_norm=True, neighbour_mixing=True, copy_size=16,
)  # fmt: skip


class TinyEngine:
    """A real denoiser of random weights: what it writes is nonsense, what it computes is not."""

    name, device, languages, tasks, max_positions, default_length = "tiny", "cpu", ("html", "python"), ("gen", "fill", "fix"), 120, 40
    tokenizer, parameters, load_seconds = TOKENIZER, 1, 0.1

    def __init__(self):
        self.denoiser = Denoiser(FusedBackbone(Backbone(CONFIG).eval().requires_grad_(False)), (), TOKENIZER.size, TOKENIZER.mask_id)
        self.defaults = SamplingParams(per_step=10, window=24)

    def denoise(self, canvas, params):
        return sample(self.denoiser, canvas, params, mask_id=TOKENIZER.mask_id, eos_id=TOKENIZER.eos_id)

    def denoise_plainly(self, canvas, params):
        return sample(Recomputing(self.denoiser), canvas, params, mask_id=TOKENIZER.mask_id, eos_id=None)

    def environment(self):
        return {"torch": "9.9", "threads": 1, "device": "cpu", "model": self.name}


ENGINE = TinyEngine()


def rows_computed():
    """How many rows each pass of the schedule really computes."""
    engine, seen = TinyEngine(), []
    engine.denoiser = ENGINE.denoiser
    plain = engine.denoiser.open

    class Watched:
        device = engine.denoiser.device

        def open(self, canvas):
            request = plain(canvas)
            return SimpleNamespace(predict=lambda rows: seen.append(len(rows)) or request.predict(rows))

    canvas = prompt.generate_canvas(TOKENIZER, passes.WISH, None, engine.default_length, engine.max_positions, shorten=True)
    list(sample(Watched(), canvas, engine.defaults, mask_id=TOKENIZER.mask_id, eos_id=TOKENIZER.eos_id))
    return seen


def test_every_pass_of_the_schedule_is_timed_and_its_shares_are_those_of_all_together():
    result = passes.run(ENGINE, 2)
    assert result["passes"][0]["rows"] == 24  # the window
    assert [of["rows"] for of in result["passes"]] == rows_computed()
    for of in result["passes"]:
        assert 1 <= of["rows"] <= 40
        assert min(of[key] for key in ("seconds", "twin_seconds", "products_seconds")) > 0.0
    whole = sum(of["seconds"] for of in result["passes"])
    assert result["share_of_products"] == pytest.approx(sum(of["products_seconds"] for of in result["passes"]) / whole)
    table = bench_passes.pass_table(result)
    assert "products" in table and "torch 9.9" in table and str(result["passes"][0]["rows"]) in table


def test_the_products_are_those_that_a_pass_computes(monkeypatch):
    asked = []
    monkeypatch.setattr("mercurycli.diffusion.pass_cost.F", SimpleNamespace(linear=lambda x, w: asked.append((tuple(x.shape), tuple(w.shape)))))
    products(CONFIG, 5, torch.device("cpu"))()
    layer = [((5, 48), (48, 48)), ((5, 16), (48, 16)), ((5, 48), (128, 48)), ((5, 64), (48, 64))]
    assert asked == [*layer * 2, ((5, 48), (448, 48))]


def test_timing_a_pass_changes_nothing_of_what_is_written():
    canvas = Canvas((5, 6, 7, *[0] * 20), (*[False] * 3, *[True] * 20))
    before = [draft.ids for draft in ENGINE.denoise(canvas, ENGINE.defaults)]
    PassCosts(ENGINE.denoiser, canvas).of(before[-1], 1)
    assert [draft.ids for draft in ENGINE.denoise(canvas, ENGINE.defaults)] == before


def test_the_number_of_threads_is_as_before_after_each_was_tried(monkeypatch):
    now = [5]
    known = SimpleNamespace(get_num_threads=lambda: now[-1], set_num_threads=now.append)
    monkeypatch.setattr("mercurycli.diffusion.pass_cost.torch", known)
    seen = []
    found = by_threads(lambda: seen.append(now[-1]), (1, 2), 2)
    assert set(found) == {1, 2} and seen == [1, 2] * 3 and now[-1] == 5


def test_files_of_all_sizes_are_timed_on_all_roads():
    result = context.run(ENGINE, (60, 120), runs=1, steps=2)
    small, large = result["sizes"]
    assert 60 <= small["tokens"] < large["tokens"] <= 200
    for road in context.ROADS:
        assert 0.0 < small[f"{road}_step_seconds"] <= small[f"{road}_step_seconds_median"]
        assert result["growth"][road] == pytest.approx(large[f"{road}_step_seconds"] / small[f"{road}_step_seconds"])
    assert f"{result['growth']['whole_file_kept']:.2f} times with the whole file in sight" in bench_passes.context_table(result)


def test_the_hole_lies_between_lines_and_the_product_sees_a_window_of_a_large_file():
    narrow, whole, tokens = context.canvases(ENGINE, 900)
    assert len(whole) - context.HOLE == tokens >= 900 and sum(narrow.holes) == sum(whole.holes) == context.HOLE
    assert len(narrow) < 420 < len(whole)
    before = TOKENIZER.decode(whole.ids[: whole.holes.index(True)])
    assert before.endswith("\n")


def test_only_models_of_the_embedded_family_are_looked_into(monkeypatch):
    other = ScriptedEngine(answer("a = 1\n"))
    other.tasks = ("gen",)
    monkeypatch.setattr(bench_passes, "open_engine", lambda model, device: other)
    for command in (bench_passes.run_pass, bench_passes.run_context):
        with pytest.raises(UsageError, match="scripted"):
            command(bench_passes.BenchPassesOptions(False, 1, None, "cpu"))


def test_a_file_too_small_to_have_a_context_is_refused():
    with pytest.raises(UsageError, match="under 50"):
        bench_passes.BenchPassesOptions(False, 1, None, "cpu", (500, 20))


def test_both_results_are_json(monkeypatch, capsys):
    monkeypatch.setattr(bench_passes, "open_engine", lambda model, device: ENGINE)
    assert bench_passes.run_pass(bench_passes.BenchPassesOptions(True, 1, None, "cpu")) == 0
    assert json.loads(capsys.readouterr().out)["machine"]["model"] == "tiny"
    assert bench_passes.run_context(bench_passes.BenchPassesOptions(True, 1, None, "cpu", (60,))) == 0
    assert json.loads(capsys.readouterr().out)["hole"] == 32
