"""Where a key stands, and how one is set without touching anything else."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mercurycli.errors import UsageError
from mercurycli.settings.toml_file import TomlFile, toml

BUSY = '''# settings of ada
model = "x"   # for now, model = "y" later
note = """
steps = 1
[not.a.table]
"""
steps = 12
list = [
  1,  # one
  2,
]

[tool.dcode]
seed = 3
nested = { seed = 4 }
'''


def of(tmp_path, text):
    path = tmp_path / "a.toml"
    path.write_bytes(text.encode())
    return TomlFile.read(path)


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("model",), 2), (("note",), 3), (("steps",), 7), (("list",), 8), (("tool", "dcode"), 13), (("tool", "dcode", "seed"), 14),
        (("tool", "dcode", "nested", "seed"), 15),
    ],
)  # fmt: skip
def test_a_key_is_found_where_it_stands_and_not_where_a_text_says_the_same(tmp_path, keys, line):
    assert of(tmp_path, BUSY).place(*keys) == f"{tmp_path / 'a.toml'}:{line}"


def test_a_key_that_is_not_there_has_the_file_alone(tmp_path):
    assert of(tmp_path, BUSY).place("other") == str(tmp_path / "a.toml")


def test_a_file_that_is_not_there_is_none(tmp_path):
    assert TomlFile.read(tmp_path / "no.toml") is None and TomlFile.read(tmp_path / "no" / "no.toml") is None


def test_setting_a_key_changes_its_value_and_nothing_else(tmp_path):
    file = of(tmp_path, BUSY)
    assert file.with_value("steps", 9) == BUSY.replace("steps = 12", "steps = 9")
    assert file.with_value("model", "z#1") == BUSY.replace('"x"   #', '"z#1"   #')
    assert file.with_value("list", 1) == BUSY.replace("list = [\n  1,  # one\n  2,\n]\n", "list = 1\n")


def test_a_new_key_stands_before_the_first_table(tmp_path):
    assert of(tmp_path, BUSY).with_value("view", False) == BUSY.replace("[tool.dcode]", "view = false\n[tool.dcode]")
    assert of(tmp_path, "# only this").with_value("seed", 0) == "# only this\nseed = 0\n"
    assert of(tmp_path, "").with_value("seed", 0) == "seed = 0\n"


def test_a_key_taken_out_leaves_the_rest(tmp_path):
    file = of(tmp_path, BUSY)
    assert file.without("steps") == BUSY.replace("steps = 12\n", "")
    assert file.without("note") == BUSY[: BUSY.index("note")] + BUSY[BUSY.index("steps = 12") :]
    assert file.without("other") == BUSY


def test_line_ends_of_windows_stay(tmp_path):
    assert of(tmp_path, "a = 1\r\nb = 2\r\n").with_value("b", 3).startswith("a = 1\r\nb = 3")


def test_a_key_in_another_spelling_is_the_same_key(tmp_path):
    assert of(tmp_path, '"st\\u0065ps" = 1 # one\n').with_value("steps", 2) == '"st\\u0065ps" = 2 # one\n'


@pytest.mark.parametrize("text", ["steps.a = 1\nsteps.b = 2\n"])
def test_what_cannot_be_changed_safely_is_left_to_its_writer(tmp_path, text):
    with pytest.raises(UsageError, match="only its writer") as caught:
        of(tmp_path, text).with_value("steps", 5)
    assert "config edit" in caught.value.hint


NAMES = st.sampled_from(["steps", "seed", "model", "view"])
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["C", "Z"])),
)
COMMENTS = st.sampled_from(["", "  # why", "\t#", ' # steps = 1 "', "   "])


@given(st.dictionaries(NAMES, st.tuples(SCALARS, COMMENTS)), NAMES, SCALARS, st.booleans())
def test_a_value_that_was_set_is_read_again_beside_all_others(tmp_path_factory, before, name, value, table):
    text = "".join(f"{key} = {toml(old)}{comment}\n" for key, (old, comment) in before.items()) + ("[t]\nsteps = 7\n" if table else "")
    file = of(tmp_path_factory.mktemp("toml"), text)
    values = {**file.values, name: value}
    after = file.with_value(name, value)
    assert repr(sorted(tomllib.loads(after).items(), key=str)) == repr(sorted(values.items(), key=str))
    assert after.count("#") >= text.count("#") - str(before.get(name, ("",))[0]).count("#")
    del values[name]
    assert tomllib.loads(of(file.path.parent, after).without(name)) == values


def test_a_long_list_before_a_key_is_passed_quickly(tmp_path, monkeypatch):
    """Counted, not timed: a list of many lines is not read anew for each of them."""
    reads, loads = [], tomllib.loads
    text = "[project]\ndependencies = [\n" + '  "package[extra]>=1",  # why\n' * 3000 + "]\n\n[tool.dcode]\nsteps = 1\n"
    file = of(tmp_path, text)
    monkeypatch.setattr(tomllib, "loads", lambda text: reads.append(len(text)) or loads(text))
    assert file.place("tool", "dcode", "steps").endswith(":3006")
    assert len(reads) < 10 and sum(reads) < 10 * len(text)
