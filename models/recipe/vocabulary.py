"""The vocabulary: a byte-level BPE trained on the curriculum and on Python's standard library.

Newline plus indentation is one piece, every digit stands alone, a quoted word and a name in front of
"(" stand alone, and inside a line merges may cross spaces (SuperBPE, arXiv:2503.13423) up to 16 characters, which makes
programs short without gluing whole lines together.
"""

from __future__ import annotations

import random
import re
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from mercurycli.model.tokenizer import SPECIALS
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from .curriculum.pages import COLOURS

SPLITS = (
    rf"\b(?:{'|'.join(COLOURS)})\b",  # a colour is copied from the wish, where it stands alone
    rf"<(?=(?:{'|'.join(re.escape(name[1:]) for name in SPECIALS)}))",  # so that no merge can make a special name
    r"\n[ \t]*",  # a newline and the indentation behind it
    r"[0-9]",
    r"(?<=[\"'`])[A-Za-z]+(?=[\"'`])",  # a quoted word, for the same reason as below
    r"(?<![\w.])[A-Za-z_]\w*(?=\()",  # the name in a definition or a call, so that it reads as it does in the wish
)


def untrained() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    splits = [pre_tokenizers.Split(Regex(pattern), "isolated") for pattern in SPLITS]
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([*splits, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def library_texts(rng: random.Random, count: int) -> Iterator[str]:
    files = sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))
    for path in rng.sample(files, min(count, len(files))):
        yield path.read_text(encoding="utf-8", errors="ignore")


def train(texts: Iterator[str], size: int, longest: int = 16) -> Tokenizer:
    tokenizer = untrained()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=list(SPECIALS),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        max_token_length=longest,
        min_frequency=3,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer
