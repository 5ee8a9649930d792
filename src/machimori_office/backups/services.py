"""Making a backup, checking one, and going back to one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from machimori_office.audit import services as audit
from machimori_office.audit.models import Head
from machimori_office.backups import archive, databases, diary
from machimori_office.backups.errors import WrongDatabase
from machimori_office.backups.models import Backup, Wish
from machimori_office.backups.registry import calms, catch_ups
from machimori_office.backups.rotation import Keeping, kept
from machimori_office.jobs.models import Lease

_NAME = "machimori-%Y%m%dT%H%M%SZ.backup"
_LIST = "machimori-backups.sha256"


def back_up(
    folder: Path, *, recipient: X25519PublicKey, keeping: Keeping, at: datetime
) -> Backup:
    """Write a backup, list its hash, and let those go that are kept no longer."""
    folder.mkdir(parents=True, exist_ok=True)
    diary.write_down(diary.folder(), at=at)
    file = folder / at.astimezone(UTC).strftime(_NAME)
    half = file.with_suffix(".half")
    with _scratch() as scratch, half.open("wb") as out:
        copy = scratch / archive.COPY
        databases.copy(connection.settings_dict, copy)
        contents = _contents_of(copy, at)
        archive.write(out, copy=copy, contents=contents, recipient=recipient)
    half.rename(file)
    backup = _record(file, at)
    _rotate(folder, keeping)
    _list(folder)
    return backup


def check(file: Path, *, key: X25519PrivateKey) -> archive.Contents:
    """Open a backup and hold all of it against its hashes; nothing is changed."""
    with _scratch() as scratch, file.open("rb") as source:
        return archive.read(source, into=scratch, key=key)


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What came of going back.

    Parameters
    ----------
    made_at : datetime
        Of the backup.
    calmed : int
        Rows that would have gone on by themselves.
    caught_up : int or None
        People whose leaving or erasure since then was done again; None where the file
        that says so was not found.
    lost : int
        People who registered since then, and are not registered any more.
    """

    made_at: datetime
    calmed: int
    caught_up: int | None
    lost: int


def restore(file: Path, *, key: X25519PrivateKey, at: datetime) -> Restored:
    """Put a backup in the place of all rows.

    What waited then does not go on by itself: mails are held until somebody looks at
    them, sessions are over, and no job runs in anybody's name. Whoever left since or
    was erased is taken off again.

    Raises
    ------
    SealBroken, WrongDatabase
        Nothing was changed then.
    """
    with _scratch() as scratch, file.open("rb") as source:
        contents = archive.read(source, into=scratch, key=key)
        if contents.vendor != databases.vendor(connection.settings_dict):
            raise WrongDatabase(vendor=contents.vendor)
        _save_wishes(at)
        connection.close()
        databases.put_back(connection.settings_dict, scratch / archive.COPY)
    # A backup may be older than the program.
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    folders = (file.parent, diary.folder(), Path(settings.OFFICE_FOLDER))
    return _calm(contents, diary.read(folders, since=contents.made_at), at)


def _save_wishes(at: datetime) -> None:
    """Keep what the database in use still knows, if it can be read."""
    with suppress(DatabaseError, OSError):
        diary.write_down(diary.folder(), at=at)


@transaction.atomic
def _calm(
    contents: archive.Contents, since: diary.Diary | None, at: datetime
) -> Restored:
    Lease.objects.update(holder="", held_until=None)
    # Of the backup's own time: the file has them already.
    Wish.objects.all().delete()
    calmed = sum(calm(at) for calm in calms())
    caught_up = _caught_up(since, at)
    audit.record(
        actor=audit.SYSTEM,
        action="backups.restored",
        object_kind="backup",
        object_id=contents.made_at.astimezone(UTC).strftime(_NAME),
        reason="went back to a backup",
        at=at,
        details={
            "sequence": str(contents.audit_sequence),
            "calmed": str(calmed),
            "caught_up": str(caught_up),
        },
    )
    return Restored(
        made_at=contents.made_at,
        calmed=calmed,
        caught_up=caught_up,
        lost=sum(each[-1].what == diary.What.JOINED for each in (since or {}).values()),
    )


def _caught_up(since: diary.Diary | None, at: datetime) -> int | None:
    if since is None:
        return None
    return sum(catch_up(since, at) for catch_up in catch_ups())


@transaction.atomic
def _record(file: Path, at: datetime) -> Backup:
    backup = Backup.objects.create(
        made_at=at,
        name=file.name,
        sha256=archive.hashed(file),
        size_bytes=file.stat().st_size,
    )
    audit.record(
        actor=audit.SYSTEM,
        action="backups.made",
        object_kind="backup",
        object_id=file.name,
        reason="backup made",
        at=at,
        details={"sha256": backup.sha256},
    )
    return backup


def _contents_of(copy: Path, at: datetime) -> archive.Contents:
    head = Head.objects.filter(pk=1).first() or Head(pk=1)
    return archive.Contents(
        made_at=at,
        vendor=databases.vendor(connection.settings_dict),
        sha256=archive.hashed(copy),
        audit_sequence=head.sequence,
        audit_hash=head.own_hash,
    )


def _rotate(folder: Path, keeping: Keeping) -> None:
    made = dict(_made(folder))
    for at in made.keys() - kept(made, keeping):
        made[at].unlink()


def oldest(folder: Path) -> datetime | None:
    """Return of when the oldest backup is that is kept."""
    return min(dict(_made(folder)), default=None)


def _list(folder: Path) -> None:
    """Write the hashes down in the form that `sha256sum --check` reads."""
    lines = [f"{archive.hashed(f)}  {f.name}\n" for _, f in sorted(_made(folder))]
    (folder / _LIST).write_text("".join(lines), encoding="utf-8")


def _made(folder: Path) -> Iterator[tuple[datetime, Path]]:
    for file in folder.glob("machimori-*.backup"):
        try:
            yield datetime.strptime(file.name, _NAME).replace(tzinfo=UTC), file
        except ValueError:
            continue


@contextmanager
def _scratch() -> Iterator[Path]:
    """Beside the database, where its rows lie in the clear anyway."""
    parent = Path(settings.OFFICE_FOLDER)
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="backup-", dir=parent) as folder:
        yield Path(folder)
