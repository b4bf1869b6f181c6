import json

import pytest
import tiny_families as tiny
from checkpoint_folder import rewrite
from tiny_families import BY_NAME, TINIES

from mercurycli.errors import ModelError, UsageError
from mercurycli.model.config_file import ConfigFile
from mercurycli.model.families import FAMILIES, family_named, titles_that_fill
from mercurycli.model.recognition import recognise, repository_name
from mercurycli.model.token_files import TokenFiles

END = "<|endoftext|>"


def recognised(folder, asked=None, name=None):
    return recognise(ConfigFile.read(folder / "config.json"), TokenFiles(folder), name or repository_name(folder), asked).name


@pytest.mark.parametrize("each", TINIES, ids=lambda each: each.family)
def test_every_family_is_recognised_from_its_own_files(each, tmp_path):
    assert recognised(tiny.write(tmp_path, each)) == each.family


def test_there_is_a_tiny_checkpoint_for_every_row_of_the_table():
    assert [each.family for each in TINIES] == [family.name for family in FAMILIES]


def test_the_two_kinds_of_a2d_are_told_apart_by_their_name_and_asked_for_where_it_says_nothing(tmp_path):
    folder = tiny.write(tmp_path, tiny.renamed(BY_NAME["a2d-mdlm"], name="downloaded"))
    with pytest.raises(UsageError, match="a2d-mdlm or a2d-bd3lm") as caught:
        recognised(folder)
    assert "--family a2d-mdlm or --family a2d-bd3lm" in caught.value.hint
    assert recognised(folder, "a2d-bd3lm") == "a2d-bd3lm"
    assert recognised(folder, name="TIDE-dllm/distill-LLaDA2-TIDE_Cross") == "a2d-bd3lm"
    rewrite(folder, _name_or_path="dllm-hub/Qwen2.5-Coder-0.5B-Instruct-diffusion-mdlm-v0.1")
    assert recognised(folder) == "a2d-mdlm"


def test_the_cache_of_the_hub_tells_the_repository(tmp_path):
    folder = tmp_path / "models--dllm-hub--Qwen3-0.6B-diffusion-bd3lm-v0.1" / "snapshots" / "60f77bb"
    folder.mkdir(parents=True)
    assert repository_name(folder) == "dllm-hub/Qwen3-0.6B-diffusion-bd3lm-v0.1"


def test_a_plain_qwen_or_llama_is_called_autoregressive_and_not_run(tmp_path):
    for each in (BY_NAME["open-dcoder"], BY_NAME["stable-diffcoder"]):
        folder = tiny.write(tmp_path / each.family, tiny.renamed(each, architecture="LlamaForCausalLM", first=(), mask=END, eos=END))
        settings = json.loads((folder / "tokenizer_config.json").read_text()) | {"mask_token": None}
        (folder / "tokenizer_config.json").write_text(json.dumps(settings))
        with pytest.raises(ModelError, match="this is an autoregressive checkpoint"):
            recognised(folder)


@pytest.mark.parametrize("kind", ["gpt2", "mistral", "qwen3", "gemma3", "starcoder2"])
def test_other_autoregressive_models_are_called_so_too(kind, tmp_path):
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"model_type": kind}))
    with pytest.raises(ModelError, match="this is an autoregressive checkpoint"):
        recognised(folder)


def test_a_qwen_with_a_mask_of_unknown_meaning_is_asked_for(tmp_path):
    folder = tiny.write(tmp_path, tiny.renamed(BY_NAME["open-dcoder"], mask="<|mask|>"))
    with pytest.raises(UsageError, match="open-dcoder or a2d-mdlm or dream"):
        recognised(folder)
    assert recognised(folder, name="fredzzp/open-dcoder-0.5B") == "open-dcoder"


@pytest.mark.parametrize(("kind", "reason"), [("diffusion_gemma", "random tokens"), ("lfm2", "convolutions"), ("sdar_moe", "30B")])
def test_what_is_out_of_reach_is_refused_with_the_reason(kind, reason, tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["sdar"])
    rewrite(folder, model_type=kind)
    with pytest.raises(ModelError, match=reason):
        recognised(folder)


def test_the_flash_models_of_llada2_are_refused(tmp_path):
    folder = tiny.write(tmp_path, tiny.renamed(BY_NAME["llada2"], name="LLaDA2.2-flash"))
    with pytest.raises(ModelError, match="insertion"):
        recognised(folder)


def test_an_unknown_diffusion_model_is_told_what_is_known(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["dream"])
    rewrite(folder, model_type="Slumber")
    with pytest.raises(ModelError, match="'Slumber' is not known; known: quicksilver, CoDA, Dream"):
        recognised(folder)


def test_a_family_that_is_none_is_a_usage_error_that_lists_them(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["dream"])
    with pytest.raises(UsageError, match="no family is called 'drem'") as caught:
        recognised(folder, "drem")
    assert all(family.name in caught.value.hint for family in FAMILIES)


def test_names_are_unique_and_only_models_that_see_what_is_behind_a_hole_fill_one():
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)
    for family in FAMILIES:
        assert not family.infill or family.attention == "full"
        assert (family.block > 0) == (family.attention == "block")
        assert (family.title in titles_that_fill()) == family.infill
        assert family_named(family.name) is family


def test_a_llada2_whose_name_says_no_number_is_asked_for(tmp_path):
    folder = tiny.write(tmp_path, tiny.renamed(BY_NAME["llada2"], name="downloaded-12.1"))
    with pytest.raises(UsageError, match="llada2 or llada2.1"):
        recognised(folder)
    assert recognised(folder, name="inclusionAI/LLaDA2.1-mini") == "llada2.1"
    rewrite(folder, _name_or_path="inclusionAI/LLaDA2.0-mini")
    assert recognised(folder) == "llada2"
