"""An engine without a model: it writes what it is told to, through the real sampler.

Its vocabulary is made of texts that are kept here: what one token is must not change with the curriculum."""

import json
from pathlib import Path

import torch
from recipe import vocabulary

from mercurycli.canvas import SamplingParams
from mercurycli.diffusion.sampler import sample
from mercurycli.known_wishes import KnownWishes
from mercurycli.model.tokenizer import Tokenizer

TEXTS = json.loads(Path(__file__).with_name("small_texts.json").read_text(encoding="utf-8"))
TOKENIZER = Tokenizer(vocabulary.train(iter(TEXTS), 420))


def answer(text, language="python", end=True):
    """A model's answer, one token a character, so that a position is a character."""
    letters = [TOKENIZER.encode(char)[0] for char in text]
    return [TOKENIZER.language_ids[language], *letters, *([TOKENIZER.eos_id] if end else [])]


def between(ids, opens, closes):
    """The text between two special tokens."""
    return TOKENIZER.decode(ids[ids.index(opens) + 1 : ids.index(closes)])


class ScriptedEngine:
    """Answers its first call with the first of ``answers`` and so on, the last one again and again.

    An answer is a list of ids, or a function from the number of the step to one.
    """

    name, device, languages, max_positions = "scripted", "cpu", ("html", "python"), 120
    tasks = ("gen", "fill", "fix", "edit")
    unsure_below, known_wishes = 0.0, KnownWishes()

    def __init__(self, *answers, sure=0.95, defaults=SamplingParams(), length=60):
        self.answers, self.sure, self.defaults, self.default_length = answers, sure, defaults, length
        self.tokenizer = TOKENIZER
        self.asked, self.calls, self.looks = [], 0, 0

    def for_holes(self):
        return self

    def denoise(self, canvas, params):
        self.asked.append((canvas, params))
        chosen = self.answers[min(len(self.asked), len(self.answers)) - 1]
        return sample(Oracle(self, chosen), canvas, params, mask_id=TOKENIZER.mask_id, eos_id=TOKENIZER.eos_id)

    def weigh(self, canvas, answers, lengths):
        """All texts are as likely: nothing is known of them."""
        self.calls += 1
        return [0.0] * len(answers)

    def uncover(self, canvas, answers, spans):
        """No new word belongs anywhere: what comes first cannot be, and what comes then, the words there are, is certain."""
        self.looks += 1
        return [-100.0] * (len(answers) // 2) + [0.0] * (len(answers) // 2)

    def likely(self, canvas, count):
        self.calls += 1
        return []


class Oracle:
    device = torch.device("cpu")

    def __init__(self, engine, chosen):
        self.engine, self.chosen, self.step = engine, chosen, 0

    def open(self, canvas):
        return self

    def predict(self, rows):
        self.step += 1
        self.engine.calls += 1
        ids = self.chosen(self.step) if callable(self.chosen) else self.chosen
        ids = [*ids, *[TOKENIZER.blank_id] * len(rows)][: len(rows)]
        sure = self.engine.sure - 1e-4 * torch.arange(len(rows))[:, None]  # a little surer of what stands in front
        table = ((1.0 - sure) / (TOKENIZER.size - 2)).repeat(1, TOKENIZER.size)
        table[:, TOKENIZER.mask_id] = 0.0
        return table.scatter(1, torch.tensor(ids)[:, None], sure)
