"""The weights of a folder, in one file or in several: which tensor lies where, before a byte of them is read."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from ..errors import ModelError
from .config_file import shown
from .safetensors_header import Stored, read_header
from .weights_file import WEIGHTS, find_weights

INDEX = f"{WEIGHTS}.index.json"
LARGEST_INDEX = 16_000_000  # bytes
MOST_FILES = 1000
HINT = "fetch the folder again; it is not whole"


def stored_tensors(folder: Path) -> dict[str, Stored]:
    """Every tensor of the folder by its name. ModelError for files that are missing, broken, or hold a name twice."""
    if not (folder / INDEX).is_file() or (folder / WEIGHTS).is_file():
        return read_header(find_weights(folder))
    index = folder / INDEX
    wanted = _weight_map(index)
    found: dict[str, Stored] = {}
    for name in sorted(set(wanted.values())):
        for tensor, stored in read_header(folder / name).items():
            if tensor in found:
                raise ModelError(f"{folder / name} holds tensor {shown(tensor)}, and so does {found[tensor].path.name}", hint=HINT)
            found[tensor] = stored
    for tensor, name in wanted.items():
        if tensor not in found or found[tensor].path.name != name:
            raise ModelError(f"{folder / name} lacks tensor {shown(tensor)}, which {INDEX} says is there", hint=HINT)
    return found


def _weight_map(index: Path) -> dict[str, str]:
    """File by tensor. A file's name is no path: an index cannot point out of its folder."""
    try:
        status = index.stat()
        if not S_ISREG(status.st_mode) or status.st_size > LARGEST_INDEX:
            raise ModelError(f"{index} is no text file of at most {LARGEST_INDEX:,} bytes", hint=HINT)
        values = json.loads(index.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"cannot read {index}: {error.strerror}", hint="check that it is a readable file") from None
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{index} is not JSON: {error}", hint=HINT) from None
    found = values.get("weight_map") if isinstance(values, dict) else None
    if not isinstance(found, dict) or not found:
        raise ModelError(f"{index} has no weight_map", hint=HINT)
    for tensor, name in found.items():
        plain = isinstance(name, str) and name.endswith(".safetensors") and PurePosixPath(name).name == name
        plain = plain and name.isprintable() and "\\" not in name
        if not plain:
            raise ModelError(f"{index}: tensor {shown(tensor)} is in {shown(name)}, which is no file name", hint=HINT)
    if len(set(found.values())) > MOST_FILES:
        raise ModelError(f"{index} names {len(set(found.values())):,} files", hint=HINT)
    return found
