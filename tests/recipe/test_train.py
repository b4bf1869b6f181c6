import json
import random
import signal
import tomllib

import pytest
import torch
from recipe import train
from recipe.curriculum import functions
from safetensors.torch import load_file, save_file
from tiny_run import CONFIG

from mercurycli.diffusion.denoiser import Denoiser
from mercurycli.diffusion.roles import neighbours_by_role
from mercurycli.model.backbone import Backbone, ModelConfig

STEPS = 60


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def new_run(folder):
    return train.Run(CONFIG, folder, threads=1)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    run = new_run(tmp_path_factory.mktemp("run"))
    run.train(hours=1.0, max_steps=STEPS)
    return run


def logged(run):
    return [json.loads(line) for line in (run.folder / "log.jsonl").read_text().splitlines()]


# --- a run ------------------------------------------------------------------------------------------------------------


def test_a_run_lowers_the_loss(trained):
    lines = logged(trained)
    assert [line["step"] for line in lines] == [1, 2, 3, 20, 40, 60]
    assert lines[0]["loss"] == pytest.approx(torch.log(torch.tensor(420.0)).item(), abs=0.5)  # it begins by guessing
    assert lines[-1]["loss"] < lines[0]["loss"] - 1.0  # a running mean over 20 steps


def test_a_run_goes_on_where_it_was(trained):
    again = new_run(trained.folder)
    again.resume()
    assert (again.step, again.elapsed, again.tokens) == (STEPS, trained.elapsed, trained.tokens)
    for (name, kept), was in zip(again.backbone.named_parameters(), trained.backbone.parameters(), strict=True):
        assert torch.equal(kept, was), name
        assert torch.equal(again.average[name], trained.average[name])
    for p, was in zip(again.muon.param_groups[0]["params"], trained.muon.param_groups[0]["params"], strict=True):
        assert torch.equal(again.muon.state[p]["momentum"], trained.muon.state[was]["momentum"])
    for p, was in zip(again.adam.param_groups[0]["params"], trained.adam.param_groups[0]["params"], strict=True):
        assert torch.equal(again.adam.state[p]["exp_avg_sq"], trained.adam.state[was]["exp_avg_sq"])
    loss, _, _ = again.one_step(0.1)
    assert again.step == STEPS + 1 and loss < logged(trained)[0]["loss"] - 1.0


def test_a_resumed_run_takes_the_rates_of_its_config(trained):
    config = {**CONFIG, "training": {**CONFIG["training"], "muon_lr": 0.005}}
    again = train.Run(config, trained.folder, threads=1)
    again.resume()
    assert again.muon.param_groups[0]["peak"] == 0.005


def test_a_new_run_can_begin_with_a_checkpoints_weights_and_keeps_its_own_where_that_has_none(tmp_path, trained):
    (tmp_path / "tokenizer.json").write_text((trained.folder / "tokenizer.json").read_text())
    without = {name: t for name, t in trained.average.items() if not name.startswith("copy_head")}
    save_file(without, tmp_path / "model.safetensors")
    run = new_run(tmp_path)
    pointer = run.backbone.copy_head.key.weight.detach().clone()
    run.begin_from(tmp_path)
    assert (run.step, run.elapsed) == (0, 0.0)
    for name, p in run.backbone.named_parameters():
        assert torch.equal(p, without.get(name, p)) and torch.equal(run.average[name], p), name
    assert torch.equal(run.backbone.copy_head.key.weight, pointer)


def test_weights_of_another_shape_are_refused(tmp_path, trained):
    (tmp_path / "tokenizer.json").write_text((trained.folder / "tokenizer.json").read_text())
    save_file({"model.layers.7.mlp.up_proj.weight": torch.zeros(2, 2)}, tmp_path / "model.safetensors")
    with pytest.raises(SystemExit, match="another architecture"):
        new_run(tmp_path).begin_from(tmp_path)


@pytest.mark.parametrize("more", [{"num_layers": 2}, {"intermediate_size": 96}])
def test_a_larger_model_begins_as_the_same_function(tmp_path, trained, more):
    (tmp_path / "tokenizer.json").write_text((trained.folder / "tokenizer.json").read_text())
    save_file(dict(trained.average), tmp_path / "model.safetensors")
    shape = {**CONFIG["model"], **{name: CONFIG["model"][name] + by for name, by in more.items()}}
    run = train.Run({**CONFIG, "model": shape}, tmp_path, threads=1)
    run.begin_from(tmp_path)
    assert run.backbone.parameter_count() > trained.backbone.parameter_count()
    smaller = Backbone(trained.model_config)
    smaller.load_state_dict(trained.average)
    ids = torch.randint(5, run.tokenizer.size, (2, 24))
    neighbours = (ids.roll(1, 1), ids.roll(-1, 1))
    with torch.no_grad():
        assert torch.allclose(run.backbone(ids, neighbours=neighbours), smaller(ids, neighbours=neighbours), atol=1e-5)


def test_weights_of_another_width_are_refused(tmp_path, trained):
    (tmp_path / "tokenizer.json").write_text((trained.folder / "tokenizer.json").read_text())
    save_file({"model.norm.weight": torch.ones(2)}, tmp_path / "model.safetensors")
    with pytest.raises(SystemExit, match="another width"):
        new_run(tmp_path).begin_from(tmp_path)


def test_training_copies_from_what_the_denoiser_copies_from(trained):
    part = next(part for _ in range(9) for part in trained.batches.next() if part.rows.any())
    denoiser = Denoiser(trained.backbone.eval(), (), trained.tokenizer.size, trained.tokenizer.mask_id)
    with torch.no_grad():
        hidden, _ = trained.backbone.encode(part.noisy, attend=part.attend, neighbours=part.neighbours)
        trained_logits = trained.logits(part, part.rows)
        row = int(part.rows.any(1).nonzero()[0])
        given, answer = part.source[row], part.rows[row]

        def of_rows(rows):
            return hidden[row, rows][None], part.noisy[row, rows][None], tuple(side[row, rows][None] for side in part.neighbours)

        expected = denoiser.probabilities(*of_rows(answer), denoiser.source(*of_rows(given)))
        found = trained_logits[: int(answer.sum())].masked_fill(denoiser.forbidden, float("-inf")).softmax(-1)
    assert torch.allclose(found, expected, atol=1e-4)


def test_a_resumed_run_does_not_see_the_same_programs_again(trained):
    again = new_run(trained.folder)
    again.resume()
    fresh = new_run(trained.folder)
    assert again.rng.random() != fresh.rng.random()
    assert not torch.equal(torch.rand(3, generator=again.noise), torch.rand(3, generator=fresh.noise))


def test_a_run_that_is_told_to_stop_still_saves(tmp_path, trained):
    (tmp_path / "tokenizer.json").write_text((trained.folder / "tokenizer.json").read_text())
    run = new_run(tmp_path)
    run.stop = True
    run.train(hours=1.0, max_steps=None)
    assert run.step == 0 and (tmp_path / "state.pt").exists() and (tmp_path / "checkpoint" / "model.safetensors").exists()


def test_the_checkpoint_holds_the_averaged_weights_under_the_backbones_names(trained):
    weights = load_file(trained.folder / "checkpoint" / "model.safetensors")
    fields = json.loads((trained.folder / "checkpoint" / "config.json").read_text())
    model = ModelConfig(**{name: fields[name] for name in ModelConfig.__slots__})
    assert model == trained.model_config
    Backbone(model).load_state_dict(weights)  # strict: neither missing nor left over
    assert all(torch.equal(weights[name], trained.average[name]) for name in weights)
    changed = [name for name, p in trained.backbone.named_parameters() if not torch.equal(p, weights[name])]
    assert changed  # an average, not the last step
    assert fields["mask_token_id"] == trained.tokenizer.mask_id and fields["max_positions"] == 512
    assert fields["trained"]["steps"] == STEPS


def test_the_same_seed_takes_the_same_first_step(tmp_path, trained):
    losses = []
    for _ in range(2):
        (tmp_path / "tokenizer.json").write_text((trained.folder / "tokenizer.json").read_text())
        losses.append(new_run(tmp_path).one_step(1.0)[0])
    assert losses[0] == losses[1]


def test_the_learning_rate_warms_up_holds_and_falls_to_a_twentieth(trained):
    run = new_run(trained.folder)
    run.step, run.elapsed = 0, 0.0
    assert run.rate(100.0) == pytest.approx(1 / 40)
    run.step, run.elapsed = 500, 49.0
    assert run.rate(100.0) == 1.0
    run.elapsed = 75.0  # the warm-down is the last half
    assert run.rate(100.0) == pytest.approx(0.5)
    run.elapsed = 100.0
    assert run.rate(100.0) == pytest.approx(0.05)


def test_every_matrix_is_in_one_optimizer_and_layers_begin_as_the_identity(trained):
    run = new_run(trained.folder)
    inside = [p for optimizer in (run.muon, run.adam) for group in optimizer.param_groups for p in group["params"]]
    assert len(inside) == len({id(p) for p in inside}) == len(list(run.backbone.parameters()))
    ids = torch.randint(30, 400, (1, 9))
    with torch.inference_mode():
        neighbours = neighbours_by_role(ids, torch.ones_like(ids, dtype=torch.bool), run.tokenizer.mask_id)
        hidden = run.backbone.encode(ids, neighbours=neighbours)[0]
        assert torch.allclose(hidden, run.backbone.model.norm(run.backbone.embed(ids, neighbours)), atol=1e-5)


@pytest.mark.parametrize("name", ["nano.toml", "nano_continued.toml"])
def test_the_shipped_configuration_names_all_that_a_run_reads(name):
    config = train.read_config(train.HERE / name)
    for section, fields in CONFIG.items():
        assert set(fields) <= set(config[section])
    shape = {name: value for name, value in config["model"].items() if name != "max_positions"}
    ModelConfig(vocab_size=config["vocabulary"]["size"], qk_norm=True, **shape)


def test_a_configuration_with_a_base_tells_what_differs():
    base, continued = (train.read_config(train.HERE / name) for name in ("nano.toml", "nano_continued.toml"))
    assert continued["model"] == base["model"] and continued["sampling"] == base["sampling"]
    differing = {name for name, value in continued["training"].items() if value != base["training"][name]}
    told = tomllib.loads((train.HERE / "nano_continued.toml").read_text())["training"]
    assert differing == set(told)


def test_a_run_begun_with_weights_takes_their_vocabulary_with_them(tmp_path, trained, monkeypatch):
    arguments = ["--weights", str(trained.folder / "checkpoint"), "--run", str(tmp_path / "second"), "--config", str(tmp_path / "tiny.toml")]
    (tmp_path / "tiny.toml").write_text("\n".join(f"[{name}]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in table.items()) for name, table in CONFIG.items()))
    monkeypatch.setattr("sys.argv", ["train", *arguments, "--max-steps", "1", "--threads", "1"])
    handlers = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    try:
        train.main()
    finally:
        for number, handler in zip((signal.SIGTERM, signal.SIGINT), handlers, strict=True):
            signal.signal(number, handler)
    assert (tmp_path / "second" / "tokenizer.json").read_text() == (trained.folder / "tokenizer.json").read_text()
    assert [line["step"] for line in map(json.loads, (tmp_path / "second" / "log.jsonl").read_text().splitlines())] == [1]


def test_the_first_steps_are_mostly_copying(tmp_path, trained):
    (tmp_path / "tokenizer.json").write_text((trained.folder / "tokenizer.json").read_text())
    config = {**CONFIG, "training": {**CONFIG["training"], "copy_share_first": 1.0, "steps_first": 2}}
    run = train.Run(config, tmp_path, threads=1)
    shares = []
    for _ in range(3):
        run.one_step(1.0)
        shares.append(run.batches.examples.copying_first)
    assert shares == [True, True, False]


def test_the_vocabulary_is_built_once_and_writes_the_curriculum_without_loss(trained):
    rng = random.Random(9)
    for _ in range(30):
        code = functions.sample(rng, "train").code
        ids = trained.tokenizer.encode(code)
        assert trained.tokenizer.decode(ids) == code and len(ids) < 0.8 * len(code)
    path = trained.folder / "tokenizer.json"
    before = path.stat().st_mtime_ns
    train.build_tokenizer(trained.folder, CONFIG["vocabulary"], 0.0, {})
    assert path.stat().st_mtime_ns == before
