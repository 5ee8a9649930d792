"""Writing the next file for the other box, and taking the next one from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from machimori.errors import InvalidInput
from machimori_office.alerts.services import sending
from machimori_office.audit.services import SYSTEM, record
from machimori_office.exchange import orders, parcels, reports
from machimori_office.exchange.errors import (
    Missing,
    NotTwoBoxes,
    ParcelRefused,
    Replayed,
    Unreadable,
)
from machimori_office.exchange.models import Direction, Item, Parcel
from machimori_office.exchange.parcels import Head, Part, Said
from machimori_office.mailroom import forwarding

SILENT_AT_MOST = timedelta(hours=1)
"""Even with nothing to say a file goes out, so that silence means a broken way."""


@dataclass(frozen=True)
class _Side:
    """What one box says and hears."""

    part: Part
    other: Part
    collect: Callable[[datetime], Iterable[Said]]
    take: Callable[[Said, datetime], None]


_SIDES = {
    "console": _Side("console", "public", orders.collect, reports.take),
    "public": _Side("public", "console", reports.collect, orders.take),
}


def side(part: Part) -> None:
    """Refuse what is not this box's to do."""
    if part != settings.OFFICE_PART:
        raise NotTwoBoxes(part=part)


@transaction.atomic
def export(folder: Path, *, at: datetime) -> Path | None:
    """Write the next file, if there is anything to say; return where it is."""
    own = _own()
    said = list(_changed(own.collect(at)))
    if not said and not _owes_an_answer() and not _is_silent_too_long(at):
        return None
    head = Head(
        sender=own.part,
        sequence=_last(Direction.OUT) + 1,
        seen=_last(Direction.IN),
        made_at=at,
    )
    raw = parcels.write(head, said, parcels.own_key(Path(settings.EXCHANGE_KEY)))
    _note(Direction.OUT, head, raw, said, at)
    _write(_kept() / head.name, raw)
    return _write(folder / head.name, raw)


def import_(file: Path, *, at: datetime) -> int:
    """Take a file of the other box, wholly or not at all; return how many things.

    Raises
    ------
    ParcelRefused
    """
    own = _own()
    key = parcels.others_key(Path(settings.EXCHANGE_PEER))
    if file.stat().st_size > parcels.MOST_BYTES:
        raise Unreadable(file=file.name, said="too large")
    raw = file.read_bytes()
    head, said = parcels.read(raw, file=file.name, sender=own.other, key=key)
    _refuse_out_of_turn(head, file.name)
    try:
        _take_all(own, head, raw, said, at)
    except (KeyError, ValueError, TypeError, InvalidInput) as error:
        raise Unreadable(file=file.name, said=type(error).__name__) from error
    return len(said)


@transaction.atomic
def _take_all(
    own: _Side, head: Head, raw: bytes, said: list[Said], at: datetime
) -> None:
    _note(Direction.IN, head, raw, said, at)
    for item in said:
        own.take(item, at)
    if own.part == "console":
        sending.follow_deliveries(at)
    else:
        _forget_carried(head.seen)


def import_new(folder: Path, *, at: datetime) -> tuple[int, list[ParcelRefused]]:
    """Take all files in a folder that are new, in order; return what was refused."""
    taken, refused = 0, []
    for file in sorted(folder.glob(f"machimori-{_own().other}-*.parcel")):
        try:
            import_(file, at=at)
            taken += 1
        except Replayed:
            continue
        except ParcelRefused as error:
            refused.append(error)
            break
    return taken, refused


def again(folder: Path, *, sequence: int) -> Path:
    """Write a file that was lost on its way once more."""
    name = parcels.parcel_name(_own().part, sequence)
    return _write(folder / name, (_kept() / name).read_bytes())


def _own() -> _Side:
    found = _SIDES.get(settings.OFFICE_PART)
    if found is None:
        raise NotTwoBoxes(part="console | public")
    return found


def _changed(said: Iterable[Said]) -> Iterator[Said]:
    known = {
        (kind, key): sha256
        for kind, key, sha256 in Item.objects.filter(
            direction=Direction.OUT
        ).values_list("kind", "key", "sha256")
    }
    for item in said:
        if known.get((item.kind, item.key)) != item.sha256:
            yield item


def _owes_an_answer() -> bool:
    """Whether something came since our last file: the other box waits to hear so.

    A file that says nothing is not answered, or two boxes would thank for ever.
    """
    last = Parcel.objects.filter(direction=Direction.OUT).first()
    came = Parcel.objects.filter(direction=Direction.IN, items__gt=0)
    return came.filter(sequence__gt=last.seen if last else 0).exists()


def _is_silent_too_long(at: datetime) -> bool:
    last = Parcel.objects.filter(direction=Direction.OUT).first()
    return last is None or last.made_at <= at - SILENT_AT_MOST


def _last(direction: Direction) -> int:
    ours = Parcel.objects.filter(direction=direction)
    return int(ours.aggregate(last=Max("sequence"))["last"] or 0)


def _refuse_out_of_turn(head: Head, file: str) -> None:
    last = _last(Direction.IN)
    if head.sequence <= last:
        raise Replayed(file=file, sequence=head.sequence)
    if head.sequence > last + 1:
        raise Missing(file=file, first=last + 1, last=head.sequence - 1)


def _note(
    direction: Direction, head: Head, raw: bytes, said: list[Said], at: datetime
) -> None:
    """Remember a file and the last that was said of each thing in it."""
    sha256 = hashlib.sha256(raw).hexdigest()
    Parcel.objects.create(
        direction=direction,
        sequence=head.sequence,
        seen=head.seen,
        sha256=sha256,
        items=len(said),
        made_at=head.made_at,
    )
    Item.objects.bulk_create(
        [
            _item(direction, item, at)
            for item in {(s.kind, s.key): s for s in said}.values()
        ],
        update_conflicts=True,
        unique_fields=["direction", "kind", "key"],
        update_fields=["sha256", "body", "at"],
    )
    record(
        actor=SYSTEM,
        action=f"exchange.{direction.value}",
        object_kind="exchange.parcel",
        object_id=head.name,
        reason="parcel exchanged",
        at=at,
        details={"sha256": sha256, "items": str(len(said))},
    )


def _item(direction: Direction, item: Said, at: datetime) -> Item:
    is_kept = direction == Direction.IN and item.kind == reports.STANDSTILL
    return Item(
        direction=direction,
        kind=item.kind,
        key=item.key,
        sha256=item.sha256,
        body=item.body if is_kept else None,
        at=at,
    )


def _forget_carried(seen: int) -> None:
    """Delete the mails for the console that it has."""
    taken = Parcel.objects.filter(direction=Direction.OUT, sequence__lte=seen).first()
    if taken is not None:
        carried = Item.objects.filter(
            direction=Direction.OUT, kind=reports.MAIL, at__lte=taken.made_at
        )
        for key in carried.values_list("key", flat=True):
            forwarding.forget(key)


def _kept() -> Path:
    return Path(settings.OFFICE_FOLDER) / "sent-to-the-other-box"


def _write(file: Path, raw: bytes) -> Path:
    """Write a file that is there wholly or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".half")
    half.write_bytes(raw)
    return half.rename(file)
