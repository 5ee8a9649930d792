"""Links are opened as residents would open them, and never lead the office inward."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from machimori_office.alerts.links.asking import Asking, ask, is_public
from machimori_office.alerts.links.judging import Outcome
from tests.machimori_office.certificates import Authority, stranger

ENOUGH = Event()


class _Site(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []  # noqa: RUF012 - each server has its own class

    def do_HEAD(self) -> None:
        self.asked.append((self.command, self.path))
        word = self.path.strip("/").partition("?")[0]
        if word == "slow":
            ENOUGH.wait(5)
        if word == "drips":
            self._drip()
        if word == "no-head":
            word = "405" if self.command == "HEAD" else "200"
        if word.startswith("to="):
            self.send_response(302)
            self.send_header("Location", word[3:].replace("_", "/"))
        else:
            self.send_response(int(word) if word.isdigit() else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - as the server of the library calls it

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        try:
            while not ENOUGH.wait(0.05):
                self.wfile.write(b"X-More: a\r\n")
        except OSError:
            return

    def log_message(self, *_said: object) -> None:
        """Write nothing."""


@contextmanager
def _served(tls: ssl.SSLContext | None = None) -> Iterator[ThreadingHTTPServer]:
    ENOUGH.clear()
    kind = type("Site", (_Site,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        ENOUGH.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    with _served() as server:
        yield server


def opened(server: ThreadingHTTPServer, path: str, **how: object) -> Outcome:
    return ask(f"http://localhost:{server.server_port}/{path}", only(server, **how))


def only(server: ThreadingHTTPServer, **how: object) -> Asking:
    """Let lines go to one server on this machine alone."""
    port = server.server_port
    return Asking(may_ask=lambda _address, asked: asked == port, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("", Outcome.OPENS),
        ("page?of=1#here", Outcome.OPENS),
        ("204", Outcome.OPENS),
        ("no-head", Outcome.OPENS),
        ("to=_", Outcome.OPENS),
        ("404", Outcome.GONE),
        ("410", Outcome.GONE),
        ("to=_404", Outcome.GONE),
        ("403", Outcome.SILENT),
        ("503", Outcome.SILENT),
        ("304", Outcome.SILENT),
        ("to=to=_", Outcome.SILENT),
        ("to=ftp:__elsewhere.example_", Outcome.SILENT),
    ],
)
def test_what_a_server_answers_is_judged(
    site: ThreadingHTTPServer, path: str, outcome: Outcome
) -> None:
    assert opened(site, path) == outcome


def test_a_head_that_is_answered_asks_for_nothing_more(
    site: ThreadingHTTPServer,
) -> None:
    opened(site, "page?of=1#here")
    opened(site, "404")
    asked = site.RequestHandlerClass.asked  # type: ignore[attr-defined]
    assert asked == [("HEAD", "/page?of=1"), ("HEAD", "/404"), ("GET", "/404")]


def test_redirects_in_a_circle_end(site: ThreadingHTTPServer) -> None:
    assert opened(site, "to=to=to=") == Outcome.SILENT
    assert len(site.RequestHandlerClass.asked) < 8  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["slow", "drips"])
def test_who_keeps_us_waiting_is_left_at_the_deadline(
    site: ThreadingHTTPServer, path: str
) -> None:
    begun = time.monotonic()
    assert opened(site, path, within_s=0.3) == Outcome.SILENT
    assert time.monotonic() - begun < 4


def test_a_refused_line_is_no_answer() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    how = Asking(may_ask=lambda *_: True)
    assert ask(f"http://127.0.0.1:{port}/", how) == Outcome.SILENT


@pytest.mark.parametrize(
    "inner",
    [
        "http://127.0.0.1:1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost/",
        "http://0177.1/",
        "http://2130706433/",
    ],
)
def test_nobody_leads_the_office_inward(site: ThreadingHTTPServer, inner: str) -> None:
    leads = "to=" + inner.replace("/", "_")
    assert opened(site, leads) == Outcome.INSIDE
    assert ask(inner, Asking()) == Outcome.INSIDE


def test_a_name_with_one_inner_address_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = [(0, 0, 0, "", (a, 80)) for a in ("203.0.114.9", "192.168.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert ask("http://city.example/", Asking()) == Outcome.INSIDE


def test_the_line_goes_to_the_address_that_was_judged(
    site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = []
    there = (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", site.server_port))

    def answers(host: str, *_: object, **__: object) -> list[object]:
        looked_up.append(host)
        return [there]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    link = f"http://city.example:{site.server_port}/"
    with_name = only(site)
    assert ask(link, with_name) == Outcome.OPENS
    # The second time is the connection's own, and is about a number.
    assert looked_up == ["city.example", "127.0.0.1"]


def test_a_name_that_is_not_there_is_gone_and_a_silent_name_service_is_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number, outcome in [
        (socket.EAI_NONAME, Outcome.GONE),
        (socket.EAI_AGAIN, Outcome.SILENT),
    ]:

        def fails(*_: object, number: int = number, **__: object) -> None:
            raise socket.gaierror(number, "")

        monkeypatch.setattr(socket, "getaddrinfo", fails)
        assert ask("https://city.example/", Asking()) == outcome


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        ({"name": "localhost"}, Outcome.OPENS),
        ({"name": "elsewhere.example"}, Outcome.UNSAFE),
        ({"name": "localhost", "age": timedelta(days=400)}, Outcome.UNSAFE),
    ],
)
def test_a_certificate_must_be_the_sites_own_and_hold(
    tmp_path: Path, how: dict[str, Any], outcome: Outcome
) -> None:
    authority = Authority.founded(tmp_path)
    trusting = ssl.create_default_context(cafile=authority.file)
    with _served(authority.server(**how)) as server:
        link = f"https://localhost:{server.server_port}/"
        assert ask(link, only(server, tls=trusting)) == outcome


def test_a_certificate_that_nobody_trusts_is_unsafe(tmp_path: Path) -> None:
    with _served(stranger(tmp_path)) as server:
        link = f"https://localhost:{server.server_port}/"
        assert ask(link, only(server)) == Outcome.UNSAFE


def test_plain_words_where_tls_should_be_are_unsafe(
    site: ThreadingHTTPServer,
) -> None:
    link = f"https://localhost:{site.server_port}/"
    assert ask(link, only(site, within_s=2)) in (Outcome.UNSAFE, Outcome.SILENT)


@pytest.mark.parametrize(
    ("address", "port", "public"),
    [
        ("1.1.1.1", 443, True),
        ("2606:4700:4700::1111", 443, True),
        ("1.1.1.1", 25, False),
        ("100.64.0.1", 80, False),
        ("224.0.0.1", 80, False),
        ("0.0.0.0", 80, False),
        ("fe80::1%eth0", 80, False),
        ("fd00::1", 80, False),
        ("ff02::1", 80, False),
        ("2002:0a00:0001::", 80, False),
        ("64:ff9b::0a00:0001", 80, False),
        ("64:ff9b::0101:0101", 80, True),
    ],
)
def test_only_addresses_of_the_internet_are_asked(
    address: str, port: int, public: bool
) -> None:
    assert is_public(address, port) == public
