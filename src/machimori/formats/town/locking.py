"""A folder that one process works in at a time; a process that dies lets go of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from machimori.errors import CannotWrite, InvalidInput, Problem
from machimori.language import Text

LOCK = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder while the block runs.

    Parameters
    ----------
    folder : Path
        That exists.

    Raises
    ------
    InvalidInput
        Another process holds it.
    CannotWrite
    """
    try:
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise CannotWrite(path=folder, why=error.strerror) from error
    try:
        if not _lock(handle):
            raise InvalidInput([_in_use(folder)])
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Take the lock that the system takes back from whoever dies."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _in_use(folder: Path) -> Problem:
    return Problem(
        file=str(folder),
        where=Text(ja="フォルダ", en="the folder"),
        found=LOCK,
        expected=Text(
            ja="ほかの処理が使っていないフォルダ",
            en="a folder that no other process works in",
        ),
        remedy=Text(
            ja="動いている machimori town が終わるのを待つか、"
            "別のフォルダを指定してください。",
            en="Wait until the other machimori town ends, or name another folder.",
        ),
    )
