"""A PostgreSQL cluster of its own for the tests, thrown away afterwards."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

STARTED = "OFFICE_TEST_CLUSTER"


def shared_cluster() -> str:
    """Return the cluster that this process's parent started, or else start one."""
    if STARTED not in os.environ:
        os.environ[STARTED] = throw_away_cluster()
    return os.environ[STARTED]


def throw_away_cluster() -> str:
    """Start a cluster and return its address; skip everything where there is none."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed here", allow_module_level=True)
    folder = Path(tempfile.mkdtemp(prefix="office-pg-"))
    # PostgreSQL refuses to run as root; its package made an account for it.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [found / program, *arguments],
            check=True,
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )

    cluster = str(folder / "cluster")
    run("initdb", "-D", cluster, "-U", "office", "-A", "trust", "-E", "UTF8", "-N")
    # Only a socket in the folder: no port, so nothing to collide with.
    options = f"-c listen_addresses='' -k {folder} -c fsync=off"
    run("pg_ctl", "-D", cluster, "-w", "-o", options, "-l", f"{folder}/log", "start")

    def stop() -> None:
        run("pg_ctl", "-D", cluster, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    quoted = str(folder).replace("/", "%2F")
    return f"postgresql://office@{quoted}/postgres"


def programs() -> Path | None:
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return max(found, default=None)
