"""From draft to approval: asked for, given by a second person, or the glass broken."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from machimori_office.alerts.life import Move
from machimori_office.alerts.models import Alert, Consent
from machimori_office.alerts.reading import (
    Outlook,
    Rules,
    names_somebody,
    outlook,
    rules_at,
)
from machimori_office.alerts.services.moving import move, note
from machimori_office.people.models import Staff
from machimori_office.web.errors import (
    AlertChanged,
    ConsentMissing,
    FindingsStand,
    GoesStale,
    NotFitToSend,
    NotYours,
    SecondPersonNeeded,
)


@transaction.atomic
def ask(*, alert: Alert, version: int, by: Staff, at: datetime) -> Alert:
    """Hand a draft to those who approve; nobody changes it meanwhile."""
    _same(alert, version)
    return move(alert, Move.ASK, by=by, at=at, reason="asked", asked_by=by, asked_at=at)


@transaction.atomic
def take_back(*, alert: Alert, by: Staff, at: datetime) -> Alert:
    """Take a draft back to change it."""
    return move(alert, Move.TAKE_BACK, by=by, at=at, reason="taken back", **_UNASKED)


@transaction.atomic
def send_back(*, alert: Alert, by: Staff, at: datetime, reason: str) -> Alert:
    """Give a draft back to its writer, with what is to be changed."""
    return move(alert, Move.RETURN, by=by, at=at, reason=reason, **_UNASKED)


@transaction.atomic
def approve(
    *, alert: Alert, version: int, by: Staff, at: datetime, stands_because: str = ""
) -> Alert:
    """Let an alert go at its hour.

    Parameters
    ----------
    version : int
        The one that the approver has read.
    stands_because : str
        Why findings that stop the alert may stand; needed where there are any.

    Raises
    ------
    AlertError
    """
    _same(alert, version)
    view = _fit(alert, at, stands_because)
    if view.why_two and by.pk in writers(alert):
        raise SecondPersonNeeded
    return _released(alert, Move.APPROVE, view, by, at, stands_because=stands_because)


@transaction.atomic
def break_glass(
    *, alert: Alert, version: int, by: Staff, at: datetime, reason: str
) -> Alert:
    """Let an alert go without a second person; a manager looks at it afterwards."""
    _same(alert, version)
    view = _fit(alert, at, reason)
    return _released(
        alert,
        Move.BREAK_GLASS,
        view,
        by,
        at,
        stands_because=reason if view.stops else "",
        glass_reason=reason,
    )


@transaction.atomic
def review(*, alert: Alert, by: Staff, at: datetime, reason: str) -> None:
    """Say what a manager thinks of a broken glass; never one's own."""
    if alert.approved_by_id == by.pk:
        raise NotYours
    reviewed = (
        Alert.objects.filter(pk=alert.pk, reviewed_at=None)
        .exclude(glass_reason="")
        .exclude(approved_by=by)
        .update(reviewed_by=by, reviewed_at=at)
    )
    if reviewed != 1:
        raise AlertChanged
    note(alert, "alerts.glass_reviewed", by=by, at=at, reason=reason)


def writers(alert: Alert) -> set[UUID]:
    """Return who wrote, changed or handed in an alert."""
    wrote = (alert.drafted_by_id, alert.edited_by_id, alert.asked_by_id)
    return {pk for pk in wrote if pk}


def _same(alert: Alert, version: int) -> None:
    if alert.version != version:
        raise AlertChanged


def _fit(alert: Alert, at: datetime, stands_because: str) -> Outlook:
    """Refuse what may not go, whoever asks for it."""
    rules = rules_at(at)
    view = outlook(alert, at, rules=rules)
    if view.unfit:
        raise NotFitToSend(said=view.unfit[0].says)
    if view.stops and len(stands_because.strip()) < 3:
        raise FindingsStand(count=len(view.stops))
    if view.goes.how == "discarded":
        raise GoesStale(why=view.goes.why)
    if needs_consent(alert, rules) and not has_consent(alert):
        raise ConsentMissing
    return view


def has_consent(alert: Alert) -> bool:
    """Whether the family agreed to this alert, or to the one that it corrects."""
    agreed = Consent.objects.filter(alert__line=alert.line)
    return agreed.exists()


def needs_consent(alert: Alert, rules: Rules) -> bool:
    """Whether it names somebody; a notice that ends the search names nobody."""
    is_search = alert.relation in ("", "corrects")
    return is_search and names_somebody(alert.category, rules.kinds)


def _released(
    alert: Alert,
    step: Move,
    view: Outlook,
    by: Staff,
    at: datetime,
    *,
    stands_because: str,
    glass_reason: str = "",
) -> Alert:
    return move(
        alert,
        step,
        by=by,
        at=at,
        reason=glass_reason or stands_because.strip() or "approved",
        details={
            "recipients": str(view.reach.count),
            "findings": str(len(view.stops)),
        },
        approved_by=by,
        approved_at=at,
        asked_by=alert.asked_by or by,
        asked_at=alert.asked_at or at,
        needs_two=bool(view.why_two),
        stands_because=stands_because.strip() if view.stops else "",
        glass_reason=glass_reason.strip(),
        goes_at=view.goes.at,
        not_after=last_moment(view, at),
    )


def last_moment(view: Outlook, at: datetime) -> datetime | None:
    """Return after which instant the alert says nothing any more."""
    lasts = rules_at(at).sending.lasts(view.sheet.category)
    stale = view.sheet.written_at + lasts if lasts is not None else None
    looks = view.sheet.description.expires_at if view.sheet.description else None
    ends = [instant for instant in (stale, looks, view.sheet.ends_at) if instant]
    return min(ends, default=None)


_UNASKED = {"asked_by": None, "asked_at": None}
