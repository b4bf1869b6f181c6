"""What two published checkpoints say by measurements of others: run where a folder with the real weights is given.

    DCODE_GOLDEN_OPEN_DCODER=FOLDER DCODE_GOLDEN_A2D=FOLDER pytest tests/test_golden_traces.py
"""

import os

import pytest
import torch

from mercurycli.canvas import Canvas, SamplingParams
from mercurycli.diffusion.whole_sampler import sample_whole
from mercurycli.engine import Engine


def engine_of(variable, monkeypatch):
    folder = os.environ.get(variable)
    if not folder:
        pytest.skip(f"{variable} names no folder")
    monkeypatch.setenv("DCODE_DTYPE", "float32")
    return Engine.open(folder, "cpu")


def test_open_dcoder_writes_the_measured_tokens(monkeypatch):
    """Greedy, two of eight holes a call, the surest first (the trace was taken in bfloat16)."""
    monkeypatch.setenv("DCODE_FAMILY", "open-dcoder")
    engine = engine_of("DCODE_GOLDEN_OPEN_DCODER", monkeypatch)
    given = [750, 912, 2877, 11, 293, 982, 262, 470, 264, 488]
    assert engine.tokenizer.encode("def add(a, b):\n    return a +") == given
    canvas = Canvas((*given, *[engine.tokenizer.mask_id] * 8), (*[False] * 10, *[True] * 8))
    drafts = list(sample_whole(engine.denoiser, canvas, SamplingParams(per_step=2)))
    assert drafts[-1].ids == (293, 271, 1350, 25906, 7, 16, 11, 151643)
    assert len(drafts) == 4
    assert drafts[0].confidence[0] == pytest.approx(0.9542, abs=0.02)


ORACLE = {
    (785, 6722, 315, 9625, 374, 12095, 13): {0: (785, 26.3083), 3: (9625, 24.9966), 6: (13, 20.4230)},
    (28253, 374, 1865, 315, 34684, 323, 23552, 13): {0: (28253, 24.8690), 4: (34684, 17.6400), 7: (13, 21.3264)},
}


def test_a2d_mdlm_gives_the_measured_logits(monkeypatch):
    monkeypatch.setenv("DCODE_FAMILY", "a2d-mdlm")
    engine = engine_of("DCODE_GOLDEN_A2D", monkeypatch)
    for ids, expected in ORACLE.items():
        with torch.inference_mode():
            logits = engine.denoiser.backbone(torch.tensor([ids]))[0]
        for row, (token, value) in expected.items():
            assert int(logits[row].argmax()) == token
            assert float(logits[row, token]) == pytest.approx(value, abs=1e-3)
