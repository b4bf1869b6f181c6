"""What a session takes from the settings, and what a word in it outweighs."""

from seat import Seat

from mercurycli.repl.dials import Dials
from mercurycli.repl.recorder import Recorder
from mercurycli.settings.settings import Settings


def test_the_dials_stand_where_the_settings_say():
    settings = Settings(steps=3, threshold=0.5, temperature=0.1, seed=4, length=50, view=False, edit="vi")
    assert Dials.of(settings) == Dials(steps=3, threshold=0.5, temperature=0.1, seed=4, length=50, view="off", edit="vi")
    assert Dials.of(Settings()) == Dials()


def test_where_the_settings_say_so_nothing_is_recorded_until_a_word_in_the_session(folder):
    (folder.parent / "config.toml").write_text("logs = false\nseed = 7\n")
    log = folder.parent / "state" / "sessions.db"
    with Seat(folder) as seat:
        seat.see_prompt()
        seat.enter("/logs")
        seat.see("nothing is recorded")
        seat.ask("/set", "seed         7")
        seat.ask("balls", "<p>balls</p>")
        assert not log.exists()
        seat.ask("/logs on", "sessions are recorded")
        seat.ask("prime", "print(is_prime(7))")
        assert log.exists() and seat.leave() == 0


def test_a_recorder_that_is_off_opens_no_log(tmp_path, monkeypatch):
    monkeypatch.setenv("DCODE_STATE_DIR", str(tmp_path / "state"))
    assert Recorder(on=False).begin("wish", "balls", "fake", {}) is None and not (tmp_path / "state").exists()
    assert Recorder().begin("wish", "balls", "fake", {}) is not None
