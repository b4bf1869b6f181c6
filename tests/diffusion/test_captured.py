"""Steps over buffers of a few sizes say what steps of their own size say; where no graph can be made, those are computed."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from test_denoiser import MASK, VOCAB, answer_ids, canvas, tiny_denoiser

from mercurycli.canvas import Canvas
from mercurycli.diffusion import captured
from mercurycli.diffusion.captured import GIVEN_UNIT, ROWS_UNIT, CapturedSteps, whole_units
from mercurycli.diffusion.denoiser import Denoiser
from mercurycli.model.fused_backbone import FusedBackbone


@pytest.fixture(autouse=True)
def whole(monkeypatch):
    """Nothing is broken yet, and a graph is made at once."""
    monkeypatch.setattr(CapturedSteps, "broken", "")
    monkeypatch.setattr(captured, "SIGHTINGS", 0)


def with_graphs(denoiser, capture=lambda compute: compute):
    """The same denoiser with steps over buffers; without a GPU a replay is the computation itself."""
    other = denoiser.over(denoiser.backbone)
    other.captured = CapturedSteps(other, capture)
    return other


PLAIN = tiny_denoiser(quicksilver=False)
MIXING = tiny_denoiser()
FUSED = Denoiser(FusedBackbone(tiny_denoiser().backbone.requires_grad_(False)), (0, 3, 7), VOCAB, MASK)
PATTERN = st.text("gs.", min_size=2, max_size=40).filter(lambda p: "." in p and "g" in p)


@pytest.mark.parametrize("denoiser", [PLAIN, MIXING, FUSED], ids=["plain", "mixing", "fused"])
def test_all_steps_of_several_requests_are_the_same_as_without(denoiser):
    buffered = with_graphs(denoiser)

    @given(PATTERN, st.integers(0, 99), st.integers(1, 40))
    @settings(max_examples=25, deadline=None)
    def same(pattern, seed, rows):
        of = canvas(pattern, seed)
        expected, found = denoiser.open(of), buffered.open(of)
        for ids in (answer_ids(of), answer_ids(of)[:rows], answer_ids(of)):  # a buffer is used again, and by the next request
            assert torch.allclose(found.predict(ids), expected.predict(ids), atol=1e-5)

    same()
    assert buffered.captured.broken == "" and set(buffered.captured.steps) <= {(GIVEN_UNIT, ROWS_UNIT)}


def test_longer_ones_have_buffers_of_their_own():
    buffered = with_graphs(MIXING)
    for given_count, holes in ((3, 3), (GIVEN_UNIT, ROWS_UNIT), (GIVEN_UNIT + 1, 2 * ROWS_UNIT)):
        of = canvas("g" * given_count + "." * holes)
        assert torch.allclose(buffered.open(of).predict(answer_ids(of)), MIXING.open(of).predict(answer_ids(of)), atol=1e-5)
    assert set(buffered.captured.steps) == {(GIVEN_UNIT, ROWS_UNIT), (2 * GIVEN_UNIT, 2 * ROWS_UNIT)}


def test_two_requests_in_turn_do_not_see_each_other():
    buffered = with_graphs(MIXING)
    one, other = canvas("gggg....", 1), canvas("gg......", 2)
    first, second = buffered.open(one), buffered.open(other)
    for _ in range(2):
        assert torch.allclose(first.predict(answer_ids(one)), MIXING.open(one).predict(answer_ids(one)), atol=1e-5)
        assert torch.allclose(second.predict(answer_ids(other)), MIXING.open(other).predict(answer_ids(other)), atol=1e-5)


def refusing(compute):
    raise RuntimeError("operation not permitted when stream is capturing")


def lying(compute):
    def replay():
        compute()
        replay.step.found = torch.zeros_like(replay.step.found)

    replay.step = compute.__self__
    return replay


def empty(compute):
    """A graph that was captured on another device: what the capture computed stands there, a replay does nothing."""
    compute()
    return lambda: None


@pytest.mark.parametrize(("capture", "cause"), [(refusing, "not permitted"), (lying, "something else"), (empty, "something else")])
def test_where_a_graph_cannot_be_made_or_is_wrong_steps_are_computed_as_before(capture, cause):
    buffered, of = with_graphs(MIXING, capture), canvas("gggg....", 1)
    request = buffered.open(of)
    for _ in range(2):
        assert torch.allclose(request.predict(answer_ids(of)), MIXING.open(of).predict(answer_ids(of)), atol=1e-6)
    assert cause in buffered.captured.broken and not buffered.captured.steps


def test_a_graph_is_made_only_for_a_size_that_keeps_coming(monkeypatch):
    monkeypatch.setattr(captured, "SIGHTINGS", 3)
    made = []
    buffered, of = with_graphs(MIXING, lambda compute: made.append(compute) or compute), canvas("gggg....", 1)
    request = buffered.open(of)
    for number in range(6):
        assert len(made) == (number > 3)
        assert torch.allclose(request.predict(answer_ids(of)), MIXING.open(of).predict(answer_ids(of)), atol=1e-5)


def test_a_canvas_in_which_nothing_is_given_needs_no_buffer():
    buffered, of = with_graphs(MIXING), Canvas((MASK,) * 4, (True,) * 4)
    assert torch.allclose(buffered.open(of).predict(answer_ids(of)), MIXING.open(of).predict(answer_ids(of)), atol=1e-6)
    assert not buffered.captured.steps


def test_nothing_is_captured_on_a_cpu():
    assert MIXING.captured is None and MIXING.plain().captured is None


@pytest.mark.parametrize(("count", "units"), [(0, 32), (1, 32), (32, 32), (33, 64)])
def test_sizes_are_whole_units_and_never_none(count, units):
    assert whole_units(count, 32) == units


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU")
def test_a_cuda_graph_says_what_its_step_says():
    on_gpu = Denoiser(FusedBackbone(tiny_denoiser().backbone.requires_grad_(False).cuda()), (0, 3, 7), VOCAB, MASK)
    eager = on_gpu.over(on_gpu.backbone)
    eager.captured = None
    for pattern, seed in (("gggg....", 1), ("gg......", 2), ("gggggg.s.s", 3)):  # other rows, other ids, other lengths of what is given
        of = canvas(pattern, seed)
        ids, found, expected = answer_ids(of).cuda(), on_gpu.open(of), eager.open(of)
        for count in (len(ids), 2, len(ids)):
            assert torch.allclose(found.predict(ids[:count]), expected.predict(ids[:count]), atol=1e-4)
    assert on_gpu.captured is not None and on_gpu.captured.broken == "" and len(on_gpu.captured.steps) == 1
