"""What residents decided since a backup: a file that going back does not take back.

A backup is a past in which whoever left since is registered still. So that a restore
undoes nobody's wish, each wish is written as a line into a file beside the backups:
when, what, and a keyed hash of the address. The rows wait in the database until the
file has them, so a folder that is away for a while loses none.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from machimori_office.backups.models import Wish

__all__ = ["Decision", "Diary", "What", "folder", "forget", "note", "read", "who"]

NAME = "machimori-wishes.log"
AT_ONCE = 1000
_HEAD = "machimori-wishes-1 "


class What(StrEnum):
    """What somebody decided."""

    JOINED = "joined"
    LEFT = "left"
    THINNED = "thinned"
    ERASED = "erased"


@dataclass(frozen=True)
class Decision:
    """One line of the file.

    Parameters
    ----------
    at : datetime
    what : What
    who : str
        See `who`.
    about : str
        The kind of mail, for `What.THINNED`.
    """

    at: datetime
    what: What
    who: str
    about: str = ""


Diary = Mapping[str, tuple[Decision, ...]]
"""What each decided, in the order of deciding."""


def who(key: str) -> str:
    """Return what stands for an address: without the office's secret nobody's."""
    digest = salted_hmac("machimori.backups.diary", key, algorithm="sha256")
    return digest.hexdigest()


def note(what: What, key: str, *, at: datetime, about: str = "") -> None:
    """Remember a decision, in the transaction that makes it."""
    Wish.objects.create(at=at, what=what, who=who(key), about=about)


def folder() -> Path:
    """Return where the file is: with the backups, where the office makes any."""
    return Path(settings.BACKUP_FOLDER or settings.OFFICE_FOLDER)


def write_down(into: Path, *, at: datetime) -> int:
    """Add to the file what it does not have yet; return how many lines.

    The file begins before anything stands in it: one that begins later than a backup
    was made is not the one of that time.
    """
    _begin(into / NAME, at)
    written = 0
    while rows := list(Wish.objects.order_by("pk")[:AT_ONCE]):
        with transaction.atomic():
            _append(into / NAME, [_line(row) for row in rows])
            Wish.objects.filter(pk__in=[row.pk for row in rows]).delete()
        written += len(rows)
    return written


def read(folders: Iterable[Path], *, since: datetime) -> Diary | None:
    """Read what was decided since then.

    None where no file of this office is found that reaches back so far.
    """
    files = [f / NAME for f in dict.fromkeys(folders) if (f / NAME).is_file()]
    begun = {file: _begun_at(file) for file in files}
    ours = [file for file, at in begun.items() if at and at <= since]
    if not ours:
        return None
    found: dict[str, tuple[Decision, ...]] = {}
    lines = {line for file in ours for line in _decisions(file) if line.at >= since}
    for decision in sorted(lines, key=lambda line: line.at):
        found[decision.who] = (*found.get(decision.who, ()), decision)
    return found


def forget(within: Path, *, before: datetime) -> None:
    """Delete the lines that no backup is older than."""
    file = within / NAME
    begun_at = _begun_at(file) if file.is_file() else None
    if begun_at is None:
        return
    kept = [_written(line) for line in _decisions(file) if line.at >= before]
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    _append(half, [_head(begun_at), *kept])
    half.replace(file)


def _begin(file: Path, at: datetime) -> None:
    """Write the head, under which an empty line parts us from a line cut off."""
    if not file.is_file() or _begun_at(file) is None:
        file.parent.mkdir(parents=True, exist_ok=True)
        _append(file, ["\n", _head(at)] if file.is_file() else [_head(at)])


def _append(file: Path, lines: list[str]) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as out:
        out.write("".join(lines))
        out.flush()
        os.fsync(out.fileno())


def _head(at: datetime) -> str:
    return f"{_HEAD}{who('')} {at.isoformat()}\n"


def _begun_at(file: Path) -> datetime | None:
    """Return since when the file was kept under our secret; None where it never was."""
    own = f"{_HEAD}{who('')} "
    with file.open(encoding="ascii", errors="replace") as lines:
        heads = [line.removeprefix(own) for line in lines if line.startswith(own)]
    return min((datetime.fromisoformat(head.strip()) for head in heads), default=None)


def _line(row: Wish) -> str:
    return _written(Decision(row.at, What(row.what), row.who, row.about))


def _written(decision: Decision) -> str:
    about = decision.about or "-"
    at = decision.at.isoformat()
    return f"{at} {decision.what.value} {decision.who} {about}\n"


def _decisions(file: Path) -> Iterator[Decision]:
    """Read the lines; one that a fallen server left half is passed over."""
    for line in file.read_text(encoding="ascii", errors="replace").splitlines():
        try:
            at, what, of, about = line.split(" ")
            about = "" if about == "-" else about
            yield Decision(datetime.fromisoformat(at), What(what), of, about)
        except ValueError:
            continue
