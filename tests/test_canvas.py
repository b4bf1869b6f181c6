import dataclasses

import pytest

from mercurycli.canvas import Canvas, SamplingParams


def test_the_answer_of_a_canvas_is_its_holes_unless_said_otherwise():
    assert Canvas((1, 2, 3), (False, True, False)).answer == (False, True, False)
    assert Canvas((1, 2, 3), (False, True, False), (True, True, False)).answer == (True, True, False)


@pytest.mark.parametrize(
    ("ids", "holes", "answer"),
    [
        ((1, 2), (True,), ()),
        ((1, 2), (True, False), (True,)),
        ((1, 2), (False, False), ()),
        ((1, 2), (False, False), (True, True)),
        ((1, 2), (True, True), (True, False)),
        ((), (), ()),
    ],
    ids=["few flags", "few answer flags", "no hole", "an answer without a hole", "a hole outside the answer", "nothing"],
)
def test_a_canvas_that_makes_no_sense_cannot_be_built(ids, holes, answer):
    with pytest.raises(ValueError):
        Canvas(ids, holes, answer)


def test_a_canvas_is_as_long_as_its_ids():
    assert len(Canvas((1, 2, 3), (True, True, False))) == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("threshold", 0.0), ("threshold", 1.1), ("threshold", float("nan")), ("take_back", 0.0), ("take_back", -1.0), ("left_bias", 0.0), ("left_bias", 1.5), ("prefix_threshold", 0.0), ("run_threshold", 1.1), ("line_threshold", -0.1), ("steps", 0),
        ("per_step", 0), ("window", 0), ("temperature", -0.1), ("revisions", -1),
    ],
)  # fmt: skip
def test_sampling_settings_out_of_range_are_refused_by_name(name, value):
    with pytest.raises(ValueError, match=name):
        SamplingParams(**{name: value})


@pytest.mark.parametrize(("name", "value"), [("threshold", 1.0), ("take_back", 1.0), ("left_bias", 1.0), ("steps", 1), ("window", 1), ("revisions", 0)])
def test_the_ends_of_a_range_belong_to_it(name, value):
    assert getattr(SamplingParams(**{name: value}), name) == value


def test_values_that_cross_the_border_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        SamplingParams().threshold = 0.5
    with pytest.raises(dataclasses.FrozenInstanceError):
        Canvas((1,), (True,)).ids = (2,)
