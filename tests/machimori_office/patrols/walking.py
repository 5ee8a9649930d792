"""A patrol as the tests need one: members with certificates, a school, watches."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from machimori_office.patrols.models import (
    Car,
    Member,
    PolicePaper,
    Report,
    School,
    Shift,
    Turn,
)
from machimori_office.patrols.services.reports import Told
from machimori_office.places.models import District

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
"""Nine in the morning of a Monday in Japan, in an ordinary week."""

TODAY = date(2026, 5, 11)
TOMORROW = date(2026, 5, 12)
STAFF = "0f0f"
ENDS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "14:25")
FINE = Told(
    people=2,
    minutes=60,
    weather=Report.Weather.FINE,
    seen=Report.Seen.NOTHING,
)


def school(code: str = "daiichi", **given: Any) -> School:
    District.objects.get_or_create(code="honcho", defaults={"name_ja": "本町"})
    fields = {"name": f"{code}小学校", "district": "honcho", "ends": ENDS, **given}
    return School.objects.create(code=code, **fields)


def member(name: str = "青木 明", *, until: date | None = None, **given: Any) -> Member:
    fields = {"section": "総務課", "joined_on": date(2024, 4, 1), **given}
    made = Member.objects.create(name=name, **fields)
    if until is None or until > date(2024, 4, 1):
        certified(made, until or date(2027, 3, 31))
    return made


def certified(whom: Member, until: date, number: str = "") -> PolicePaper:
    return PolicePaper.objects.create(
        kind=PolicePaper.Kind.CERTIFICATE,
        member=whom,
        number=number or f"実-{whom.pk}",
        area="市内全域",
        issued_on=date(2024, 4, 10),
        holds_until=until,
    )


def uncertified(name: str = "上田 薫") -> Member:
    return member(name, until=date(2024, 4, 1))


def car(name: str = "青パト1号") -> Car:
    made = Car.objects.create(
        name=name, number_plate=f"多摩 {name}", in_use_since=date(2024, 4, 1)
    )
    PolicePaper.objects.create(
        kind=PolicePaper.Kind.CAR_PROOF,
        car=made,
        number=f"証-{made.pk}",
        area="市内全域",
        issued_on=date(2024, 4, 10),
        holds_until=date(2027, 3, 31),
    )
    return made


def watch(on: date = TOMORROW, *, at: School | None = None, **given: Any) -> Shift:
    fields = {"kind": "afternoon", "begins": time(14, 25), "ends": time(15, 25)}
    place = at or School.objects.first() or school()
    return Shift.objects.create(
        **{**fields, "on": on, "school": place, "walkers": 2, **given}
    )


def turn(shift: Shift, whom: Member, **given: Any) -> Turn:
    return Turn.objects.create(shift=shift, member=whom, **given)
