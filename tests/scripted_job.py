"""A job of ``gen`` on a scripted engine: asked for, run to its end, the order of its events checked."""

from mercurycli.canvas import SamplingParams
from mercurycli.events import Check, End, Frame, Note, Start
from mercurycli.session import GenerateRequest, gen

GOOD = "a = 1\nb = 2\nc = 3\nd = 4\ne = 5\n"
BAD = "a = 1\nb = 2\nc = )\nd = 4\ne = 5\n"

ONE_BY_ONE = SamplingParams(per_step=1)


def ask(wish="a program", **options):
    """For one program alone, whatever it is like."""
    return GenerateRequest(wish, **{"candidates": 1, **options})


def run(engine, request=None):
    """All events, their order checked."""
    events = list(gen(engine, request or ask(language="python")))
    assert isinstance(events[0], Start) and isinstance(events[-1], End)
    assert all(isinstance(event, (Frame, Note, Check)) for event in events[1:-1])
    frames = [event for event in events if isinstance(event, Frame)]
    drawn = frames[:-1] if frames[-2:-1] and frames[-2].step == frames[-1].step else frames  # the last may be an earlier draft again
    assert [frame.step for frame in drawn] == sorted({frame.step for frame in drawn})
    assert events[-1].steps == engine.calls == frames[-1].step
    assert events[-1].model_calls == engine.calls + engine.looks
    return events


def of_kind(events, kind):
    return [event for event in events if isinstance(event, kind)]
