"""Writing the next file for the other box, and taking the next one from it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DataError, IntegrityError, transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Greatest

from machimori.errors import InvalidInput
from machimori_office.audit.services import SYSTEM, record
from machimori_office.exchange import anew, bodies, parcels, saying, taking
from machimori_office.exchange.contract import Body, Part
from machimori_office.exchange.errors import (
    ExchangeKey,
    Missing,
    NotTwoBoxes,
    ParcelRefused,
    Replayed,
    Unreadable,
)
from machimori_office.exchange.models import Direction, Item, Parcel, Waiting
from machimori_office.exchange.parcels import Head, Said
from machimori_office.web.errors import OfficeError

SILENT_AT_MOST = timedelta(hours=1)
"""Even with nothing to say a file goes out, so that silence means a broken way."""

KEPT = timedelta(days=7)
"""So long after it was taken a file can be written again, for a box that is restored
from an older backup."""

PUBLIC_BEGINS = 50_000
"""Numbers of the internet part begin after those that the console gives."""

_OTHER: dict[Part, Part] = {"console": "public", "public": "console"}


def side(part: Part) -> None:
    """Refuse what is not this box's to do."""
    if part != settings.OFFICE_PART:
        raise NotTwoBoxes(part=part)


def numbers_begin() -> int:
    """Return after which number this box counts, so that no two give the same."""
    return PUBLIC_BEGINS if settings.OFFICE_PART == "public" else 0


@transaction.atomic
def post(kind: str, key: str, body: Body, *, at: datetime) -> None:
    """Keep an act for the other box, sealed; nothing where there is one box.

    Parameters
    ----------
    kind : str
        The name of an `Act` that this box sends.
    key : str
        Of the thing that the act is about.
    body : mapping or dataclass
    at : datetime
    """
    if settings.OFFICE_PART == "both":
        return
    own = {"direction": Direction.OUT, "kind": kind, "key": key}
    Item.objects.get_or_create(**own, defaults={"sha256": "", "at": at})
    number = Greatest(F("acts"), Value(anew.acts_begin())) + 1
    Item.objects.filter(**own).update(acts=number, at=at)
    Waiting.objects.create(
        kind=kind,
        key=key,
        number=Item.objects.get(**own).acts,
        body=bodies.seal(bodies.laid_out(body), saying.recipient()),
        at=at,
    )


def keys(direction: Direction, kind: str) -> set[str]:
    """Return of which things of a kind something was said, or came."""
    said = Item.objects.filter(direction=direction, kind=kind)
    return set(said.values_list("key", flat=True))


def last_of(kind: str, key: str | None = None) -> dict[str, Any] | None:
    """Return what the other box said last of a kind that is kept: of one thing."""
    said = Item.objects.filter(direction=Direction.IN, kind=kind)
    found = (said if key is None else said.filter(key=key)).first()
    return found.body if found else None


@transaction.atomic
def export(folder: Path, *, at: datetime) -> Path | None:
    """Write the next file, if there is anything to say; return where it is.

    What does not fit into one file waits for the next.
    """
    own = _own()
    is_anew = anew.is_due()
    said = saying.collect(own, at, is_anew=is_anew)
    if not (said or is_anew or _owes_an_answer() or _is_silent_too_long(at)):
        return None
    head = Head(
        sender=own,
        sequence=_last(Direction.OUT) + 1,
        seen=_last(Direction.IN),
        made_at=at,
        is_anew=is_anew,
    )
    key = parcels.own_key(Path(settings.EXCHANGE_KEY))
    raw = parcels.write(head, saying.sealed(own, said), key)
    _note(Direction.OUT, head, raw, said, at)
    saying.note(own, said, parcel=head.sequence, at=at)
    _write(_kept() / head.name, raw)
    return _write(folder / head.name, raw)


def import_(file: Path, *, at: datetime) -> int:
    """Take a file of the other box, wholly or not at all; return how many things.

    Raises
    ------
    ParcelRefused
    """
    other = _OTHER[_own()]
    key = parcels.others_key(Path(settings.EXCHANGE_PEER))
    if file.stat().st_size > parcels.MOST_BYTES:
        raise Unreadable(file=file.name, said="too large")
    raw = file.read_bytes()
    head, said = parcels.read(raw, file=file.name, sender=other, key=key)
    _refuse_out_of_turn(head, file.name)
    try:
        _take_all(head, raw, said, at)
        if head.is_anew:
            _say_again_what_is_lacking(head, at)
    except ExchangeKey:
        raise
    except _NOT_UNDERSTOOD as error:
        raise Unreadable(file=file.name, said=type(error).__name__) from error
    return len(said)


_NOT_UNDERSTOOD = (
    ArithmeticError,
    AttributeError,
    DataError,
    IntegrityError,
    InvalidInput,
    LookupError,
    OfficeError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a body that cannot be raises on its way into the rows."""


@transaction.atomic
def _take_all(head: Head, raw: bytes, said: Sequence[Said], at: datetime) -> None:
    # First what the other box had heard when it wrote: its news is judged by that.
    taking.forget_carried(_OTHER[head.sender], head.seen)
    taking.take(head.sender, said, at)
    if head.is_anew:
        taking.end_unsaid(head.sender, said, at)
    _note(Direction.IN, head, raw, said, at)
    _forget_files(at)


def import_new(folder: Path, *, at: datetime) -> tuple[int, list[ParcelRefused]]:
    """Take all files in a folder that are new, in order; return what was refused."""
    taken, refused = 0, []
    for file in sorted(folder.glob(f"machimori-{_OTHER[_own()]}-*.parcel")):
        try:
            import_(file, at=at)
            taken += 1
        except Replayed:
            continue
        except ParcelRefused as error:
            refused.append(error)
            break
    return taken, refused


def _say_again_what_is_lacking(head: Head, at: datetime) -> None:
    """Answer a box that went back: its files since then once more, or everything."""
    lacking = anew.written_since(head.seen)
    names = [parcels.parcel_name(_own(), number) for number in lacking]
    if not all((_kept() / name).exists() for name in names):
        anew.break_off(at, reason="the other server lacks files")
        return
    for number in lacking if settings.EXCHANGE_OUT else []:
        again(Path(settings.EXCHANGE_OUT), sequence=number)


def again(folder: Path, *, sequence: int) -> Path:
    """Write a file that was lost on its way once more."""
    name = parcels.parcel_name(_own(), sequence)
    return _write(folder / name, (_kept() / name).read_bytes())


def _own() -> Part:
    part = settings.OFFICE_PART
    if part == "console":
        return "console"
    if part == "public":
        return "public"
    raise NotTwoBoxes(part="console | public")


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
    if head.sequence > last + 1 and not head.is_anew:
        raise Missing(file=file, first=last + 1, last=head.sequence - 1)


def _note(
    direction: Direction, head: Head, raw: bytes, said: Sequence[Said], at: datetime
) -> None:
    """Remember a file."""
    sha256 = hashlib.sha256(raw).hexdigest()
    Parcel.objects.create(
        direction=direction,
        sequence=head.sequence,
        seen=head.seen,
        sha256=sha256,
        items=len(said),
        made_at=head.made_at,
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


def _forget_files(at: datetime) -> None:
    """Delete the copies of files that the other box took long ago."""
    last = Parcel.objects.filter(direction=Direction.IN).first()
    taken = Parcel.objects.filter(
        direction=Direction.OUT,
        sequence__lte=last.seen if last else 0,
        made_at__lte=at - KEPT,
    ).first()
    if taken is None:
        return
    for file in _kept().glob("machimori-*.parcel"):
        if file.name <= parcels.parcel_name(_own(), taken.sequence):
            file.unlink(missing_ok=True)


def _kept() -> Path:
    return Path(settings.OFFICE_FOLDER) / "sent-to-the-other-box"


def _write(file: Path, raw: bytes) -> Path:
    """Write a file that is there wholly or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".half")
    half.write_bytes(raw)
    return half.rename(file)
