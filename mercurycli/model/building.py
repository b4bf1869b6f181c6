"""A backbone without values: on "meta", for weights to be put into."""

from __future__ import annotations

from typing import Any

import torch
from torch.overrides import TorchFunctionMode

from .backbone import Backbone, ModelConfig


def unfilled(config: ModelConfig) -> Backbone:
    with _NoInitialValues(), torch.device("meta"):
        return Backbone(config)


class _NoInitialValues(TorchFunctionMode):
    """Leaves new weights undrawn: they come from the file, and drawing them on "meta" takes two seconds of imports."""

    def __torch_function__(self, func: Any, types: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        kwargs = kwargs or {}
        if getattr(func, "__module__", "") == "torch.nn.init":
            return kwargs["tensor"] if "tensor" in kwargs else args[0]
        return func(*args, **kwargs)
