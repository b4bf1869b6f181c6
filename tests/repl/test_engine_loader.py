import threading

import pytest

from mercurycli import session
from mercurycli.errors import ModelError
from mercurycli.repl.engine_loader import EngineLoader


def test_the_model_is_loaded_once_in_a_thread_and_news_is_told(monkeypatch):
    opened, told = [], []
    engine = type("Engine", (), {"name": "nano", "device": "cuda:0"})()
    monkeypatch.setattr(session, "open_engine", lambda *asked: opened.append((*asked, threading.current_thread())) or engine)
    loader = EngineLoader("nano-folder", "cuda", lambda: told.append(loader.where))
    assert (loader.name, loader.where, loader.ready) == ("nano-folder", "loading", False)
    loader.start()
    assert loader.engine() is loader.engine() is engine
    ((model, device, thread),) = opened
    assert (model, device) == ("nano-folder", "cuda") and thread is not threading.main_thread()
    assert (loader.name, loader.where, loader.ready, told) == ("nano", "cuda:0", True, ["cuda:0"])


def test_an_error_goes_to_whoever_asks_and_the_next_one_tries_again(monkeypatch):
    attempts = []

    def failing(model, device):
        attempts.append(model)
        raise ModelError("broken")

    monkeypatch.setattr(session, "open_engine", failing)
    loader = EngineLoader(None, "auto")
    for count in (1, 2):
        with pytest.raises(ModelError, match="broken"):
            loader.engine()
        assert len(attempts) == count and loader.where == "not loaded" and not loader.busy


def test_ctrl_c_leaves_the_waiting_and_not_the_loading(monkeypatch):
    go, engine = threading.Event(), object()
    monkeypatch.setattr(session, "open_engine", lambda *_: go.wait(60) and engine)
    loader = EngineLoader(None, "auto")
    loader.start()
    monkeypatch.setattr(loader._thread, "join", lambda seconds: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        loader.engine()
    monkeypatch.undo()
    assert loader.busy
    go.set()
    assert loader.engine() is engine
