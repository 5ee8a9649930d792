"""Programs that run as one: kept alive, and ended together."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from machimori_office.demo import programs
from machimori_office.demo.programs import Program, Programs

LIVES = "import time; print('here', flush=True); time.sleep(60)"
DIES = "print('here', flush=True); raise SystemExit(3)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('here', flush=True); time.sleep(60)"
)


def python(name: str, code: str, **kwargs: bool) -> Program:
    return Program(name, [sys.executable, "-c", code], **kwargs)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def running(tmp_path: Path, said: list[str]) -> Iterator[Programs]:
    made = Programs(tmp_path, said.append)
    yield made
    made.stop()


def times_here(running: Programs, name: str) -> int:
    return (running.logs / f"{name}.log").read_text().count("here")


def until(running: Programs, is_so: object) -> None:
    deadline_s = time.monotonic() + 30
    running.watch(lambda: is_so() or time.monotonic() > deadline_s)  # type: ignore[operator]


def test_what_ends_is_started_again_and_said(
    running: Programs, said: list[str]
) -> None:
    running.start([python("dies", DIES)])
    until(running, lambda: times_here(running, "dies") == 2)
    assert times_here(running, "dies") == 2
    assert "dies ended (3)" in said[0]


def test_a_thing_that_is_done_once_is_not_started_again(
    running: Programs, said: list[str]
) -> None:
    running.start([python("once", DIES, is_kept_alive=False)])
    until(running, lambda: running.failed("once") is not None)
    assert running.failed("once")
    assert not said


def test_all_end_together_even_who_does_not_listen(
    running: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "PATIENCE_S", 0.5)
    running.start([python("lives", LIVES), python("stubborn", STUBBORN)])
    both = ("lives", "stubborn")
    until(running, lambda: all(times_here(running, name) for name in both))
    running.stop()
    assert running.failed("lives")
    assert running.failed("stubborn")
