"""The residents' archive, answered from memory by two workers."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.claims import Claim, Row

REQUESTS = 2000
AT_MOST_S = 4.0
"""Five hundred a second."""
WORKERS, CLIENTS = 2, 16
ARCHIVE = "/ja/alerts/"
FILL = """
from django.core.management import call_command
from django.utils import timezone
from machimori_office.demo import city
call_command("prepare")
city.load(timezone.now())
city.fill(timezone.now())
"""
CORRECT = """
from django.utils import timezone
from machimori_office.alerts.models import Alert
newest = Alert.objects.published()[0]
Alert.objects.filter(pk=newest.pk).update(changed_at=timezone.now())
"""


def run() -> Iterator[Row]:
    """Ask for one page again and again, whole and with what the reader has."""
    with tempfile.TemporaryDirectory() as folder, _office(Path(folder)) as office:
        first = _head(office.port)
        tag = _header(first, "ETag")
        whole = _measure(office, "")
        unchanged = _measure(office, f"If-None-Match: {tag}\r\n")
        search = _measure(office, "", path=f"{ARCHIVE}?q=%E9%9B%BB%E8%A9%B1")
        _manage(office.environment, CORRECT)
        time.sleep(1.1)
        is_renewed = _header(_head(office.port), "ETag") != tag
    said = "a change showed within a second" if is_renewed else "a change was late"
    works = ("the page", "“nothing changed” (304)", "a search in it")
    for work, (wall_s, processor_s) in zip(
        works, (whole, unchanged, search), strict=True
    ):
        yield Row(
            work=f"{REQUESTS:,} × {work}: by the clock, client on the same cores",
            ours_s=wall_s,
            at_most_s=AT_MOST_S,
            accuracy=said,
            is_accurate=is_renewed,
        )
        yield Row(
            work=f"{REQUESTS:,} × {work}: processor time of the server",
            ours_s=processor_s,
            at_most_s=AT_MOST_S,
            accuracy=said,
            is_accurate=is_renewed,
        )


@dataclass(frozen=True)
class Office:
    """A running server."""

    port: int
    process: int
    environment: dict[str, str]


@contextmanager
def _office(folder: Path) -> Iterator[Office]:
    port = _free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "machimori_office.settings",
        "MACHIMORI_MODE": "demo",
        "MACHIMORI_FOLDER": str(folder),
        "MACHIMORI_DATABASE_URL": "sqlite",
        "MACHIMORI_ADDRESS": f"http://127.0.0.1:{port}",
    }
    _manage(environment, FILL)
    command = [sys.executable, "-m", "gunicorn", "machimori_office.wsgi"]
    command += ["--workers", str(WORKERS), "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--log-level", "error"], env=environment)
    try:
        _wait(port)
        yield Office(port, server.pid, environment)
    finally:
        server.terminate()
        server.wait()


def _manage(environment: dict[str, str], script: str) -> None:
    program = f"import django; django.setup()\n{script}"
    command = [sys.executable, "-c", program]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def _measure(office: Office, header: str, path: str = ARCHIVE) -> tuple[float, float]:
    """Return seconds by the clock, and of processor time of the workers."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}\r\n".encode()
    asyncio.run(_ask(office.port, request, 50 * WORKERS))
    before, began = _processor_s(office.process), time.perf_counter()
    asyncio.run(_ask(office.port, request, REQUESTS))
    wall_s = time.perf_counter() - began
    return wall_s, _processor_s(office.process) - before


async def _ask(port: int, request: bytes, times: int) -> None:
    left = iter(range(times))

    async def client() -> None:
        for _ in left:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            answer = await reader.read()
            writer.close()
            if not answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 304")):
                raise RuntimeError(answer[:200])

    await asyncio.gather(*(client() for _ in range(CLIENTS)))


def _processor_s(process: int) -> float:
    """Add up the processor time of a process and its children [s]."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return sum(_own_processor_s(pid) for pid in [str(process), *listed])


def _own_processor_s(pid: str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _head(port: int) -> str:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(
            f"HEAD {ARCHIVE} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode()
        )
        return connection.makefile("rb").read().decode()


def _header(answer: str, name: str) -> str:
    lines = answer.split("\r\n")
    found = (line for line in lines if line.lower().startswith(f"{name.lower()}:"))
    return next(found).partition(":")[2].strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not come up")


CLAIM = Claim(
    name="public-archive",
    title="The residents' archive from memory",
    scene="The demo city's alerts of two years in SQLite, two gunicorn workers, 16 "
    "clients in one process on the same cores, a connection a request, after a first "
    "hundred. Afterwards an alert is changed: a second later every answer shows it.",
    peers=("gunicorn", "django"),
    run=run,
)
