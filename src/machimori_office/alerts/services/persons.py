"""People whom a mail describes or seeks: what is kept of them ends on its own date."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from machimori_office.alerts.letters import letters
from machimori_office.alerts.life import State
from machimori_office.alerts.models import Alert, Arrival, Person
from machimori_office.alerts.reading import (
    Rules,
    erased,
    names_somebody,
    rules_at,
    sheet_of,
)
from machimori_office.alerts.services.moving import note
from machimori_office.alerts.storing import sheet_from_json, sheet_to_json
from machimori_office.backups import diary
from machimori_office.outbox import steering
from machimori_office.outbox.models import Letter
from machimori_office.people.models import Staff


def delete_expired(now: datetime) -> int:
    """Delete every description whose time is over, in the letters too."""
    over = Alert.objects.filter(person__expires_at__lte=now).select_related("refers_to")
    return sum(_ended(alert, now) for alert in over)


@transaction.atomic
def _ended(alert: Alert, now: datetime) -> int:
    """End a description; a search that nobody ended loses every word with it."""
    rules = rules_at(now)
    if names_somebody(alert.category, rules.kinds) and alert.went_out_at:
        return erase_line(alert, by=None, at=now, reason="expired")
    return _end_description(alert, rules, by=None, at=now)


def _end_description(
    alert: Alert, rules: Rules, *, by: Staff | None, at: datetime
) -> int:
    deleted, _ = Person.objects.filter(alert=alert).delete()
    if deleted:
        _word_anew(alert, rules, at)
        note(alert, "alerts.description_ended", by=by, at=at, reason="expired")
    return deleted


@transaction.atomic
def erase_line(alert: Alert, *, by: Staff | None, at: datetime, reason: str) -> int:
    """Erase all words about a missing person: every alert of the line, every letter.

    What stays is that there was an alert of this kind on that day, for the figures.
    """
    rules = rules_at(at)
    line = Alert.objects.filter(line=alert.line).select_related("refers_to")
    diary.note(diary.What.ERASED, wish_of(alert.line), at=at)
    rows = 0
    for each in line.filter(erased_at=None):
        Person.objects.filter(alert=each).delete()
        rows += _blank(each, rules, at)
        note(each, "alerts.erased", by=by, at=at, reason=reason)
    for each in line:
        _word_anew(each, rules, at)
    Arrival.objects.filter(alert__line=alert.line).update(title="")
    return rows


def wish_of(line: UUID) -> str:
    """Return under which name the erasing of a line is remembered over a restore."""
    return f"alerts.line {line}"


def _blank(alert: Alert, rules: Rules, at: datetime) -> int:
    sheet = erased(sheet_from_json(alert.sheet), kinds=rules.kinds)
    return Alert.objects.filter(pk=alert.pk, erased_at=None).update(
        sheet=sheet_to_json(sheet),
        subject=sheet.what.ja,
        erased_at=at,
    )


def _word_anew(alert: Alert, rules: Rules, at: datetime) -> None:
    """Replace the letters that went out by what may still be said."""
    if (message_pk := alert.message_id) is None:
        return
    alert = Alert.objects.select_related("refers_to").get(pk=alert.pk)
    kept = Letter.objects.filter(message=message_pk)
    keys = kept.values_list("key", flat=True)
    worded = letters(alert, sheet_of(alert), keys=keys, sender=rules.service, at=at)
    steering.replace_texts(message_pk, worded)


def erase_found(now: datetime) -> int:
    """Erase the searches that a sent notice ended."""
    ended = Alert.objects.filter(
        relation__in=("found", "withdraws"), state=State.SENT, erased_at=None
    )
    kinds = rules_at(now).kinds
    return sum(
        erase_line(alert, by=None, at=now, reason="search ended")
        for alert in ended
        if names_somebody(alert.category, kinds)
    )
