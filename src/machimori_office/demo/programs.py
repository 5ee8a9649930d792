"""Running several programs as one: started together, kept alive, stopped together."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

PATIENCE_S = 10.0
_HEALTHY_AFTER_S = 20.0
_LONGEST_PAUSE_S = 30.0
_ROUND_S = 0.2

Say = Callable[[str], None]


@dataclass(frozen=True)
class Program:
    """One program.

    Parameters
    ----------
    name : str
        Its log is ``<name>.log``.
    arguments : sequence of str
    is_kept_alive : bool
        Started again when it ends; otherwise it has one thing to do.
    """

    name: str
    arguments: Sequence[str]
    is_kept_alive: bool = True


@dataclass
class _Running:
    program: Program
    child: subprocess.Popen[bytes]
    started_at_s: float
    pause_s: float = 0.5
    start_again_at_s: float | None = None


@dataclass
class Programs:
    """The programs of one office.

    Parameters
    ----------
    logs : Path
        What they say is kept there, a file a program.
    say : callable
        Told what happens to them.
    """

    logs: Path
    say: Say
    _running: list[_Running] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self, programs: Sequence[Program]) -> None:
        """Start programs."""
        self.logs.mkdir(parents=True, exist_ok=True)
        for program in programs:
            self._running.append(
                _Running(program, self._begin(program), time.monotonic())
            )

    def stop_on_signals(self) -> None:
        """Let Ctrl-C and a termination end the watch instead of this process."""

        def stop(number: int, frame: FrameType | None) -> None:
            self._stop.set()

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)

    @property
    def is_stopping(self) -> bool:
        """Whether somebody asked for the end."""
        return self._stop.is_set()

    @property
    def names(self) -> set[str]:
        """Who was started."""
        return {running.program.name for running in self._running}

    def watch(self, is_done: Callable[[], bool] = lambda: False) -> None:
        """Start again whatever ends, until a signal comes or `is_done`."""
        while not self.is_stopping and not is_done():
            for running in self._running:
                self._look_after(running)
            self._stop.wait(_ROUND_S)

    def failed(self, name: str) -> bool | None:
        """Whether a program with one thing to do failed; None while it runs."""
        (running,) = (r for r in self._running if r.program.name == name)
        code = running.child.poll()
        return None if code is None else code != 0

    def stop(self) -> None:
        """End them all: asked first, killed when they do not listen."""
        alive = [r.child for r in self._running if r.child.poll() is None]
        for child in alive:
            child.terminate()
        deadline_s = time.monotonic() + PATIENCE_S
        for child in alive:
            try:
                child.wait(max(0.0, deadline_s - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _begin(self, program: Program) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches us alone, and we end the others in order.
        with self._log(program).open("ab") as log:
            return subprocess.Popen(
                program.arguments,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _log(self, program: Program) -> Path:
        return self.logs / f"{program.name}.log"

    def _look_after(self, running: _Running) -> None:
        if running.child.poll() is None or not running.program.is_kept_alive:
            return
        now_s = time.monotonic()
        if running.start_again_at_s is None:
            self._plan_restart(running, now_s)
        elif now_s >= running.start_again_at_s:
            running.child = self._begin(running.program)
            running.started_at_s, running.start_again_at_s = now_s, None

    def _plan_restart(self, running: _Running, now_s: float) -> None:
        if now_s - running.started_at_s > _HEALTHY_AFTER_S:
            running.pause_s = 0.5
        running.start_again_at_s = now_s + running.pause_s
        name, code = running.program.name, running.child.returncode
        log = self._log(running.program)
        self.say(f"{name} ended ({code}); starting it again. Its log: {log}")
        running.pause_s = min(2 * running.pause_s, _LONGEST_PAUSE_S)
