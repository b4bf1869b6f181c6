"""Text to ids and back. Special ids have names; the rest is a byte-level BPE in tokenizer.json."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer as Encoding

from ..errors import ModelError

# Roles of Quicksilver's sequences; see models/recipe/tasks.py for how they are put together.
SPECIALS = (
    "<mask>", "<pad>", "<bos>", "<eos>", "<blank>", "<gen>", "<fill>", "<fix>", "<edit>", "<any>", "<py>", "<js>", "<html>",
    "<code>", "<hole>", "</hole>", "<bad>", "</bad>", "<err>", "<gap>", "<sp0>", "<sp1>", "<sp2>", "<sp3>",
)  # fmt: skip
LANGUAGE_TOKENS = {"python": "<py>", "javascript": "<js>", "html": "<html>"}


class Tokenizer:
    """A byte-level BPE whose every byte sequence has an encoding, so that any text can be asked for."""

    def __init__(self, encoding: Encoding) -> None:
        encoding.encode_special_tokens = True  # "<mask>" in a text is text
        self._encoding = encoding
        self.size = encoding.get_vocab_size()
        missing = [name for name in SPECIALS if encoding.token_to_id(name) is None]
        if missing:
            raise ModelError(f"tokenizer lacks the special token {missing[0]}", hint="run: dcode doctor")
        ids = {name: encoding.token_to_id(name) for name in SPECIALS}
        self.special_ids = frozenset(ids.values())
        self.mask_id, self.pad_id, self.bos_id, self.eos_id = (ids[n] for n in ("<mask>", "<pad>", "<bos>", "<eos>"))
        self.blank_id, self.code_id, self.any_id = ids["<blank>"], ids["<code>"], ids["<any>"]
        self.gen_id, self.fill_id, self.fix_id = ids["<gen>"], ids["<fill>"], ids["<fix>"]
        self.hole_id, self.end_hole_id = ids["<hole>"], ids["</hole>"]
        self.bad_id, self.end_bad_id = ids["<bad>"], ids["</bad>"]
        self.language_ids = {language: ids[name] for language, name in LANGUAGE_TOKENS.items()}

    @classmethod
    def load(cls, path: Path) -> Tokenizer:
        try:
            json.loads(path.read_text(encoding="utf-8"))
            return cls(Encoding.from_file(str(path)))
        except ModelError:
            raise
        except FileNotFoundError:
            raise ModelError(f"no tokenizer at {path}", hint="run: dcode doctor") from None
        except Exception as error:  # the tokenizers library raises bare Exception
            raise ModelError(f"{path} is not a tokenizer: {error}", hint="run: dcode doctor") from None

    def encode(self, text: str) -> list[int]:
        """Ids of plain text. Special names that stand in the text are text: they never become special ids."""
        return self._encoding.encode(text, add_special_tokens=False).ids

    def encode_words(self, text: str) -> list[int]:
        """Ids of a wish: each word and sign by itself, so that a name reads the same in the wish and in the code."""
        ids: list[int] = []
        for word in re.findall(r"\w+|[^\w\s]", text):
            ids += self.encode(word)
        return ids

    def decode(self, ids: Sequence[int]) -> str:
        """Text of ids; special ids are left out, bytes that are no UTF-8 become U+FFFD."""
        return self._encoding.decode([i for i in ids if i not in self.special_ids], skip_special_tokens=True)

    def pieces(self, ids: Sequence[int]) -> list[str]:
        """One display piece per position, joined they are ``decode(ids)``.

        A character split over several tokens is shown at its first token, the rest of its pieces are empty.
        """
        pieces, before, held = [], "", 0
        for at in range(len(ids)):
            text = self.decode(ids[: at + 1])
            pieces.append(text[len(before) :])
            before = text
        return pieces

    def language_of(self, token_id: int) -> str | None:
        return next((language for language, known in self.language_ids.items() if known == token_id), None)
