"""Published weights on their way into memory: mapped or cast, counted, refused where there is no room."""

import sys
from pathlib import Path

import pytest
import tiny_families as tiny
import torch
from published_folder import CPU, IDS, load, read
from safetensors.torch import load_file
from tiny_families import BY_NAME

from mercurycli.errors import ModelError
from mercurycli.model import loading, memory
from mercurycli.model.loading import choose_dtype


def test_weights_of_the_wanted_type_stay_mapped_and_others_are_cast(tmp_path):
    folder = tiny.write(tmp_path, BY_NAME["sdar"])
    backbone = load(folder)
    if sys.platform == "linux":
        maps = [line for line in Path("/proc/self/maps").read_text().splitlines() if str(folder / "model.safetensors") in line]
        spans = [tuple(int(end, 16) for end in line.split()[0].split("-")) for line in maps]
        assert all(any(a <= weight.data_ptr() < b for a, b in spans) for weight in backbone.parameters())
    half = load(folder, torch.bfloat16)
    assert {weight.dtype for weight in half.parameters()} == {torch.bfloat16}
    assert (half(IDS).float().softmax(-1) - backbone(IDS).softmax(-1)).abs().mean() < 0.01


def test_the_bias_that_decides_between_experts_is_never_rounded(tmp_path):
    half = load(tiny.write(tmp_path, BY_NAME["llada2"]), torch.bfloat16)
    kinds = {name.rsplit(".", 1)[1]: weight.dtype for name, weight in half.state_dict().items()}
    assert kinds == {"weight": torch.bfloat16, "expert_bias": torch.float32}
    assert half(IDS).isfinite().all()


@pytest.mark.parametrize("shards", [1, 3])
def test_progress_counts_bytes_up_to_all_of_them(tmp_path, shards):
    folder, seen = tiny.write(tmp_path, BY_NAME["llada2"], shards=shards), []
    load(folder, progress=lambda done, total: seen.append((done, total)))
    total = sum(tensor.numel() * 4 for path in folder.glob("*.safetensors") for tensor in load_file(path).values())
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert seen[-1] == (total, total)


def test_too_little_memory_is_told_before_a_byte_is_read_with_what_would_fit(tmp_path, monkeypatch):
    folder = tiny.write(tmp_path, BY_NAME["sdar"])
    need = sum(stored.bytes for stored in read(folder).stored.values())
    monkeypatch.setattr(loading, "read_all", lambda *_: pytest.fail("it began to read"))
    monkeypatch.setattr(memory, "free_bytes", lambda device: int(need * 0.8))
    with pytest.raises(ModelError, match=r"takes 0\.0 GB in float32 and cpu has 0\.0 GB free") as caught:
        load(folder)
    assert "--dtype bfloat16" in caught.value.hint
    monkeypatch.setattr(memory, "free_bytes", lambda device: need // 10)
    with pytest.raises(ModelError) as caught:
        load(folder)
    assert "close other programs" in caught.value.hint


def test_a_gpu_that_is_too_small_points_to_the_cpu(tmp_path, monkeypatch):
    published = read(tiny.write(tmp_path, BY_NAME["sdar"]))
    monkeypatch.setattr(memory, "free_bytes", lambda device: 10**9 if device.type == "cpu" else 1000)
    with pytest.raises(ModelError, match="cuda:0 has") as caught:
        memory.check_room("x", published.stored, torch.float32, torch.device("cuda:0"))
    assert caught.value.hint == "pass --device cpu --dtype float32"


def test_memory_that_the_system_does_not_tell_of_stops_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr(memory, "free_bytes", lambda device: None)
    load(tiny.write(tmp_path, BY_NAME["sdar"]))


def test_free_memory_of_this_machine_is_a_number_within_reason():
    free = memory.free_bytes(CPU)
    assert free is None or 10**6 < free < 10**14


def test_types_are_chosen_by_device_unless_asked_for():
    assert choose_dtype(CPU) == torch.float32
    assert choose_dtype(torch.device("mps")) == torch.float16
    assert choose_dtype(CPU, "bfloat16") == torch.bfloat16


@pytest.mark.parametrize(("most", "left"), [("1000", 700), ("max", None)])
def test_what_a_container_keeps_of_files_counts_as_free(tmp_path, most, left):
    (tmp_path / "memory.max").write_text(f"{most}\n")
    (tmp_path / "memory.current").write_text("900\n")
    (tmp_path / "memory.stat").write_text("anon 300\nfile 600\ninactive_file 500\nactive_file 100\n")
    assert memory._left_in_group(tmp_path) == left
    assert memory._left_in_group(tmp_path / "none") is None
