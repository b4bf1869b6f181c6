import tempfile

import pytest
from fake_engine import FakeEngine

from mercurycli import session
from mercurycli.repl.desk import Desk
from mercurycli.repl.engine_loader import EngineLoader


@pytest.fixture(autouse=True)
def a_place_of_its_own(monkeypatch, tmp_path):
    """A folder to work in, one for the state, and an environment that says nothing."""
    for name in ["CI", "COLUMNS", "DCODE_DEBUG", "FORCE_COLOR", "LINES", "NO_COLOR", "TMUX"]:
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DCODE_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return folder


@pytest.fixture
def folder(a_place_of_its_own):
    return a_place_of_its_own


@pytest.fixture
def state(tmp_path):
    return tmp_path / "state"


@pytest.fixture
def desk_with(monkeypatch):
    """A desk whose model is the engine given, and whose person gives the answer given: a yes, a no, or words in turn;
    None: nobody is there."""

    def desk_with(engine=None, answer=None, recorder=None):
        engine = engine or FakeEngine()
        monkeypatch.setattr(session, "open_engine", lambda model, device: engine)
        asked, words = [], [] if answer is None else [{True: "yes", False: "no"}[answer]] if isinstance(answer, bool) else [*answer]

        def ask(question, *others):
            asked.append(question)
            word = words.pop(0) if len(words) > 1 else words[0]
            assert word in ("yes", "no", *others)
            return word

        desk = Desk(EngineLoader(None, "auto"), None if answer is None else ask, recorder)
        return desk, engine, asked

    return desk_with
