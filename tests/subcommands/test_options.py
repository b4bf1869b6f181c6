"""Settings reach every command that has such a flag, and flags outweigh them."""

import os

import pytest
from typer.testing import CliRunner

from mercurycli import cli
from mercurycli.commands import bench, fill, fix, gen, repl

SET = """
model = "./weights"
device = "cuda:1"
dtype = "bfloat16"
threads = 3
steps = 5
threshold = 0.6
temperature = 0.3
seed = 11
length = 99
candidates = 4
tries = 6
deadline = 2.5
test_timeout = 7
view = false
logs = false
edit = "vi"
color = "never"
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("DCODE_")] + ["OMP_NUM_THREADS", "NO_COLOR", "FORCE_COLOR"]:
        monkeypatch.setenv(name, "")  # so that it is as before when the test has set it
    monkeypatch.setenv("DCODE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("DCODE_DTYPE", "")
    monkeypatch.setenv("DCODE_FAMILY", "")
    (tmp_path / "config.toml").write_text(SET)
    (tmp_path / "a.py").write_text("x = ???\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def asked(monkeypatch):
    """What a command line comes to: the options its command is run with."""
    seen = []
    for module, name in ((gen, "run"), (fix, "run"), (fill, "run"), (repl, "run"), (bench, "run"), (bench, "run_fix")):
        monkeypatch.setattr(module, name, lambda options: seen.append(options) or 0)

    def ask(*arguments):
        result = CliRunner().invoke(cli.app, list(arguments))
        assert result.exit_code == 0, (result.output, result.exception)
        return seen.pop()

    return ask


def values(options, *names):
    return tuple(getattr(options, name) for name in names)


def test_gen_does_as_the_settings_say(asked, home):
    options = asked("gen", "balls")
    assert values(options, "device", "steps", "threshold", "temperature", "seed", "length", "view") == (
        "cuda:1",
        5,
        0.6,
        0.3,
        11,
        99,
        False,
    )
    assert options.model == str(home / "weights")


def test_what_only_the_engine_and_the_terminal_read_reaches_them(asked):
    asked("gen", "balls")
    assert (os.environ["OMP_NUM_THREADS"], os.environ["NO_COLOR"], os.environ["DCODE_DTYPE"]) == ("3", "1", "bfloat16")


def test_flags_outweigh_the_settings(asked):
    flags = (
        "--model m --device cpu --steps 1 --threshold 0.7 --temperature 0 --seed 0 --length 8 --view --dtype float32 --family sdar".split()
    )
    options = asked("gen", "balls", *flags)
    found = values(options, "model", "device", "steps", "threshold", "temperature", "seed", "length", "view")
    assert found == ("m", "cpu", 1, 0.7, 0.0, 0, 8, True)
    assert (os.environ["DCODE_DTYPE"], os.environ["DCODE_FAMILY"]) == ("float32", "sdar")


def test_a_type_of_weights_that_is_none_is_blamed_on_the_flag():
    done = CliRunner().invoke(cli.app, ["gen", "balls", "--dtype", "int9"])
    assert done.exit_code == 2 and "--dtype" in done.output and not os.environ["DCODE_DTYPE"]


def test_fix_does_as_the_settings_say_and_flags_outweigh_them(asked):
    names = ("device", "seed", "candidates", "tries", "deadline", "test_seconds", "view")
    assert values(asked("fix", "a.py"), *names) == ("cuda:1", 11, 4, 6, 2.5, 7, False)
    flags = "--device cpu --seed 1 -n 2 --max-tries 3 --deadline 9 --test-timeout 8 --view".split()
    assert values(asked("fix", "a.py", *flags), *names) == ("cpu", 1, 2, 3, 9.0, 8, True)


def test_fill_does_as_the_settings_say_and_flags_outweigh_them(asked, home):
    assert values(asked("fill", "a.py"), "model", "device", "seed", "view") == (str(home / "weights"), "cuda:1", 11, False)
    assert values(asked("fill", "a.py", "--model", "m", "--seed", "2", "--view"), "model", "seed", "view") == ("m", 2, True)


def test_a_session_begins_with_the_settings(asked):
    settings = asked("repl").settings
    assert values(settings, "device", "steps", "seed", "length", "view", "logs", "edit") == ("cuda:1", 5, 11, 99, False, False, "vi")
    assert asked("repl", "--device", "cpu").settings.device == "cpu"


def test_a_measurement_takes_the_model_from_the_settings_and_nothing_else(asked, home):
    for command in ("speed", "fix"):
        assert values(asked("bench", command), "model", "device", "seed") == (str(home / "weights"), "cuda:1", 0)
        assert asked("bench", command, "--model", "m").model == "m"


def test_without_settings_all_is_as_the_help_says(asked, home):
    (home / "config.toml").unlink()
    options = asked("gen", "balls")
    found = values(options, "model", "device", "steps", "threshold", "temperature", "seed", "length", "view")
    assert found == ("quicksilver", "auto", None, None, None, None, None, True)
    assert values(asked("fix", "a.py"), "seed", "candidates", "tries", "deadline", "test_seconds") == (0, None, None, None, 60)


def test_a_wrong_setting_stops_a_command_before_anything_is_loaded(home):
    (home / "config.toml").write_text("stepz = 1\n")
    result = CliRunner().invoke(cli.app, ["gen", "balls"])
    assert type(result.exception).__name__ == "UsageError" and f"{home / 'config.toml'}:1" in str(result.exception)


def test_the_shell_is_proposed_models_and_settings():
    from mercurycli.subcommands.config import setting_names
    from mercurycli.subcommands.models import known_names
    from mercurycli.subcommands.options import model_names

    assert model_names("q") == ["quicksilver"] and "sdar-1.7b" in known_names("sd") and setting_names("thr") == ["threads", "threshold"]
