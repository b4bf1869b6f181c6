"""The border to huggingface_hub: its address, the library itself, and its errors as errors of ours with a next action."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from ..errors import ModelError, UsageError
from .hub_cache import cache_folder, is_offline, missing, snapshot

HUB = "https://huggingface.co"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def endpoint() -> str:
    named = (os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")
    parts = urlsplit(named)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise UsageError(f"HF_ENDPOINT is {named!r}, which is no web address", hint=f"unset HF_ENDPOINT, or: export HF_ENDPOINT={HUB}")
    return named


def library() -> Any:
    """huggingface_hub, quiet and without telemetry: nothing is sent but the requests themselves."""
    for name in ("HF_HUB_DISABLE_TELEMETRY", "HF_HUB_DISABLE_PROGRESS_BARS", "HF_HUB_DISABLE_UPDATE_CHECK"):
        os.environ.setdefault(name, "1")
    import huggingface_hub
    from huggingface_hub.utils import disable_progress_bars, logging

    logging.set_verbosity_error()
    disable_progress_bars()
    return huggingface_hub


def strange(repo: str) -> ModelError:
    return ModelError(
        f"{endpoint()} does not answer for {repo} as a Hugging Face Hub does", hint="check HF_ENDPOINT and the proxy, or try later"
    )


@contextmanager
def translated(repo: str) -> Iterator[None]:
    """The library's errors, and the system's, as errors with a next action."""
    if is_offline():
        found = snapshot(repo)
        cause = f"{repo} cannot be asked for: HF_HUB_OFFLINE is set"
        raise ModelError(
            cause,
            hint=f"it is here already: --model {repo}" if found and not missing(found) else "unset HF_HUB_OFFLINE, or pass --model FOLDER",
        )
    library()
    from huggingface_hub import errors

    try:
        yield
    except errors.GatedRepoError:
        raise ModelError(
            f"{repo} is open only to those who agreed to its terms", hint=f"agree at {HUB}/{repo}, then: export HF_TOKEN=…"
        ) from None
    except errors.RevisionNotFoundError:
        raise ModelError(f"{repo} has no such revision", hint="leave --revision out for the newest one") from None
    except errors.RepositoryNotFoundError:
        hint = "check the spelling; of a private one: export HF_TOKEN=…"
        raise ModelError(f"there is no repository {repo} at {endpoint()}, or it is private", hint=hint) from None
    except errors.HfHubHTTPError as error:
        raise of_status(repo, error.response.status_code) from None
    except errors.OfflineModeIsEnabled:
        raise ModelError(f"{repo} cannot be asked for: the hub is offline", hint="unset HF_HUB_OFFLINE") from None
    except errors.HTTPError:
        raise ModelError(
            f"cannot reach {endpoint()}", hint="check the connection; what has come is kept, and pull goes on from there"
        ) from None
    except OSError as error:
        raise of_system(repo, error) from None
    except (ValueError, KeyError, TypeError, AttributeError):  # the answer is no JSON, or not the one expected
        raise strange(repo) from None


def of_status(repo: str, status: int) -> ModelError:
    if status in (401, 403):
        return ModelError(
            f"{endpoint()} refuses {repo} ({status})", hint="the token in HF_TOKEN is wrong or may not read it; unset it, or make a new one"
        )
    return ModelError(f"{endpoint()} answers {status} for {repo}", hint="try later; what has come is kept, and pull goes on from there")


def of_system(repo: str, error: OSError) -> ModelError:
    if error.errno in NO_ROOM:
        return ModelError(
            f"no space left in {cache_folder()} for {repo}", hint="free some, or name another place in HF_HOME; then pull again, it goes on"
        )
    if error.errno is None:  # the library's: fewer bytes came than were promised
        return ModelError(f"the connection broke off amid {repo}", hint="pull again; it goes on where it stopped")
    return ModelError(
        f"cannot keep {repo} in {cache_folder()}: {error.strerror}", hint="check its permissions, or name another place in HF_HOME"
    )
