"""Two offices that are thrown away: one on SQLite, one on PostgreSQL where it is."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.machimori_office.postgresql import throw_away_cluster

ROOT = Path(__file__).parents[2]
WEB = ("127.0.0.1", 18080)
MANAGE = [sys.executable, str(ROOT / "manage.py")]


@dataclass(frozen=True)
class Office:
    """Where an office keeps its things.

    Parameters
    ----------
    database : str
        As the results name it.
    environment : dict
    """

    database: str
    environment: dict[str, str]

    def ask(self, work: str, *given: str) -> Any:
        """Let a process of the office do a work, and read its answer."""
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{work}", *given],
            env=self.environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
        )
        return json.loads(done.stdout.splitlines()[-1])

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve the pages as the guide's unit for systemd does."""
        served = [
            "gunicorn",
            "--bind",
            f"{WEB[0]}:{WEB[1]}",
            "--workers",
            "3",
            "--preload",
        ]
        command = [sys.executable, "-m", *served, "machimori_office.wsgi"]
        with self._beside(command):
            until_it_listens(WEB)
            yield

    def running(self, *command: str) -> AbstractContextManager[None]:
        """Run a command of the office beside what is measured."""
        return self._beside([*MANAGE, *command])

    @contextmanager
    def _beside(self, command: list[str]) -> Iterator[None]:
        with subprocess.Popen(
            command,
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        ) as process:
            try:
                yield
            finally:
                process.terminate()


def until_it_listens(where: tuple[str, int]) -> None:
    """Wait for a server."""
    for _ in range(600):
        try:
            socket.create_connection(where, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nobody listens at {where}")


def offices() -> Sequence[AbstractContextManager[Office]]:
    """Return an office for each database."""
    return [on_sqlite(), on_postgresql()]


def on_sqlite() -> AbstractContextManager[Office]:
    """Return an office on SQLite."""
    return _office("SQLite", "sqlite")


def on_postgresql() -> AbstractContextManager[Office]:
    """Return an office on a PostgreSQL of its own."""
    return _office("PostgreSQL", "")


@contextmanager
def _office(database: str, url: str) -> Iterator[Office]:
    with tempfile.TemporaryDirectory(prefix="office-bench-") as folder:
        office = Office(
            database,
            {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "machimori_office.settings",
                "MACHIMORI_MODE": "demo",
                "MACHIMORI_FOLDER": folder,
                "MACHIMORI_MAIL_DOMAIN": "city.example",
                "MACHIMORI_MAIL_IN": "127.0.0.1:18024",
                "MACHIMORI_ADDRESS": f"http://{WEB[0]}:{WEB[1]}",
                "MACHIMORI_BEHIND_PROXY": "yes",
                "MACHIMORI_DATABASE_URL": url or throw_away_cluster(),
            },
        )
        prepared = [*MANAGE, "prepare"]
        subprocess.run(
            prepared, env=office.environment, cwd=ROOT, check=True, stdout=sys.stderr
        )
        yield office
