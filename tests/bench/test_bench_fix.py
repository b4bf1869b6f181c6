from pathlib import Path

import pytest
from scripted_engine import ScriptedEngine

from mercurycli.bench import fix
from mercurycli.errors import UsageError
from mercurycli.source import faults
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named

EXAMPLES = Path(fix.__file__).parents[1] / "source"


class Knowing(ScriptedEngine):
    """Holds the whole functions' own lines to be the likeliest."""

    max_positions = 400

    def __init__(self, lines):
        super().__init__()
        self.lines = lines

    def denoise(self, canvas, params):
        self.answers = ([self.tokenizer.eos_id],)
        return super().denoise(canvas, params)

    def environment(self):
        return {"model": self.name, "device": "cpu", "threads": 1, "torch": "2"}

    def weigh(self, canvas, answers, lengths):
        texts = [self.tokenizer.decode(answer[: length - 1]).strip("\n") for answer, length in zip(answers, lengths, strict=True)]
        return [100.0 * (text in self.lines) for text in texts]


def test_the_same_files_and_seed_give_the_same_faults_each_of_them_broken():
    first, again, other = (fix.breakages([EXAMPLES], 18, seed, ".py") for seed in (1, 1, 2))
    assert [each.broken.text for each in first] == [each.broken.text for each in again] != [each.broken.text for each in other]
    for each in first:
        assert faults.find(each.broken) and not faults.find(each.whole)
        assert sum(a != b for a, b in zip(each.broken.text.split("\n"), each.whole.text.split("\n"), strict=True)) == 1
    assert {each.kind for each in first} == set(fix.KINDS)


def test_too_few_functions_are_told():
    with pytest.raises(UsageError, match="not 100000"):
        fix.breakages([EXAMPLES / "span.py"], 100_000, 0, ".py")


def test_a_model_that_knows_the_code_mends_it_and_the_baselines_do_not():
    broken = fix.breakages([EXAMPLES], 9, 3, ".py")
    engine = Knowing({line for each in broken for line in each.whole.text.split("\n")})
    result = fix.run(engine, [EXAMPLES], 9, 3, ".py", lambda text: None)
    ways = result["ways"]
    assert ways["left as it is"]["parses"] == 0 and ways["left as it is"]["changed_tokens_mean"] is None
    assert ways["dcode fix"]["equals_the_original"] >= 0.6 > ways["faulty line deleted"]["equals_the_original"] == 0
    assert sum(found["n"] for found in result["kinds"].values()) == ways["dcode fix"]["n"] == 9


def test_changed_tokens_are_counted_without_white_space():
    assert fix.changed_tokens("while b\n", "while b:\n") == 1
    assert fix.changed_tokens("a = b", "a  =  b") == 0
    assert fix.changed_tokens("retrun x", "return x") == 1


def test_functions_stand_at_the_margin_and_are_neither_short_nor_long():
    text = "class A:\n    def f(self):\n        a = 1\n        return a\n\n    def g(self): ...\n"
    assert list(fix.functions(Document.from_text(text, language_named("python")))) == ["def f(self):\n    a = 1\n    return a\n"]
