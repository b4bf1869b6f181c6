"""Text to ids and back. Special ids have names; the rest is a byte-level BPE in tokenizer.json."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer as Encoding
from tokenizers.pre_tokenizers import ByteLevel

from ..errors import ModelError

# Roles of Quicksilver's sequences; see models/recipe/tasks.py for how they are put together.
SPECIALS = (
    "<mask>", "<pad>", "<bos>", "<eos>", "<blank>", "<gen>", "<fill>", "<fix>", "<edit>", "<any>", "<py>", "<js>", "<html>",
    "<code>", "<hole>", "</hole>", "<bad>", "</bad>", "<err>", "<gap>", "<sp0>", "<sp1>", "<sp2>", "<sp3>",
)  # fmt: skip
BYTE_SIGNS = frozenset(ByteLevel.alphabet())  # GPT-2's printable sign for each of the 256 bytes
HINT = "put the tokenizer.json there that the model was trained with"
TASKS = ("gen", "fill", "fix", "edit")  # each has a special token of its name
LANGUAGE_TOKENS = {"python": "<py>", "javascript": "<js>", "html": "<html>"}


class Tokenizer:
    """A byte-level BPE whose every byte sequence has an encoding, so that any text can be asked for."""

    def __init__(self, encoding: Encoding) -> None:
        encoding.encode_special_tokens = True  # "<mask>" in a text is text
        encoding.no_truncation()
        encoding.no_padding()
        self._encoding = encoding
        vocabulary = encoding.get_vocab()
        missing = [name for name in SPECIALS if name not in vocabulary]
        if missing:
            raise ModelError(f"the tokenizer lacks the special token {missing[0]}", hint=HINT)
        if not BYTE_SIGNS <= vocabulary.keys():
            raise ModelError(f"the tokenizer cannot write {len(BYTE_SIGNS - vocabulary.keys())} of the 256 bytes", hint=HINT)
        self.size = max(vocabulary.values()) + 1  # every id is below; there may be gaps
        ids = {name: encoding.token_to_id(name) for name in SPECIALS}
        self.special_ids = frozenset(ids.values())
        self._unseen = self.special_ids | {i for i, token in encoding.get_added_tokens_decoder().items() if token.special}
        self._bytes: dict[int, bytes] = {}
        self.mask_id, self.pad_id, self.bos_id, self.eos_id = (ids[n] for n in ("<mask>", "<pad>", "<bos>", "<eos>"))
        self.blank_id, self.code_id, self.any_id = ids["<blank>"], ids["<code>"], ids["<any>"]
        self.gen_id, self.fill_id, self.fix_id, self.edit_id = ids["<gen>"], ids["<fill>"], ids["<fix>"], ids["<edit>"]
        self.gap_id, self.word_end_id = ids["<gap>"], ids["<sp0>"]
        self.hole_id, self.end_hole_id = ids["<hole>"], ids["</hole>"]
        self.bad_id, self.end_bad_id = ids["<bad>"], ids["</bad>"]
        self.language_ids = {language: ids[name] for language, name in LANGUAGE_TOKENS.items()}

    @classmethod
    def load(cls, path: Path) -> Tokenizer:
        if not path.is_file():
            raise ModelError(f"no tokenizer at {path}", hint=HINT)
        try:
            cause = _difference(json.loads(path.read_text(encoding="utf-8")))
            if cause:
                raise ModelError(f"not a byte-level BPE: {cause}", hint=HINT)
            return cls(Encoding.from_file(str(path)))
        except ModelError as error:
            raise ModelError(f"{path}: {error}", hint=error.hint) from None
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # the tokenizers library raises bare Exception, and in a panic not even that
            raise ModelError(f"{path} is not a tokenizer: {error}", hint=HINT) from None

    def encode(self, text: str) -> list[int]:
        """Ids of plain text. Special names that stand in the text are text: they never become special ids."""
        try:
            ids = self._encoding.encode(text, add_special_tokens=False).ids
        except TypeError:  # half a surrogate pair: bytes of a command line that were no UTF-8
            return self.encode(re.sub("[\ud800-\udfff]", "\ufffd", text))
        if self.special_ids.isdisjoint(ids):
            return ids
        # a vocabulary trained on texts that name a special may have learnt to merge it: spell it out
        return [part for i in ids for part in (self._spelt(i) if i in self.special_ids else (i,))]

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

    def decode(self, ids: Sequence[int]) -> str:
        """Text of ids; special ids are left out, bytes that are no UTF-8 become U+FFFD."""
        return self._encoding.decode([i for i in ids if i not in self.special_ids], skip_special_tokens=True)

    def pieces(self, ids: Sequence[int]) -> list[str]:
        """One display piece per position, joined they are ``decode(ids)``.

        A character split over several tokens is shown at its first token, the rest of its pieces are empty.
        """
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        parts: list[str] = []
        done, begun = 0, [0]  # characters that have ended, and those that have begun before each position
        for i in ids:
            parts.append(decoder.decode(self._bytes_of(i)))
            done += len(parts[-1])
            held = decoder.getstate()[0]  # one character not yet whole; or half a surrogate, which is two wrong bytes
            begun.append(done + len(held.decode("utf-8", "replace")))
        text = "".join(parts) + decoder.decode(b"", final=True)
        return [text[start:end] for start, end in pairwise(begun)]

    def _bytes_of(self, token_id: int) -> bytes:
        if token_id not in self._bytes:
            token = None if token_id in self._unseen else self._encoding.id_to_token(token_id)
            self._bytes[token_id] = b"" if token is None else _unsigned(token)
        return self._bytes[token_id]

    def _spelt(self, special_id: int) -> list[int]:
        return [self._encoding.token_to_id(sign) for sign in self._encoding.id_to_token(special_id)]

    def language_of(self, token_id: int) -> str | None:
        return next((language for language, known in self.language_ids.items() if known == token_id), None)


def _byte_of_signs() -> dict[str, int]:
    """GPT-2's table: bytes that print stand for themselves, the others for the signs from 256 on."""
    plain = [byte for byte in range(256) if chr(byte) in BYTE_SIGNS]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(256 + at): byte for at, byte in enumerate(others)}


_BYTE_OF = _byte_of_signs()


def _unsigned(token: str) -> bytes:
    """Bytes behind a token's signs; an added token is no row of signs and stands for itself."""
    if BYTE_SIGNS.issuperset(token):
        return bytes(_BYTE_OF[sign] for sign in token)
    return token.encode("utf-8")


def _difference(document: Any) -> str:
    """What keeps a tokenizer.json from being a byte-level BPE, or nothing. Other kinds would load, and then misread."""

    def kind(part: Any) -> Any:
        return part.get("type") if isinstance(part, dict) else part

    if not isinstance(document, dict) or not isinstance(document.get("model"), dict):
        return "it holds no JSON object with a model"
    splitter, model = document.get("pre_tokenizer"), document["model"]
    steps = splitter.get("pretokenizers") if kind(splitter) == "Sequence" else [splitter]
    if kind(model) != "BPE" or model.get("dropout") or model.get("byte_fallback"):
        return "its model is not a plain BPE"
    if kind(document.get("decoder")) != "ByteLevel":
        return "its decoder does not join bytes"
    if kind(document.get("normalizer")) not in (None, "NFC"):
        return "its normalizer changes the text"
    if not isinstance(steps, list) or "ByteLevel" not in [kind(s) for s in steps] or any(kind(s) not in ("Split", "Digits", "ByteLevel") for s in steps):
        return "its pre-tokenizer does not go down to bytes"
    return ""
