import json

import pytest

from mercurycli.bench import wishes
from mercurycli.bench.wishes import JudgedWish
from mercurycli.errors import UsageError

ITEM = {"wish": "sum", "language": "python", "family": "add", "facts": {"function": "add", "checks": [[[1, 2], 3]]}}


def file_of(folder, *items):
    path = folder / "wishes.jsonl"
    path.write_text("\n".join(item if isinstance(item, str) else json.dumps(item) for item in items))
    return path


def test_wishes_are_read_with_what_they_state(tmp_path):
    (wish,) = wishes.read(file_of(tmp_path, ITEM))
    assert (wish.wish, wish.language, wish.family) == ("sum", "python", "add") and wish.facts["function"] == "add"


def test_wishes_that_nobody_can_judge_and_changes_to_programs_are_left_out(tmp_path):
    unknown, change = {**ITEM, "language": "html", "family": "unheard_of"}, {**ITEM, "before": "def add(): ..."}
    assert len(wishes.read(file_of(tmp_path, unknown, change, ITEM))) == 1


def test_a_limit_takes_wishes_from_all_over_the_file(tmp_path):
    items = [{**ITEM, "wish": str(number)} for number in range(10)]
    assert [wish.wish for wish in wishes.read(file_of(tmp_path, *items), 2)] == ["0", "5"]


@pytest.mark.parametrize(("lines", "message"), [(("{",), "line 1"), ((ITEM, "[]"), "line 2"), (('{"wish": "a"}',), "line 1"), ((), "can be judged")])
def test_a_file_that_holds_no_wishes_is_refused_with_its_line(tmp_path, lines, message):
    with pytest.raises(UsageError, match=message):
        wishes.read(file_of(tmp_path, *lines))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UsageError, match="cannot read"):
        wishes.read(tmp_path / "none.jsonl")


def test_a_function_of_any_name_is_judged_where_the_wish_states_none():
    wish = JudgedWish("sum", "python", "add", {"function": None, "checks": [[[1, 2], 3]]})
    texts = ["def plus(a, b):\n    return a + b\n", "def plus(a, b):\n    return a - b\n", "x = 1\n"]
    assert wishes.judge([wish] * 3, texts) == [True, False, False]


def test_what_states_nothing_is_not_judged():
    assert wishes.judge([JudgedWish("anything")], ["x = 1\n"]) == [None]


def test_every_plain_wish_can_be_judged():
    assert all(wish.judgeable for wish in wishes.PLAIN) and len({wish.wish for wish in wishes.PLAIN}) == len(wishes.PLAIN)
