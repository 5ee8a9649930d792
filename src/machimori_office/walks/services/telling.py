"""What became of a walk: told once, kept as a record, known to the next plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from machimori_office.concerns.models import Concern
from machimori_office.concerns.services import receiving
from machimori_office.patrols.models import Report
from machimori_office.patrols.services.reports import (
    ACTIVITY,
    Told,
    Worry,
    report_walk,
)
from machimori_office.records import services as records
from machimori_office.records.models import Record
from machimori_office.walks.models import Walk
from machimori_office.walks.services.noting import note
from machimori_office.web.errors import NotNow
from machimori_office.web.words import JST

DUTY = "walks"
BY_CAR = "青色回転灯車"


@transaction.atomic
def walked(
    walk: Walk, told: Told, visited: Sequence[int], *, actor: str, at: datetime
) -> Walk:
    """Keep that a walk was walked, and at which stops.

    Parameters
    ----------
    walk : Walk
    told : Told
    visited : sequence of int
        Numbers of the stops that were made, from 1.
    actor : str
    at : datetime

    Raises
    ------
    NotNow
        It lies ahead, was told of already, or its plan was not given.
    """
    _claim(walk, at, state=Walk.State.WALKED, visited=list(visited))
    kept: dict[str, Report | Record]
    if walk.plan.group is not None:
        group, on = walk.plan.group, walk.on
        kept = {"report": report_walk(group, told, on=on, actor=actor, at=at)}
    else:
        kept = {"record": _record(walk, told, actor, at)}
        if told.worry:
            _pass_on(walk, told.worry, actor, at)
    Walk.objects.filter(pk=walk.pk).update(**kept)
    note("walked", "walk", walk.pk, actor=actor, at=at, reason="told")
    walk.refresh_from_db()
    return walk


@transaction.atomic
def dropped(walk: Walk, *, actor: str, reason: str, at: datetime) -> None:
    """Keep that a walk was not walked: its places count as not visited.

    Raises
    ------
    NotNow
        It lies ahead, was told of already, or its plan was not given.
    """
    _claim(walk, at, state=Walk.State.DROPPED)
    note("dropped", "walk", walk.pk, actor=actor, at=at, reason=reason)


def _claim(walk: Walk, at: datetime, **change: object) -> None:
    open_ = Walk.objects.filter(
        pk=walk.pk,
        state=Walk.State.PLANNED,
        plan__given_at__isnull=False,
        on__lte=at.astimezone(JST).date(),
    )
    if open_.update(told_at=at, **change) != 1:
        raise NotNow


def _record(walk: Walk, told: Told, actor: str, at: datetime) -> Record:
    done = records.Done(
        activity=ACTIVITY,
        subjects=[records.CITY],
        on=walk.on,
        duty=DUTY,
        about=str(walk.pk),
        by=f"{BY_CAR}（{told.people}人）",
        note=told.note,
    )
    return records.append(done, actor=actor, at=at)


def _pass_on(walk: Walk, worry: Worry, actor: str, at: datetime) -> None:
    """Hand what a crew saw to the duty that answers concerns."""
    heard = receiving.Report(
        kind=worry.kind,
        text=worry.text,
        by=Concern.By.PATROL,
        place_text=worry.place,
        seen_on=walk.on,
        duty=DUTY,
        about=str(walk.pk),
    )
    receiving.receive(heard, actor=actor, at=at)
