"""The header of a safetensors file, proved before a byte of it is mapped: which tensors it holds and where.

The format (https://github.com/huggingface/safetensors#format): eight bytes of length, little endian; JSON of that
length; then the tensors, without a gap. The library checks this too, but its errors do not name the tensor.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from ..errors import ModelError
from .config_file import shown

LONGEST = 100_000_000  # bytes of JSON that the format's own reader accepts
SIZES = {"F32": 4, "F16": 2, "BF16": 2}  # bytes per value of the types a weight may have
PICKLE_MAGIC = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")  # torch.save: a zip, or a bare pickle
REWRITE = "write the file again; it is broken"


@dataclass(frozen=True, slots=True)
class Stored:
    """One tensor in a file."""

    path: Path
    kind: str  # a key of SIZES
    shape: tuple[int, ...]

    @property
    def bytes(self) -> int:
        return prod(self.shape) * SIZES[self.kind]


def read_shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """Shape of each tensor in the file. Raises ModelError for a file that does not hold what its header says."""
    return {name: stored.shape for name, stored in read_header(path).items()}


def read_header(path: Path) -> dict[str, Stored]:
    """Each tensor in the file. Raises ModelError as ``read_shapes`` does."""
    raw, data_size = _raw_header(path)
    try:
        header = json.loads(raw.decode("utf-8"), object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise _broken(path, f"its header is not JSON ({error})") from None
    if not isinstance(header, dict):
        raise _broken(path, "its header is not a JSON object")
    header.pop("__metadata__", None)
    spans = {name: _span(path, name, entry) for name, entry in header.items()}
    end = 0
    for name, (start, stop) in sorted(spans.items(), key=lambda item: item[1]):
        if start != end:
            raise _broken(path, f"tensor {shown(name)} starts at byte {start}, not at {end}")
        end = stop
    if end != data_size:
        raise _broken(path, f"it holds {data_size:,} bytes of tensors where its header promises {end:,}")
    return {name: Stored(path, entry["dtype"], tuple(entry["shape"])) for name, entry in header.items()}


def _raw_header(path: Path) -> tuple[bytes, int]:
    """The header's bytes and how many bytes of tensors follow."""
    try:
        with path.open("rb") as file:
            size, start = os.fstat(file.fileno()).st_size, file.read(8)
            if start.startswith(PICKLE_MAGIC):
                raise ModelError(f"{path} is a pickle, whatever its name says", hint="convert it: dcode loads safetensors only")
            length = int.from_bytes(start, "little")
            if len(start) < 8 or not 2 <= length <= min(LONGEST, size - 8):
                raise _broken(path, f"its {size:,} bytes do not hold the header they announce")
            return file.read(length), size - 8 - length
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}", hint="check that the file is there and readable") from None


def _span(path: Path, name: str, entry: Any) -> tuple[int, int]:
    """First and last byte of one tensor, as long as its shape and type ask for."""
    if not isinstance(entry, dict):
        raise _broken(path, f"tensor {shown(name)} is not described by a JSON object")
    kind, shape, span = entry.get("dtype"), entry.get("shape"), entry.get("data_offsets")
    if not isinstance(kind, str) or not _all_counts(shape) or not _all_counts(span) or len(span) != 2:
        raise _broken(path, f"tensor {shown(name)} has no proper dtype, shape and data_offsets")
    if kind not in SIZES:
        raise ModelError(f"{path}: tensor {shown(name)} is of type {shown(kind)}", hint=f"store weights as {', '.join(SIZES)}")
    if span[1] - span[0] != prod(shape) * SIZES[kind]:
        raise _broken(path, f"tensor {shown(name)} of shape {shape} and type {kind} cannot lie in bytes {span[0]} to {span[1]}")
    return span[0], span[1]


def _all_counts(values: Any) -> bool:
    """A short list of whole numbers that fit a tensor's index."""
    return isinstance(values, list) and len(values) <= 8 and all(type(v) is int and 0 <= v < 2**63 for v in values)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen = dict(pairs)
    if len(seen) != len(pairs):
        raise ValueError("a name stands in it twice")
    return seen


def _broken(path: Path, cause: str) -> ModelError:
    return ModelError(f"{path} is not a whole safetensors file: {cause}", hint=REWRITE)
