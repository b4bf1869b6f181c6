import random
from itertools import groupby

import pytest
from scripted_engine import TOKENIZER, ScriptedEngine

from mercurycli.prompt import HOLE_SIZES, hole_size
from mercurycli.source.faults import parse_state
from mercurycli.source.languages import language_named
from recipe import holes
from recipe.corpus import File
from recipe.real_code import Hole, RealCode, complaint, cut_several, margin_of, masks, part_of_line, size_asked, source_of

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
def test_holes_and_what_stands_around_them_are_a_part_of_the_file(whole_lines):
    rng, source, several = random.Random(1), source_of(FILE), 0
    for _ in range(60):
        found = cut_several(rng, source, lambda: whole_lines)
        if found is None:
            continue
        holes, around = found.holes, found.around
        assert len(around) == len(holes) + 1
        text = around[0] + "".join(hole + behind for hole, behind in zip(holes, around[1:], strict=True))
        assert text == found.text and text.strip("\n") in PYTHON
        for number, hole in enumerate(holes):
            assert found.with_broken(number, hole) == PYTHON
        assert whole_lines or not any("\n" in hole for hole in holes)
        assert all(around[1:-1])  # never one hole right behind another
        several += len(holes) > 1
    assert several > 10


def test_a_part_of_a_line_is_made_of_whole_lexemes():
    line = "    total = add(first, second)"
    for seed in range(60):
        a, b = part_of_line(random.Random(seed), line)
        assert 4 <= a <= b <= len(line)
        assert not (line[a - 1 : a].isalnum() and line[a : a + 1].isalnum()) or a == 4


def answers_of(example):
    """The runs of answer positions, each as (ids, maskable, weight)."""
    rows = list(zip(example.ids, example.maskable, example.weight, example.answer, strict=True))
    return [list(run) for is_answer, run in groupby(rows, key=lambda row: row[3]) if is_answer]


def test_each_hole_of_an_example_ends_with_its_end_and_blanks_and_the_rest_is_context():
    real, rng, counts, sizes = RealCode([FILE]), random.Random(3), set(), set()
    for _ in range(60):
        example = real.example(rng, TOKENIZER)
        assert example.rate == 1.0 and len(example.ids) == len(example.answer) == len(example.maskable) == len(example.weight)
        answers = answers_of(example)
        counts.add(len(answers))
        for answer in answers:
            ids = [row[0] for row in answer]
            if ids[-1] in TOKENIZER.size_ids:  # it was asked how large the hole is
                assert [row[1] for row in answer] == [*[False] * (len(ids) - 1), True] and TOKENIZER.decode(ids[:-1]).isspace() >= (len(ids) > 1)
                sizes.add(ids[-1])
                continue
            end = ids.index(TOKENIZER.eos_id)
            assert TOKENIZER.decode(ids[:end]).strip("\n") in PYTHON
            assert set(ids[end + 1 :]) <= {TOKENIZER.blank_id}
            assert all(weight == 1.0 for _, _, weight, _ in answer[: end + 1])
        assert not any(mask and not role for mask, role in zip(example.maskable, example.answer, strict=True))
        assert all(weight == 0.0 for weight, role in zip(example.weight, example.answer, strict=True) if not role)
    assert 1 in counts and max(counts) > 2 and sizes


def test_a_size_that_is_asked_for_is_the_smallest_that_holds_the_text_and_its_end():
    for content, size in (([7] * 4, 4), ([7] * 5, 8), ([7] * 33, 48)):
        part = size_asked(random.Random(1), TOKENIZER, content)
        assert part.ids == [TOKENIZER.size_ids[HOLE_SIZES.index(size)]] and part.maskable == [True] and part.weight == [1.0]
    for margin in ("\n    ", "\n" + " " * 20, "\n\t\t"):
        line = [*TOKENIZER.encode(f"{margin}return 1"), TOKENIZER.eos_id]
        givens = {TOKENIZER.decode(size_asked(random.Random(seed), TOKENIZER, line).ids[:-1]) for seed in range(20)}
        assert givens == {"", margin}  # what stands where a whole line is asked for
    assert not margin_of(TOKENIZER, TOKENIZER.encode("  a"))  # a part of a line


def test_the_size_of_what_is_larger_than_all_holes_is_not_asked_for():
    long = "a = [" + "1, " * 130 + "]"
    real, rng = RealCode([File("x", "x.py", "MIT", "python", "\n".join(["import math", long, long, "c = 2"]) + "\n")]), random.Random(1)
    for _ in range(40):
        real.example(rng, TOKENIZER)


def test_what_is_wrong_is_said_in_half_of_what_is_to_be_mended_and_as_fix_says_it():
    real, rng, said, mended = RealCode([FILE]), random.Random(5), 0, 0
    for _ in range(60):
        ids = real.example(rng, TOKENIZER).ids
        mended += ids.count(TOKENIZER.bad_id)
        said += ids.count(TOKENIZER.error_id)
        for at in (at for at, id in enumerate(ids) if id == TOKENIZER.error_id):
            assert ids[at - 1] == TOKENIZER.end_bad_id and ids.index(TOKENIZER.hole_id, at) > at + 1
    assert 0.25 < said / mended < 0.6
    assert complaint("python", PYTHON) == "" and "never closed" in complaint("python", PYTHON.replace("y)\n", "y\n"))
    assert complaint("python", "(" * 20_000) == ""  # too long to look at


def test_holes_stand_between_their_marks_and_what_is_to_be_mended_before_them():
    real, rng, kinds = RealCode([FILE]), random.Random(5), set()
    for _ in range(40):
        ids = real.example(rng, TOKENIZER).ids
        kinds.add(ids[1])
        assert ids.count(TOKENIZER.hole_id) == ids.count(TOKENIZER.end_hole_id) >= 1
        bad = ids.count(TOKENIZER.bad_id)
        assert bad == ids.count(TOKENIZER.end_bad_id) == (ids.count(TOKENIZER.hole_id) if ids[1] == TOKENIZER.fix_id else 0)
    assert kinds == {TOKENIZER.fill_id, TOKENIZER.fix_id}


def test_some_holes_are_masked_whole_some_at_a_token_or_two_some_at_any_share():
    counts = {sum(masks(random.Random(seed), 9, 12)) for seed in range(200)}
    assert {1, 2, 12} < counts


def test_the_holes_of_the_evaluation_are_whole_lines_of_files_that_parse():
    found = holes.holes([source_of(FILE)], (1, 1), 5, 1)
    assert len(found) == 5
    for hole in found:
        assert parse_state(hole.before + hole.text + hole.after, language_named("python")).ok
        assert holes.parses(hole, hole.text) and not holes.parses(hole, "  (") and not holes.parses(hole, None)
        assert "<fill 1>" in holes.marked(hole).text
    assert found == holes.holes([source_of(FILE)], (1, 1), 5, 1)


class Measuring(ScriptedEngine):
    """Holds a hole of eight tokens likeliest, then larger ones."""

    tasks, max_positions = ("fill", "size"), 400

    def odds(self, canvas, answer, others):
        self.given = TOKENIZER.decode(answer[:-1])
        return [-abs(size - 8.0) for size in HOLE_SIZES]


def test_a_size_is_asked_for_behind_the_depth_that_fill_gives_and_its_rank_is_told():
    hole = Hole("python", "def f():\n", "    a", "\n    return a\n", True)
    engine, size = Measuring(), hole_size(len(TOKENIZER.encode("\n    a")) + 1)
    by_likelihood = sorted(HOLE_SIZES, key=lambda each: abs(each - 8))
    assert holes.size_rank(engine, hole) == by_likelihood.index(size) and engine.given == "\n    "
    assert holes.size_rank(ScriptedEngine(), hole) is None  # it cannot say
