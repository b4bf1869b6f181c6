import random

import pytest
from scripted_engine import TOKENIZER

from mercurycli.source.faults import parse_state
from mercurycli.source.languages import language_named
from recipe import holes
from recipe.corpus import File
from recipe.real_code import RealCode, cut, masks, part_of_line, source_of

PYTHON = '''"""A ball."""
import math


# where it is
class Ball:
    def __init__(self, x, y):
        """Begins here."""
        self.x, self.y = x, y

    def distance(self, other):
        dx = self.x - other.x
        dy = self.y - other.y
        return math.hypot(dx, dy)
'''
FILE = File("somewhere", "ball.py", "MIT", "python", PYTHON)


def test_prose_and_blank_lines_are_no_code():
    source = source_of(FILE)
    code = [line.strip() for line, is_code in zip(source.lines, source.code, strict=True) if is_code]
    assert "import math" in code and "dx = self.x - other.x" in code
    assert not any(line.startswith(("#", '"""')) or not line for line in code)
    assert all(source.code[at] for at in source.opening)


def test_a_file_of_prose_alone_is_no_source():
    assert source_of(File("x", "x.py", "MIT", "python", '"""Only words."""\n')) is None


@pytest.mark.parametrize("whole_lines", [True, False])
def test_a_hole_and_what_stands_around_it_are_a_part_of_the_file(whole_lines):
    rng, source = random.Random(1), source_of(FILE)
    for _ in range(60):
        hole = cut(rng, source, whole_lines=whole_lines)
        if hole is not None:
            assert (hole.before + hole.text + hole.after).strip("\n") in PYTHON
            assert whole_lines == hole.whole_lines and (whole_lines or "\n" not in hole.text)


def test_a_part_of_a_line_is_made_of_whole_lexemes():
    line = "    total = add(first, second)"
    for seed in range(60):
        a, b = part_of_line(random.Random(seed), line)
        assert 4 <= a <= b <= len(line)
        assert not (line[a - 1 : a].isalnum() and line[a : a + 1].isalnum()) or a == 4


def test_an_examples_answer_is_the_hole_its_end_and_blanks_and_the_rest_is_context():
    real, rng = RealCode([FILE]), random.Random(3)
    for _ in range(40):
        example = real.example(rng, TOKENIZER)
        answer = [id for id, role in zip(example.ids, example.answer, strict=True) if role]
        end = answer.index(TOKENIZER.eos_id)
        assert TOKENIZER.decode(answer[:end]).strip("\n") in PYTHON
        assert set(answer[end + 1 :]) <= {TOKENIZER.blank_id}
        assert not any(mask and not role for mask, role in zip(example.maskable, example.answer, strict=True))
        assert all(weight == 0.0 for weight, role in zip(example.weight, example.answer, strict=True) if not role)


def test_some_answers_are_masked_whole_some_at_a_token_or_two():
    drawn = [masks(random.Random(seed), 9, 12) for seed in range(60)]
    counts = {sum(maskable) for rate, maskable in drawn if rate == 1.0}
    assert counts == {1, 2, 12} and any(rate is None for rate, _ in drawn)


def test_the_holes_of_the_evaluation_are_whole_lines_of_files_that_parse():
    found = holes.holes([source_of(FILE)], (1, 1), 5, 1)
    assert len(found) == 5
    for hole in found:
        assert parse_state(hole.before + hole.text + hole.after, language_named("python")).ok
        assert holes.parses(hole, hole.text) and not holes.parses(hole, "  (") and not holes.parses(hole, None)
        assert "<fill 1>" in holes.marked(hole).text
    assert found == holes.holes([source_of(FILE)], (1, 1), 5, 1)
