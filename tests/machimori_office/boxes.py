"""Whole offices for tests: a process and a database each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType

from django.db import connection

from tests.source_tree import ROOT

LISTENS = """
import json, os, sys, traceback, warnings
warnings.simplefilter("ignore")
answers, sys.stdout = sys.stdout, open(os.devnull, "w")
import django
django.setup()
names = {}
for line in sys.stdin:
    try:
        code = json.loads(line)
        exec(code, names)
        answer = {"said": names.get("said")}
    except BaseException:
        answer = {"failed": traceback.format_exc()}
    print(json.dumps(answer, default=str), file=answers, flush=True)
"""


class Box:
    """An office that does what it is told, line by line.

    Parameters
    ----------
    folder : Path
    url : str
        Its database.
    **settings : str
        Variables of the environment, without their prefix.
    """

    def __init__(self, folder: Path, url: str, **settings: str) -> None:
        said = {"FOLDER": str(folder), "DATABASE_URL": url, **settings}
        self._process = subprocess.Popen(
            [sys.executable, "-c", LISTENS],
            env=os.environ | {f"MACHIMORI_{k}": v for k, v in said.items()},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.do("from django.core.management import call_command")
        self.do("call_command('prepare')")

    def do(self, code: str) -> object:
        """Run code; return what it left in `said`."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(code) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"failed": "it died"}')
        if "failed" in answer:
            raise AssertionError(answer["failed"])
        return answer["said"]

    def ask(self, expression: str) -> object:
        """Return what an expression is."""
        return self.do(f"said = {expression}")

    def __enter__(self) -> Box:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate(timeout=30)


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """Make a database beside that of the tests; yield its address."""
    if connection.vendor == "sqlite":
        yield "sqlite"
        return
    import psycopg

    url = os.environ["MACHIMORI_DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield url.rpartition("/")[0] + f"/{name}"
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def two_boxes(folder: Path) -> Iterator[tuple[Box, Box]]:
    """Start a console and an internet part that know each other's keys."""
    keys = folder / "keys"
    with ExitStack() as stack:
        made = []
        for part, other in (("console", "public"), ("public", "console")):
            box = Box(
                folder / part,
                stack.enter_context(own_database(f"box_{part}_{os.getpid()}")),
                PART=part,
                LINK_KEY="the same secret on both boxes, long enough to be one",
                EXCHANGE_KEY=str(keys / f"{part}.private.pem"),
                EXCHANGE_PEER=str(keys / f"{other}.public.pem"),
            )
            stack.enter_context(box)
            box.do(f"call_command('make_exchange_key', {str(keys)!r})")
            box.do("from pathlib import Path")
            box.do("from machimori_office.exchange import services")
            made.append(box)
        console, public = made
        yield console, public


def carry(boxes: tuple[Box, Box], way: Path) -> None:
    """Carry what each box has to say to the other; `at` is each box's hour."""
    console, public = boxes
    for sender, taker in ((console, public), (public, console)):
        sender.do(f"services.export(Path({str(way)!r}), at=at)")
        taker.do(
            f"taken, refused = services.import_new(Path({str(way)!r}), at=at);"
            "said = [repr(r) for r in refused]"
        )
        assert taker.ask("said") == []
