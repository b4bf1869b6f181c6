from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.view.viewport import follow, window

LINES = st.integers(0, 200)


@settings(deadline=None)
@given(total=st.integers(1, 200), height=st.integers(0, 60), top=LINES, data=st.data())
def test_a_window_lies_inside_the_page_and_leaves_room_for_what_it_says(total, height, top, data):
    activity = data.draw(st.lists(st.integers(0, total - 1), min_size=1))
    begin, stop = window(total, height, activity, top)
    assert 0 <= begin <= stop <= total
    said = (begin > 0) + (stop < total) if height >= 4 else 0
    assert stop - begin + said == min(total, height)
    assert height < 4 or (begin != 1 and stop != total - 1)  # one line takes no more room than saying that it is there


@settings(deadline=None)
@given(total=st.integers(10, 200), height=st.integers(1, 60), top=LINES, data=st.data())
def test_the_line_worked_on_is_in_sight(total, height, top, data):
    active = data.draw(st.integers(0, total - 1))
    begin, stop = window(total, height, [active], top)
    assert begin <= active < stop


def test_the_window_stays_while_the_work_stays_inside():
    assert follow(100, 20, [40], 30) == 30
    assert follow(100, 20, [35, 36, 44], 30) == 30


def test_the_window_moves_no_further_than_it_must():
    assert follow(100, 20, [45], 30) == 31
    assert follow(100, 20, [34], 30) == 29


def test_one_stray_token_does_not_tear_the_window_along():
    assert follow(100, 20, [40, 41, 99], 30) == 30
