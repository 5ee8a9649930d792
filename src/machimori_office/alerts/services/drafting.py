"""Drafts: begun, saved so that two editors never overwrite one another, thrown away."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from machimori_office.alerts.fact_sheet import (
    Description,
    FactSheet,
    Relation,
    title,
)
from machimori_office.alerts.life import Move
from machimori_office.alerts.models import Alert, Consent, Person
from machimori_office.alerts.reading import rules_at, sheet_of, without_person
from machimori_office.alerts.services.moving import move, note
from machimori_office.alerts.storing import sheet_to_json
from machimori_office.people.models import Staff
from machimori_office.web.errors import AlertChanged, NothingToFollow
from machimori_office.web.words import UNWRITTEN, Words


@transaction.atomic
def draft(
    *,
    sheet: FactSheet,
    by: Staff | None,
    at: datetime,
    origin: str = Alert.Origin.BLANK,
    thread: str = "",
    is_training: bool = False,
    follows: tuple[Alert, Relation] | None = None,
) -> Alert:
    """Begin a draft; a mail or a telegram from outside begins one by nobody."""
    pk = uuid.uuid4()
    earlier, relation = follows or (None, None)
    alert = Alert.objects.create(
        pk=pk,
        line=earlier.line if earlier else pk,
        refers_to=earlier,
        relation=relation.value if relation else "",
        origin=origin,
        thread=thread,
        is_training=is_training,
        drafted_by=by,
        created_at=at,
        changed_at=at,
        **_columns(sheet, at),
    )
    _keep_person(alert, sheet.description)
    details = {"from": str(origin)}
    note(alert, "alerts.drafted", by=by, at=at, reason="drafted", details=details)
    return alert


def blank_sheet(category: str, *, at: datetime) -> FactSheet:
    """Return a sheet in which nothing is written yet."""
    return FactSheet(
        category=category,
        what=UNWRITTEN,
        where=UNWRITTEN,
        source=UNWRITTEN,
        written_at=at,
    )


def draft_like_the_last(
    *, category: str, by: Staff, at: datetime, is_training: bool = False
) -> Alert:
    """Begin a draft from the last alert of its kind; from a blank sheet without one."""
    last = Alert.objects.published().filter(category=category, erased_at=None).first()
    sheet, origin = blank_sheet(category, at=at), Alert.Origin.BLANK
    if last:
        kept = without_person(sheet_of(last), kinds=rules_at(at).kinds)
        origin = Alert.Origin.TEMPLATE
        sheet = replace(kept, written_at=at, happened_at=None, ends_at=None)
        sheet = replace(sheet, refers_to=None)
    return draft(sheet=sheet, by=by, at=at, origin=origin, is_training=is_training)


@transaction.atomic
def save(
    *,
    alert: Alert,
    version: int,
    sheet: FactSheet,
    by: Staff,
    at: datetime,
) -> Alert:
    """Keep what an editor wrote over the version that the editor had read.

    Raises
    ------
    AlertChanged
        Somebody else saved meanwhile, or it is no draft any more.
    """
    if alert.version != version:
        raise AlertChanged
    sheet = replace(sheet, written_at=sheet_of(alert).written_at)
    saved = move(
        alert,
        Move.SAVE,
        by=by,
        at=at,
        reason="saved",
        details={"version": str(version + 1)},
        edited_by=by,
        **_columns(sheet, at),
    )
    _keep_person(saved, sheet.description)
    return saved


@transaction.atomic
def drop(*, alert: Alert, by: Staff | None, at: datetime, reason: str) -> None:
    """Throw a draft away: nothing of it stays but the entry in the audit."""
    move(alert, Move.DROP, by=by, at=at, reason=reason)


@transaction.atomic
def follow(
    *, alert: Alert, relation: Relation, by: Staff | None, at: datetime
) -> Alert:
    """Begin the draft of a correction, an all-clear, a withdrawal, a found notice.

    Raises
    ------
    NothingToFollow
    """
    kinds = rules_at(at).kinds
    if not may_follow(alert, relation):
        raise NothingToFollow
    if relation is Relation.FOUND and not kinds.may_name(alert.category):
        raise NothingToFollow
    sheet = without_person(sheet_of(alert), kinds=kinds)
    if relation is not Relation.CORRECTS:
        sheet = replace(sheet, details=UNWRITTEN, to_do=(_CALM,), happened_at=at)
        sheet = replace(sheet, is_about=False)
    sheet = replace(sheet, written_at=at, ends_at=None, refers_to=None)
    return draft(
        sheet=sheet,
        by=by,
        at=at,
        origin=Alert.Origin.FOLLOWING,
        thread=alert.thread,
        is_training=alert.is_training,
        follows=(alert, relation),
    )


def may_follow(alert: Alert, relation: Relation) -> bool:
    """Whether an alert went out and nothing has ended it."""
    if alert.went_out_at is None or alert.relation in _ENDING:
        return False
    followers = Alert.objects.filter(refers_to=alert)
    if relation in _ENDING:
        return not followers.filter(relation=relation).exists()
    ended = followers.filter(relation__in=_ENDING, went_out_at__isnull=False)
    return not ended.exists()


@transaction.atomic
def record_consent(
    *, alert: Alert, giver: str, way: str, given_at: datetime, by: Staff, at: datetime
) -> Consent:
    """Record that a missing person's family agreed: who to whom, how, when."""
    consent, _ = Consent.objects.update_or_create(
        alert=alert,
        defaults={
            "giver": giver,
            "way": way,
            "given_at": given_at,
            "recorded_by": by,
            "recorded_at": at,
        },
    )
    details = {"giver": giver, "way": way, "given_at": f"{given_at:%Y-%m-%dT%H:%M}"}
    note(alert, "alerts.consent", by=by, at=at, reason="consent", details=details)
    return consent


def drop_forgotten(*, at: datetime) -> int:
    """Throw away the drafts that nobody touched for as long as the rule says."""
    kept = timedelta(days=rules_at(at).approval.drafts_kept_d)
    old = Alert.objects.filter(state="draft", changed_at__lt=at - kept)
    for alert in old:
        drop(alert=alert, by=None, at=at, reason="forgotten")
    return len(old)


_ENDING = ("all_clear", "withdraws", "found")
_CALM = Words(
    "ご協力ありがとうございました。",
    "ありがとう ございました。",
    "Thank you for your help.",
)


def _columns(sheet: FactSheet, at: datetime) -> dict[str, Any]:
    # Lists and searches never hold words about a missing person.
    listed = without_person(sheet, kinds=rules_at(at).kinds)
    return {
        "category": sheet.category,
        "subject": title(listed, "ja")[:200],
        "sheet": sheet_to_json(sheet),
        "ends_at": sheet.ends_at,
    }


def _keep_person(alert: Alert, description: Description | None) -> None:
    if description is None or description.looks.is_empty:
        Person.objects.filter(alert=alert).delete()
        return
    looks = description.looks
    Person.objects.update_or_create(
        alert=alert,
        defaults={
            "looks_ja": looks.ja,
            "looks_easy": looks.easy,
            "looks_en": looks.en,
            "expires_at": description.expires_at,
        },
    )
