"""Every family from a folder to a program: through the engine, its own sampler and the use cases."""

import pytest
import tiny_families as tiny
import torch
from tiny_families import BY_NAME, TINIES

from mercurycli import prompt
from mercurycli.canvas import SamplingParams
from mercurycli.commands import gen as gen_command
from mercurycli.diffusion.block_sampler import KeptBlocks
from mercurycli.diffusion.family_denoiser import WholeCanvas
from mercurycli.engine import Engine
from mercurycli.errors import UsageError
from mercurycli.events import Check, End, Frame, Start
from mercurycli.filling import Filling
from mercurycli.refining import Refinement, RefineRequest
from mercurycli.repair import Repair
from mercurycli.session import GenerateRequest, gen
from mercurycli.source.document import Document
from mercurycli.source.languages import language_named

EACH = pytest.mark.parametrize("each", TINIES, ids=lambda each: each.family)
FILLS = [each.family for each in TINIES if each.family in ("open-dcoder", "a2d-mdlm", "coda", "dream", "llada", "illada", "llada-moe")]


@pytest.fixture
def opened(tmp_path):
    def of(family, **changes):
        return Engine.open(str(tiny.write(tmp_path / family, tiny.renamed(BY_NAME[family], **changes))), "cpu")

    return of


def ended(events):
    seen = list(events)
    assert isinstance(seen[-1], End)
    return seen, seen[-1]


@EACH
def test_every_family_writes_what_it_has_in_it_and_tells_every_step(each, tmp_path):
    """A random network writes noise; that it goes all the way from a folder to an answer is what is looked at."""
    engine = Engine.open(str(tiny.write(tmp_path, each)), "cpu")
    request = GenerateRequest("add two numbers", "python", length=24, frame_interval=0.0)
    events, end = ended(gen(engine, request))
    assert isinstance(events[0], Start) and events[0].model == each.name
    assert any(isinstance(event, Frame) for event in events)
    assert end.model_calls >= end.steps - 24 and end.steps > 0
    again = ended(gen(engine, request))[1]
    assert again.text == end.text, "same seed, same program"


@EACH
def test_dcode_gen_takes_the_folder(each, tmp_path, capsys):
    folder = tiny.write(tmp_path, each)
    options = gen_command.GenOptions(wish="two balls", language="python", length=12, model=str(folder), device="cpu", quiet=True)
    code = gen_command.run(options)
    said = capsys.readouterr()
    assert code in (0, 1, 4) and (said.out.strip() or code == 4)  # 1: what random weights write does not parse


@EACH
def test_an_engine_knows_what_its_family_can_do(each, tmp_path):
    engine = Engine.open(str(tiny.write(tmp_path, each)), "cpu")
    assert ("fill" in engine.tasks) == engine.denoiser.family.infill
    assert ("edit" in engine.tasks) == (each.family not in ("open-dcoder", "dreamon"))
    assert engine.max_positions == 512 and "rust" in engine.languages
    assert engine.defaults.take_back == 1.0, "nothing but the family's own rule takes back"
    assert engine.defaults.threshold == engine.denoiser.family.rule.threshold
    assert engine.parameters == sum(weight.numel() for weight in engine.denoiser.backbone.parameters())


# a network that knows a text by heart


@pytest.fixture
def knowing(monkeypatch):
    """From now on models of both kinds of attention write ``text`` and an end, or as many tokens of it as there is room."""

    def write(engine, text, answer_start=None):
        vocabulary = engine.tokenizer
        ids = [*vocabulary.encode(text), *[vocabulary.eos_id] * 400]

        def rows(places, begin):
            table = torch.full((len(places), engine.denoiser.backbone.config.vocab_size), 1e-6)
            table[torch.arange(len(places)), [ids[place - begin] for place in places]] = 0.99
            return table

        starts = {}
        true_init = KeptBlocks.__init__

        def init(self, denoiser, start):
            true_init(self, denoiser, start)
            starts[id(self)] = start

        def whole(self, canvas, at):
            self.first = getattr(self, "first", int(at[0]) if answer_start is None else answer_start)
            return rows(at.tolist(), self.first)

        def block(self, block, at):
            return rows([self.kept + place for place in at.tolist()], starts[id(self)])

        monkeypatch.setattr(KeptBlocks, "__init__", init)
        monkeypatch.setattr(KeptBlocks, "predict", block)
        monkeypatch.setattr(KeptBlocks, "predict_next", lambda self: rows([self.kept], starts[id(self)]))
        monkeypatch.setattr(WholeCanvas, "predict", whole)
        return engine

    return write


PROGRAM = "def f(x):\n    return x\n"


@pytest.mark.parametrize("family", ["a2d-mdlm", "a2d-bd3lm", "sdar", "fast-dllm-v2", "llada", "stable-diffcoder", "llada2.1"])
def test_a_chat_models_program_comes_out_of_its_fence(opened, knowing, family):
    engine = knowing(opened(family), PROGRAM + "```\nThat was a function.")
    events, end = ended(gen(engine, GenerateRequest("the identity", "python", length=64)))
    assert end.text == PROGRAM and end.language == "python" and end.exit_code == 0
    assert Check("parse", True) in events


def test_a_chat_model_names_the_language_where_nobody_did(opened, knowing):
    engine = knowing(opened("sdar"), "python\n" + PROGRAM + "```")
    _, end = ended(gen(engine, GenerateRequest("the identity", length=64)))
    assert end.text == PROGRAM and end.language == "python"


def test_a_base_model_goes_on_from_the_wish_as_a_comment(opened, knowing):
    engine = opened("open-dcoder")
    canvas = prompt.generate_canvas(engine.tokenizer, "the identity", "python", 40, engine.max_positions)
    assert engine.tokenizer.decode(canvas.ids[: canvas.answer.index(True)]) == "# the identity\n"
    _, end = ended(gen(knowing(engine, PROGRAM, canvas.answer.index(True)), GenerateRequest("the identity", length=40)))
    assert end.text == PROGRAM and end.language == "python"


def test_a_chat_model_is_asked_in_its_own_words(opened):
    engine = opened("dream")
    canvas = prompt.generate_canvas(engine.tokenizer, "two balls", "html", 40, engine.max_positions)
    ids = canvas.ids[: canvas.answer.index(True)]
    turn, ends = tiny.vocabulary_of(BY_NAME["dream"])[1]["<|im_start|>"], tiny.vocabulary_of(BY_NAME["dream"])[1]["<|im_end|>"]
    assert ids.count(turn) == 3 and ids.count(ends) == 2, "system and user, and the model's turn has begun"
    text = engine.tokenizer.decode(ids)
    assert "two balls" in text and text.endswith("assistant\n```html\n")


def test_special_names_in_a_wish_do_not_end_the_turn(opened):
    engine = opened("dream")
    ends = tiny.vocabulary_of(BY_NAME["dream"])[1]["<|im_end|>"]
    ids = prompt.generate_context(engine.tokenizer, "x <|im_end|> y", None)
    assert ids.count(ends) == 2 and "x <|im_end|> y" in engine.tokenizer.decode(ids)


def test_dreamon_is_given_a_text_with_both_its_ends(opened):
    engine = opened("dreamon")
    canvas = prompt.fill_canvas(engine.tokenizer, "python", "a = ", "\n", 4)
    assert canvas.ids[0] == engine.tokenizer.bos_id and canvas.ids[-1] == engine.tokenizer.eos_id
    assert sum(canvas.holes) == 4


# holes, changes, and what a model cannot do


@pytest.mark.parametrize("family", FILLS)
def test_a_model_of_full_attention_fills_a_hole(opened, knowing, family):
    """Of the lengths that are tried, the one that parses is taken."""
    job = Filling(read("a = f(???)\n"), lambda: knowing(opened(family), "1234" * 20))
    _, end = ended(job.run())
    assert end.text == "a = f(1234)\n"


def read(text):
    return Document.from_text(text, language_named("python"), "a.py")


def test_what_does_not_parse_is_mended_by_filling_its_line_anew(opened, knowing):
    job = Repair(read("a = 1\nb = = 2\nc = 3\n"), lambda: knowing(opened("dream"), "\nb =  22\nc = 3"))
    _, end = ended(job.run())
    assert end.text == "a = 1\nb =  22\nc = 3\n"


@pytest.mark.parametrize("family", ["sdar", "fast-dllm-v2", "stable-diffcoder", "llada2", "wedlm", "a2d-bd3lm"])
def test_a_model_that_sees_nothing_behind_a_hole_says_which_can(opened, family, tmp_path, monkeypatch):
    engine = opened(family)
    for job in (Filling(read("a = f(???)\n"), lambda: engine), Repair(read("a = f(\n"), lambda: engine)):
        with pytest.raises(UsageError, match="was not trained to fill holes") as caught:
            list(job.run())
        assert "quicksilver" in caught.value.hint and "LLaDA-8B" in caught.value.hint and "SDAR" not in caught.value.hint


def test_a_base_model_cannot_change_a_program_by_words(opened):
    with pytest.raises(UsageError, match="not trained to change a program"):
        gen(opened("open-dcoder"), GenerateRequest("make it blue", "python", before="a = 1\n"))


def test_only_quicksilver_refines(opened):
    with pytest.raises(UsageError, match="cannot refine"):
        Refinement(opened("dream"), RefineRequest("x", "a = 1\n", "python"))


# settings by variable, until a flag or a file sets them


def test_the_family_and_the_type_of_weights_can_be_named(tmp_path, monkeypatch):
    folder = str(tiny.write(tmp_path, tiny.renamed(BY_NAME["a2d-mdlm"], name="nameless")))
    with pytest.raises(UsageError, match="a2d-mdlm or a2d-bd3lm"):
        Engine.open(folder, "cpu")
    monkeypatch.setenv("DCODE_FAMILY", "a2d-bd3lm")
    monkeypatch.setenv("DCODE_DTYPE", "bfloat16")
    engine = Engine.open(folder, "cpu")
    assert engine.denoiser.family.name == "a2d-bd3lm" and engine.denoiser.block == 32
    assert next(engine.denoiser.backbone.parameters()).dtype == torch.bfloat16
    list(engine.denoise(prompt.generate_canvas(engine.tokenizer, "x", "python", 8, 512), SamplingParams(threshold=1.0)))
    monkeypatch.setenv("DCODE_DTYPE", "int3")
    with pytest.raises(UsageError, match="'int3'"):
        Engine.open(folder, "cpu")


def test_an_engine_tells_how_far_its_loading_is(tmp_path):
    seen = []
    Engine.open(str(tiny.write(tmp_path, BY_NAME["sdar"])), "cpu", lambda done, total: seen.append(done / total))
    assert seen == sorted(seen) and seen[-1] == 1.0
