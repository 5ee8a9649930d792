"""A disk that fills up while mail goes out and comes in: nothing is lost."""

from __future__ import annotations

import smtplib
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from tests.machimori_office.outbox.killed_office import Cluster, Office
from tests.machimori_office.outbox.sink import closed_port, listening
from tests.machimori_office.postgresql import programs
from tests.source_tree import ROOT

pytestmark = pytest.mark.prove

MAILS = 3000
MIB = 1 << 20
BROUGHT = [f"full{number}@x.jp" for number in range(5)]


@contextmanager
def small_disk(size_mib: int) -> Iterator[Path]:
    """A disk in memory; skips where nobody may mount one."""
    with tempfile.TemporaryDirectory(prefix="office-full-") as made:
        Path(made).chmod(0o755)
        options = f"size={size_mib}m,mode=0755"
        mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", made]
        done = subprocess.run(mount, capture_output=True, check=False)
        if done.returncode:
            pytest.skip("a small disk can be mounted by root alone")
        try:
            yield Path(made)
        finally:
            subprocess.run(["umount", "--lazy", made], check=True)


def fill(disk: Path) -> Path:
    """Take all room that is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as out, suppress(OSError):
        while True:
            out.write(b"\0" * MIB)
    with filler.open("ab", buffering=0) as out, suppress(OSError):
        while True:
            out.write(b"\0" * 512)
    return filler


def until(holds: Callable[[], object], what: str) -> None:
    patience = time.monotonic() + 600
    while not holds():
        assert time.monotonic() < patience, f"waited in vain for {what}"
        time.sleep(0.1)


@contextmanager
def receiving(office: Office, port: int) -> Iterator[None]:
    environment = office.environment | {"MACHIMORI_MAIL_IN": f"127.0.0.1:{port}"}
    command = [sys.executable, str(ROOT / "manage.py"), "receive_mail"]
    server = subprocess.Popen(
        command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: answer(port, "probe@x.jp") is not None, "the mailroom")
        yield
    finally:
        server.terminate()
        server.wait()


def answer(port: int, sender: str) -> int | None:
    """Bring an empty mail; return the code of the answer to its text."""
    empty = f"From: {sender}\r\nTo: join@hibari.example\r\nSubject:\r\n\r\n"
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=120) as line:
            line.sendmail(sender, ["join@hibari.example"], empty)
    except smtplib.SMTPDataError as refused:
        return refused.smtp_code
    except (OSError, smtplib.SMTPException):
        return None
    return 250


def test_on_sqlite_a_full_disk_loses_no_mail() -> None:
    with small_disk(60) as disk:
        fill_and_count(disk, "sqlite", lambda: None)


@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed here")
def test_on_postgresql_a_full_disk_loses_no_mail() -> None:
    with small_disk(200) as disk, ExitStack() as stack:
        cluster = Cluster(disk / "pg")
        stack.callback(cluster.stop)

        def rise() -> None:
            # A server whose journal found no room ends; whoever keeps it starts it.
            with suppress(subprocess.CalledProcessError):
                cluster.start()

        fill_and_count(disk, cluster.url, rise)


def fill_and_count(disk: Path, url: str, rise: Callable[[], None]) -> None:
    port = closed_port()
    with listening(keeps_texts=False) as sink:
        office = Office(disk / "office", sink.port, url)
        office.open(MAILS)
        sink.may_take = MAILS // 3
        try:
            office.start("worker 1")
            with receiving(office, port):
                until(lambda: len(sink.taken) >= MAILS // 3, "a third of the mails")
                filler = fill(disk)
                sink.may_take = MAILS // 2
                time.sleep(5)
                codes = {name: answer(port, name) for name in BROUGHT}
                before = len(sink.taken)
                filler.unlink()
                rise()
                sink.may_take = MAILS * 10
                until(lambda: answer(port, "later@x.jp") == 250, "room for mail")
                until(office.is_sent, "the rest of the mails")
        finally:
            office.end_all()
        check(office, Counter(sink.recipients), before, codes)


def check(
    office: Office, came: Counter[str], before: int, codes: dict[str, int | None]
) -> None:
    census = office.census()
    listed = {str(name) for name, _, is_twice in census["rows"] if is_twice}
    assert len(census["rows"]) == MAILS
    assert all(state == 2 and came[str(name)] for name, state, _ in census["rows"])
    twice = {name for name, count in came.items() if count > 1}
    assert twice <= listed
    # It was full indeed: no new mail was believed to be gone.
    assert before < MAILS
    # Whoever brought a mail was told to come again, or it is there.
    assert set(codes.values()) <= {250, 451, 452, None}
    asked = {str(address) for (address,) in census["asked"]}
    assert {"later@x.jp"} | {name for name, code in codes.items() if code == 250} <= (
        asked
    )
    sys.stderr.write(f"full at {before}: {len(twice)} twice; mail in: {codes}\n")
