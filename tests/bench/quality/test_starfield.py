"""Where stars fly to, told from their steps."""

from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("py_mini_racer")

from mercurycli.bench.quality.motion import Motion
from mercurycli.bench.quality.starfield import _outward

PICTURE = SimpleNamespace(width=100, height=100)
OUTSIDE = (0, 120, 50)  # frame, x, y


@pytest.mark.parametrize(
    ("steps", "outward"),
    [
        ([(*OUTSIDE, 3, 0)], True),
        ([(*OUTSIDE, -3, 0)], False),
        ([(0, 70, 50, 3, 0), *[(*OUTSIDE, -3, 0)] * 5], True),
    ],
    ids=["outside and away", "outside and back", "what is seen counts more"],
)
def test_stars_outside_the_picture_count_where_none_is_seen(steps, outward):
    none = np.empty((0, 3))
    assert _outward(Motion(np.array(steps, dtype=float), none, none), PICTURE) is outward
