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

from tests.machimori_office.prepared import Prepared
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
        Its database, prepared already.
    **settings : str
        Variables of the environment, without their prefix.
    """

    def __init__(self, folder: Path, url: str, **settings: str) -> None:
        said = {"FOLDER": str(folder), "DATABASE_URL": url, **settings}
        self.environment = os.environ | {f"MACHIMORI_{k}": v for k, v in said.items()}
        self._process = subprocess.Popen(
            [sys.executable, "-c", LISTENS],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.do("from django.core.management import call_command")

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


class Pair:
    """A console and an internet part that know each other's keys.

    Parameters
    ----------
    console, public : Box
    way : Path
        The folder by which files are carried.
    """

    def __init__(self, console: Box, public: Box, way: Path) -> None:
        self.console, self.public, self.way = console, public, way

    def __iter__(self) -> Iterator[Box]:
        return iter((self.console, self.public))

    def carry(self, at: str = "at") -> None:
        """Carry what each has to say to the other at an hour: an expression there."""
        for sender, taker in (self, reversed(tuple(self))):
            self.written(sender, at)
            assert self.taken(taker, at) == []

    def do_both(self, code: str) -> None:
        """Run code on both."""
        for box in self:
            box.do(code)

    def settle(self, at: str = "at") -> None:
        """Carry until each has the answer to what it said."""
        for _time in range(2):
            self.carry(at)

    def written(self, sender: Box, at: str = "at") -> Path | None:
        """Have a box write its next file."""
        file = sender.ask(f"services.export(Path({str(self.way)!r}), at={at})")
        return Path(str(file)) if file else None

    def taken(self, taker: Box, at: str = "at") -> object:
        """Have a box take all files that are new to it; return what it refused."""
        taker.do(
            f"_, refused = services.import_new(Path({str(self.way)!r}), at={at});"
            "said = [type(r).__name__ for r in refused]"
        )
        return taker.ask("said")

    def again(self, sender: Box, file: Path) -> None:
        """Have a box write a file that was lost once more."""
        number = int(file.stem.rpartition("-")[2])
        sender.do(f"services.again(Path({str(self.way)!r}), sequence={number})")

    def comes_late_and_twice(self, sender: Box, then: str, *, at: str) -> None:
        """Lose a box's next file, write another after `then`; bring the lost twice."""
        taker = self.public if sender is self.console else self.console
        lost = self.written(sender, at)
        assert lost
        lost.unlink()
        sender.do(then)
        self.written(sender, at)
        assert self.taken(taker, at) == ["Missing"]
        for _time in range(2):
            self.again(sender, lost)
            assert self.taken(taker, at) == []
        self.settle(at)


@contextmanager
def started(folder: Path, prepared: Prepared) -> Iterator[Pair]:
    """Start both boxes, each a process with a database."""
    keys = folder / "keys"
    with ExitStack() as stack:
        made = []
        for part, other in (("console", "public"), ("public", "console")):
            box = Box(
                folder / part,
                prepared.copied(folder / part, f"box_{part}_{os.getpid()}"),
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
        yield Pair(*made, way=folder / "way")
