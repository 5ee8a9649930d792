"""The police's papers and the cars, and what the police are to be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from machimori_office.audit import services as audit
from machimori_office.patrols.models import Car, Change, Member, PolicePaper
from machimori_office.patrols.services.noting import happening, note, patrol_rule
from machimori_office.patrols.terms import Police
from machimori_office.web.errors import NotNow
from machimori_office.web.years import months_after


@transaction.atomic
def keep_paper(
    paper: PolicePaper, *, actor: str, reason: str, at: datetime
) -> PolicePaper:
    """Write down a paper that the police gave; an older one of its kind is renewed.

    A paper that names no end holds for the months of the city's rule.
    """
    former = PolicePaper.objects.current().filter(
        kind=paper.kind, member=paper.member, car=paper.car
    )
    for old in former.filter(issued_on__lte=paper.issued_on):
        end_paper(
            old,
            PolicePaper.End.RENEWED,
            on=paper.issued_on,
            actor=actor,
            reason="renewed",
            at=at,
        )
    paper.save(force_insert=True)
    note("paper_kept", "paper", paper.pk, actor=actor, at=at, reason=reason)
    return paper


@transaction.atomic
def take_over(
    papers: Sequence[PolicePaper], *, actor: str, reason: str, at: datetime
) -> None:
    """Write down papers of whom the office just took on: few queries."""
    PolicePaper.objects.bulk_create(papers)
    audit.record_all(
        [happening("paper_kept", "paper", p.pk, reason=reason) for p in papers],
        actor=actor,
        at=at,
    )


def usual_end(kind: str, issued_on: date, police: Police) -> date:
    """Return until when a paper holds that does not say so itself."""
    is_certificate = kind == PolicePaper.Kind.CERTIFICATE
    months = police.certificate_months if is_certificate else police.car_months
    return months_after(issued_on, months) - timedelta(days=1)


@transaction.atomic
def end_paper(
    paper: PolicePaper,
    end: PolicePaper.End,
    *,
    on: date,
    actor: str,
    reason: str,
    at: datetime,
) -> None:
    """Say that a paper went back to the police, or was lost, which they are told."""
    had = PolicePaper.objects.filter(pk=paper.pk, ended_on=None)
    if had.update(ended_on=on, end=end) != 1:
        raise NotNow
    note(f"paper_{end}", "paper", paper.pk, actor=actor, at=at, reason=reason)
    if end == PolicePaper.End.LOST:
        must_be_told(Change.What.LOST, on=on, member=paper.member, car=paper.car, at=at)


@transaction.atomic
def add_car(
    car: Car,
    *,
    actor: str,
    reason: str,
    at: datetime,
) -> Car:
    """Take a car on; the police are to be told."""
    car.save(force_insert=True)
    note("car_added", "car", car.pk, actor=actor, at=at, reason=reason)
    must_be_told(Change.What.CAR_ADDED, on=car.in_use_since, car=car, at=at)
    return car


@transaction.atomic
def take_over_cars(
    cars: Sequence[Car], *, actor: str, reason: str, at: datetime
) -> None:
    """Take on cars that the police know already: few queries."""
    Car.objects.bulk_create(cars)
    audit.record_all(
        [happening("car_added", "car", car.pk, reason=reason) for car in cars],
        actor=actor,
        at=at,
    )


@transaction.atomic
def change_car(car: Car, *, on: date, actor: str, reason: str, at: datetime) -> None:
    """Keep what is right about a car; the police are told of another number plate."""
    before = Car.objects.select_for_update().get(pk=car.pk)
    if before.retired_on:
        raise NotNow
    fields = ("name", "number_plate", "section", "in_use_since")
    Car.objects.filter(pk=car.pk).update(**{f: getattr(car, f) for f in fields})
    note("car_changed", "car", car.pk, actor=actor, at=at, reason=reason)
    if before.number_plate != car.number_plate:
        must_be_told(Change.What.CAR_CHANGED, on=on, car=car, at=at)


@transaction.atomic
def retire_car(
    car: Car, *, on: date, actor: str, reason: str, at: datetime
) -> list[PolicePaper]:
    """Retire a car; return its papers that go back to the police."""
    if Car.objects.filter(pk=car.pk, retired_on=None).update(retired_on=on) != 1:
        raise NotNow
    note("car_retired", "car", car.pk, actor=actor, at=at, reason=reason)
    must_be_told(Change.What.CAR_RETIRED, on=on, car=car, at=at)
    return list(car.papers.filter(ended_on=None))


def must_be_told(
    what: Change.What,
    *,
    on: date,
    at: datetime,
    member: Member | None = None,
    car: Car | None = None,
) -> Change:
    """Note that the police are to be told, and by when."""
    days = patrol_rule(at).police.told_within_days
    return Change.objects.create(
        what=what,
        member=member,
        car=car,
        happened_on=on,
        due_on=on + timedelta(days=days),
    )


@transaction.atomic
def tell(change: Change, *, on: date, actor: str, at: datetime) -> None:
    """Say that the police were told of a change."""
    if Change.objects.filter(pk=change.pk, told_on=None).update(told_on=on) != 1:
        raise NotNow
    note("told", "change", change.pk, actor=actor, at=at, reason="police told")


@transaction.atomic
def untell(change: Change, *, actor: str, reason: str, at: datetime) -> None:
    """Take back that the police were told: a slip of the hand."""
    told = Change.objects.filter(pk=change.pk, told_on__isnull=False)
    if told.update(told_on=None) != 1:
        raise NotNow
    note("untold", "change", change.pk, actor=actor, at=at, reason=reason)
