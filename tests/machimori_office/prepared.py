"""An office with empty tables: made once a run, copied by all who need a database."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

TEMPLATE = "prepared"


class Prepared:
    """What the command `prepare` makes of an empty database.

    Parameters
    ----------
    folder : Path
        Where it is looked for, by all processes of one run.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{TEMPLATE}.sqlite3"
        once(folder / TEMPLATE, self._make)

    def copied(self, folder: Path, name: str) -> str:
        """Give the office in a folder a copy; return the address of its database."""
        if connection.vendor == "sqlite":
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(self._file, folder / "office.sqlite3")
            return "sqlite"
        url = os.environ["MACHIMORI_DATABASE_URL"]
        _execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
        return url.rpartition("/")[0] + f"/{name}"

    def copied_for_tests(self) -> None:
        """Have all tests of this process work on a copy of its own."""
        own_name = f"tests_{os.getpid()}"
        if connection.vendor == "sqlite":
            # Where the settings are read before the conftest, workers share the folder.
            own = Path(settings.DATABASES["default"]["TEST"]["NAME"])
            own = own.with_stem(own_name)
            shutil.copy(self._file, own)
            turn_to(str(own))
            return
        self.copied(Path(), own_name)
        turn_to(own_name)

    def _make(self) -> None:
        before = str(settings.DATABASES["default"]["NAME"])
        if connection.vendor == "sqlite":
            turn_to(str(self._file))
        else:
            _execute(f'CREATE DATABASE "{TEMPLATE}"')
            turn_to(TEMPLATE)
        call_command("prepare", verbosity=0, stdout=StringIO())
        turn_to(before)


def once(mark: Path, make: Callable[[], None]) -> None:
    """Make something unless another process of this run has made it, or does so now."""
    with mark.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = mark.with_suffix(".made")
        if not done.exists():
            make()
            done.touch()


def turn_to(name: str) -> None:
    """Let Django's connection lead to another database of the same server."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _execute(statement: str) -> None:
    import psycopg

    with psycopg.connect(
        os.environ["MACHIMORI_DATABASE_URL"], autocommit=True
    ) as server:
        server.execute(statement)
