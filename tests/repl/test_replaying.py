import pytest

from mercurycli.errors import UsageError
from mercurycli.events import End
from mercurycli.repl import table
from mercurycli.repl.replaying import played, seconds


@pytest.fixture
def desk(desk_with):
    desk, _, _ = desk_with(answer=True)
    table.do(desk, "prime")
    return desk


def test_all_drafts_come_again_each_with_its_pause(desk):
    pauses = []
    events = list(played(desk.frames, 0.25, pauses.append))
    assert tuple(events[:-1]) == desk.frames and pauses == [0.25] * len(desk.frames)
    assert isinstance(events[-1], End) and (events[-1].status, events[-1].exit_code) == ("ok", 0)


def test_ctrl_c_ends_it_in_a_pause_and_while_a_draft_is_painted(desk):
    def interrupted(_):
        raise KeyboardInterrupt

    *shown, end = played(desk.frames, 0.25, interrupted)
    assert tuple(shown) == desk.frames[:1] and end.exit_code == 130
    events = played(desk.frames, 0.25, lambda _: None)
    next(events)
    assert events.throw(KeyboardInterrupt()).status == "interrupted"


@pytest.mark.parametrize("word", ["soon", "0", "-1", "nan", "inf", "601"])
def test_a_time_that_is_none_is_told(word):
    with pytest.raises(UsageError, match=word) as refused:
        seconds(word)
    assert "/replay 10" in refused.value.hint


def test_where_nothing_can_be_repainted_the_drafts_are_to_be_had_by_steps(desk):
    with pytest.raises(UsageError, match="terminal") as refused:
        table.do(desk, "/replay")
    assert "/steps" in refused.value.hint


def test_without_drafts_there_is_nothing_to_replay(desk_with):
    with pytest.raises(UsageError, match="no drafts yet"):
        table.do(desk_with()[0], "/replay")
