"""Patrols on two boxes: all is decided in the console, members look on the other.

Of a member the internet part knows a number, whose turns those are, until when the
certificate holds, and the hash of the link's word: no name, no address, no telephone.
Only the letters that it writes for the console, as it writes all, name somebody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from machimori_office.patrols.models import (
    Car,
    Link,
    Member,
    PolicePaper,
    Roster,
    School,
    Shift,
    Swap,
    Turn,
)

_PLACE = ("name", "district", "ends", "is_current")
_WATCH = ("kind", "is_first_day", "walkers", "cars", "cancelled_because")
_BEGINNING = date(2000, 1, 1)


def place(school: School) -> dict[str, Any]:
    """Say where watches stand."""
    return {name: getattr(school, name) for name in _PLACE}


def take_place(code: str, said: dict[str, Any]) -> None:
    """Know a place of watches."""
    fields = {name: said[name] for name in _PLACE}
    School.objects.update_or_create(code=code, defaults=fields)


def roster(found: Roster) -> dict[str, Any]:
    """Say which month is published: its watches can be signed up for."""
    return {"first_on": f"{found.first_on}", "last_on": f"{found.last_on}"}


def take_roster(said: dict[str, Any], *, at: datetime) -> None:
    """Know a month that is published."""
    fields: dict[str, Any] = {"state": Roster.State.PUBLISHED, "asked_at": at}
    fields["last_on"] = date.fromisoformat(said["last_on"])
    Roster.objects.update_or_create(
        first_on=date.fromisoformat(said["first_on"]), defaults=fields
    )


def watch(shift: Shift) -> dict[str, Any]:
    """Say when and where a watch is, and whose turns are set; drafts are not said."""
    said = {name: getattr(shift, name) for name in _WATCH}
    return {
        **said,
        "on": shift.on.isoformat(),
        "begins": shift.begins.isoformat(),
        "ends": shift.ends.isoformat(),
        "place": shift.school.code,
        "cancelled_at": _written(shift.cancelled_at),
        "is_reported": hasattr(shift, "report"),
        "turns": [_turn(turn) for turn in shift.turns.all() if not turn.is_drafted],
    }


@transaction.atomic
def take_watch(pk: UUID, said: dict[str, Any]) -> None:
    """Bring a watch and its turns up to date."""
    school = School.objects.filter(code=said["place"]).first()
    if school is None:
        raise ValueError("a watch at a place that is not known here")
    where = {"on": date.fromisoformat(said["on"]), "school": school}
    # Laid out anew under another id: that the older one ended is said after this.
    older = Shift.objects.filter(**where, kind=said["kind"]).exclude(pk=pk)
    older.delete()
    fields = {name: said[name] for name in _WATCH} | where
    fields |= {name: time.fromisoformat(said[name]) for name in ("begins", "ends")}
    fields["cancelled_at"] = _read(said["cancelled_at"])
    fields["is_reported_there"] = said["is_reported"]
    shift, _made = Shift.objects.update_or_create(pk=pk, defaults=fields)
    # All at once: two members may have changed places.
    shift.turns.all().delete()
    for turn in said["turns"]:
        _keep_turn(shift, turn)


def end_watch(pk: UUID) -> None:
    """Forget a watch that is no more, or is long over."""
    Shift.objects.filter(pk=pk).delete()


def member(found: Member) -> dict[str, Any]:
    """Say which links are a member's, and when a certificate holds; not who it is."""
    papers = found.papers.filter(ended_on=None).order_by("pk")
    return {
        "links": [
            [link.token_hash, _written(link.made_at), _written(link.expires_at)]
            for link in found.links.order_by("pk")
        ],
        "certificates": [[f"{p.issued_on}", f"{p.holds_until}"] for p in papers],
    }


@transaction.atomic
def take_member(pk: int, said: dict[str, Any]) -> None:
    """Know the links of a member."""
    found = _member(pk)
    found.links.all().delete()
    Link.objects.bulk_create(
        Link(member=found, token_hash=hash_, made_at=_read(made), expires_at=_read(end))
        for hash_, made, end in said["links"]
    )
    found.papers.all().delete()
    PolicePaper.objects.bulk_create(
        _certificate(found, number, days)
        for number, days in enumerate(said["certificates"])
    )


def end_member(pk: int) -> None:
    """Forget a member who has no link any more."""
    Link.objects.filter(member=pk).delete()
    PolicePaper.objects.filter(member=pk).delete()
    Member.objects.filter(pk=pk, turns=None).delete()


def _turn(turn: Turn) -> dict[str, Any]:
    swap = getattr(turn, "swap", None)
    return {
        "id": turn.pk,
        "member": turn.member_id,
        "car": turn.car.name if turn.car else "",
        "here_at": _written(turn.here_at),
        "done_at": _written(turn.done_at),
        "swap": [swap.pk, _written(swap.asked_at)] if swap else None,
    }


def _keep_turn(shift: Shift, said: dict[str, Any]) -> None:
    Turn.objects.filter(pk=said["id"]).delete()
    turn = Turn.objects.create(
        pk=said["id"],
        shift=shift,
        member=_member(said["member"]),
        car=_car(said["car"]) if said["car"] else None,
        here_at=_read(said["here_at"]),
        done_at=_read(said["done_at"]),
    )
    if said["swap"]:
        pk, asked_at = said["swap"]
        Swap.objects.create(pk=pk, turn=turn, asked_at=_read(asked_at))


def _member(pk: int) -> Member:
    """Know a member by number alone."""
    found, _made = Member.objects.get_or_create(
        pk=pk, defaults={"joined_on": _BEGINNING}
    )
    return found


def _car(name: str) -> Car:
    """Know a car by what members call it; its number plate stays in the console."""
    defaults = {"number_plate": name, "in_use_since": _BEGINNING}
    found, _made = Car.objects.get_or_create(name=name, defaults=defaults)
    return found


def _certificate(found: Member, number: int, days: Sequence[str]) -> PolicePaper:
    issued_on, holds_until = map(date.fromisoformat, days)
    return PolicePaper(
        kind=PolicePaper.Kind.CERTIFICATE,
        member=found,
        number=f"{found.pk}.{number}",
        issued_on=issued_on,
        holds_until=holds_until,
    )


def _written(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _read(written: str | None) -> Any:
    return datetime.fromisoformat(written) if written else None
