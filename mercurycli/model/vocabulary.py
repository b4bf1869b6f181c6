"""The tokenizer of a published checkpoint: from tokenizer.json, or from vocab.json and merges.txt as Qwen's were shipped.

What is foreign in a prompt (a wish, a program) is always encoded as plain text; only what the chat template itself says can
become a special token.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from tokenizers import Tokenizer as Encoding

from ..errors import ModelError, quoted
from .byte_level import ByteLevel, difference
from .chat_template import Turn, rendered
from .families import Family
from .token_files import TOKENIZER, TokenFiles

HINT = "copy the tokenizer's files from where the weights came from"
QWEN_SPLITS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
FILLERS = 4096  # ids at most that no file names, between those that are named
LONGEST_PATTERN = 2000  # characters of a splitting rule
PROBE = "def f(x):\n    return [x, 'é日🎈'] # 12\n"
REPEATED_GROUP = re.compile(r"\)[+*{]")
ESCAPE_OR_SET = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")


class Vocabulary(ByteLevel):
    """Has what the rest of the house asks of a tokenizer; what is Quicksilver's alone (roles, languages) it has not."""

    language_ids: dict[str, int] = {}  # noqa: RUF012  it never has any
    ends_holes = False  # a hole is filled to its last token

    def __init__(self, encoding: Encoding, family: Family, files: TokenFiles, mask_id: int, stops: tuple[int, ...], chat: bool) -> None:
        added = files.added
        flags = _special_flags(files)
        specials = {id for name, id in added.items() if flags.get(name, True)} | {mask_id, *stops}
        super().__init__(encoding, specials, HINT)
        self.family, self.mask_id, self.stop_ids = family, mask_id, stops
        self.eos_id = self.blank_id = stops[0]  # how every end is written in a draft
        self.expand_id = added.get(family.expand) if family.expand else None
        self.bos_id = added.get(files.special("bos_token") or "")
        self._names, self._files, self.chat = added, files, chat

    def language_of(self, token_id: int) -> str | None:
        return None

    def encode_words(self, text: str) -> list[int]:
        return self.encode(text)

    def encode_marked(self, text: str) -> list[int]:
        """Ids of a text of the template's own: names of special tokens in it are these tokens."""
        names = sorted(self._names, key=len, reverse=True)
        if not names:
            return self.encode(text)
        ids: list[int] = []
        for part in re.split(f"({'|'.join(map(re.escape, names))})", text):
            ids += [self._names[part]] if part in self._names else self.encode(part) if part else []
        return ids

    @cached_property
    def turn(self) -> Turn:
        """What stands before and behind a user's words. ModelError for a template that cannot be used."""
        source = self._files.template()
        if source is None:
            before, _, after = self.family.turns.partition("{user}")
            return Turn(before, after)
        by_id = {id: name for name, id in self._names.items()}
        said = {role: self._files.special(role) for role in ("bos_token", "eos_token", "pad_token")}
        said["eos_token"] = said["eos_token"] or by_id.get(self.eos_id)
        return rendered(source, {role: name or "" for role, name in said.items()}, str(self._files.folder))


def load_vocabulary(files: TokenFiles, family: Family, mask_id: int, stops: tuple[int, ...], chat: bool) -> Vocabulary:
    path = files.folder / (TOKENIZER if files.has(TOKENIZER) else "vocab.json")
    try:
        document = _document(files)
        cause = difference(document) or _danger(document)
        if cause:
            raise ModelError(f"not a byte-level BPE: {cause}", hint=HINT)
        encoding = Encoding.from_str(json.dumps(document))
        wrong = next((name for name, id in files.added.items() if encoding.token_to_id(name) != id), None)
        if wrong is not None:
            raise ModelError(f"{ascii(wrong)} has another id in its files than in its vocabulary", hint=HINT)
        vocabulary = Vocabulary(encoding, family, files, mask_id, stops, chat)
        if vocabulary.decode(vocabulary.encode(PROBE)) != PROBE:
            raise ModelError("a text does not survive encoding and decoding", hint=HINT)
        return vocabulary
    except ModelError as error:
        raise ModelError(f"{path}: {error}" if str(files.folder) not in str(error) else str(error), hint=error.hint) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the tokenizers library raises bare Exception, and in a panic not even that
        raise ModelError(f"{path} is not a tokenizer: {quoted(error)}", hint=HINT) from None


def _document(files: TokenFiles) -> dict[str, Any]:
    """What a tokenizer.json says, or would say."""
    if files.has(TOKENIZER):
        return {**files.document, "added_tokens": _entries(files, _known_ids(files.document.get("model")))}
    if not files.has("vocab.json"):
        raise ModelError(f"{files.folder} has neither {TOKENIZER} nor vocab.json with merges.txt", hint=HINT)
    vocab = files.table("vocab.json")
    lines = [line for line in files.text("merges.txt").split("\n") if line and not line.startswith("#version")]
    merges = [line.split(" ") for line in lines]
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}
    splits = {"type": "Split", "pattern": {"Regex": QWEN_SPLITS}, "behavior": "Isolated", "invert": False}
    return {
        "version": "1.0",
        "added_tokens": _entries(files, _known_ids({"vocab": vocab})),
        "normalizer": {"type": "NFC"},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [splits, byte_level]},
        "decoder": byte_level,
        "model": {"type": "BPE", "vocab": vocab, "merges": merges},
    }


def _known_ids(model: Any) -> set[int]:
    vocab = model.get("vocab") if isinstance(model, dict) else None
    return {id for id in vocab.values() if type(id) is int} if isinstance(vocab, dict) else set()


def _entries(files: TokenFiles, known: set[int]) -> list[dict[str, Any]]:
    """The added tokens in the order of their ids, without a gap: the library counts them instead of reading their ids."""
    flags, named = _special_flags(files), {id: name for name, id in files.added.items()}
    top, entries = max(known, default=-1), []
    missing = max(named, default=-1) - top - sum(id > top for id in named)
    if missing > FILLERS:
        raise ModelError(f"{missing:,} ids below {max(named):,} have no token", hint=HINT)
    fillers = [id for id in range(top + 1, max(named, default=-1)) if id not in named]
    for id in sorted([*named, *fillers]):
        name = named.get(id, f"<|no token {id}|>")
        entries.append({
            "id": id, "content": name, "special": flags.get(name, True),
            "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
        })  # fmt: skip
    return entries


def _special_flags(files: TokenFiles) -> dict[str, bool]:
    decoder = files.settings.get("added_tokens_decoder")
    entries: Iterable[Any] = decoder.values() if isinstance(decoder, dict) else ()
    listed = files.document.get("added_tokens")
    entries = [*entries, *(listed if isinstance(listed, list) else ())]
    return {
        entry["content"]: entry["special"]
        for entry in entries
        if isinstance(entry, dict) and isinstance(entry.get("content"), str) and isinstance(entry.get("special"), bool)
    }


def _danger(document: dict[str, Any]) -> str:
    """A splitting rule that could take for ever: a repeated group, in which a text can be cut up in many ways."""
    splitter = document.get("pre_tokenizer")
    steps = splitter.get("pretokenizers") if isinstance(splitter, dict) and "pretokenizers" in splitter else [splitter]
    for step in steps if isinstance(steps, list) else []:
        pattern = step.get("pattern") if isinstance(step, dict) else None
        rule = pattern.get("Regex", "") if isinstance(pattern, dict) else ""
        if not isinstance(rule, str) or len(rule) > LONGEST_PATTERN or REPEATED_GROUP.search(ESCAPE_OR_SET.sub("x", rule)):
            return "its pre-tokenizer's rule could take for ever"
    return ""
