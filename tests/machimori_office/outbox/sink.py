"""A server that takes mail, or misbehaves as the address asks it to.

`rcpt550.taro@x.jp` is refused at RCPT; `drop-end.hana@x.jp` is accepted, and the line
dies before the answer. A sink that forgives does so only the first time.
"""

from __future__ import annotations

import email
import email.policy
import math
import re
import socket
import socketserver
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

_WISH = re.compile(rb"TO:<\"?([a-z-]+)(\d{3})?\.", re.IGNORECASE)


@dataclass(frozen=True)
class Taken:
    """A mail that was taken over."""

    return_path: str
    recipient: str
    content: bytes

    @property
    def mail(self) -> EmailMessage:
        found = email.message_from_bytes(self.content, policy=email.policy.default)
        assert isinstance(found, EmailMessage)
        return found


@dataclass
class Sink:
    """What came, and how the server behaves."""

    port: int = 0
    is_pipelining: bool = True
    is_forgiving: bool = False
    context: ssl.SSLContext | None = None
    # TLS from the first byte on; otherwise it begins when the sender says STARTTLS.
    is_tls_at_once: bool = False
    # Says that TLS may begin, and hangs up.
    breaks_handshakes: bool = False
    encrypted: int = 0
    taken: list[Taken] = field(default_factory=list)
    sessions: list[int] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    greeting: bytes = b"220 mx.sink.example ESMTP"
    slow_s: float = 0.2
    keeps_texts: bool = True
    # It answers to no more mails than these, until it may.
    may_take: float = math.inf

    @property
    def recipients(self) -> list[str]:
        return [one.recipient for one in self.taken]


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.sink = self.server.sink
        self.session = len(self.sink.sessions)
        self.sink.sessions.append(0)
        try:
            if self.sink.is_tls_at_once:
                self._shake_hands()
            self._say(self.sink.greeting)
            while self.connection and (line := self.rfile.readline()):
                if not self._obey(line.rstrip()):
                    return
        except OSError:
            return

    def finish(self) -> None:
        """The server closes the line that it opened; this closes what wraps it."""
        super().finish()
        self.connection.close()

    def _say(self, words: bytes) -> bool:
        self.wfile.write(words + b"\r\n")
        return True

    def _obey(self, line: bytes) -> bool:
        verb = line[:4].upper()
        if verb in (b"EHLO", b"HELO"):
            return self._greet()
        if verb == b"STAR":
            return self._begin_tls()
        if verb == b"MAIL":
            if getattr(self, "sender", None) is not None:
                return self._say(b"503 5.5.1 nested MAIL")
            self.sender, self.to = _address(line), None
            return self._say(b"250 2.1.0 ok")
        if verb == b"RCPT":
            return self._recipient(line)
        if verb == b"DATA":
            return self._text()
        if verb == b"RSET":
            self.sender = self.to = None
            return self._say(b"250 2.0.0 ok")
        if verb == b"QUIT":
            self._say(b"221 2.0.0 bye")
            return False
        return self._say(b"500 5.5.2 what?")

    def _greet(self) -> bool:
        self._say(b"250-mx.sink.example")
        if self.sink.context and not isinstance(self.connection, ssl.SSLSocket):
            self._say(b"250-STARTTLS")
        last = b"PIPELINING" if self.sink.is_pipelining else b"HELP"
        return self._say(b"250 " + last)

    def _begin_tls(self) -> bool:
        self._say(b"220 2.0.0 go on")
        if self.sink.breaks_handshakes:
            self.connection.recv(64)
            return False
        self._shake_hands()
        return True

    def _shake_hands(self) -> None:
        assert self.sink.context
        self.connection = self.sink.context.wrap_socket(
            self.connection, server_side=True
        )
        self.sink.encrypted += 1
        self.setup_streams()

    def setup_streams(self) -> None:
        self.rfile = self.connection.makefile("rb")
        self.wfile = socketserver._SocketWriter(self.connection)  # type: ignore[attr-defined]

    def _recipient(self, line: bytes) -> bool:
        to = _address(line)
        self.sink.asked[to] += 1
        is_forgiven = self.sink.is_forgiving and self.sink.asked[to] > 1
        found = None if is_forgiven else _WISH.search(line)
        self.wish = (found[1].decode(), found[2] or b"") if found else ("", b"")
        name, code = self.wish
        if name == "rcpt":
            return self._say(code + b" 5.1.1 as you wish")
        if name == "closing":
            self._say(b"421 4.3.2 closing")
            return False
        if name == "drop-rcpt":
            return False
        self.to = to
        return self._say(b"250 2.1.5 ok")

    def _text(self) -> bool:
        if not getattr(self, "to", None):
            return self._say(b"554 5.5.1 no valid recipients")
        name, code = self.wish
        if name == "data":
            return self._say(code + b" 5.7.1 as you wish")
        self._say(b"354 go on")
        if name == "drop-data":
            self.rfile.readline()
            return False
        content = b"".join(iter(self.rfile.readline, b".\r\n"))
        return self._end(content)

    def _end(self, content: bytes) -> bool:
        name, code = self.wish
        sender, to = str(self.sender), str(self.to)
        self.sender = self.to = None
        if name == "slow":
            time.sleep(self.sink.slow_s)
        if name == "end":
            return self._say(code + b" 4.2.2 as you wish")
        while len(self.sink.taken) >= self.sink.may_take:
            time.sleep(0.01)
        kept = content if self.sink.keeps_texts else b""
        self.sink.taken.append(Taken(sender, to, kept))
        self.sink.sessions[self.session] += 1
        if name == "drop-end":
            return False
        number = len(self.sink.taken)
        return self._say(b"250 2.0.0 Ok: queued as %d" % number)


def _address(line: bytes) -> str:
    return line.decode().partition("<")[2].rpartition(">")[0]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    sink: Sink

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A failed handshake is what a test wanted."""


@contextmanager
def listening(**behaviour: Any) -> Iterator[Sink]:
    """Run a sink on a port of its own."""
    sink = Sink(**behaviour)
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.sink = sink
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()


def closed_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
