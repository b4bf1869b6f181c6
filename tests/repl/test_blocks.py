import pytest

from mercurycli.repl.blocks import is_open, unfenced


@pytest.mark.parametrize(
    ("text", "open_"),
    [("", False), ("balls", False), ('"""', True), ('"""a\nb', True), ('"""a\nb"""', False), ('  """a', True), ('say """', False)],
)
def test_a_block_is_open_until_its_second_fence(text, open_):
    assert is_open(text) == open_


@pytest.mark.parametrize(
    ("text", "inside"),
    [(" balls ", "balls"), ('"""\na\nb\n"""', "a\nb"), ('"""a"""', "a"), ('"""a', "a"), ('a """ b', 'a """ b'), ('""""""', "")],
)
def test_what_stands_in_a_block_is_what_is_meant(text, inside):
    assert unfenced(text) == inside
