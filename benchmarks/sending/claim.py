"""Mails a second, with ledger, return paths and signatures."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from benchmarks.claims import Claim, Row
from benchmarks.sending.office import ROOT, start_sink, stop_sink

CITY, AT_MOST_S = 12_300, 10.0
MILLION, MILLION_AT_MOST_S = 1_000_000, 14 * 60.0
AT_MOST_MB = 300.0
BESIDE_PEERS, AT_LEAST_RATIO = 4_000, 5.0
PEERS = ("django-mailer", "django-post-office")


def run() -> Iterator[Row]:
    for database in ("sqlite", "postgresql"):
        yield _row(CITY, database, AT_MOST_S)
    ours = _measured("office", str(BESIDE_PEERS), "sqlite")
    for peer in PEERS:
        theirs = _measured("peers", peer, str(BESIDE_PEERS))
        yield Row(
            work=f"{BESIDE_PEERS:,} mails",
            ours_s=ours["took_s"],
            peer=f"{peer} {version(peer)}",
            peer_s=theirs["took_s"],
            at_least_ratio=AT_LEAST_RATIO,
            accuracy=_loss(ours, BESIDE_PEERS),
            is_accurate=_is_whole(ours, BESIDE_PEERS),
        )
    if shutil.which("smtp-source"):
        yield _wire(ours["took_s"])


def run_million() -> Iterator[Row]:
    for database in ("sqlite", "postgresql"):
        yield _row(MILLION, database, MILLION_AT_MOST_S)


def _row(mails: int, database: str, at_most_s: float) -> Row:
    found = _measured("office", str(mails), database)
    return Row(
        work=f"{mails:,} mails, {database}",
        ours_s=found["took_s"],
        at_most_s=at_most_s,
        accuracy=f"{mails / found['took_s']:,.0f} a second, {found['mb']:.0f} MB; "
        + _loss(found, mails),
        is_accurate=_is_whole(found, mails) and found["mb"] < AT_MOST_MB,
    )


def _loss(found: dict[str, Any], mails: int) -> str:
    lost, twice = mails - found["different"], found["came"] - found["different"]
    return f"{lost} lost, {twice} twice"


def _is_whole(found: dict[str, Any], mails: int) -> bool:
    return bool(found["came"] == found["different"] == mails)


def _wire(ours_s: float) -> Row:
    """What Postfix's own program needs for the wire alone: no ledger, no signature."""
    sink, port = start_sink()
    command = ["smtp-source", "-d", "-s", "6", "-l", "1500", "-m", str(BESIDE_PEERS)]
    began_s = time.perf_counter()
    subprocess.run([*command, f"127.0.0.1:{port}"], check=True)
    took_s = time.perf_counter() - began_s
    stop_sink(sink)
    return Row(
        work=f"{BESIDE_PEERS:,} mails, beside the wire alone",
        ours_s=ours_s,
        peer="smtp-source -d",
        peer_s=took_s,
    )


def _measured(module: str, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", f"benchmarks.sending.{module}", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


_SCENE = (
    "A row of the ledger for each mail, a return path and a link of its own, a "
    "signature of RSA-2048; two workers with three connections each, and the server "
    "that takes and counts the mails, on the same processors. The time runs from the "
    "order to queue to the last acceptance in the ledger. "
)

CLAIM = Claim(
    name="sending",
    title="Mails handed over",
    scene=_SCENE + "The peers queue and send on SQLite, and sign with dkimpy.",
    peers=PEERS,
    run=run,
)

MILLION_CLAIM = Claim(
    name="sending-a-million",
    title="A million mails handed over",
    scene=_SCENE,
    peers=(),
    run=run_million,
)
