import pytest
import torch

from mercurycli.errors import ModelError, UsageError
from mercurycli.model.device import available_devices, choose_device


@pytest.fixture
def machine(monkeypatch):
    """A machine with so many CUDA GPUs and maybe an Apple one."""

    def build(cuda: int = 0, mps: bool = False) -> None:
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda > 0)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: cuda)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)

    return build


@pytest.mark.parametrize(
    ("cuda", "mps", "devices"),
    [
        (0, False, ("cpu",)),
        (0, True, ("mps", "cpu")),
        (2, False, ("cuda:0", "cuda:1", "cpu")),
        (1, True, ("cuda:0", "mps", "cpu")),
    ],
)
def test_auto_takes_the_first_of_the_available_devices(machine, cuda, mps, devices):
    machine(cuda, mps)
    assert available_devices() == devices
    assert str(choose_device("auto")) == str(choose_device()) == devices[0]


@pytest.mark.parametrize(("name", "device"), [("cpu", "cpu"), ("cuda", "cuda:0"), ("cuda:0", "cuda:0"), ("cuda:2", "cuda:2"), ("mps", "mps")])
def test_a_device_that_is_there_can_be_asked_for(machine, name, device):
    machine(3, True)
    assert str(choose_device(name)) == device


@pytest.mark.parametrize("name", ["gpu", "", "CPU", "cuda:", "cuda:-1", "cuda:x", "cuda:1.0", "cuda:٣", "cpu:0", "cpu ", "mps:0", "cuda:0\n", "auto:1"])
def test_an_unknown_name_is_a_usage_error_that_lists_the_known_ones(machine, name):
    machine(8, True)
    with pytest.raises(UsageError) as caught:
        choose_device(name)
    assert repr(name) in str(caught.value)
    assert all(known in caught.value.hint for known in ("auto", "cpu", "cuda", "cuda:N", "mps"))


@pytest.mark.parametrize(
    ("cuda", "name", "cause"),
    [
        (0, "cuda", "finds no CUDA GPU"),
        (0, "cuda:7", "no cuda:7: .* finds no CUDA GPU"),
        (1, "cuda:7", "no cuda:7: this machine has 1 CUDA GPU, from cuda:0 to cuda:0"),
        (4, "cuda:4", "no cuda:4: this machine has 4 CUDA GPUs, from cuda:0 to cuda:3"),
        (4, "mps", "no Apple GPU"),
    ],
)
def test_an_absent_device_is_said_to_be_absent(machine, cuda, name, cause):
    machine(cuda)
    with pytest.raises(ModelError, match=cause) as caught:
        choose_device(name)
    assert caught.value.exit_code == 3
    assert "--device cpu" in caught.value.hint


def test_a_driver_that_lists_gpus_it_cannot_use_has_none(machine, monkeypatch):
    machine(0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    assert available_devices() == ("cpu",)


def test_this_machine_has_a_device_that_can_add():
    assert torch.ones(2, device=choose_device("auto")).sum().item() == 2
    assert "cpu" in available_devices()
