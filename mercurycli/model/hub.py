"""Checkpoints from the Hugging Face Hub: what a pull would bring, the pull, and proof of what is here.

Only what a checkpoint consists of is taken: config, tokenizer, safetensors, licence. Never code, never a pickle.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import __version__
from ..errors import ModelError, UsageError
from .catalogue import is_free, model_named
from .hub_border import endpoint, library, strange, translated
from .hub_cache import CONFIG, INDEX, REPO, SHA, WEIGHTS, cache_folder, missing, storage
from .transfer import RemoteFile, checksum, fetch

SECONDS = 30  # for an answer about a repository
SHARD = re.compile(r"model-\d{5}-of-\d{5}\.safetensors")
SMALL = (
    CONFIG, "generation_config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
    "vocab.json", "merges.txt", "chat_template.jinja", "LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE",
)  # fmt: skip
PICKLED = (".bin", ".pt", ".pth", ".ckpt")

Progress = Callable[[str, int, int], None]  # name of a file, its bytes that are here, all of its bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """What a pull brings, before a byte of it is taken."""

    repo: str
    revision: str  # 40 hexadecimal digits
    branch: str  # what was asked for
    files: tuple[RemoteFile, ...]
    licence: str  # as the page says today; empty where it says none
    terms: str

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)

    @property
    def needs_consent(self) -> bool:
        return bool(self.terms) or not is_free(self.licence)

    def here(self) -> dict[str, int]:
        """Bytes of each file that have come already, by this pull or one that was broken off."""
        blobs = storage(self.repo) / "blobs"
        return {file.name: here(blobs, file) for file in self.files}

    def lacking(self) -> int:
        """Bytes that are still to come."""
        return self.size - sum(self.here().values())


def here(blobs: Path, file: RemoteFile) -> int:
    for path in (blobs / file.etag, blobs / f"{file.etag}.dcode.incomplete"):
        if path.is_file():
            return min(path.stat().st_size, file.size)
    return 0


def repository(name: str) -> str:
    """The repository of a short name, or the name itself where it can be one."""
    known = model_named(name)
    repo = known.repo if known else name
    if not REPO.fullmatch(repo) or ".." in repo or "--" in repo:
        raise UsageError(f"{name!r} is no known model and no repository", hint="dcode models list names those known; others are OWNER/NAME")
    return repo


def plan(name: str, revision: str = "main") -> Plan:
    """Asks the Hub. ModelError where it cannot be reached, has no such repository, or none dcode could use."""
    repo = repository(name)
    with translated(repo):
        info = library().HfApi(endpoint=endpoint()).model_info(repo, revision=revision, files_metadata=True, timeout=SECONDS)
        files = chosen(repo, info.siblings or [])
        card = info.card_data.to_dict() if info.card_data else {}
        sha = str(info.sha)
    if not SHA.fullmatch(sha):
        raise strange(repo)
    known = model_named(repo)
    stated = card.get("license_name") if card.get("license") == "other" else card.get("license")
    licence = stated if isinstance(stated, str) else known.licence if known else ""
    return Plan(repo, sha, revision, files, licence, known.terms if known else "")


def chosen(repo: str, siblings: list[Any]) -> tuple[RemoteFile, ...]:
    """Of all files in a repository, those a checkpoint consists of, the small ones first."""
    names = {sibling.rfilename: sibling for sibling in siblings if isinstance(sibling.rfilename, str)}
    if WEIGHTS in names:
        weights = [WEIGHTS]
    elif INDEX in names:
        weights = [INDEX, *sorted(name for name in names if SHARD.fullmatch(name))]
    else:
        pickled = next((name for name in sorted(names) if name.endswith(PICKLED)), None)
        why = f"its weights are pickles ({pickled}), which can run code" if pickled else f"it has no {WEIGHTS}"
        raise ModelError(f"{repo} cannot be used: {why}", hint="dcode loads safetensors only; dcode models list names models it knows")
    if CONFIG not in names:
        raise ModelError(f"{repo} is no checkpoint: it has no {CONFIG}", hint="dcode models list names models dcode knows")
    return tuple(described(repo, names[name]) for name in (*(name for name in SMALL if name in names), *weights))


def described(repo: str, sibling: Any) -> RemoteFile:
    lfs = sibling.lfs
    etag, size = (lfs["sha256"], lfs["size"]) if lfs else (sibling.blob_id, sibling.size)
    if not isinstance(etag, str) or not SHA.fullmatch(etag) or type(size) is not int or size < 0:
        raise strange(repo)
    return RemoteFile(sibling.rfilename, size, etag)


def pull(plan: Plan, progress: Progress = lambda *_: None) -> Path:
    """The folder of the checkpoint, complete and every checksum right. What has come before a failure is kept."""
    place = storage(plan.repo)
    blobs, folder = place / "blobs", place / "snapshots" / plan.revision
    with translated(plan.repo):
        blobs.mkdir(parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        check_room(plan, blobs)
        hub = library()
        headers = hub.utils.build_hf_headers(library_name="dcode", library_version=__version__)
        for file in plan.files:
            url = hub.hf_hub_url(plan.repo, file.name, revision=plan.revision, endpoint=endpoint())
            fetch(url, headers, file, blobs, lambda count, file=file: progress(file.name, count, file.size))  # type: ignore[misc]
            point(folder / file.name, file.etag)
        lacking = missing(folder)
        if lacking:
            raise ModelError(
                f"{plan.repo} is no whole checkpoint: {lacking} is not in it", hint="dcode models list names models dcode knows"
            )
        refer(place, plan)
    return folder


def check_room(plan: Plan, blobs: Path) -> None:
    needed, free = plan.lacking(), shutil.disk_usage(blobs).free
    if needed > free:
        cause = f"{plan.repo} needs {needed / 1e9:.2f} GB more in {cache_folder()}, where {free / 1e9:.2f} GB are free"
        raise ModelError(cause, hint="free some space, or name another place in HF_HOME")


def point(path: Path, etag: str) -> None:
    """A name in the snapshot for a blob: a link, or where links cannot be made the file itself."""
    if path.is_symlink() or path.exists():
        path.unlink()
    try:
        path.symlink_to(Path("..", "..", "blobs", etag))
    except OSError:
        shutil.copyfile(path.parents[2] / "blobs" / etag, path)


def refer(place: Path, plan: Plan) -> None:
    """The branch points to the snapshot now that it is whole; before, it pointed to the one that was."""
    if plan.branch == plan.revision:
        return
    ref = place / "refs" / plan.branch
    ref.parent.mkdir(parents=True, exist_ok=True)
    part = ref.with_name(f"{ref.name}.part")
    part.write_text(plan.revision, encoding="ascii")
    os.replace(part, ref)


def proofs(folder: Path) -> Iterator[tuple[str, bool | None]]:
    """Each file of a snapshot with the word whether it is what its checksum says; None where the cache keeps none."""
    for path in sorted(folder.iterdir()):
        etag = path.resolve().name
        if not SHA.fullmatch(etag):
            yield path.name, None
            continue
        try:
            yield path.name, checksum(path, etag) == etag
        except OSError:
            yield path.name, False


def remove(repo: str) -> int:
    """Takes a repository out of the cache, broken-off pulls too; how many bytes that frees. ModelError where it is not there."""
    place = storage(repo)
    if not place.is_dir():
        raise ModelError(f"{repo} is not on this machine", hint="dcode models list --local shows what is")
    size = sum(path.lstat().st_size for path in place.rglob("*") if path.is_file() and not path.is_symlink())
    try:
        shutil.rmtree(place)
    except OSError as error:
        raise ModelError(f"cannot remove {place}: {error.strerror}", hint="check the permissions of the cache") from None
    return size
