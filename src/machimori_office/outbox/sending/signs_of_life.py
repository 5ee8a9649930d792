"""Which workers of this machine live: each keeps a file locked as long as it does.

The kernel opens the lock of a process however it ends, so a dead worker is known at
once, where otherwise its mails would wait for the end of its lease. Workers on another
machine are judged by their leases alone.
"""

from __future__ import annotations

import fcntl
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

__all__ = ["SignOfLife", "bury_the_dead"]

_END = ".worker"


class SignOfLife:
    """A locked file for as long as the worker lives."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = f"{socket.gethostname()[:20]}-{os.getpid()}-{time.time_ns():x}"
        self._path = folder / f"{self.name}{_END}"
        # Locked before it has its name: nobody finds it open.
        making = self._path.with_suffix(".making")
        self._file = making.open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        making.rename(self._path)

    def __enter__(self) -> SignOfLife:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave no file behind after an orderly end."""
        self._path.unlink(missing_ok=True)
        self._file.close()


def bury_the_dead(folder: Path, bury: Callable[[str], object]) -> None:
    """Call `bury` with the name of each dead worker, and forget it if that succeeds."""
    for path in folder.glob(f"*{_END}"):
        try:
            file = path.open("r+")
        except FileNotFoundError:
            continue
        with file:
            if _is_locked(file.fileno()):
                continue
            bury(path.name.removesuffix(_END))
            path.unlink(missing_ok=True)


def _is_locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
