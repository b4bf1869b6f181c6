"""A cache and a hub on this machine for every test here."""

import pytest
from hub_server import Hub, Running
from pulling import PLAIN

from mercurycli.model import hub


@pytest.fixture
def tiny():
    """The repository ada/tiny, and what is to go wrong with it."""
    return Hub(dict(PLAIN))


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch, tiny):
    """A cache and a hub of one's own, and no waiting between tries."""
    hub.library()
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_TOKEN", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setattr("huggingface_hub.constants.HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 1000)
    monkeypatch.setattr("huggingface_hub.file_download.time.sleep", lambda seconds: None)
    with Running(tiny) as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        yield tmp_path / "hf" / "hub"
