"""The layers of settings: which one wins, where each value comes from, and how an error names its line."""

import os
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mercurycli.errors import UsageError
from mercurycli.settings.keys import BY_NAME, KEYS, SWITCH
from mercurycli.settings.load import configured, load
from mercurycli.settings.settings import LAYERS, Settings
from mercurycli.settings.toml_file import toml

VALUES = {
    "model": st.sampled_from(["quicksilver", "sdar-1.7b", "ada/tiny", "/models/x"]),
    "device": st.sampled_from(["auto", "cpu", "mps", "cuda", "cuda:1"]),
    "dtype": st.sampled_from(["auto", "float32", "bfloat16", "int8"]),
    **dict.fromkeys(("threads", "steps", "length", "candidates", "tries", "test_timeout"), st.integers(1, 1024)),
    "seed": st.integers(0, 2**31),
    "threshold": st.floats(0.001, 1.0),
    "temperature": st.floats(0.0, 9.0),
    "deadline": st.floats(0.001, 1e6),
    "view": st.booleans(),
    "logs": st.booleans(),
    "edit": st.sampled_from(["emacs", "vi"]),
    "color": st.sampled_from(["auto", "always", "never"]),
}


def refused(says=None, action=load):
    with pytest.raises(UsageError, match=says) as caught:
        action()
    assert caught.value.exit_code == 2 and caught.value.hint
    return caught.value


def test_every_setting_is_in_the_table_and_its_default_is_a_value_of_its_kind():
    defaults = Settings().values()
    assert [key.name for key in KEYS] == list(defaults) and set(VALUES) == set(defaults)
    for name, value in defaults.items():
        assert value is None or BY_NAME[name].checked(value) == value


def test_without_files_and_variables_all_is_default():
    assert load() == Settings() and {load().origin(name).layer for name in BY_NAME} == {"default"}


def test_each_layer_outweighs_those_before_it_and_says_where_it_stands(user, project, monkeypatch):
    expected = {"steps": (1, f"{user}:2")}
    user.write_text("# mine\nsteps = 1\n")
    assert load().steps == 1 and str(load().origin("steps")) == expected["steps"][1]
    project.write_text("\n\nsteps = 2\n")
    assert load().steps == 2 and str(load().origin("steps")) == f"{project}:3" and load().origin("steps").layer == "project"
    monkeypatch.setenv("DCODE_STEPS", "3")
    assert load().steps == 3 and str(load().origin("steps")) == "DCODE_STEPS"
    settings = load({"steps": 4, "model": None})
    assert (settings.steps, str(settings.origin("steps")), settings.origin("steps").layer) == (4, "--steps", "flag")
    assert settings.origin("model").layer == "default"


def word_for(value):
    return ("on" if value else "off") if isinstance(value, bool) else repr(value) if isinstance(value, float) else str(value)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_values_in_any_layers_come_out_as_the_last_layer_says(data):
    from unittest import mock

    names = sorted(VALUES)
    layers = {layer: data.draw(st.dictionaries(st.sampled_from(names), st.none()), label=layer) for layer in LAYERS[1:]}
    layers = {layer: {name: data.draw(VALUES[name]) for name in chosen} for layer, chosen in layers.items()}
    for name in ("logs", "edit", "color"):
        layers["project"].pop(name, None)
    user, project = os.environ["DCODE_CONFIG"], os.path.join(os.getcwd(), "dcode.toml")
    for path, layer in ((user, "user"), (project, "project")):
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(f"{name} = {toml(value)}\n" for name, value in layers[layer].items())
    with mock.patch.dict(os.environ, {BY_NAME[name].variable: word_for(value) for name, value in layers["environment"].items()}):
        found = load(layers["flag"])
    for name, default in Settings().values().items():
        said = [(layer, layers[layer][name]) for layer in LAYERS[1:] if name in layers[layer]]
        layer, value = said[-1] if said else ("default", default)
        assert (getattr(found, name), found.origin(name).layer) == (value, layer), name


@given(st.sampled_from(KEYS), st.data())
def test_what_is_written_of_a_value_is_read_as_that_value(key, data):
    value = data.draw(VALUES[key.name])
    assert key.checked(tomllib.loads(f"x = {toml(value)}")["x"]) == value == key.of_word(word_for(value))


@given(
    st.sampled_from(KEYS),
    st.one_of(st.none(), st.text(max_size=9), st.integers(), st.floats(), st.booleans(), st.lists(st.integers(), max_size=2)),
)
def test_a_value_is_taken_as_it_is_or_refused_with_what_it_must_be(key, value):
    try:
        taken = key.checked(value)
    except ValueError as error:
        assert str(error).startswith(f"{key.name} must be {key.kind.says}, not ") and len(str(error)) < 250
    else:
        assert taken == value and isinstance(value, bool) == isinstance(taken, bool)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("threshold", "0"), ("threshold", "1.1"), ("threshold", "nan"), ("threshold", '"0.5"'), ("temperature", "-0.1"),
        ("temperature", "inf"),
        ("steps", "0"), ("steps", "true"), ("steps", "1.0"), ("seed", "-1"), ("threads", "0"), ("threads", "5000"), ("device", '"toaster"'),
        ("device", '"cuda:"'), ("view", "1"), ("view", '"on"'), ("edit", '"nano"'), ("model", '""'),
        ("model", '"a\\u001b[2J"'), ("model", "[]"),
        ("deadline", "0"), ("color", "{ a = 1 }"), ("dtype", '"int4"'),
    ],
)  # fmt: skip
def test_a_wrong_value_names_its_file_its_line_and_what_it_must_be(user, name, value):
    user.write_text(f"# one\nlength = 9  # not {name} = 1\n\n{name} = {value}\n")
    error = refused(f"{name} must be ")
    assert str(error).startswith(f"{user}:4: ") and f"dcode config unset {name}" in error.hint


@pytest.mark.parametrize(
    ("written", "meant"),
    [("stepz", "steps"), ("treshold", "threshold"), ("Temperature", "temperature"), ("test-timeout", "test_timeout"), ("colour", "color")],
)
def test_an_unknown_setting_names_its_line_and_the_nearest_one(project, written, meant):
    project.write_text(f"seed = 1\n{written} = 3\n")
    error = refused(f"no setting called '{written}'")
    assert str(error).startswith(f"{project}:2: ") and error.hint == f"did you mean {meant}?"


def test_a_setting_like_no_other_names_the_list(user):
    user.write_text("zzzzzz = 1\n")
    assert "dcode config keys" in refused("zzzzzz").hint


@pytest.mark.parametrize("name", [key.name for key in KEYS if key.personal])
def test_a_project_does_not_decide_what_is_each_users_own(project, name):
    project.write_text(f"{name} = {toml(Settings().values()[name])}\n")
    assert f"{project}:1" in str(refused("for each user"))


@pytest.mark.parametrize(("word", "value"), [*SWITCH.items(), ("ON", True), (" off ", False)])
def test_a_switch_in_the_environment_takes_the_usual_words(monkeypatch, word, value):
    monkeypatch.setenv("DCODE_VIEW", word)
    assert load().view is value


@pytest.mark.parametrize(
    ("variable", "word"),
    [("DCODE_STEPS", "many"), ("DCODE_VIEW", "maybe"), ("DCODE_THRESHOLD", "2"), ("DCODE_EDIT", "ed"), ("DCODE_SEED", "1e3")],
)
def test_a_wrong_variable_is_named(monkeypatch, variable, word):
    monkeypatch.setenv(variable, word)
    assert variable in str(refused(f"^{variable}: ")) and repr(word) in str(refused(variable))


def test_an_empty_variable_says_nothing(monkeypatch):
    monkeypatch.setenv("DCODE_STEPS", "")
    assert load() == Settings()


def test_what_other_programs_read_counts_less_than_what_is_meant_for_this_one(user, monkeypatch):
    user.write_text('threads = 2\ncolor = "always"\n')
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.setenv("NO_COLOR", "1")
    assert (load().threads, load().color) == (3, "never") and str(load().origin("color")) == "NO_COLOR"
    monkeypatch.setenv("DCODE_THREADS", "4")
    monkeypatch.setenv("DCODE_COLOR", "auto")
    assert (load().threads, load().color) == (4, "auto")
    monkeypatch.delenv("DCODE_THREADS")
    monkeypatch.setenv("OMP_NUM_THREADS", "4,2")  # a list is OpenMP's own business
    assert load().threads == 2


def test_settings_in_effect_reach_those_who_read_the_environment(user, monkeypatch):
    user.write_text('threads = 2\ncolor = "never"\ndtype = "bfloat16"\n')
    for name in ("OMP_NUM_THREADS", "NO_COLOR", "DCODE_DTYPE"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("FORCE_COLOR", "")
    configured()
    assert (os.environ["OMP_NUM_THREADS"], os.environ["NO_COLOR"], os.environ["DCODE_DTYPE"]) == ("2", "1", "bfloat16")
    assert "FORCE_COLOR" not in os.environ


def test_a_model_that_is_a_path_is_meant_from_its_file(places, user, project):
    project.write_text('model = "./weights"\n')
    assert load().model == str(places.resolve() / "project" / "weights")
    project.write_text('model = "weights"\n')
    assert load().model == "weights"
    project.unlink()
    user.write_text('model = "../weights"\n')
    assert load().model == str(places.resolve() / "weights")


def test_the_table_of_a_pyproject_is_a_projects_file_and_its_lines_are_those_of_the_file(places):
    path = places / "project" / "pyproject.toml"
    path.write_text('[project]\nname = "x"\nseed = 9\n\n[tool.dcode]\nsteps = 5\nseed = 1\n\n[tool.other]\nsteps = 6\n')
    settings = load()
    assert (settings.steps, settings.seed, str(settings.origin("steps"))) == (5, 1, f"{path}:6")
    path.write_text(path.read_text().replace("seed = 1\n", "seed = -1\n"))
    assert str(refused("seed must be")).startswith(f"{path}:7: ")
    path.write_text("[tool]\ndcode = 3\n")
    assert str(refused("must be a table")).startswith(f"{path}:2: ")


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = \n", 1), ('x = 1\n[t\n', 2), ('steps = 1\nsteps = 2\n', 2), ('model = "a\nb"\n', 1), ("\n\nseed = 01\n", 3), ('a = "\\q"', 1)],
)  # fmt: skip
def test_a_file_that_is_no_toml_names_the_line(user, text, line):
    user.write_text(text)
    assert str(refused()).startswith(f"{user}:{line}: ")


@pytest.mark.parametrize("raw", [b'model = "\xff"\n', b"x = " + b"[" * 5000, b"#" * 1_000_001], ids=["not UTF-8", "deep", "large"])
def test_a_file_that_cannot_be_read_as_settings_is_an_error_and_no_crash(user, raw):
    user.write_bytes(raw)
    assert str(user) in str(refused())


@given(st.text(max_size=60))
def test_no_text_in_a_file_makes_anything_but_settings_or_an_error(text):
    with open(os.environ["DCODE_CONFIG"], "w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(text)
    try:
        assert isinstance(load(), Settings)
    except UsageError as error:
        assert os.environ["DCODE_CONFIG"] in str(error)
