import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.canvas import Canvas, SamplingParams
from mercurycli.diffusion.denoiser import LEAST_WEIGHED, CachedRequest, Denoiser, RecomputedRequest, Recomputing
from mercurycli.diffusion.roles import attention_by_role, neighbours_by_role
from mercurycli.diffusion.sampler import sample
from mercurycli.model.backbone import Backbone, ModelConfig
from mercurycli.model.fused_backbone import FusedBackbone

MASK, BANNED, VOCAB, ROWS = 0, (0, 3, 7), 30, 36  # the embedding has 6 rows more than the tokenizer


def tiny_denoiser(banned=BANNED, vocab=VOCAB, quicksilver=True):
    torch.manual_seed(1)
    config = ModelConfig(
        vocab_size=ROWS, hidden_size=32, intermediate_size=48, num_layers=3, num_heads=4, num_kv_heads=2, head_dim=8, qk_norm=True,
        embedding_norm=quicksilver, neighbour_mixing=quicksilver, copy_size=16 if quicksilver else 0,
    )  # fmt: skip
    return Denoiser(Backbone(config).eval(), banned, vocab, MASK)


DENOISER, PLAIN = tiny_denoiser(), tiny_denoiser(quicksilver=False)


def canvas(pattern, seed=0):
    """``g`` given, ``s`` settled answer, ``.`` hole."""
    ids = torch.randint(8, VOCAB, (len(pattern),), generator=torch.Generator().manual_seed(seed)).tolist()
    return Canvas(tuple(ids), tuple(c == "." for c in pattern), tuple(c != "g" for c in pattern))


def answer_ids(of):
    return torch.tensor([MASK if hole else token for token, hole, role in zip(of.ids, of.holes, of.answer) if role])


def predicted(of, rows=None, request=CachedRequest, denoiser=DENOISER):
    return request(denoiser, of).predict(answer_ids(of)[:rows])


@given(st.text("gs.", min_size=1, max_size=16).filter(lambda p: "." in p), st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_probabilities_sum_to_one_and_never_fall_on_a_banned_id_or_one_the_tokenizer_lacks(pattern, seed):
    found = predicted(canvas(pattern, seed))
    assert found.shape == (sum(c != "g" for c in pattern), ROWS) and found.dtype == torch.float32
    assert torch.allclose(found.sum(-1), torch.ones(len(found)), atol=1e-5)
    assert found[:, list(BANNED)].abs().max() == 0.0 and found[:, VOCAB:].abs().max() == 0.0
    possible = [i for i in range(VOCAB) if i not in BANNED]
    assert found[:, possible].min() > 0.0


def test_nothing_is_banned_that_nobody_banned():
    found = tiny_denoiser(banned=(), vocab=ROWS).open(canvas("g.")).predict(torch.tensor([MASK]))
    assert found[:, MASK].max() == 0.0
    assert found[:, [i for i in range(ROWS) if i != MASK]].min() > 0.0


@pytest.mark.parametrize("denoiser", [DENOISER, PLAIN], ids=["quicksilver", "plain"])
@given(pattern=st.text("gs.", min_size=1, max_size=20).filter(lambda p: "." in p), seed=st.integers(0, 99), data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_cached_request_equals_the_recomputed_one_on_any_canvas_and_window(denoiser, pattern, seed, data):
    of = canvas(pattern, seed)
    rows = data.draw(st.integers(1, sum(of.answer)))
    assert torch.allclose(predicted(of, rows, denoiser=denoiser), predicted(of, rows, RecomputedRequest, denoiser), atol=1e-4)


@pytest.mark.parametrize(
    "pattern", ["....", "ggg....", "gg..ggg", "gggs.s.s", "ggss..ssgg", "g.g.g.", "....gg"],
    ids=["alone", "behind a wish", "in the middle", "settled in front", "mending", "scattered", "in front"],
)  # fmt: skip
@pytest.mark.parametrize("rows", [None, 2])
def test_the_cached_request_equals_the_recomputed_one(pattern, rows):
    of = canvas(pattern)
    assert torch.allclose(predicted(of, rows), predicted(of, rows, RecomputedRequest), atol=1e-4)


def test_the_cached_request_stays_equal_while_the_answer_changes():
    of = canvas("ggs...sgg")
    fast, slow, answer = CachedRequest(DENOISER, of), RecomputedRequest(DENOISER, of), answer_ids(of)
    for at, token in ((1, 9), (3, 12), (0, 21), (1, MASK)):
        answer[at] = token
        assert torch.allclose(fast.predict(answer), slow.predict(answer), atol=1e-4)


def test_both_requests_make_the_sampler_write_the_same():
    class Slow:
        device = DENOISER.device

        def open(self, of):
            return RecomputedRequest(DENOISER, of)

    params = SamplingParams(threshold=0.05, take_back=0.06, window=6)
    of = canvas("gggs.......gg")
    fast, slow = (list(sample(d, of, params, mask_id=MASK, eos_id=None)) for d in (DENOISER, Slow()))
    assert [d.ids for d in fast] == [d.ids for d in slow]


@pytest.mark.parametrize("changed", [0, 3, 7])
def test_every_given_token_matters_to_the_answer(changed):
    of = canvas("gggg..gg")
    other = list(of.ids)
    other[changed] = 8 if other[changed] != 8 else 9
    assert not torch.allclose(predicted(of), predicted(Canvas(tuple(other), of.holes, of.answer)), atol=1e-6)


def test_what_stands_in_a_hole_of_the_canvas_does_not_matter():
    of = canvas("ggs..sg")
    other = Canvas(tuple(5 if hole else token for token, hole in zip(of.ids, of.holes)), of.holes, of.answer)
    assert torch.equal(predicted(of), predicted(other))
    assert torch.equal(predicted(of, request=RecomputedRequest), predicted(other, request=RecomputedRequest))


def test_rows_behind_the_window_are_not_seen():
    of = canvas("ggs..s..")
    answer = answer_ids(of)
    request = CachedRequest(DENOISER, of)
    narrow = request.predict(answer[:3])
    answer[3:] = 11
    assert torch.equal(request.predict(answer[:3]), narrow)
    assert not torch.allclose(request.predict(answer)[:3], narrow, atol=1e-6)


def test_what_is_predicted_is_what_training_computed():
    of = canvas("gggs..s.gg")
    role = torch.tensor([of.answer + (False, False)])  # two positions of padding, as in a batch
    valid = torch.tensor([[True] * len(of) + [False] * 2])
    ids = torch.tensor([[MASK if hole else token for token, hole in zip(of.ids, of.holes)] + [2, 2]])
    with torch.inference_mode():
        neighbours = neighbours_by_role(ids, role, MASK, valid)
        hidden, _ = DENOISER.backbone.encode(ids, attend=attention_by_role(role, valid), neighbours=neighbours)
        given, answer = valid & ~role, role

        def of_rows(rows):
            return hidden[rows][None], ids[rows][None], tuple(side[rows][None] for side in neighbours)

        trained = DENOISER.probabilities(*of_rows(answer), DENOISER.source(*of_rows(given)))
    assert torch.allclose(predicted(of), trained, atol=1e-4)


@pytest.mark.parametrize("denoiser", [DENOISER, PLAIN], ids=["quicksilver", "plain"])
def test_an_answers_weight_is_that_of_each_of_its_tokens_masked_in_turn(denoiser):
    of = canvas("gg....gg")
    request = CachedRequest(denoiser, of)
    answers, lengths = [(8, 9, 10, 11), (9, 9, 12, 14), (8, 17, 6, 5)] * 15, [4, 3, 1] * 15  # more rows than one pass takes
    expected = []
    for answer, length in zip(answers, lengths, strict=True):
        total = 0.0
        for at in range(length):
            ids = torch.tensor(answer)
            ids[at] = denoiser.mask_id
            total += float(request.predict(ids)[at, answer[at]].clamp_min(LEAST_WEIGHED).log())
        expected.append(total)
    assert CachedRequest(denoiser, of).weigh(answers, lengths) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("denoiser", [DENOISER, PLAIN], ids=["quicksilver", "plain"])
def test_the_odds_of_other_tokens_are_read_where_one_is_masked(denoiser):
    of, answer = canvas("gg....gg"), (8, 9, 10, 11)
    others = [(at, id) for at in range(4) for id in (5, 8, 9, 12, 17, 20)]
    expected = []
    for at, id in others:
        ids = torch.tensor(answer)
        ids[at] = denoiser.mask_id
        found = CachedRequest(denoiser, of).predict(ids)[at].clamp_min(LEAST_WEIGHED).log()
        expected.append(float(found[id] - found[answer[at]]))
    assert CachedRequest(denoiser, of).odds(answer, others) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("denoiser", [DENOISER, PLAIN], ids=["quicksilver", "plain"])
def test_what_a_span_holds_is_uncovered_from_left_to_right_with_the_rest_in_sight(denoiser):
    of = canvas("gg....gg")
    answers, spans = [(8, 9, 10, 11), (9, 9, 12, 14), (8, 17, 6, 5)] * 17, [(0, 4), (1, 3), (2, 2)] * 17  # more rows than one pass takes
    expected = []
    for answer, (begin, end) in zip(answers, spans, strict=True):
        ids, total = torch.tensor(answer), 0.0
        ids[begin:end] = denoiser.mask_id
        for at in range(begin, end):
            total += float(CachedRequest(denoiser, of).predict(ids)[at, answer[at]].clamp_min(LEAST_WEIGHED).log())
            ids[at] = answer[at]
        expected.append(total)
    assert CachedRequest(denoiser, of).uncover(answers, spans) == pytest.approx(expected, abs=1e-4)


def test_what_was_given_last_is_not_computed_again_and_what_is_given_otherwise_is(monkeypatch):
    denoiser, counted = tiny_denoiser(), []
    encode = denoiser.backbone.encode
    monkeypatch.setattr(denoiser.backbone, "encode", lambda ids, *rest, **more: counted.append(ids.shape[1]) or encode(ids, *rest, **more))
    for pattern, seed, computed in (
        ("ggg..gg", 1, [5, 2]), ("ggg..gg", 1, [2]), ("ggg.s..gg", 1, [5, 4]), ("ggg..gg", 2, [5, 2]), ("gggg..g", 2, [5, 2]), ("ggg..gg", 1, [5, 2]),
    ):  # fmt: skip
        of = canvas(pattern, seed)
        found = predicted(of, denoiser=denoiser)
        assert counted == computed
        assert torch.allclose(found, predicted(of, request=RecomputedRequest, denoiser=denoiser), atol=1e-5)
        counted.clear()


def fused(quicksilver=True):
    plain = tiny_denoiser(quicksilver=quicksilver)
    return Denoiser(FusedBackbone(plain.backbone.requires_grad_(False)), BANNED, VOCAB, MASK)


@pytest.mark.parametrize("quicksilver", [True, False])
@given(pattern=st.text("gs.", min_size=1, max_size=20).filter(lambda p: "." in p), seed=st.integers(0, 99), data=st.data())
@settings(max_examples=40, deadline=None)
def test_the_fused_denoiser_equals_its_slow_twins_on_any_canvas_and_window(quicksilver, pattern, seed, data):
    of, denoiser = canvas(pattern, seed), fused(quicksilver)
    rows = data.draw(st.integers(1, sum(of.answer)))
    fast, kept, recomputed = (d.open(of).predict(answer_ids(of)[:rows]) for d in (denoiser, denoiser.plain(), Recomputing(denoiser)))
    assert torch.allclose(fast, kept, atol=1e-5) and torch.allclose(fast, recomputed, atol=1e-4)


@pytest.mark.parametrize("pattern", ["gggs.......", "gg.....gg", "...sgg.."])
@pytest.mark.parametrize("params", [SamplingParams(threshold=0.05, take_back=0.06, window=6), SamplingParams(per_step=1, take_back=0.05)])
def test_the_fused_denoiser_makes_the_sampler_write_what_its_slow_twins_do(pattern, params):
    denoiser = fused()
    fast, kept, recomputed = (
        [d.ids for d in sample(road, canvas(pattern), params, mask_id=MASK, eos_id=9)] for road in (denoiser, denoiser.plain(), Recomputing(denoiser))
    )
    assert fast == kept == recomputed


def test_a_token_that_can_never_be_drowns_no_other_however_likely_it_looks():
    denoiser = tiny_denoiser()
    with torch.no_grad():
        denoiser.backbone.model.embed_tokens.weight[BANNED[1]] *= 1e4  # the exponential of its score is beyond what a float holds
    found = predicted(canvas("gg.s.."), denoiser=denoiser)
    assert torch.allclose(found.sum(-1), torch.ones(len(found))) and found[:, BANNED[1]].max() == 0.0


def test_the_plain_twin_leaves_the_denoiser_it_came_from_as_it_was():
    denoiser = fused()
    twin = denoiser.plain()
    assert twin.backbone is denoiser.reference is denoiser.backbone.whole and isinstance(denoiser.backbone, FusedBackbone)
    assert "probabilities" not in vars(denoiser)
