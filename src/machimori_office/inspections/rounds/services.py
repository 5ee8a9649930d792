"""Noting what was seen on a round: once, however often it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from machimori_office.inspections import photos
from machimori_office.inspections.auditing import DUTY, note
from machimori_office.inspections.models import Fixture, Photo, Task, Visit
from machimori_office.inspections.rounds.due import due
from machimori_office.inspections.rounds.fixtures import terms
from machimori_office.inspections.tasks.services import Wanted, open_task_about
from machimori_office.inspections.terms import Round
from machimori_office.records import services as records
from machimori_office.web.errors import NotNow
from machimori_office.web.pictures import Picture
from machimori_office.web.words import JST

WRONG = "異常あり"
"""The result of the record where something is wrong."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What somebody found at a fixture.

    Parameters
    ----------
    key : UUID
        Made where it was pressed.
    found : Visit.Found
    lux, height_m : float or None
    note : str
    picture : Picture or None
    by_name : str
        The division that made the round.
    """

    key: UUID
    found: str
    lux: float | None = None
    height_m: float | None = None
    note: str = ""
    picture: Picture | None = None
    by_name: str = ""


def visit(fixture: Fixture, seen: Seen, *, actor: str, at: datetime) -> Visit:
    """Note what was seen: a record, and a task where something is wrong.

    The same key again changes nothing, and returns what was noted.

    Raises
    ------
    NotNow
        No round of the city's rule comes by such a thing any more.
    """
    noted = Visit.objects.filter(key=seen.key).first()
    if noted:
        return noted
    try:
        return _noted(fixture, seen, actor, at)
    except IntegrityError:
        # Two presses at once: the other one was faster.
        return Visit.objects.get(key=seen.key)


@transaction.atomic
def _noted(fixture: Fixture, seen: Seen, actor: str, at: datetime) -> Visit:
    on = at.astimezone(JST).date()
    one = terms(on).of(fixture.round)
    if one is None:
        raise NotNow
    is_broken = seen.found == Visit.Found.BROKEN
    _remember(fixture, seen.found, on)
    record = records.append(_done(fixture, one, seen, on), actor=actor, at=at)
    photo = photos.keep(seen.picture, at=at)
    made = Visit.objects.create(
        key=seen.key,
        fixture=fixture,
        found=seen.found,
        at=at,
        on=on,
        lux=seen.lux,
        height_m=seen.height_m,
        note=seen.note,
        photo=photo,
        by=actor,
        record=record,
        task=_task(fixture, one, seen, photo, actor, at) if is_broken else None,
    )
    note("visit", made.pk, "visited", actor=actor, reason="seen on a round", at=at)
    return made


def _remember(fixture: Fixture, found: str, on: date) -> None:
    """Keep the newest day: what was sent late does not undo what was seen later."""
    older = Q(seen_on__isnull=True) | Q(seen_on__lte=on)
    Fixture.objects.filter(older, pk=fixture.pk).update(seen_on=on, condition=found)


def _done(fixture: Fixture, one: Round, seen: Seen, on: date) -> records.Done:
    is_broken = seen.found == Visit.Found.BROKEN
    return records.Done(
        activity=one.activity,
        subjects=[fixture.element or fixture.code, *_finished(fixture, one, on)],
        on=on,
        duty=DUTY,
        about=f"round.{one.id}",
        result=f"{WRONG} {seen.note}".strip() if is_broken else "done",
        by=seen.by_name,
    )


def _finished(fixture: Fixture, one: Round, on: date) -> list[str]:
    """Name the places that are looked at completely with this fixture."""
    site = fixture.site
    if site is None:
        return []
    left = Fixture.objects.filter(due(one, on), site=site).exclude(pk=fixture.pk)
    return [] if left.exists() else list(site.places)


def _task(
    fixture: Fixture,
    one: Round,
    seen: Seen,
    photo: Photo | None,
    actor: str,
    at: datetime,
) -> Task:
    days = timedelta(days=one.repair_days)
    wanted = Wanted(
        what=f"{fixture.name or fixture.code}: {seen.note or one.title.ja}",
        who=one.repaired_by,
        due_on=at.astimezone(JST).date() + days,
        site=fixture.site,
        element=fixture.element,
        where=fixture.where,
        photo=photo,
    )
    about = about_of(fixture)
    return open_task_about(Task.Origin.ROUND, about, wanted, actor=actor, at=at)


def about_of(fixture: Fixture) -> str:
    """Name a fixture in a task."""
    return f"fixture.{fixture.pk}"


@transaction.atomic
def add(fixture: Fixture, *, actor: str, reason: str, at: datetime) -> Fixture:
    """Put something into the rounds that no scene holds."""
    fixture.save(force_insert=True)
    note("fixture", fixture.pk, "fixture_added", actor=actor, reason=reason, at=at)
    return fixture


@transaction.atomic
def take_out(fixture: Fixture, *, actor: str, reason: str, at: datetime) -> None:
    """Say that something is not there any more; what was seen of it stays."""
    there = Fixture.objects.filter(pk=fixture.pk, is_current=True)
    if there.update(is_current=False) != 1:
        raise NotNow
    note("fixture", fixture.pk, "fixture_gone", actor=actor, reason=reason, at=at)
