"""Asking for plans, giving them to those who walk, and taking them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from machimori_office.analyses.models import Analysis
from machimori_office.patrols.models import Group, School
from machimori_office.patrols.services.groups import keep_school
from machimori_office.walks.models import Plan, Streets, Walk
from machimori_office.walks.services.noting import note
from machimori_office.web.errors import NotNow

State = Plan.State


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a plan is to be made of.

    Parameters
    ----------
    kind : Plan.Kind
    title : str
    streets : Streets
    first_on, last_on : date
    walkers, rules : list and dict
        As the library's file of walks has them.
    seed : int
        Who does not know it cannot foresee cars.
    group : Group, optional
    school : School, optional
        Where posts of a watch stand.
    gap, hot : Analysis, optional
        A watch gap, hot spots by block.
    with_spots : bool
        Whether the office's own places count.
    in_area : bool
        Whether to keep to the group's districts.
    most_places : int
        Of each analysis.
    """

    kind: Plan.Kind
    title: str
    streets: Streets
    first_on: date
    last_on: date
    walkers: list[dict[str, Any]]
    rules: dict[str, Any]
    seed: int
    group: Group | None = None
    school: School | None = None
    gap: Analysis | None = None
    hot: Analysis | None = None
    with_spots: bool = True
    in_area: bool = False
    most_places: int = 40


@transaction.atomic
def ask(wanted: Wanted, *, actor: str, at: datetime) -> Plan:
    """Let a plan be computed in the background."""
    asked = {
        name: getattr(wanted, name)
        for name in ("walkers", "rules", "seed", "with_spots", "in_area", "most_places")
    }
    rows = {
        name: getattr(wanted, name)
        for name in ("kind", "title", "streets", "group", "school", "gap", "hot")
    }
    made = Plan.objects.create(
        **rows,
        first_on=wanted.first_on,
        last_on=wanted.last_on,
        asked=asked,
        asked_by=actor,
        asked_at=at,
    )
    note("asked", "plan", made.pk, actor=actor, at=at, reason="asked for")
    return made


@transaction.atomic
def give(plan: Plan, *, actor: str, reason: str, at: datetime) -> None:
    """Give a plan to those who walk; posts become the place's for its watches.

    Raises
    ------
    NotNow
        It is not computed, or was given already.
    """
    ready = Plan.objects.filter(pk=plan.pk, state=State.DONE, given_at=None)
    if ready.update(given_at=at, given_by=actor) != 1:
        raise NotNow
    if plan.school is not None:
        school = School.objects.select_for_update().get(pk=plan.school.pk)
        school.posts = [
            {"name": one["name"], "lon": one["lon"], "lat": one["lat"]}
            for one in plan.posts
        ]
        keep_school(school, actor=actor, reason=reason, at=at)
    note("given", "plan", plan.pk, actor=actor, at=at, reason=reason)


@transaction.atomic
def take_back(plan: Plan, *, actor: str, reason: str, at: datetime) -> None:
    """Take a plan back of which nobody has told anything yet.

    Raises
    ------
    NotNow
        It was not given, or walks were told of.
    """
    given = Plan.objects.filter(pk=plan.pk, given_at__isnull=False)
    told = plan.walks.exclude(state=Walk.State.PLANNED)
    if told.exists() or given.update(given_at=None, given_by="") != 1:
        raise NotNow
    note("taken_back", "plan", plan.pk, actor=actor, at=at, reason=reason)


@transaction.atomic
def delete_over(until: date) -> int:
    """Delete plans whose last day lies before a day; records of walks stay."""
    return Plan.objects.filter(last_on__lt=until).delete()[1].get("walks.Plan", 0)
