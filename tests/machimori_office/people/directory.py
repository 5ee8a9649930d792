"""A directory of a city for tests: OpenID Connect, as small as it can be."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt


@dataclass
class Directory:
    """Who would sign in, and what was asked."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    challenge: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)

    def authorize(self, url: str) -> str:
        """Do what the browser and the person do there; return the state."""
        asked = {
            name: values[0] for name, values in parse_qs(urlsplit(url).query).items()
        }
        self.asked.append(asked)
        self.challenge = asked["code_challenge"]
        return asked["state"]

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if path.endswith("openid-configuration"):
            names = ("authorization", "token", "userinfo")
            ends = {f"{name}_endpoint": f"{self.address}/{name}" for name in names}
            keys = f"{self.address}/keys"
            return 200, {"issuer": self.address, "jwks_uri": keys, **ends}
        if path == "/userinfo":
            return 200, self.claims
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proven = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if proven != self.challenge or form.get("client_secret") != "secret":
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        told = {"iss": self.address, "aud": "machimori", "iat": now, "exp": now + 60}
        token = jwt.encode({**told, **self.claims}, "k" * 32)
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": token}


@contextmanager
def open_directory() -> Iterator[Directory]:
    """Let a directory listen on a port of its own."""
    directory = Directory()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = parse_qs(self.rfile.read(length).decode())
            self._answer({name: values[0] for name, values in form.items()})

        def _answer(self, form: dict[str, str]) -> None:
            status, said = directory.answer(self.path, form)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    directory.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield directory
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
