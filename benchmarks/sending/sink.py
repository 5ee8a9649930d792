"""A server that takes all mail at once and counts it, each by its Message-ID.

`python -m benchmarks.sending.sink` prints its port, and, when told to stop (an end of
its input), how many mails came and how many of them were different.
"""

from __future__ import annotations

import socket
import sys
import threading
from array import array

_END, _ID = b"\r\n.\r\n", b"\r\nMessage-ID: <"
_GREETING = b"220 sink.example ESMTP\r\n"
_OFFER = b"250-sink.example\r\n250 PIPELINING\r\n"
_ANSWERS = {b"MAIL": b"250 2.1.0 ok\r\n", b"RCPT": b"250 2.1.5 ok\r\n"}
_TAKEN = b"250 2.0.0 Ok: queued as %X\r\n"


class Count:
    """What came, by the first word of its Message-ID (peers have their own there)."""

    def __init__(self) -> None:
        self.hashes = array("q")

    def __str__(self) -> str:
        return f"{len(self.hashes)} {len(set(self.hashes))}"


def converse(line: socket.socket, count: Count) -> None:
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.sendall(_GREETING)
    waiting, is_text = b"", False
    while got := _received(line):
        waiting += got
        answers = []
        while True:
            end = waiting.find(_END if is_text else b"\r\n")
            if end < 0:
                break
            said, waiting = waiting[:end], waiting[end + (5 if is_text else 2) :]
            if is_text:
                count.hashes.append(hash(_message_id(said)))
                answers.append(_TAKEN % len(count.hashes))
                is_text = False
            else:
                is_text = said[:4].upper() == b"DATA"
                answers.append(_answer(said[:4].upper()))
        if answers:
            line.sendall(b"".join(answers))


def _received(line: socket.socket) -> bytes:
    try:
        return line.recv(1 << 18)
    except ConnectionResetError:  # a peer that hangs up has said all it had to say
        return b""


def _message_id(text: bytes) -> bytes:
    at = text.find(_ID) + len(_ID)
    return text[at : text.find(b">", at)]


def _answer(verb: bytes) -> bytes:
    if verb == b"DATA":
        return b"354 go on\r\n"
    if verb in (b"EHLO", b"HELO"):
        return _OFFER
    return _ANSWERS.get(verb, b"250 2.0.0 ok\r\n")


def main() -> None:
    count, door = Count(), socket.create_server(("127.0.0.1", 0), backlog=64)

    def welcome() -> None:
        while True:
            line, _ = door.accept()
            threading.Thread(target=converse, args=(line, count), daemon=True).start()

    threading.Thread(target=welcome, daemon=True).start()
    print(door.getsockname()[1], flush=True)
    sys.stdin.read()
    print(count, flush=True)


if __name__ == "__main__":
    main()
