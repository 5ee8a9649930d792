"""Saying everything that stands once more, after a box went back to a backup.

A box that was set back gives numbers a second time, and believes said what the other
one may never have had, or has since heard otherwise. So it breaks off: its numbers, of
files and of acts, go on from the second of the break, which no count reaches; and its
next file says all that stands. What the other box has and that file lacks has ended.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from machimori_office.audit.services import SYSTEM, record
from machimori_office.exchange.models import Direction, Item, Parcel

_BROKEN = ""
"""Stands where the hash of a file would: there is none."""

_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@transaction.atomic
def break_off(at: datetime, *, reason: str) -> int:
    """Begin a new count and forget what was said; return the number it begins after."""
    ours = Parcel.objects.filter(direction=Direction.OUT)
    last = int(ours.aggregate(last=Max("sequence"))["last"] or 0)
    number = max(last + 1, int((at - _BEGIN).total_seconds()))
    heard = Parcel.objects.filter(direction=Direction.IN).first()
    Parcel.objects.create(
        direction=Direction.OUT,
        sequence=number,
        sha256=_BROKEN,
        items=0,
        made_at=at,
        seen=heard.sequence if heard else 0,
    )
    # Which things were spoken of stays known: what is no longer there has to end.
    Item.objects.filter(direction=Direction.OUT).update(sha256="")
    record(
        actor=SYSTEM,
        action="exchange.anew",
        object_kind="exchange.parcel",
        object_id=str(number),
        reason=reason,
        at=at,
    )
    return number


def is_due() -> bool:
    """Whether the next file says everything."""
    last = Parcel.objects.filter(direction=Direction.OUT).first()
    return last is not None and last.sha256 == _BROKEN


def acts_begin() -> int:
    """Return after which number acts count: the other box may know higher ones."""
    broken = Parcel.objects.filter(direction=Direction.OUT, sha256=_BROKEN)
    return int(broken.aggregate(last=Max("sequence"))["last"] or 0)


def broken_at() -> datetime | None:
    """Return when this box last went back: what was to be done before may be done."""
    broken = Parcel.objects.filter(direction=Direction.OUT, sha256=_BROKEN).first()
    return broken.made_at if broken else None


def written_since(sequence: int) -> list[int]:
    """Return the numbers of the files that were written after one."""
    later = Parcel.objects.filter(direction=Direction.OUT, sequence__gt=sequence)
    written = later.exclude(sha256=_BROKEN).order_by("sequence")
    return list(written.values_list("sequence", flat=True))
