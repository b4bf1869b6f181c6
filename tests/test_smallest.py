import pytest
from scripted_engine import TOKENIZER, ScriptedEngine, answer

from mercurycli import smallest
from mercurycli.one_hole import HoleWork
from mercurycli.source import faults
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named


class Judge(ScriptedEngine):
    """Likes an answer by how many of the liked words it holds; writes the given piece into every small hole."""

    max_positions = 400

    def __init__(self, *liked, writes=""):
        super().__init__([*answer(writes)[1:]])
        self.liked = liked

    def weigh(self, canvas, answers, lengths):
        texts = [TOKENIZER.decode(ids[:length]) for ids, length in zip(answers, lengths, strict=True)]
        return [50.0 * any(word in text for word in self.liked) for text in texts]


def proposed(text, engine, language="python", again=False, seed=0):
    document = Document.from_text(text, language_named(language), "thing")
    work = HoleWork(engine, language, seed, again)
    steps = smallest.candidates(work, document, faults.find(document, native=False))
    try:
        while True:
            next(steps)
    except StopIteration as stop:
        return [(candidate.document.text, candidate.faults_left) for candidate in stop.value]


def test_what_the_model_likes_best_of_what_parses_comes_first():
    text = "def gcd(a, b):\n    while b\n        a, b = b, a % b\n    return a\n"
    (best, left), *_ = proposed(text, Judge("while b:"))
    assert best == text.replace("while b\n", "while b:\n") and left == 0


def test_of_two_it_likes_as_much_the_smaller_change_comes_first():
    found = [text for text, _ in proposed("x = f(a, b\n", Judge())]
    assert found.index("x = f(a, b)\n") < found.index("x = f(a, b)()\n") if "x = f(a, b)()\n" in found else "x = f(a, b)\n" in found


def test_each_has_fewer_faults_and_differs_in_one_line():
    text = "a = [1, 2\nb = 3\nc = 4\n"
    found = proposed(text, Judge())
    assert found
    for new, left in found:
        assert left == 0 and faults.find(Document.from_text(new, language_named("python"))) == ()
        assert sum(a != b for a, b in zip(text.split("\n"), new.split("\n"), strict=True)) == 1


def test_a_word_that_is_gone_is_written_by_the_model():
    found = [text for text, _ in proposed("def f(n):\n     = n + 1\n    return y\n", Judge("y = n", writes="y"))]
    assert any("y = n + 1" in text for text in found)


def test_the_slip_may_be_in_the_line_above():
    found = [text for text, _ in proposed("x = (1 +\n\n2\ny = 3\n", Judge())]
    assert any(text.startswith("x = (1 +\n\n2)\n") for text in found)


@pytest.mark.parametrize("language, text, meant", [("javascript", "if (a {\n  b();\n}\n", "if (a) {"), ("html", "<p>one</p\n<p>two</p>\n", "<p>one</p>")])
def test_other_languages_are_mended_too(language, text, meant):
    assert any(new.startswith(meant) for new, _ in proposed(text, Judge(meant), language))


def test_another_try_may_bring_another_order_and_the_same_seed_the_same():
    text = "x = f(a b)\n"
    first = proposed(text, Judge(), again=True, seed=1)
    assert first == proposed(text, Judge(), again=True, seed=1)
    assert any(proposed(text, Judge(), again=True, seed=seed) != first for seed in range(2, 8))


def test_in_a_long_file_the_definition_alone_is_compiled_first():
    healthy = "".join(f"def f{n}(a):\n    return a + {n}\n\n\n" for n in range(150))
    text = healthy + "def g(a)\n    return a\n\n\nx = 1\n"
    (best, left), *_ = proposed(text, Judge("def g(a):"))
    assert best == text.replace("def g(a)\n", "def g(a):\n") and left == 0


def test_a_misspelt_word_does_not_hide_another_slip_of_its_line():
    text = 'def f(data):\n    retrun data["items"\n'
    assert any('    return data["items"]\n' in new for new, _ in proposed(text, Judge()))


def test_a_change_above_that_leaves_the_fault_where_it_is_is_no_mend():
    text = 'with open(path) as f:\n    data = f.read()\n    retrun data["items"; = (\n'
    assert not any(new.startswith("with open(path)as") for new, _ in proposed(text, Judge()))


def test_moving_a_fault_onto_the_line_of_another_is_no_mend():
    text = "<html>\n<body>\n<h1>Hello<h1>\n<script>\nconst a = 1;\n</script>\n</body>\n</html>\n"
    assert all("  <script>" not in new for new, _ in proposed(text, Judge(), "html"))
