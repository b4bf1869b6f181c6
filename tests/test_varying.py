"""Small changes of lines that parse and fail, in the order in which they are tried."""

from workshop import Workshop

from mercurycli import varying
from mercurycli.one_hole import HoleWork
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named

CODE = 'def area(width, height):\n    # width + height\n    side = width + height\n    return side\n\n\nHELP = """\nmore + or less\n"""\n'


def proposed(favours=(), lines=((3, 0.0), (4, 0.0)), **options):
    document = Document.from_text(CODE, language_named("python"), "area.py")
    work = HoleWork(Workshop(favours=favours), "python", **options)
    return list(varying.candidates(work, document, lines, lambda patch: True))


def test_each_differs_in_the_line_it_is_for_and_nowhere_else():
    rows = CODE.split("\n")
    for line, candidate in proposed():
        new = candidate.document.text.split("\n")
        assert [at + 1 for at in range(len(rows)) if new[at] != rows[at]] == [line]


def place(text, found):
    return next(at for at, (_, candidate) in enumerate(found) if text in candidate.document.text)


def test_of_what_people_slip_into_alike_the_model_tells_which_is_likelier(monkeypatch):
    for likelier, other in (("width * height", "width / height"), ("width / height", "width * height")):
        monkeypatch.setattr(varying, "quick_gains", lambda *place, likelier=likelier: [3.0 * (likelier in text) for text in place[-1]])
        found = proposed()
        assert place(likelier, found) < place(other, found)


def test_a_usual_slip_comes_before_an_odd_one_whatever_the_model_holds():
    found = proposed(favours=("side = 0",))
    assert place("width - height", found) < place("return width", found)


def test_a_line_that_is_less_suspect_comes_later():
    lines = [line for line, _ in proposed(lines=((4, 0.0), (3, 50.0)))]
    assert lines == sorted(lines, reverse=True) and set(lines) == {3, 4}


def test_comments_and_what_is_inside_a_text_of_several_lines_are_left_alone():
    assert proposed(lines=((2, 0.0), (8, 0.0))) == []


def test_another_try_brings_another_order_and_the_same_seed_the_same():
    orders = [[candidate.document.text for _, candidate in proposed(seed=seed, again=seed > 0)] for seed in (0, 1, 1, 2)]
    assert orders[1] == orders[2] and orders[0] != orders[1] != orders[3] and set(orders[0]) == set(orders[1])


def test_what_is_not_allowed_is_not_proposed():
    document = Document.from_text(CODE, language_named("python"), "area.py")
    found = list(varying.candidates(HoleWork(Workshop(), "python"), document, ((3, 0.0),), lambda patch: b"-" not in patch.apply()))
    assert found and all("-" not in candidate.document.text for _, candidate in found)


def test_without_a_model_that_weighs_how_people_slip_decides(monkeypatch):
    monkeypatch.setattr(HoleWork, "weighs", False)
    line, first = proposed(favours=("width * height",))[0]
    assert any(text in first.document.text for text in ("side = width - height", "side += width + height"))  # the usual ones
