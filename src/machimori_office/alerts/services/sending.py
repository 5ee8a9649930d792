"""From approval to sent: the hour comes, the ledger takes over, people may step in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from machimori_office.alerts.calendar import Goes, when_it_goes
from machimori_office.alerts.letters import letters
from machimori_office.alerts.life import RUNNING, Move, State, may_move
from machimori_office.alerts.models import Alert
from machimori_office.alerts.reading import Rules, rules_at, sheet_of
from machimori_office.alerts.recipients import readers_of
from machimori_office.alerts.services.moving import move, note
from machimori_office.outbox import steering
from machimori_office.outbox.models import Message
from machimori_office.outbox.queueing import Posting, queue
from machimori_office.people.models import Staff
from machimori_office.web.errors import AlertChanged


def queue_due(now: datetime) -> int:
    """Hand every alert whose hour has come to the ledger; return how many went."""
    due = list(Alert.objects.due(now).select_related("refers_to"))
    return sum(map(bool, [_unless_changed(queue_or_discard, a, now) for a in due]))


def _unless_changed(
    act: Callable[[Alert, datetime], Alert | None], alert: Alert, now: datetime
) -> Alert | None:
    """Act, unless another worker or a person was faster."""
    try:
        return act(alert, now)
    except AlertChanged:
        return None


@transaction.atomic
def queue_or_discard(alert: Alert, now: datetime) -> Alert:
    """Queue an alert whose hour has come; put it off or discard it where need be.

    The server may have been down over the hour, or the rule may have changed since.
    """
    rules = rules_at(now)
    sheet = sheet_of(alert)
    goes = when_it_goes(sheet.category, now, rules.sending, written_at=sheet.written_at)
    is_over = alert.not_after is not None and now >= alert.not_after
    if is_over or goes.how == "discarded":
        return move(alert, Move.DISCARD, by=None, at=now, reason="stale")
    if goes.how == "at":
        return _put_off(alert, goes, now)
    return _queued(alert, rules, now)


def _put_off(alert: Alert, goes: Goes, now: datetime) -> Alert:
    return move(
        alert, Move.POSTPONE, by=None, at=now, reason="not open", goes_at=goes.at
    )


def _queued(alert: Alert, rules: Rules, now: datetime) -> Alert:
    # First the step: of two workers at once, one queues.
    alert = move(alert, Move.QUEUE, by=None, at=now, reason="hour has come")
    sheet = sheet_of(alert)
    readers = readers_of(alert, sheet)
    keys = set(readers.order_by().values_list("reads", flat=True).distinct())
    posting = Posting(
        purpose=Message.Purpose.ALERT,
        wordings=letters(
            alert, sheet, keys=keys | {"ja"}, sender=rules.service, at=now
        ),
        not_before=now,
        not_after=alert.not_after,
        about=str(alert.pk),
        category=sheet.category,
        is_training=alert.is_training,
    )
    recipients = readers.values_list("address_id", "address__domain", "reads")
    message = queue(posting, recipients=recipients, at=now)
    Alert.objects.filter(pk=alert.pk).update(message=message)
    return Alert.objects.get(pk=alert.pk)


@transaction.atomic
def call_back(*, alert: Alert, by: Staff, at: datetime, reason: str) -> Alert:
    """Take an approval back before the hour: nobody got it, and it is a draft again."""
    return unapproved(alert, Move.CALL_BACK, by=by, at=at, reason=reason)


def unapproved(
    alert: Alert, step: Move, *, by: Staff | None, at: datetime, reason: str
) -> Alert:
    """Let a step undo all that approval wrote."""
    return move(
        alert,
        step,
        by=by,
        at=at,
        reason=reason,
        asked_by=None,
        asked_at=None,
        approved_by=None,
        approved_at=None,
        goes_at=None,
        not_after=None,
        glass_reason="",
        stands_because="",
    )


@transaction.atomic
def hold(*, alert: Alert, by: Staff, at: datetime, reason: str) -> Alert:
    """Stop sending for now; what the ledger had handed over is out."""
    held = move(alert, Move.HOLD, by=by, at=at, reason=reason)
    _or_changed(steering.hold(_message(alert), because=reason, at=at))
    return held


@transaction.atomic
def resume(*, alert: Alert, by: Staff, at: datetime, reason: str) -> Alert:
    """Go on with what was held."""
    resumed = move(alert, Move.RESUME, by=by, at=at, reason=reason)
    _or_changed(steering.resume(_message(alert), at=at))
    return resumed


@transaction.atomic
def cancel(*, alert: Alert, by: Staff, at: datetime, reason: str) -> Alert:
    """Stop sending for good; the rest never goes."""
    cancelled = move(alert, Move.CANCEL, by=by, at=at, reason=reason)
    _or_changed(steering.cancel(_message(alert), at=at))
    began_at = Message.objects.get(pk=_message(alert)).started_at
    if began_at:
        Alert.objects.filter(pk=alert.pk).update(went_out_at=began_at)
    return cancelled


def _message(alert: Alert) -> int:
    if alert.message_id is None:
        raise AlertChanged
    return int(alert.message_id)


def _or_changed(is_done: bool) -> None:
    if not is_done:
        raise AlertChanged


@transaction.atomic
def take_note(*, alert: Alert, by: Staff, at: datetime) -> None:
    """Record that somebody saw that an alert was discarded."""
    noted = Alert.objects.filter(
        pk=alert.pk, state=State.DISCARDED, noted_at=None
    ).update(noted_at=at)
    _or_changed(noted == 1)
    note(alert, "alerts.noted", by=by, at=at, reason="noted")


def follow_deliveries(now: datetime) -> int:
    """Let alerts take the steps that their messages took; return how many did."""
    running = Alert.objects.filter(state__in=RUNNING).select_related("message")
    return sum(map(bool, [_unless_changed(_follow, a, now) for a in running]))


@transaction.atomic
def _follow(alert: Alert, now: datetime) -> Alert | None:
    message = alert.message
    step = _STEP_OF.get(Message.State(message.state)) if message else None
    if message is None or step is None or not may_move(alert.state, step):
        return None
    began_at = alert.went_out_at or message.started_at or message.finished_at
    return move(alert, step, by=None, at=now, reason="ledger", went_out_at=began_at)


_STEP_OF = {
    Message.State.SENDING: Move.START,
    Message.State.SENT: Move.FINISH,
    Message.State.HELD: Move.HOLD,
    Message.State.CANCELLED: Move.CANCEL,
    Message.State.DISCARDED: Move.DISCARD,
}
