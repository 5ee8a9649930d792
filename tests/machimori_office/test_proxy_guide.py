"""The proxy as the deployment guide has it, started as it stands there."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.machimori_office.mail_hosts import _answers, _free_port, until
from tests.source_tree import ROOT

GUIDE = (ROOT / "docs" / "guide" / "office-deploy.md").read_text("utf-8")
(BLOCK,) = re.findall(r"```nginx\n(.*?)```", GUIDE, re.DOTALL)
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
pytestmark = pytest.mark.skipif(
    not Path(NGINX).exists() or shutil.which("openssl") is None,
    reason="needs nginx and openssl",
)
LARGEST = 2 * 20_000_000
"""A list of incidents and its boundaries."""


class _Upstream(BaseHTTPRequestHandler):
    """Answers with what the office would be told."""

    def do_GET(self) -> None:
        self._told(0)

    def do_POST(self) -> None:
        self._told(len(self.rfile.read(int(self.headers["Content-Length"]))))

    def _told(self, length: int) -> None:
        said = json.dumps({**self.headers, "length": length}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Proxy:
    """Where it listens, and its folder."""

    plain: int
    secure: int
    folder: Path


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("nginx")
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), _Upstream)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    plain, secure = _free_port(), _free_port()
    block = re.sub(r"^ +listen \[::\].*\n", "", BLOCK, flags=re.MULTILINE)
    for theirs, ours in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;"),
        ("127.0.0.1:8000", f"127.0.0.1:{upstream.server_port}"),
        ("/etc/ssl/machimori", str(folder)),
    ):
        assert theirs in block
        block = block.replace(theirs, ours)
    with _running(folder, block):
        until(lambda: _answers(secure), "nginx to listen")
        yield Proxy(plain, secure, folder)
    upstream.shutdown()
    upstream.server_close()


@contextmanager
def _running(folder: Path, block: str) -> Iterator[None]:
    name = ("-subj", "/CN=office.example.lg.jp", "-days", "1", "-nodes")
    made = ("-keyout", "privkey.pem", "-out", "fullchain.pem")
    words = ("openssl", "req", "-x509", "-newkey", "rsa:2048", *name, *made)
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    whole = _AROUND.format(folder=folder, block=block)
    (folder / "nginx.conf").write_text(whole)
    started = (NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"))
    nginx = subprocess.Popen((*started, "-e", str(folder / "error.log")))
    try:
        yield
    finally:
        nginx.terminate()
        nginx.wait(10)


# As root: nobody else may enter a folder of the tests.
_AROUND = """
daemon off;
user root;
pid {folder}/nginx.pid;
events {{}}
http {{
access_log {folder}/access.log;
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
{block}
}}
"""


def _asked(
    port: int, method: str = "GET", body: bytes | None = None, **headers: str
) -> dict[str, object]:
    trusting = ssl._create_unverified_context()
    office = http.client.HTTPSConnection("127.0.0.1", port, context=trusting)
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    said = {"Host": "office.example.lg.jp", **said}
    office.request(method, "/ja/me/secret/", body, said)
    answer = office.getresponse()
    told = answer.read()
    office.close()
    return json.loads(told) if answer.status == 200 else {"status": answer.status}


def test_the_office_learns_from_the_proxy_alone_who_asks_and_how(
    proxy: Proxy,
) -> None:
    told = _asked(proxy.secure, X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="http")
    assert told["X-Forwarded-For"] == "127.0.0.1"
    assert told["X-Forwarded-Proto"] == "https"
    assert told["Host"] == "office.example.lg.jp"


def test_the_largest_files_pass_and_larger_ones_do_not(proxy: Proxy) -> None:
    assert _asked(proxy.secure, "POST", bytes(LARGEST))["length"] == LARGEST
    assert _asked(proxy.secure, "POST", bytes(60_000_000))["status"] == 413


def test_who_comes_without_tls_is_led_to_it(proxy: Proxy) -> None:
    office = http.client.HTTPConnection("127.0.0.1", proxy.plain)
    office.request("GET", "/ja/?a=b", headers={"Host": "office.example.lg.jp"})
    answer = office.getresponse()
    office.close()
    assert answer.status == 301
    assert answer.headers["Location"] == "https://office.example.lg.jp/ja/?a=b"


def test_no_link_of_a_resident_stays_in_a_log(proxy: Proxy) -> None:
    _asked(proxy.secure)
    assert "secret" not in (proxy.folder / "access.log").read_text()
