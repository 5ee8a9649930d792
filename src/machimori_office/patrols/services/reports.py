"""What a patrol was like: a few words, a record, and perhaps a concern."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from machimori_office.concerns.models import Concern
from machimori_office.concerns.services import receiving
from machimori_office.patrols.models import Group, Report, Shift
from machimori_office.patrols.services.noting import note
from machimori_office.records import services as records
from machimori_office.web.errors import NotNow
from machimori_office.web.words import JST

DUTY = "patrols"
ACTIVITY = "patrol"


@dataclass(frozen=True, kw_only=True)
class Worry:
    """Something seen that somebody should look at: it becomes a concern.

    Parameters
    ----------
    kind : str
        A kind of the city's rule of concerns.
    text, place : str
    """

    kind: str
    text: str
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What who walked tells.

    Parameters
    ----------
    people, cars, minutes : int
    weather : Report.Weather
    seen : Report.Seen
    note : str
        No names: it stays with the record.
    worry : Worry, optional
    """

    people: int
    minutes: int
    weather: Report.Weather
    seen: Report.Seen
    cars: int = 0
    note: str = ""
    worry: Worry | None = None


@transaction.atomic
def report(shift: Shift, told: Told, *, actor: str, at: datetime) -> Report:
    """Keep the report of a watch; it is written once, and goes into the records.

    Raises
    ------
    NotNow
        The watch was cancelled, has not begun, or has its report already.
    """
    locked = Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    begins_at = datetime.combine(locked.on, locked.begins, tzinfo=JST)
    has_report = Report.objects.filter(shift=locked).exists()
    if locked.cancelled_at or has_report or begins_at > at:
        raise NotNow
    school = locked.school
    done = records.Done(
        activity=ACTIVITY,
        subjects=[school.code, school.district],
        on=locked.on,
        duty=DUTY,
        about=str(locked.pk),
        by=f"見守りパトロール（{told.people}人）",
    )
    return _kept(done, told, actor, at, shift=locked)


@transaction.atomic
def report_walk(
    group: Group, told: Told, *, on: date, actor: str, at: datetime
) -> Report:
    """Keep the walk of a residents' group, as the group tells the city."""
    done = records.Done(
        activity=ACTIVITY,
        subjects=group.districts or [records.CITY],
        on=on,
        duty=DUTY,
        about=f"group:{group.pk}",
        by=f"地域の団体（{told.people}人）",
    )
    return _kept(done, told, actor, at, group=group)


def _kept(
    done: records.Done,
    told: Told,
    actor: str,
    at: datetime,
    **whose: Shift | Group,
) -> Report:
    fields = {k: v for k, v in vars(told).items() if k != "worry"}
    made = Report.objects.create(
        on=done.on,
        record=records.append(done, actor=actor, at=at),
        written_at=at,
        **fields,
        **whose,
    )
    note("reported", "report", made.pk, actor=actor, at=at, reason="walked")
    if told.worry:
        made.concern = str(_passed_on(made, told.worry, done, actor, at).pk)
        made.save(update_fields=["concern"])
    return made


def _passed_on(
    made: Report, worry: Worry, done: records.Done, actor: str, at: datetime
) -> Concern:
    """Hand what was seen to the duty that answers concerns."""
    where = made.shift.school if made.shift else None
    heard = receiving.Report(
        kind=worry.kind,
        text=worry.text,
        by=Concern.By.PATROL,
        place_text=worry.place or (where.name if where else ""),
        district=where.district if where else done.subjects[0],
        seen_on=done.on,
        duty=DUTY,
        about=str(made.pk),
    )
    return receiving.receive(heard, actor=actor, at=at)
