"""Byte-level BPE: text to ids and back, one display piece per position. What all tokenizers of this house have in common."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from tokenizers import Tokenizer as Encoding
from tokenizers.pre_tokenizers import ByteLevel as Signs

from ..errors import ModelError

BYTE_SIGNS = frozenset(Signs.alphabet())  # GPT-2's printable sign for each of the 256 bytes


class ByteLevel:
    """A byte-level BPE whose every byte sequence has an encoding, so that any text can be asked for."""

    def __init__(self, encoding: Encoding, specials: Iterable[int], hint: str) -> None:
        encoding.encode_special_tokens = True  # "<mask>" in a text is text
        encoding.no_truncation()
        encoding.no_padding()
        self._encoding = encoding
        vocabulary = encoding.get_vocab()
        if not BYTE_SIGNS <= vocabulary.keys():
            raise ModelError(f"the tokenizer cannot write {len(BYTE_SIGNS - vocabulary.keys())} of the 256 bytes", hint=hint)
        self.size = max(vocabulary.values()) + 1  # every id is below; there may be gaps
        self.special_ids = frozenset(specials)
        self._unseen = self.special_ids | {i for i, token in encoding.get_added_tokens_decoder().items() if token.special}
        self._bytes: dict[int, bytes] = {}
        self._texts: dict[int, str | None] = {}

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

    def decode(self, ids: Sequence[int]) -> str:
        """Text of ids; special ids are left out, bytes that are no UTF-8 become U+FFFD."""
        return self._encoding.decode([i for i in ids if i not in self.special_ids], skip_special_tokens=True)

    def pieces(self, ids: Sequence[int]) -> list[str]:
        """One display piece per position, joined they are ``decode(ids)``.

        A character split over several tokens is shown at its first token, the rest of its pieces are empty.
        """
        whole = [self._whole(i) for i in ids]
        if None not in whole:  # no character is split: most drafts, and twenty times as fast
            return whole  # type: ignore[return-value]
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

    def _whole(self, token_id: int) -> str | None:
        """A token's characters where they are whole; None: some of its bytes belong to a neighbour's character."""
        if token_id not in self._texts:
            try:
                self._texts[token_id] = self._bytes_of(token_id).decode("utf-8")
            except UnicodeDecodeError:
                self._texts[token_id] = None
        return self._texts[token_id]

    def _bytes_of(self, token_id: int) -> bytes:
        if token_id not in self._bytes:
            token = None if token_id in self._unseen else self._encoding.id_to_token(token_id)
            self._bytes[token_id] = b"" if token is None else _unsigned(token)
        return self._bytes[token_id]

    def _spelt(self, special_id: int) -> list[int]:
        return [self._encoding.token_to_id(_SIGN_OF[byte]) for byte in self._encoding.id_to_token(special_id).encode()]


def _byte_of_signs() -> dict[str, int]:
    """GPT-2's table: bytes that print stand for themselves, the others for the signs from 256 on."""
    plain = [byte for byte in range(256) if chr(byte) in BYTE_SIGNS]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(256 + at): byte for at, byte in enumerate(others)}


_BYTE_OF = _byte_of_signs()
_SIGN_OF = {byte: sign for sign, byte in _BYTE_OF.items()}


def _unsigned(token: str) -> bytes:
    """Bytes behind a token's signs; an added token is no row of signs and stands for itself."""
    if BYTE_SIGNS.issuperset(token):
        return bytes(_BYTE_OF[sign] for sign in token)
    return token.encode("utf-8")


def difference(document: Any) -> str:
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
    kinds = [kind(step) for step in steps] if isinstance(steps, list) else []
    if "ByteLevel" not in kinds or any(each not in ("Split", "Digits", "ByteLevel") for each in kinds):
        return "its pre-tokenizer does not go down to bytes"
    return ""
