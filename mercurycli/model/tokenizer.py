"""Text to ids and back. Special ids have names; the rest is a byte-level BPE in tokenizer.json."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tokenizers import Tokenizer as Encoding

from ..errors import ModelError, quoted
from .byte_level import ByteLevel, difference

# Roles of Quicksilver's sequences; see models/recipe/tasks.py for how they are put together.
SPECIALS = (
    "<mask>", "<pad>", "<bos>", "<eos>", "<blank>", "<gen>", "<fill>", "<fix>", "<edit>", "<any>", "<py>", "<js>", "<html>",
    "<code>", "<hole>", "</hole>", "<bad>", "</bad>", "<err>", "<gap>", "<sp0>", "<sp1>", "<sp2>", "<sp3>",
)  # fmt: skip
HINT = "put the tokenizer.json there that the model was trained with"
TASKS = ("gen", "fill", "fix", "edit", "size", "error")  # the last two: it says how large a hole is, and reads what is wrong in a fix
LINE_BREAK = "\u010a"  # in GPT-2's signs
FIRST_SIZE_SIGN = 14  # control characters from here on, which no program has, say how large a hole is
HOLE_SIZES = (4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)  # in tokens, the end token counted in
LANGUAGE_TOKENS = {"python": "<py>", "javascript": "<js>", "html": "<html>"}


class Tokenizer(ByteLevel):
    """Quicksilver's: it has all the specials of ``SPECIALS``."""

    ends_holes = True  # what it fills a hole with ends with an end token, whatever the hole's size

    def __init__(self, encoding: Encoding) -> None:
        missing = [name for name in SPECIALS if encoding.token_to_id(name) is None]
        if missing:
            raise ModelError(f"the tokenizer lacks the special token {missing[0]}", hint=HINT)
        ids = {name: encoding.token_to_id(name) for name in SPECIALS}
        super().__init__(encoding, ids.values(), HINT)
        self.mask_id, self.pad_id, self.bos_id, self.eos_id = (ids[n] for n in ("<mask>", "<pad>", "<bos>", "<eos>"))
        self.blank_id, self.code_id, self.any_id = ids["<blank>"], ids["<code>"], ids["<any>"]
        self.gen_id, self.fill_id, self.fix_id, self.edit_id = ids["<gen>"], ids["<fill>"], ids["<fix>"], ids["<edit>"]
        self.gap_id, self.word_end_id = ids["<gap>"], ids["<sp0>"]
        self.hole_id, self.end_hole_id = ids["<hole>"], ids["</hole>"]
        self.bad_id, self.end_bad_id = ids["<bad>"], ids["</bad>"]
        self.error_id = ids["<err>"]
        self.size_ids = tuple(encoding.token_to_id(chr(256 + FIRST_SIZE_SIGN + at)) for at in range(len(HOLE_SIZES)))  # in GPT-2's signs
        self.language_ids = {language: ids[name] for language, name in LANGUAGE_TOKENS.items()}

    @classmethod
    def load(cls, path: Path) -> Tokenizer:
        if not path.is_file():
            raise ModelError(f"no tokenizer at {path}", hint=HINT)
        try:
            cause = difference(json.loads(path.read_text(encoding="utf-8")))
            if cause:
                raise ModelError(f"not a byte-level BPE: {cause}", hint=HINT)
            return cls(Encoding.from_file(str(path)))
        except ModelError as error:
            raise ModelError(f"{path}: {error}", hint=error.hint) from None
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # the tokenizers library raises bare Exception, and in a panic not even that
            raise ModelError(f"{path} is not a tokenizer: {quoted(error)}", hint=HINT) from None

    def encode_words(self, text: str) -> list[int]:
        """Ids of a wish: each word and sign by itself, so that a name reads the same in the wish and in the code.

        Behind a word of several pieces stands ``<sp0>``. Without it nothing says where a name that is no word ends: of long
        names, a model wrote 98 of 100 pieces right and took every third end for one more piece.
        """
        ids: list[int] = []
        for word in re.findall(r"\w+|[^\w\s]", text):
            pieces = self.encode(word)
            ids += pieces if len(pieces) < 2 else [*pieces, self.word_end_id]
        return ids

    def word_pieces(self) -> set[int]:
        """Ids of which the inside of a name is made: the underscore, and two letters and more without anything else ("#fff" has
        single ones)."""
        return {id for piece, id in self._encoding.get_vocab().items() if re.fullmatch(r"_|_*[A-Za-z][A-Za-z_]+", piece)}

    def line_breaks(self) -> tuple[int, ...]:
        """Ids of the pieces that hold a line break."""
        return tuple(sorted(id for piece, id in self._encoding.get_vocab().items() if LINE_BREAK in piece))

    def language_of(self, token_id: int) -> str | None:
        return next((language for language, known in self.language_ids.items() if known == token_id), None)
