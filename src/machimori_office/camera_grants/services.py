"""Deciding the sums of a grant, paying it, and keeping the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from machimori_office.applications import services as applications
from machimori_office.applications.models import Application
from machimori_office.applications.states import Move, State
from machimori_office.audit import services as audit
from machimori_office.camera_grants.models import (
    Camera,
    Disclosure,
    Grant,
    Party,
    Sum,
)
from machimori_office.camera_grants.sums import GROUP, divided, shares
from machimori_office.camera_grants.terms import GrantTerms
from machimori_office.records.services import CITY
from machimori_office.rules.services import rule
from machimori_office.web.errors import NotNow, RowChanged
from machimori_office.web.words import JST
from machimori_office.web.years import months_after

DECIDABLE = (State.COMPLETE, State.WAITING, State.GRANTED)
"""States in which the sums may be decided, and decided again."""


@transaction.atomic
def decide_sums(
    application: Application,
    *,
    cost_yen: int,
    cameras: Mapping[str, int],
    actor: str,
    at: datetime,
) -> Grant:
    """Write down who pays how much, by the rule under which it was applied for.

    Parameters
    ----------
    cameras : mapping of str to int
        How many cameras each joint applicant has; one for a single group.
    """
    done = Grant.objects.filter(application=application, completed_on__isnull=False)
    _refuse_if(application.state not in DECIDABLE or done.exists())
    terms = terms_of(application)
    count = sum(cameras.values())
    grant, _ = Grant.objects.update_or_create(
        application=application, defaults={"cost_yen": cost_yen, "cameras": count}
    )
    _write_sums(grant, cost_yen, terms)
    _write_parties(grant, cameras)
    _note(application, "camera_grants.sums", "by the rule of the year", actor, at)
    return grant


@transaction.atomic
def complete(
    grant: Grant, *, final_cost_yen: int, on: date, actor: str, at: datetime
) -> None:
    """Take the report of completion: a lower cost lowers the sums, none rises."""
    _refuse_if(grant.paid_on is not None)
    terms = terms_of(grant.application)
    counted = min(final_cost_yen, grant.cost_yen)
    _write_sums(grant, counted, terms)
    _write_parties(grant, {p.name: p.cameras for p in grant.parties.all()})
    _set(grant, final_cost_yen=final_cost_yen, completed_on=on)
    _note(grant.application, "camera_grants.completed", "work done", actor, at)


@transaction.atomic
def inspect(grant: Grant, *, on: date, actor: str, at: datetime) -> None:
    """Say that somebody looked and found it as granted."""
    _refuse_if(grant.completed_on is None)
    _set(grant, inspected_on=on)
    _note(grant.application, "camera_grants.inspected", "looked on site", actor, at)


@transaction.atomic
def pay(grant: Grant, *, on: date, actor: str, at: datetime) -> None:
    """Pay, begin the years of upkeep, and append what was done to the records."""
    _refuse_if(grant.inspected_on is None or grant.paid_on is not None)
    years = terms_of(grant.application).upkeep_years
    _set(grant, paid_on=on, upkeep_until=months_after(on, 12 * years))
    subjects = [c.element or c.code for c in grant.register.all()] or [CITY]
    applications.carry_out(
        grant.application, subjects=subjects, on=on, result="done", actor=actor, at=at
    )
    _note(grant.application, "camera_grants.paid", "as decided", actor, at)


@transaction.atomic
def end_upkeep(grant: Grant, *, actor: str, reason: str, at: datetime) -> None:
    """Close the application when the years of upkeep are over."""
    _refuse_if(grant.paid_on is None)
    applications.move(grant.application, Move.CLOSE, actor=actor, reason=reason, at=at)


@transaction.atomic
def register(camera: Camera, *, actor: str, reason: str, at: datetime) -> Camera:
    """Put a camera into the register."""
    return register_all([camera], actor=actor, reason=reason, at=at)[0]


@transaction.atomic
def register_all(
    cameras: Sequence[Camera], *, actor: str, reason: str, at: datetime
) -> list[Camera]:
    """Put cameras into the register: few queries."""
    made = Camera.objects.bulk_create(cameras)
    put_in = [_of_camera(each, "camera_grants.registered", reason) for each in made]
    audit.record_all(put_in, actor=actor, at=at)
    return made


@transaction.atomic
def change(
    camera: Camera,
    fields: Mapping[str, object],
    *,
    actor: str,
    reason: str,
    at: datetime,
) -> None:
    """Change what the register says of a camera, unless somebody else just did."""
    change_all([(camera, fields)], actor=actor, reason=reason, at=at)


@transaction.atomic
def change_all(
    changes: Sequence[tuple[Camera, Mapping[str, object]]],
    *,
    actor: str,
    reason: str,
    at: datetime,
) -> None:
    """Change what the register says of cameras: one query each, and few for all.

    Raises
    ------
    RowChanged
        Somebody else changed one of them.
    """
    pks = [camera.pk for camera, _ in changes]
    held = Camera.objects.select_for_update().in_bulk(pks)
    happened = []
    for camera, fields in changes:
        unchanged = Camera.objects.filter(pk=camera.pk, version=camera.version)
        if unchanged.update(**fields, version=F("version") + 1) != 1:
            raise RowChanged
        former = vars(held[camera.pk])
        differs = {name: "changed" for name in fields if fields[name] != former[name]}
        changed = _of_camera(camera, "camera_grants.changed", reason, differs)
        happened.append(changed)
    audit.record_all(happened, actor=actor, at=at)


@transaction.atomic
def disclose(disclosure: Disclosure, *, actor: str, at: datetime) -> Disclosure:
    """Log a request for pictures and what was decided."""
    disclosure.decided_by = actor
    disclosure.save(force_insert=True)
    _note_camera(
        disclosure.camera, "camera_grants.disclosed", actor, "request logged", at
    )
    return disclosure


def terms_of(application: Application) -> GrantTerms:
    """Return the rule under which an application was made."""
    return rule(GrantTerms, on=application.received_at.astimezone(JST).date())


def _write_sums(grant: Grant, cost_yen: int, terms: GrantTerms) -> None:
    names = {payer.id: payer.name.ja for payer in terms.payers}
    grant.sums.all().delete()
    Sum.objects.bulk_create(
        Sum(
            grant=grant,
            payer=share.payer,
            name=names.get(share.payer, ""),
            yen=share.yen,
            steps=[{"ja": step.ja, "en": step.en} for step in share.steps],
        )
        for share in shares(cost_yen, grant.cameras, terms)
    )


def _write_parties(grant: Grant, cameras: Mapping[str, int]) -> None:
    theirs = grant.sums.get(payer=GROUP).yen
    parts = divided(theirs, cameras)
    grant.parties.all().delete()
    Party.objects.bulk_create(
        Party(grant=grant, name=name, cameras=count, yen=parts[name])
        for name, count in cameras.items()
    )


def _set(grant: Grant, **fields: object) -> None:
    former = {name: getattr(grant, name) for name in fields}
    if Grant.objects.filter(pk=grant.pk, **former).update(**fields) != 1:
        raise RowChanged
    for name, value in fields.items():
        setattr(grant, name, value)


def _refuse_if(is_wrong: bool) -> None:
    if is_wrong:
        raise NotNow


def _note(
    application: Application, action: str, reason: str, actor: str, at: datetime
) -> None:
    audit.record(
        actor=actor,
        action=action,
        object_kind="application",
        object_id=str(application.pk),
        reason=reason,
        at=at,
    )


def _note_camera(
    camera: Camera,
    action: str,
    actor: str,
    reason: str,
    at: datetime,
    details: Mapping[str, str] | None = None,
) -> None:
    happened = _of_camera(camera, action, reason, details)
    audit.record_all([happened], actor=actor, at=at)


def _of_camera(
    camera: Camera,
    action: str,
    reason: str,
    details: Mapping[str, str] | None = None,
) -> audit.Happening:
    return audit.Happening(
        action=action,
        object_kind="camera",
        object_id=str(camera.pk),
        reason=reason,
        details=details or {},
    )
