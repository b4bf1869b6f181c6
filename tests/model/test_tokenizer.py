import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recipe import vocabulary

from mercurycli.errors import ModelError
from mercurycli.model.tokenizer import SPECIALS, Tokenizer

quick = settings(max_examples=100, deadline=None)
any_text = st.text(max_size=60) | st.text(alphabet="ab 01\n\t<>/_(\"'é日🎈\u0301\x00", max_size=60)


@pytest.fixture(scope="module")
def greedy():
    """A vocabulary trained on texts so full of special names that it has learnt to merge them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "SPLITS", tuple(split for split in vocabulary.SPLITS if not split.startswith("<")))  # the rule against it
        return Tokenizer(vocabulary.train(iter([f"{name}\n" for name in SPECIALS] * 50), 700))


def slow_pieces(tokenizer: Tokenizer, ids: list[int]) -> list[str]:
    """What ``pieces`` must be, by decoding every prefix: the characters that begin with each token."""
    whole, begun = tokenizer.decode(ids), [len(tokenizer.decode(ids[:at])) for at in range(len(ids) + 1)]
    return [whole[begun[at] : begun[at + 1]] for at in range(len(ids))]


@quick
@given(text=any_text)
def test_any_text_survives_encoding_and_decoding(tokenizer, text):
    ids = tokenizer.encode(text)
    assert tokenizer.decode(ids) == text
    assert all(0 <= i < tokenizer.size for i in ids)


@quick
@given(parts=st.lists(st.sampled_from(SPECIALS) | st.text(max_size=6), max_size=8))
def test_special_names_in_a_text_stay_text(tokenizer, greedy, parts):
    text = "".join(parts)
    for each in (tokenizer, greedy):
        ids = each.encode(text)
        assert each.special_ids.isdisjoint(ids)
        assert each.decode(ids) == text


def test_a_vocabulary_can_learn_to_merge_a_special_name_and_is_not_believed(greedy):
    merged = [name for name in SPECIALS if greedy._encoding.encode(name).ids == [greedy._encoding.token_to_id(name)]]
    assert merged, "otherwise the test above proves less than it says"
    for name in merged:
        assert len(greedy.encode(name)) == len(name)


def test_the_recipes_vocabulary_never_merges_a_special_name():
    trained = vocabulary.train(iter([f"{name}\n" for name in SPECIALS] * 50), 700)
    plain = Tokenizer(trained)
    assert all(len(plain.encode(name)) > 1 and plain.decode(plain.encode(name)) == name for name in SPECIALS)


def test_each_special_name_has_an_id_of_its_own_that_decodes_to_nothing(tokenizer):
    assert len(tokenizer.special_ids) == len(SPECIALS)
    assert tokenizer.decode(sorted(tokenizer.special_ids)) == ""
    a, b = tokenizer.encode("a"), tokenizer.encode("b")
    assert tokenizer.decode([*a, tokenizer.mask_id, *b, tokenizer.eos_id]) == "ab"
    named = (tokenizer.mask_id, tokenizer.pad_id, tokenizer.bos_id, tokenizer.eos_id, tokenizer.blank_id, tokenizer.code_id)
    assert len({*named}) == 6
    assert {*named} <= tokenizer.special_ids


def test_a_language_is_known_by_its_token_and_back(tokenizer):
    assert sorted(tokenizer.language_ids) == ["html", "javascript", "python"]
    for language, token in tokenizer.language_ids.items():
        assert tokenizer.language_of(token) == language
    assert tokenizer.language_of(tokenizer.mask_id) is None


@quick
@given(data=st.data())
def test_pieces_are_those_of_the_slow_version_for_any_ids(tokenizer, data):
    ids = data.draw(st.lists(st.integers(0, tokenizer.size - 1), max_size=30))
    pieces = tokenizer.pieces(ids)
    assert pieces == slow_pieces(tokenizer, ids)
    assert "".join(pieces) == tokenizer.decode(ids)


@quick
@given(raw=st.lists(st.sampled_from([0x41, 0x80, 0xBF, 0xC3, 0xE2, 0xED, 0xA0, 0xF0, 0x9F, 0x8E, 0x88, 0xF4, 0x90, 0xFF, None]), max_size=16))
def test_pieces_of_broken_bytes_and_specials_are_those_of_the_slow_version(tokenizer, raw):
    signs = {byte: sign for sign, byte in _signs().items()}
    ids = [tokenizer.eos_id if byte is None else tokenizer._encoding.token_to_id(signs[byte]) for byte in raw]
    assert tokenizer.pieces(ids) == slow_pieces(tokenizer, ids)
    assert "".join(tokenizer.pieces(ids)) == bytes(b for b in raw if b is not None).decode("utf-8", "replace")


def _signs() -> dict[str, int]:
    from mercurycli.model.byte_level import _BYTE_OF

    return _BYTE_OF


def test_the_table_of_signs_is_a_bijection_with_the_bytes():
    assert sorted(_signs().values()) == list(range(256))
    assert (_signs()["A"], _signs()["Ġ"], _signs()["Ċ"], _signs()["ÿ"]) == (0x41, 0x20, 0x0A, 0xFF)


def test_a_split_character_is_shown_at_its_first_token(tokenizer):
    ids = tokenizer.encode("x🦥y")
    pieces = tokenizer.pieces(ids)
    assert len(ids) > 3, "the sloth must be split for this to say anything"
    assert pieces == ["x", "🦥", *[""] * (len(ids) - 3), "y"]


def test_pieces_take_time_in_proportion_to_their_number(tokenizer):
    rng = random.Random(1)
    ids = [rng.randrange(tokenizer.size) for _ in range(20_000)]
    begin = time.process_time()
    pieces = tokenizer.pieces(ids)
    assert len(pieces) == len(ids)
    assert time.process_time() - begin < 2.0, "by decoding every prefix it takes minutes"


@quick
@given(words=st.lists(st.text("adeklnrtxXYé_", min_size=1, max_size=8) | st.sampled_from("-+.,!#<>()"), max_size=8), data=st.data())
def test_a_wish_reads_the_same_whatever_the_spaces(tokenizer, words, data):
    spaces = data.draw(st.lists(st.sampled_from([" ", "  ", "\t", "\n ", "\u00a0"]), min_size=len(words) + 1, max_size=len(words) + 1))
    wish = "".join(space + word for space, word in zip(spaces, words, strict=False)) + spaces[-1]
    expected = []
    for pieces in map(tokenizer.encode, words):
        expected += pieces if len(pieces) == 1 else [*pieces, tokenizer.word_end_id]
    assert tokenizer.encode_words(wish) == expected


def test_the_end_of_a_word_of_several_pieces_is_marked_in_a_wish_and_nowhere_in_code(tokenizer):
    assert len(tokenizer.encode("zorp")) > 1
    assert tokenizer.encode_words("call it zorp please") != tokenizer.encode_words("call it zorpplease")
    assert tokenizer.encode_words("zorp")[-1] == tokenizer.word_end_id
    assert tokenizer.word_end_id not in tokenizer.encode("def zorp(first): pass")


def test_a_name_reads_the_same_in_the_wish_and_in_the_code(tokenizer):
    name = tokenizer.encode("add")
    code = tokenizer.encode("def add(first)")
    assert any(code[at : at + len(name)] == name for at in range(len(code)))
    wish = tokenizer.encode_words("the function add")
    assert any(wish[at : at + len(name)] == name for at in range(len(wish)))


@quick
@given(digits=st.text("0123456789", min_size=1, max_size=12))
def test_every_digit_is_a_token(tokenizer, digits):
    assert tokenizer.pieces(tokenizer.encode(f"x{digits};"))[1:-1] == list(digits)
    assert tokenizer.pieces(tokenizer.encode(digits)) == list(digits)


@pytest.mark.parametrize("indentation", ["\n", "\n    ", "\n        ", "\n  "])
def test_a_newline_with_its_indentation_is_one_piece(tokenizer, indentation):
    assert tokenizer.pieces(tokenizer.encode(f"x{indentation}y")) == ["x", indentation, "y"]


def test_half_a_surrogate_pair_becomes_the_replacement_character(tokenizer):
    wish = b"caf\xe9".decode("utf-8", "surrogateescape")  # as Python hands over a command line in Latin-1
    assert tokenizer.decode(tokenizer.encode(wish)) == "caf\ufffd"
    assert tokenizer.encode_words(wish) == tokenizer.encode_words("caf\ufffd")


def test_a_file_loads_to_the_tokenizer_that_was_saved(tokenizer, tokenizer_json, tmp_path):
    (tmp_path / "tokenizer.json").write_text(tokenizer_json, encoding="utf-8")
    loaded = Tokenizer.load(tmp_path / "tokenizer.json")
    text = "def add(a, b):\n    return 'é🎈' + <mask>"
    assert loaded.size == tokenizer.size
    assert loaded.encode(text) == tokenizer.encode(text)


def test_settings_in_the_file_that_would_cut_or_pad_a_text_are_ignored(tokenizer, tokenizer_json, tmp_path):
    document = json.loads(tokenizer_json)
    document["truncation"] = {"max_length": 2, "strategy": "LongestFirst", "stride": 0, "direction": "Right"}
    document["padding"] = {
        "strategy": {"Fixed": 50}, "direction": "Right", "pad_to_multiple_of": None, "pad_id": 1, "pad_type_id": 0, "pad_token": "<pad>",
    }  # fmt: skip
    (tmp_path / "tokenizer.json").write_text(json.dumps(document))
    text = "def add(a, b): return a"
    assert Tokenizer.load(tmp_path / "tokenizer.json").encode(text) == tokenizer.encode(text)


def without_byte(document):
    model = document["model"]
    del model["vocab"]["Ā"]  # byte 0
    model["merges"] = []


def without_mask(document):
    document["added_tokens"] = [t for t in document["added_tokens"] if t["content"] != "<mask>"]
    del document["model"]["vocab"]["<mask>"]


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (without_mask, "lacks the special token <mask>"),
        (without_byte, "cannot write 1 of the 256 bytes"),
        (lambda d: d["model"].update(type="WordPiece"), "not a plain BPE"),
        (lambda d: d["model"].update(dropout=0.5), "not a plain BPE"),
        (lambda d: d["model"].update(byte_fallback=True), "not a plain BPE"),
        (lambda d: d.pop("model"), "no JSON object with a model"),
        (lambda d: d["model"].update(vocab={}), "not a tokenizer"),
        (lambda d: d["model"].update(merges=[["no", "such"]]), "not a tokenizer"),
        (lambda d: d["model"].update(vocab={"a": -1}), "not a tokenizer"),
        (lambda d: d.update(decoder=None), "decoder does not join bytes"),
        (lambda d: d.update(decoder={"type": "WordPiece", "prefix": "##", "cleanup": True}), "decoder does not join bytes"),
        (lambda d: d.update(normalizer={"type": "Lowercase"}), "normalizer changes the text"),
        (lambda d: d.update(normalizer={"type": "Precompiled", "precompiled_charsmap": "AAAA"}), "normalizer changes the text"),
        (lambda d: d.update(pre_tokenizer=None), "does not go down to bytes"),
        (lambda d: d.update(pre_tokenizer={"type": "Whitespace"}), "does not go down to bytes"),
        (lambda d: d["pre_tokenizer"]["pretokenizers"].pop(), "does not go down to bytes"),
        (lambda d: d["pre_tokenizer"].update(pretokenizers=7), "does not go down to bytes"),
        (lambda d: d["pre_tokenizer"]["pretokenizers"][0].update(pattern={"Regex": "((("}), "not a tokenizer"),
        (lambda d: d["added_tokens"][0].update(id="zero"), "not a tokenizer"),
    ],
)
def test_a_tokenizer_that_would_misread_is_refused_with_the_cause(tokenizer_json, tmp_path, change, cause):
    document = json.loads(tokenizer_json)
    change(document)
    path = tmp_path / "tokenizer.json"
    path.write_text(json.dumps(document))
    with pytest.raises(ModelError, match=cause) as caught:
        Tokenizer.load(path)
    assert str(path) in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"7", b'"text"', b"\xff\xfe", b"{}", b"[" * 100_000, b'{"model": 3}', b"1" * 5000])
def test_a_file_that_is_no_tokenizer_is_refused(tmp_path, content):
    path = tmp_path / "tokenizer.json"
    path.write_bytes(content)
    with pytest.raises(ModelError) as caught:
        Tokenizer.load(path)
    assert str(path) in str(caught.value)


def test_a_missing_tokenizer_and_a_folder_in_its_place_are_refused(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(ModelError, match="no tokenizer at"):
            Tokenizer.load(path)
