import pytest

from mercurycli.errors import RefusedError, UsageError
from mercurycli.events import Check, End, Frame, Start
from mercurycli.retrying import Retrying


class Attempt:
    """Two frames, then the end or a refusal."""

    def __init__(self, seed, again, error=None):
        self.seed, self.again, self.error = seed, again, error

    def run(self):
        yield Start("scripted", "cpu", "python", 0, self.seed)
        for step in (1, 2):
            yield Frame((), "python", step, None, 0, 1, step, 0.1, None, step == 2)
        if self.error:
            raise self.error
        yield End("ok", "text", "python", 2, 2, 2, 0.1, self.seed, 0)

    def patch(self, end):
        return f"patch of {self.seed}"


def attempts(*errors):
    made, left = [], list(errors)

    def job(seed, again):
        made.append(Attempt(seed, again, left.pop(0) if left else None))
        return made[-1]

    return job, made


def test_the_first_try_that_brings_something_ends_it():
    job, made = attempts()
    retrying = Retrying(job, 3, seed=7)
    events = list(retrying.run())
    assert len(made) == 1 and [type(event) for event in events] == [Start, Frame, Frame, End]
    assert retrying.patch(events[-1]) == "patch of 7"


def test_each_further_try_has_another_seed_and_its_events_go_on_counting():
    job, made = attempts(RefusedError("no"), RefusedError("no again"))
    retrying = Retrying(job, 3, seed=7)
    events = list(retrying.run())
    assert [(each.seed, each.again) for each in made] == [(7, False), (8, True), (9, True)]
    assert [event.step for event in events if isinstance(event, Frame)] == [1, 2, 3, 4, 5, 6]
    assert (events[-1].steps, events[-1].tokens, events[-1].seed) == (6, 6, 9)
    assert sum(isinstance(event, Start) for event in events) == 1
    assert [event.detail for event in events if isinstance(event, Check)] == ["1 of 3: no", "2 of 3: no again"]
    assert retrying.patch(events[-1]) == "patch of 9"


def test_the_last_refusal_is_told_and_nothing_comes_after_the_deadline():
    job, made = attempts(*[RefusedError(str(number)) for number in range(9)])
    with pytest.raises(RefusedError, match="2"):
        list(Retrying(job, 3).run())
    assert len(made) == 3
    job, made = attempts(RefusedError("late"))
    with pytest.raises(RefusedError, match="late"):
        list(Retrying(job, 3, deadline=1e-9).run())
    assert len(made) == 1


def test_another_error_is_not_tried_again():
    job, made = attempts(UsageError("too long"))
    with pytest.raises(UsageError):
        list(Retrying(job, 3).run())
    assert len(made) == 1


def test_what_was_refused_before_the_model_was_asked_is_not_tried_again():
    class Unasked(Attempt):
        def run(self):
            yield Start("scripted", "cpu", "python", 0, self.seed)
            raise RefusedError("too long")

    made = []
    with pytest.raises(RefusedError, match="too long"):
        list(Retrying(lambda seed, again: made.append(seed) or Unasked(seed, again), 3).run())
    assert made == [0]


def test_an_interruption_leaves_through_the_job():
    job, made = attempts(RefusedError("no"))
    events = Retrying(job, 3).run()
    next(events)
    with pytest.raises(KeyboardInterrupt):
        events.throw(KeyboardInterrupt())
    assert len(made) == 1
