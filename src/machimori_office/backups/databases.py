"""Copies of a database while it is in use, and putting one back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from machimori_office.backups.errors import CopyFailed, ProgramMissing

Database = Mapping[str, Any]
"""As Django's settings describe one."""

_EMPTY_SCHEMA = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"


def vendor(database: Database) -> str:
    """Return which kind of database it is."""
    return str(database["ENGINE"]).rpartition(".")[2]


def copy(database: Database, into: Path) -> None:
    """Write all rows into a file, as they are at one instant."""
    into.touch(mode=0o600)
    if vendor(database) == "sqlite3":
        _copy_sqlite(Path(database["NAME"]), into)
        return
    _run(database, "pg_dump", "--format=custom", f"--file={into}")


def put_back(database: Database, source: Path) -> None:
    """Replace all rows with a copy's, wholly or not at all."""
    if vendor(database) == "sqlite3":
        _copy_sqlite(source, Path(database["NAME"]))
        return
    script = source.with_suffix(".sql")
    with script.open("w", encoding="utf-8") as out:
        out.write(_EMPTY_SCHEMA)
    options = ("--no-owner", "--no-privileges", "--file=-", str(source))
    with script.open("ab") as out:
        _run(database, "pg_restore", *options, out=out)
    at_once = ("--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet")
    _run(database, "psql", *at_once, f"--file={script}")


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy page by page through SQLite, which keeps writers and readers apart."""
    try:
        with (
            closing(sqlite3.connect(source)) as old,
            closing(sqlite3.connect(target, timeout=60)) as new,
        ):
            old.backup(new)
            (found,) = new.execute("PRAGMA quick_check").fetchone()
    except sqlite3.Error as error:
        raise CopyFailed(said=str(error)) from error
    if found != "ok":
        raise CopyFailed(said=str(found))


def _run(database: Database, program: str, *arguments: str, out: Any = None) -> None:
    if shutil.which(program) is None:
        raise ProgramMissing(program=program)
    done = subprocess.run(
        [program, *arguments],
        env=os.environ | _login(database),
        stdin=subprocess.DEVNULL,
        stdout=out or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise CopyFailed(said=f"{program}: {''.join(last)}")


def _login(database: Database) -> dict[str, str]:
    """The password goes through the environment: others can read a command line."""
    said = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    return {name: str(value) for name, value in said.items() if value}
