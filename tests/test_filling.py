import pytest
from filler import Filler, by_place
from scripted_engine import TOKENIZER

from mercurycli.errors import RefusedError, UsageError
from mercurycli.events import Check, End, Frame, Start
from mercurycli.filling import Filling
from mercurycli.prompt import HOLE_SIZES
from mercurycli.source import holes
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named


def document(text, language="python"):
    return Document.from_text(text, language_named(language), "thing")


def fill(text, fills, language="python"):
    engine = Filler(fills)
    filling = Filling(document(text, language), lambda: engine)
    events = list(filling.run())
    assert isinstance(events[0], Start) and isinstance(events[-1], End)
    assert all(isinstance(event, (Frame, Check)) for event in events[1:-1])
    assert events[-1].text == filling.patch(events[-1]).prove().text
    return events[-1].text, engine


def test_a_hole_alone_on_its_line_is_filled_with_lines_at_its_depth_and_the_rest_is_the_same():
    text, engine = fill("while b:\n    ???\nc = 1 \n", by_place({"while b:": "\n    a = 1\n    b = 0"}))
    assert text == "while b:\n    a = 1\n    b = 0\nc = 1 \n"
    assert all(given in ("\n    ", "\n") or given.isspace() for _, _, given in engine.shown)


@pytest.mark.parametrize(
    ("before", "after", "is_open"),
    [
        ("def f():\n", "", True), ("def f():\n    a = 1\n\n", "c = 1\n", True), ("a = 1\n", "    b = 2\n", True), ("if (a) {\n", "}\n", True),
        ("a = 1\n", "b = 2\n", False), ("", "", False), ("def f():\n    ", "", False),
    ],
)  # fmt: skip
def test_a_mark_in_the_first_column_beside_deeper_lines_does_not_say_how_deep_its_text_goes(before, after, is_open):
    (hole,) = holes.find(document(before + "<fill>" + "\n" + after))
    assert hole.depth_open is is_open


def test_the_model_finds_how_deep_the_text_goes_where_the_mark_does_not_say():
    text, engine = fill("while b:\n<fill>\nc = 1\n", by_place({"while b:": "\n    b = 0\n    a = 1\nc = 2"}))
    assert text == "while b:\n    b = 0\n    a = 1\nc = 1\n"
    assert all(given == "" for _, _, given in engine.shown)


def test_lines_less_deep_than_the_mark_belong_to_what_stands_around_it():
    text, _ = fill("while b:\n    ???\nc = 1\n", by_place({"while b:": "\n    b = 0\nc = 1"}))
    assert text == "while b:\n    b = 0\nc = 1\n"


def test_a_hole_within_a_line_is_asked_for_as_a_part_and_as_a_line():
    part, _ = fill("a = f(???, 2)\n", by_place({"a = f(": "1"}))
    line, _ = fill("b = 1\na = f(???, 2)\n", by_place({"b = 1": "\na = f(1"}))
    assert part == "a = f(1, 2)\n" and line == "b = 1\na = f(1, 2)\n"


def test_so_many_lines_come_as_were_asked_for():
    rows = by_place({"if b:": "\n    a = 1\n    b = 2\n    c = 3"})
    assert fill("if b:\n    <fill 2>\n", rows)[0] == "if b:\n    a = 1\n    b = 2\n"
    with pytest.raises(RefusedError, match="thing:2: .* of 4 lines .*untouched"):
        fill("if b:\n    <fill 4>\n", rows)


def test_each_hole_sees_what_the_others_were_filled_with():
    text, engine = fill("a = ???\nb = ???\n", by_place({"a = ": "1", "b = ": "2"}))
    assert text == "a = 1\nb = 2\n"
    of_first = [after for before, after, _ in engine.shown if before == "a = "]
    of_second = [before for before, _, _ in engine.shown if before.endswith("b = ")]
    assert of_first[0] == "\nb = \n" and of_first[-1] == "\nb = 2\n" and set(of_second) == {"a = 1\nb = "}


def test_of_several_lengths_the_one_that_parses_is_taken():
    text, _ = fill("a = f(???)\n", lambda before, after, size: "1" if size == 16 else ")")
    assert text == "a = f(1)\n"


class Measuring(Filler):
    """Holds holes of some sizes likely, and is asked with the given text settled."""

    tasks = ("fill", "size")

    def __init__(self, fills, likely):
        super().__init__(fills)
        self.likely_sizes, self.tried, self.measured = likely, [], []

    def odds(self, canvas, answer, others):
        assert len(answer) == sum(canvas.answer) and {place for place, _ in others} == {len(answer) - 1}
        assert [id for _, id in others] == list(TOKENIZER.size_ids)
        self.measured.append(TOKENIZER.decode(answer[:-1]))
        return [-self.likely_sizes.index(size) if size in self.likely_sizes else -99.0 for size in HOLE_SIZES]

    def denoise(self, canvas, params):
        self.tried.append(sum(canvas.answer))
        return super().denoise(canvas, params)


def test_of_a_model_that_says_how_large_a_hole_is_the_likeliest_sizes_are_tried():
    engine = Measuring(by_place({"if b:": "\n    a = 1"}), [48, 12, 96, 4])
    assert list(Filling(document("if b:\n    ???\n"), lambda: engine).run())[-1].text == "if b:\n    a = 1\n"
    assert set(engine.measured) == {"\n    "} and engine.tried == [48, 12, 96]


def test_of_sizes_that_are_as_likely_the_smaller_are_tried():
    engine = Measuring(by_place({"if b:": "\n    a = 1"}), [16])
    list(Filling(document("if b:\n    ???\n"), lambda: engine).run())
    assert engine.tried == [16, 4, 8]


def test_sizes_that_hold_no_such_number_of_lines_are_not_tried_however_likely():
    engine = Measuring(by_place({"if b:": "\n    a = 1\n    c = 2"}), [192, 4, 32, 24])
    assert list(Filling(document("if b:\n    <fill 2>\n"), lambda: engine).run())[-1].text == "if b:\n    a = 1\n    c = 2\n"
    assert engine.tried[:2] == [32, 24] and len(engine.tried) == 3


class Unsure(Filler):
    """Two texts, the first of which it is surer of while it writes."""

    def __init__(self, first, second, **options):
        super().__init__(lambda before, after, size: first if size == 8 else second, **options)

    def denoise(self, canvas, params):
        self.sure = 0.99 if sum(canvas.answer) == 8 else 0.91
        return super().denoise(canvas, params)


def test_of_two_that_parse_the_surer_is_taken():
    assert list(Filling(document("a = f(???)\n"), lambda: Unsure("8", "1")).run())[-1].text == "a = f(8)\n"


def test_what_the_model_holds_likelier_with_all_in_sight_counts_more_than_how_sure_it_was():
    engine = Unsure("8", "1")
    engine.favours = lambda text: 1.0 if "1" in text else 0.0
    assert list(Filling(document("a = f(???)\n"), lambda: engine).run())[-1].text == "a = f(1)\n"


def test_a_name_that_nothing_defines_counts_against_a_text():
    engine = Unsure("unheard", "a")
    engine.favours = lambda text: 1.0 if "unheard" in text else 0.0
    assert list(Filling(document("a = 1\nprint(???)\n"), lambda: engine).run())[-1].text == "a = 1\nprint(a)\n"


def test_of_a_long_file_the_model_sees_what_is_near():
    text, engine = fill("x = 1\n" * 400 + "b = ???\n" + "y = 1\n" * 400, by_place({"b = ": "2"}))
    assert text == "x = 1\n" * 400 + "b = 2\n" + "y = 1\n" * 400
    assert all("x = 1\n" in before and "\ny = 1" in after for before, after, _ in engine.shown)


NOTHING_FITS = by_place({}, otherwise=")")
TWICE = "a = 1\nb = abs(a)\nprint(b)\n\na = 1\n???\nprint(b)\n"


def test_a_line_that_the_file_has_elsewhere_may_fill_a_hole():
    assert fill(TWICE, NOTHING_FITS)[0] == TWICE.replace("???", "b = abs(a)")


def test_another_try_draws_other_lines_of_the_file():
    text = "".join(f"print({n})\n" for n in range(60)) + "???\n"
    found = set()
    for seed in range(1, 6):
        *_, end = Filling(document(text), lambda: Filler(NOTHING_FITS), seed, True).run()
        found.add(end.text.removeprefix(text.removesuffix("???\n")))
    assert len(found) > 1


def test_as_many_lines_of_the_file_as_are_asked_for_may_fill_a_hole():
    text = "def f(a):\n    a += 1\n    if a:\n        print(a)\n    return a\nclass C:\n    def f(a):\n        a += 1\n        <fill 2>\n        return a\n"
    assert fill(text, NOTHING_FITS)[0] == text.replace("<fill 2>", "if a:\n            print(a)")


def test_such_a_line_is_no_text_for_a_part_of_one_nor_for_more_than_there_are():
    for text in (TWICE.replace("???", "<fill 5>"), TWICE.replace("???", "b = ???")):
        with pytest.raises(RefusedError):
            fill(text, NOTHING_FITS)


def test_of_what_the_model_writes_and_such_lines_the_likelier_is_taken(monkeypatch):
    own = by_place({}, otherwise="\nb = hash(a)")
    assert fill(TWICE, own)[0] == TWICE.replace("???", "b = abs(a)")
    monkeypatch.setattr(Filler, "favours", lambda self, text: 500.0 * ("hash" in text))
    assert fill(TWICE, own)[0] == TWICE.replace("???", "b = hash(a)")


@pytest.mark.parametrize("text", ["", " ", "???", "<fill>"])
def test_nothing_and_another_hole_fill_no_hole(text):
    with pytest.raises(RefusedError, match="no text") as refused:
        fill("a = f(???)\n", lambda before, after, size: text)
    assert refused.value.exit_code == 4 and refused.value.hint


@pytest.mark.parametrize("source", ["a = f(???)\n", "a = (\nb = ???\n"])
def test_what_does_not_parse_is_refused(source):
    with pytest.raises(RefusedError, match="untouched") as refused:
        fill(source, by_place({"f(": ")"}, otherwise="1"))
    assert refused.value.exit_code == 4


def test_windows_line_breaks_stay_and_the_model_never_sees_them():
    text, engine = fill("if b:\r\n    ???\r\nc = 1\r\n", by_place({"if b:": "\n    a = 1\n    b = 2"}))
    assert text == "if b:\r\n    a = 1\r\n    b = 2\r\nc = 1\r\n"
    assert "\r" not in "".join(before + after for before, after, _ in engine.shown)


def test_a_text_without_a_hole_never_opens_the_engine():
    (end,) = Filling(document("a = '???'\n"), lambda: pytest.fail("the engine was opened")).run()
    assert (end.text, end.exit_code) == ("a = '???'\n", 0)


def test_what_cannot_be_asked_is_told():
    with pytest.raises(UsageError, match="at most 64 lines, not 65"):
        fill("<fill 65>\n", by_place({}))
    with pytest.raises(RefusedError, match="context holds 400"):
        fill("a = '" + "x-" * 900 + "' + ???\n", by_place({}))
    engine = Filler(by_place({}))
    engine.tasks = ("gen",)
    with pytest.raises(UsageError, match="not trained to fill"):
        list(Filling(document("a = ???\n"), lambda: engine).run())
