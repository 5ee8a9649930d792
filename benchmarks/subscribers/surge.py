"""A surge: as many empty mails as a hundred a second for a minute."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from benchmarks.claims import Row
from benchmarks.subscribers.offices import Office, until_it_listens

MAILS, CONNECTIONS = 6000, 4
WHERE = ("127.0.0.1", 18024)
_EMPTY = b"From: %s\r\nTo: join@city.example\r\nSubject:\r\n\r\n"


def surge(office: Office) -> Iterator[Row]:
    """Hand the mails over, and wait for the last letter."""
    with office.running("receive_mail"):
        until_it_listens(WHERE)
        with office.running("tick", "--every", "1"):
            began = time.perf_counter()
            slowest = max(_handed_over())
            taken = time.perf_counter() - began
            left = office.ask("subscribers.waiting", str(MAILS))
            done = time.perf_counter() - began
    all_are_there = left["letters"] == MAILS
    yield Row(
        work=f"{office.database}: {MAILS:,} empty mails taken",
        ours_s=taken,
        at_most_s=60,
        accuracy=f"slowest answer {slowest * 1000:.0f} ms",
        is_accurate=slowest < 5,
    )
    yield Row(
        work=f"{office.database}: until each has its letter",
        ours_s=done,
        at_most_s=65,
        accuracy=f"{left['letters']:,} letters for {MAILS:,} mails",
        is_accurate=all_are_there,
    )


def _handed_over() -> Iterator[float]:
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        yield from pool.map(_speak, range(CONNECTIONS))


def _speak(first: int) -> float:
    slowest = 0.0
    with smtplib.SMTP(*WHERE, timeout=60) as server:
        for number in range(first, MAILS, CONNECTIONS):
            sender = f"surge{number}@mail.example"
            began = time.perf_counter()
            server.sendmail(sender, ["join@city.example"], _EMPTY % sender.encode())
            slowest = max(slowest, time.perf_counter() - began)
    return slowest
