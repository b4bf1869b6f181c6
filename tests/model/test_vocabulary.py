import json
import shutil
from pathlib import Path

import pytest
import tiny_families as tiny
from tiny_families import BY_NAME

from mercurycli.errors import ModelError
from mercurycli.model import chat_template
from mercurycli.model.chat_template import MARK, Turn, rendered
from mercurycli.model.families import family_named
from mercurycli.model.token_files import TokenFiles
from mercurycli.model.vocabulary import load_vocabulary

QWEN = Path(__file__).resolve().parents[3] / "shared" / "data" / "qwen-tokenizer"
needs_qwen = pytest.mark.skipif(not (QWEN / "vocab.json").is_file(), reason="Qwen's tokenizer files are not here")
ORACLE = {
    "def add(a, b):\n    return a +": [750, 912, 2877, 11, 293, 982, 262, 470, 264, 488],
    " b\n\nprint(add(1,": [293, 271, 1350, 25906, 7, 16, 11],
    "The capital of France is Paris.": [785, 6722, 315, 9625, 374, 12095, 13],
}


def load(folder, family, mask_id=None, chat=True):
    files = TokenFiles(folder)
    mask_id = files.added[files.mask_name()] if mask_id is None else mask_id
    stops = tuple(files.added[name] for name in family_named(family).stops if name in files.added)
    return load_vocabulary(files, family_named(family), mask_id, stops, chat)


@pytest.fixture(scope="module")
def qwen():
    return load(QWEN, "sdar")


@needs_qwen
def test_qwens_ids_are_those_of_the_oracle(qwen):
    for text, ids in ORACLE.items():
        assert qwen.encode(text) == ids
        assert qwen.decode(ids) == text
    assert (qwen.size, qwen.mask_id, qwen.stop_ids) == (151670, 151669, (151645, 151643))


@needs_qwen
def test_qwens_pieces_join_to_the_text(qwen):
    text = "für x in ['日本', '🎈']:\n\tprint(x)  # 12345\r\n"
    assert "".join(qwen.pieces(qwen.encode(text))) == text == qwen.decode(qwen.encode(text))


@needs_qwen
def test_qwens_chat_template_is_rendered_without_thinking(qwen):
    assert qwen.turn.before.endswith("<|im_start|>user\n")
    assert qwen.turn.after.startswith("<|im_end|>\n<|im_start|>assistant\n")
    assert qwen.turn.after.endswith("<think>\n\n</think>\n\n")
    assert qwen.encode_marked("<|im_start|>user\nhi<|im_end|>") == [151644, 872, 198, 6023, 151645]


@pytest.fixture
def folder(tmp_path):
    return tiny.write(tmp_path, BY_NAME["dream"])


def test_words_of_a_user_never_become_special_tokens(folder):
    vocabulary = load(folder, "dream")
    ids = vocabulary.encode("<|im_end|><|mask|>")
    assert vocabulary.special_ids.isdisjoint(ids) and vocabulary.decode(ids) == "<|im_end|><|mask|>"
    assert vocabulary.encode_marked("<|im_end|>") == [vocabulary.stop_ids[0]]


def test_special_tokens_are_not_shown(folder):
    vocabulary = load(folder, "dream")
    a = vocabulary.encode("a")
    assert vocabulary.decode([*a, vocabulary.mask_id, *a, *vocabulary.stop_ids]) == "aa"
    assert vocabulary.pieces([*a, vocabulary.mask_id]) == ["a", ""]


def test_tokenizer_json_and_vocab_with_merges_are_the_same_tokenizer(tmp_path):
    one = load(tiny.write(tmp_path / "1", tiny.renamed(BY_NAME["dream"], qwen_files=True)), "dream")
    other = load(tiny.write(tmp_path / "2", BY_NAME["dream"]), "dream")
    text = "def f(x):\n    return print(x)  ```\n"
    assert one.encode(text) == other.encode(text)
    assert (one.size, one.mask_id, one.stop_ids, one.special_ids) == (other.size, other.mask_id, other.stop_ids, other.special_ids)


def test_a_family_speaks_its_own_way_where_the_files_bring_no_template(folder):
    turn = load(folder, "dream").turn
    assert turn.before == "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n"
    assert turn.after == "<|im_end|>\n<|im_start|>assistant\n"


@pytest.mark.parametrize("place", ["file", "settings", "list"])
def test_a_template_is_found_wherever_it_lies(folder, place):
    source = "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}{% if add_generation_prompt %}[me]{% endif %}"
    if place == "file":
        (folder / "chat_template.jinja").write_text(source)
    else:
        value = source if place == "settings" else [{"name": "tool", "template": "x"}, {"name": "default", "template": source}]
        settings = json.loads((folder / "tokenizer_config.json").read_text()) | {"chat_template": value}
        (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    assert load(folder, "dream").turn == Turn("[user]", "[me]")


def test_a_template_can_name_special_tokens():
    assert rendered("{{ bos_token }}<{{ messages[0]['content'] }}>", {"bos_token": "<s>"}, "here") == Turn("<s><", ">")


ESCAPES = [
    "{{ ''.__class__ }}", "{{ messages.__class__.__mro__ }}", "{{ cycler.__init__.__globals__.os.system('id') }}",
    "{{ raise_exception.__globals__ }}", "{{ (1).__reduce__ }}", "{{ messages.append(1) }}", "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}", "{{ lipsum.__globals__ }}", "{{ self.__init__ }}", "{{ ''|attr('__class__')|attr('__base__')|attr('x') }}",
    "{{ '%s'.__mod__(1).__class__.__base__ }}", "{{ range(10**9)|list }}", "{{ messages[0].update(a=1) }}",
]  # fmt: skip
BROKEN = [
    "{% for %}", "{{", "{{ 1/0 }}", "{{ nothing.at.all }}", "{{ raise_exception('only in pairs') }}", "{% if %}", "no words", "",
    f"{{{{ messages[0].content }}}} {{{{ messages[0].content }}}}", "{{ messages[0].content[:3] }}", "{{ messages[0].content|lower }}",
    "{{ 'x' * 3 }}", "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "{{ undefined_function(1) }}", "{" * 1000, "{{ [" + "[" * 500,
]  # fmt: skip
ENDLESS = [
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}{{ messages[0].content }}",
    "{% set n = namespace(x='aaaa') %}{% for a in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ messages[0].content }}",
    "{{ 'a'.center(10**12) }}{{ messages[0].content }}", "{{ 'ab' * 10**11 }}", "{{ 9 ** 9 ** 9 ** 9 }}",
]  # fmt: skip


@pytest.mark.parametrize("source", [*ESCAPES, *BROKEN, *ENDLESS, "x" * 200_001], ids=lambda source: source[:50] or "empty")
def test_a_template_that_escapes_breaks_or_never_ends_is_refused(source):
    with pytest.raises(ModelError, match="its chat template") as caught:
        rendered(source, {}, "here")
    assert caught.value.hint and str(caught.value).isprintable()


def test_a_template_that_goes_on_for_ever_is_stopped_by_the_clock_where_nothing_else_stops_it(monkeypatch):
    monkeypatch.setattr(chat_template, "PATIENCE", 0.001)
    with pytest.raises(ModelError, match="takes too long"):
        rendered("{{ messages[0].content }}", {}, "here")


def test_the_mark_is_no_word_that_stands_in_a_template():
    assert MARK.isalpha() and len(MARK) > 12


# files that are wrong


def refusal(folder):
    with pytest.raises(ModelError) as caught:
        load(folder, "dream").turn
    assert caught.value.hint and str(folder) in str(caught.value) and str(caught.value).isprintable()
    return str(caught.value)


@pytest.mark.parametrize(
    "rule", ["(a+)+$", "(a|a)*b", "([^x]+)*y", "(?:\\p{L}+)+", "(x{1,9}){1,9}", "a" * 3000, 7]
)
def test_a_splitting_rule_that_could_take_for_ever_is_refused(folder, rule):
    document = json.loads((folder / "tokenizer.json").read_text())
    document["pre_tokenizer"]["pretokenizers"][0]["pattern"] = {"Regex": rule}
    (folder / "tokenizer.json").write_text(json.dumps(document))
    assert "for ever" in refusal(folder) or rule == 7


@pytest.mark.parametrize("name", ["added_tokens.json", "tokenizer_config.json", "tokenizer.json", "special_tokens_map.json"])
@pytest.mark.parametrize("content", [b"[]", b"{", b"\xff", b"null", b"[" * 100_000, b"3", b'{"a": 1' + b"9" * 5000 + b"}"])
def test_a_file_that_is_no_table_is_named(folder, name, content):
    (folder / name).write_bytes(content)
    assert name in refusal(folder) or "tokenizer.json" in refusal(folder)


@pytest.mark.parametrize("entry", [{"x": "1"}, {"x": -1}, {"x": 2**40}, {"": 5}, {"x": True}, {"y" * 300: 400}, {"x": None}, {"x": 1.5}])
def test_an_added_token_that_is_none_is_named(folder, entry):
    (folder / "added_tokens.json").write_text(json.dumps(entry))
    assert "is no token" in refusal(folder)


def test_ids_far_beyond_the_others_are_refused_without_filling_the_gap(folder):
    (folder / "added_tokens.json").write_text(json.dumps({"<|far|>": 16_000_000}))
    assert "have no token" in refusal(folder)


def test_a_small_gap_between_ids_keeps_every_id_in_its_place(folder):
    added = tiny.vocabulary_of(BY_NAME["dream"])[1]
    (folder / "added_tokens.json").write_text(json.dumps({"<|later|>": max(added.values()) + 3}))
    vocabulary = load(folder, "dream")
    assert vocabulary.encode_marked("<|later|>") == [max(added.values()) + 3]
    assert vocabulary.encode_marked("<|mask|>") == [added["<|mask|>"]]


def test_a_folder_without_any_tokenizer_says_which_files_it_takes(folder):
    (folder / "tokenizer.json").unlink()
    added = tiny.vocabulary_of(BY_NAME["dream"])[1]
    (folder / "added_tokens.json").write_text(json.dumps(added))
    assert "neither tokenizer.json nor vocab.json" in refusal(folder)
    shutil.copy(tiny.write(folder / "other", tiny.renamed(BY_NAME["dream"], qwen_files=True)) / "vocab.json", folder / "vocab.json")
    assert "merges.txt is missing" in refusal(folder)
    (folder / "merges.txt").write_text("no such\n")
    assert "is not a tokenizer" in refusal(folder)


def test_a_file_larger_than_any_real_one_is_not_read(folder):
    with (folder / "tokenizer.json").open("wb") as file:
        file.truncate(40_000_000)
    assert "at most 32,000,000 bytes" in refusal(folder)


def test_more_added_tokens_than_any_real_tokenizer_has_are_refused(folder):
    (folder / "added_tokens.json").write_text(json.dumps({f"<{n}>": n + 300 for n in range(30_000)}))
    assert "more than 20,000 added tokens" in refusal(folder)


def test_an_id_under_two_names_is_the_first_files(folder):
    added = tiny.vocabulary_of(BY_NAME["dream"])[1]
    (folder / "added_tokens.json").write_text(json.dumps({"<other name>": added["<|mask|>"]}))
    assert TokenFiles(folder).added == added
