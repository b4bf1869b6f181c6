import pytest

from mercurycli.errors import UsageError
from mercurycli.repl import ending, table
from mercurycli.repl.heard import with_output


def test_the_mark_is_replaced_by_the_lines_that_fit(desk_with, capsys):
    desk, engine, _ = desk_with()
    engine.max_positions, engine.default_length = 100, 70
    desk.output = "first line of many\n\nsecond line\nValueError\n"
    wish = with_output(desk, engine, "mend @output please", None)
    assert wish == "mend ValueError please"
    assert "last 1 of 3 lines" in capsys.readouterr().err
    engine.max_positions = 200
    assert with_output(desk, engine, "mend @output", None) == "mend first line of many\nsecond line\nValueError"


def test_a_wish_without_the_mark_is_left_alone(desk_with):
    desk, engine, _ = desk_with()
    desk.output = "x"
    for wish in ("balls", "mail me@output", "@outputs", "@output_file"):
        assert with_output(desk, engine, wish, None) == wish


def test_what_is_not_there_or_has_no_room_is_told(desk_with):
    desk, engine, _ = desk_with()
    with pytest.raises(UsageError, match="no output") as refused:
        table.do(desk, "mend @output")
    assert "/run" in refused.value.hint and not desk.wish
    desk.output = "x" * ending.KEPT
    with pytest.raises(UsageError, match="not one line") as refused:
        table.do(desk, "mend @output")
    assert "/set length" in refused.value.hint


def test_what_a_program_printed_goes_into_the_next_wish(desk_with):
    desk, _, _ = desk_with()
    for line in ("prime", "/run -y", "/gen mend @output"):
        table.do(desk, line)
    assert desk.wish == "mend True" and "wish = 'mend True'" in desk.result.text
