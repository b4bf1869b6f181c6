import pytest

from mercurycli import session
from mercurycli.errors import ModelError, UsageError
from mercurycli.repl import table
from mercurycli.repl.dials import Dials


def test_dials_are_turned_and_shown(desk_with, capsys):
    desk, _, _ = desk_with()
    table.do(desk, "/set seed 7")
    table.do(desk, "/set edit vi")
    assert desk.dials == Dials(seed=7, edit="vi")
    table.do(desk, "/set")
    assert "seed         7" in capsys.readouterr().err
    with pytest.raises(UsageError):
        table.do(desk, "/set seed")


def test_another_model_takes_the_place_of_the_first_one_once_it_is_there(desk_with, monkeypatch, capsys):
    desk, engine, _ = desk_with()
    first = desk.loader
    asked = []

    def opened(model, device):
        asked.append((model, device))
        if model == "missing":
            raise ModelError("no checkpoint")
        return engine

    monkeypatch.setattr(session, "open_engine", opened)
    with pytest.raises(ModelError):
        table.do(desk, "/model missing")
    assert desk.loader is first
    table.do(desk, "/model other cpu")
    assert asked == [("missing", "auto"), ("other", "cpu")] and desk.loader is not first and desk.loader.ready
    table.do(desk, "/model")
    assert "fake on cpu" in capsys.readouterr().err
    with pytest.raises(UsageError):
        table.do(desk, "/model a b c")


def test_after_clear_nothing_is_a_follow_up(desk_with):
    desk, _, _ = desk_with()
    for line in ("balls", "/clear", "make them red"):
        table.do(desk, line)
    assert desk.wish == "make them red"


def test_quit_leaves(desk_with):
    desk, _, _ = desk_with()
    assert table.do(desk, "/quit") == 0 and desk.leaving
