"""In from outside: telegrams and mails of the police become drafts, once each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from machimori.errors import InvalidInput
from machimori_office.alerts.fact_sheet import Relation
from machimori_office.alerts.life import UNSENT, Move, State
from machimori_office.alerts.models import Alert, Arrival
from machimori_office.alerts.police_mail import PoliceRule, read_police_mail
from machimori_office.alerts.reading import rules_at
from machimori_office.alerts.services.drafting import draft, drop
from machimori_office.alerts.services.sending import unapproved
from machimori_office.alerts.telegrams import (
    Action,
    AlertDraft,
    Status,
    Telegram,
    WeatherRule,
    read_telegram,
    to_draft,
)
from machimori_office.audit.services import SYSTEM, record
from machimori_office.rules.services import rule


@dataclass(frozen=True)
class Came:
    """A file that came in, under the name that messages give it."""

    name: str
    content: bytes


def take_telegrams(came: Iterable[Came], *, at: datetime) -> list[Arrival]:
    """Take telegrams in the order in which they were issued."""
    read = [(each, _read(each)) for each in came]
    ordered = sorted(read, key=lambda pair: _issued(pair[1]))
    return [_take(each, telegram, at) for each, telegram in ordered]


def _read(came: Came) -> Telegram | None:
    try:
        return read_telegram(came.content, file=came.name)
    except InvalidInput:
        return None


def _issued(telegram: Telegram | None) -> tuple[float, int]:
    if telegram is None:
        return (0.0, 0)
    return (telegram.reported_at.timestamp(), telegram.serial or 0)


@transaction.atomic
def _take(came: Came, telegram: Telegram | None, at: datetime) -> Arrival:
    """Take one telegram; the same bytes a second time change nothing."""
    arrival, is_new = Arrival.objects.get_or_create(
        source=Arrival.Source.TELEGRAM,
        sha256=hashlib.sha256(came.content).hexdigest(),
        defaults={"arrived_at": at, "outcome": "refused", "title": came.name[-200:]},
    )
    if not is_new or telegram is None:
        return arrival
    arrival.title, arrival.thread = telegram.title[:200], _thread(telegram)
    arrival.reported_at, arrival.serial = telegram.reported_at, telegram.serial
    arrival.outcome, arrival.alert = _become(telegram, arrival, at)
    arrival.save()
    return arrival


def _thread(telegram: Telegram) -> str:
    before = "training/" if telegram.status is Status.TRAINING else ""
    return (before + telegram.thread)[:200]


def _become(
    telegram: Telegram, arrival: Arrival, at: datetime
) -> tuple[str, Alert | None]:
    if telegram.status is Status.TEST:
        return "test", None
    later = Arrival.objects.filter(
        thread=arrival.thread, reported_at__gt=telegram.reported_at
    )
    if later.exclude(pk=arrival.pk).exists():
        return "late", None
    # A telegram of an exercise becomes the draft of one; it can be nothing else.
    found = to_draft(replace(telegram, status=Status.REAL), _weather(at))
    if not isinstance(found, AlertDraft):
        return found.code, None
    return _by_action(replace(found, thread=arrival.thread), telegram, at)


def _weather(at: datetime) -> WeatherRule:
    return rule(WeatherRule, on=rules_at(at).on)


def _by_action(
    found: AlertDraft, telegram: Telegram, at: datetime
) -> tuple[str, Alert | None]:
    relation = _RELATIONS.get(found.action)
    ends = relation in (Relation.WITHDRAWS, Relation.ALL_CLEAR)
    unsent = Alert.objects.filter(thread=found.thread, state__in=UNSENT)
    _drop(unsent if ends else _untouched(unsent), ends=ends, at=at)
    last = _last_out(found.thread)
    if ends and last is None:
        return "dropped", None
    follows = (last, relation) if last and relation else None
    alert = draft(
        sheet=found.sheet,
        by=None,
        at=at,
        origin=Alert.Origin.TELEGRAM,
        thread=found.thread,
        is_training=telegram.status is Status.TRAINING,
        follows=follows,
    )
    return "drafted", alert


_RELATIONS = {
    Action.WITHDRAWAL: Relation.WITHDRAWS,
    Action.ALL_CLEAR: Relation.ALL_CLEAR,
    Action.CORRECTION: Relation.CORRECTS,
}


def _untouched(unsent: QuerySet[Alert]) -> QuerySet[Alert]:
    """Those that nobody worked on: a newer telegram replaces them in silence."""
    return unsent.filter(state=State.DRAFT, edited_by=None)


def _drop(alerts: QuerySet[Alert], *, ends: bool, at: datetime) -> None:
    reason = "withdrawn outside" if ends else "superseded"
    for alert in alerts:
        if alert.state == State.APPROVED:
            alert = unapproved(alert, Move.CALL_BACK, by=None, at=at, reason=reason)
        drop(alert=alert, by=None, at=at, reason=reason)


def _last_out(thread: str) -> Alert | None:
    """Return the newest alert of a thread that the ledger has and nothing ended."""
    out = Alert.objects.filter(thread=thread, message__isnull=False)
    ends = out.filter(relation__in=("withdraws", "all_clear"))
    open_ones = out.exclude(pk__in=ends).exclude(pk__in=ends.values("refers_to"))
    return open_ones.order_by("-created_at").first()


@transaction.atomic
def take_police_mail(raw: bytes, *, sender: str, at: datetime) -> Arrival | None:
    """Make a draft of a mail of the police; None where its sender is not trusted.

    Of a stranger's mail nothing is kept, so that nobody can fill the database.
    """
    found_rule = rule(PoliceRule, on=rules_at(at).on)
    if not found_rule.trusts(sender):
        return None
    arrival, is_new = Arrival.objects.get_or_create(
        source=Arrival.Source.POLICE,
        sha256=hashlib.sha256(raw).hexdigest(),
        defaults={"arrived_at": at, "outcome": "unreadable"},
    )
    sheet = read_police_mail(raw, found_rule, at=at) if is_new else None
    if sheet is None:
        return arrival
    arrival.alert = draft(sheet=sheet, by=None, at=at, origin=Alert.Origin.POLICE)
    arrival.outcome = "drafted"
    arrival.save()
    return arrival


@transaction.atomic
def take_note(*, arrival: Arrival, actor: str, at: datetime) -> bool:
    """Record that somebody looked at what became no draft by itself."""
    noted = Arrival.objects.filter(pk=arrival.pk, noted_at=None).update(noted_at=at)
    if noted:
        record(
            actor=actor or SYSTEM,
            action="alerts.arrival_noted",
            object_kind="alerts.arrival",
            object_id=str(arrival.pk),
            reason="noted",
            at=at,
        )
    return bool(noted)
