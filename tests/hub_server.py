"""A server on this machine that speaks the Hugging Face Hub's protocol, and breaks it where a test wants that."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SHA = "0123456789abcdef0123456789abcdef01234567"
CONFIG = json.dumps({"model_type": "sdar", "hidden_size": 8}).encode()


def safetensors(size: int = 0, seed: int = 0) -> bytes:
    """A whole file with one tensor of ``size`` bytes."""
    header = json.dumps({"w": {"dtype": "BF16", "shape": [size // 2], "data_offsets": [0, size]}}).encode()
    return len(header).to_bytes(8, "little") + header + hashlib.shake_128(bytes([seed])).digest(size)


def git_sha1(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


@dataclass
class Hub:
    """Files of one repository by name, and what is to go wrong."""

    files: dict[str, bytes] = field(default_factory=dict)
    repo: str = "ada/tiny"
    sha: str = SHA
    card: dict = field(default_factory=lambda: {"license": "apache-2.0"})
    served: dict[str, bytes] = field(default_factory=dict)  # instead of what was announced
    cuts: list[int] = field(default_factory=list)  # each answer with weights ends after so many bytes, until the list is empty
    ranges: bool = True
    error: tuple[int, dict[str, str]] | None = None  # of every answer: status, headers
    api_body: bytes | None = None
    elsewhere: str = ""  # weights are redirected there
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)  # method, path, headers

    def info(self) -> bytes:
        siblings = [
            {"rfilename": name, "size": len(data), "blobId": git_sha1(data), **self.lfs(name, data)} for name, data in self.files.items()
        ]
        return json.dumps({"id": self.repo, "modelId": self.repo, "sha": self.sha, "siblings": siblings, "cardData": self.card}).encode()

    @staticmethod
    def lfs(name: str, data: bytes) -> dict:
        if not name.endswith((".safetensors", ".bin")):
            return {}
        return {"lfs": {"size": len(data), "sha256": hashlib.sha256(data).hexdigest(), "pointerSize": 134}}

    def asked_for(self, name: str) -> list[dict[str, str]]:
        """Headers of every request for a file."""
        return [headers for method, path, headers in self.requests if method == "GET" and path.endswith(f"/{name}")]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: Hub

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.hub.requests.append(("GET", path, {name.lower(): value for name, value in self.headers.items()}))
        if self.hub.error is not None:
            return self.answer(self.hub.error[0], b"", self.hub.error[1])
        if path.startswith("/api/models/"):
            if self.hub.repo not in path:
                return self.answer(404, b"", {"X-Error-Code": "RepoNotFound"})
            return self.answer(
                200, self.hub.info() if self.hub.api_body is None else self.hub.api_body, {"Content-Type": "application/json"}
            )
        name = path.rsplit("/", 1)[1]
        if name not in self.hub.files:
            return self.answer(404, b"", {"X-Error-Code": "EntryNotFound"})
        if self.hub.elsewhere and name.endswith(".safetensors") and not path.startswith("/cdn/"):
            return self.answer(302, b"", {"Location": f"{self.hub.elsewhere}/cdn/{name}"})
        return self.send_file(self.hub.served.get(name, self.hub.files[name]), name)

    def send_file(self, data: bytes, name: str) -> None:
        start = 0
        if self.hub.ranges and (asked := self.headers.get("Range")):
            start = int(asked.removeprefix("bytes=").split("-")[0])
        part = data[start:]
        headers = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"} if start else {}
        cut = self.hub.cuts.pop(0) if self.hub.cuts and name.endswith(".safetensors") else None
        self.answer(206 if start else 200, part, headers, cut)

    def answer(self, status: int, body: bytes, headers: dict[str, str], cut: int | None = None) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if cut is None else body[:cut])
        if cut is not None:
            self.wfile.flush()
            self.close_connection = True


class Running:
    """``with Running(hub) as address``."""

    def __init__(self, hub: Hub) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"hub": hub}))
        self.server.daemon_threads = True

    def __enter__(self) -> str:
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
