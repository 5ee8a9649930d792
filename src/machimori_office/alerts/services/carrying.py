"""An alert on two boxes: ordered by the console, sent and reported by the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.forms.models import model_to_dict

from machimori_office.alerts.life import RUNNING, UNSENT, Move, State, may_move
from machimori_office.alerts.models import Alert, Person
from machimori_office.alerts.services import persons, sending
from machimori_office.alerts.services.moving import move, note
from machimori_office.alerts.storing import sheet_from_json
from machimori_office.exchange import anew
from machimori_office.outbox.models import Message

GO, HOLD, STOP, ERASE = "go", "hold", "stop", "erase"
"""What the console wants of an alert."""

_INSTANTS = ("ends_at", "created_at", "asked_at", "approved_at", "goes_at", "not_after")
_PLAIN = ("category", "subject", "sheet", "is_training", "relation", "needs_two")
_PEOPLE = ("drafted_by_id", "edited_by_id", "asked_by_id", "approved_by_id")
_COUNTS = ("total", "accepted", "refused", "bounced", "skipped")
_TIMES = ("created_at", "not_before", "not_after", "started_at", "finished_at")
_STOPPED_HERE = (State.HELD, State.CANCELLED)


def wish(alert: Alert) -> str:
    """Say what the console wants of an alert that was approved once."""
    if alert.erased_at:
        return ERASE
    if alert.state == State.HELD:
        return HOLD
    is_off = alert.state in (State.DRAFT, State.WAITING, State.CANCELLED)
    return STOP if is_off else GO


def order(alert: Alert) -> dict[str, Any]:
    """Lay an approved alert out; of the staff only their ids."""
    person = Person.objects.filter(alert=alert).first()
    return {
        **{name: getattr(alert, name) for name in _PLAIN},
        **{name: _instant(getattr(alert, name)) for name in _INSTANTS},
        **{name: _id(getattr(alert, name)) for name in _PEOPLE},
        "line": str(alert.line),
        "refers_to_id": _id(alert.refers_to_id),
        # That it was broken, not why: the reason stays in the console.
        "is_glass_broken": bool(alert.glass_reason),
        "person": _person(person) if person else None,
    }


def people_in(said: Mapping[str, Any]) -> set[UUID]:
    """Return the staff whom an order names."""
    return {UUID(said[name]) for name in _PEOPLE if said[name]}


@transaction.atomic
def take_order(pk: UUID, said: Mapping[str, Any], *, at: datetime) -> None:
    """Bring an approved alert here, or bring one that waits here up to date."""
    sheet_from_json(said["sheet"])
    approved_at = _read_instant(said["approved_at"])
    fields = {
        **{name: said[name] for name in (*_PLAIN, *_PEOPLE, "line", "refers_to_id")},
        **{name: _read_instant(said[name]) for name in _INSTANTS},
        "glass_reason": "broken in the console" if said["is_glass_broken"] else "",
        "changed_at": at,
    }
    if _may_have_gone(approved_at):
        fields |= _UNAPPROVED
    else:
        fields["state"] = State.APPROVED
    # A draft here is what a backup brought back, until it is approved once more.
    waiting = Alert.objects.filter(pk=pk, state__in=(State.APPROVED, State.DRAFT))
    if not waiting.update(**fields):
        if Alert.objects.filter(pk=pk).exists():
            return
        Alert.objects.create(pk=pk, **fields)
    alert = Alert.objects.get(pk=pk)
    Person.objects.filter(alert=alert).delete()
    if said["person"]:
        looks = said["person"] | {"expires_at": _read_instant(said["person"]["until"])}
        del looks["until"]
        Person.objects.create(alert=alert, **looks)
    note(alert, "alerts.ordered", by=None, at=at, reason="order of the console")


def _may_have_gone(approved_at: datetime | None) -> bool:
    """Whether it was approved before this box went back to a backup.

    It may have gone out since then, which nobody here remembers: a person decides.
    """
    broken_at = anew.broken_at()
    return bool(broken_at and approved_at and approved_at <= broken_at)


_UNAPPROVED: Mapping[str, Any] = {
    "state": State.DRAFT,
    "asked_by_id": None,
    "asked_at": None,
    "approved_by_id": None,
    "approved_at": None,
    "goes_at": None,
    "not_after": None,
    "glass_reason": "",
}


@transaction.atomic
def take_wish(pk: UUID, wished: str, since: datetime | None, *, at: datetime) -> None:
    """Do what the console wants of an alert that is here, as far as it still can be.

    Parameters
    ----------
    pk : UUID
    wished : str
    since : datetime or None
        When the alert last changed in the console.
    at : datetime
    """
    alert = Alert.objects.filter(pk=pk).select_related("approved_by").first()
    if alert is None:
        return
    if wished == ERASE:
        persons.erase_line(alert, by=None, at=at, reason="order of the console")
        return
    if wished == STOP and alert.state == State.APPROVED:
        back = sending.unapproved(
            alert, Move.CALL_BACK, by=None, at=at, reason="order of the console"
        )
        move(back, Move.DROP, by=None, at=at, reason="order of the console")
        return
    if wished == GO and _may_have_gone(since):
        return
    _steer(alert, wished, at)


def _steer(alert: Alert, wished: str, at: datetime) -> None:
    step, steer = {
        STOP: (Move.CANCEL, sending.cancel),
        HOLD: (Move.HOLD, sending.hold),
        GO: (Move.RESUME, sending.resume),
    }[wished]
    if alert.state in RUNNING and may_move(alert.state, step) and alert.approved_by:
        reason = "order of the console"
        steer(alert=alert, by=alert.approved_by, at=at, reason=reason)


def outcome(alert: Alert) -> dict[str, Any]:
    """Lay out what became of an alert: its state and its message's figures."""
    message = alert.message
    return {
        "state": alert.state,
        "goes_at": _instant(alert.goes_at),
        "went_out_at": _instant(alert.went_out_at),
        "approved": {
            "approved_by_id": _id(alert.approved_by_id),
            "asked_by_id": _id(alert.asked_by_id),
            "approved_at": _instant(alert.approved_at),
        },
        "message": _figures(message) if message else None,
    }


@transaction.atomic
def take_outcome(pk: UUID, said: Mapping[str, Any], *, at: datetime) -> None:
    """Write down in the console what the other part did with an alert."""
    alert = Alert.objects.filter(pk=pk).select_related("message").first()
    if alert is None:
        return
    if said["message"]:
        alert = _with_message(alert, said, at)
    elif alert.state == State.APPROVED and said["state"] == State.DISCARDED:
        move(alert, Move.DISCARD, by=None, at=at, reason="stale")
    elif alert.state == State.APPROVED and said["state"] == State.DRAFT:
        # The other part went back to a backup: what waited there waits for a person.
        sending.unapproved(alert, Move.CALL_BACK, by=None, at=at, reason="restored")
    elif alert.state == State.APPROVED:
        goes_at = _read_instant(said["goes_at"])
        Alert.objects.filter(pk=pk, state=State.APPROVED).update(goes_at=goes_at)


def _with_message(alert: Alert, said: Mapping[str, Any], at: datetime) -> Alert:
    message = _mirrored(alert, said["message"])
    if alert.state in UNSENT:
        # Called back too late: it had left the queue already, and the console says so.
        is_late = alert.state != State.APPROVED
        reason = "called back too late" if is_late else "hour has come"
        approved = dict(said["approved"])
        approved["approved_at"] = _read_instant(approved["approved_at"])
        Alert.objects.filter(pk=alert.pk, version=alert.version).update(
            state=State.QUEUED,
            version=alert.version + 1,
            message=message,
            changed_at=at,
            **(approved if is_late else {}),
        )
        note(alert, Move.QUEUE.value, by=None, at=at, reason=reason)
    return alert


def _mirrored(alert: Alert, figures: Mapping[str, Any]) -> Message:
    fields = {name: figures[name] for name in _COUNTS}
    fields |= {name: _read_instant(figures[name]) for name in _TIMES}
    going = (Message.State.QUEUED, Message.State.SENDING)
    # What was stopped here and is still said to go: the order is on its way.
    if alert.state not in _STOPPED_HERE or figures["state"] not in going:
        fields["state"] = figures["state"]
    message, _ = Message.objects.update_or_create(
        uuid=UUID(figures["uuid"]),
        defaults=fields,
        create_defaults=fields
        | {
            "purpose": Message.Purpose.ALERT,
            "about": str(alert.pk),
            "category": alert.category,
            "is_training": alert.is_training,
        },
    )
    return message


def _figures(message: Message) -> dict[str, Any]:
    plain = model_to_dict(message, fields=("state", *_COUNTS))
    times = {name: _instant(getattr(message, name)) for name in _TIMES}
    return {**plain, **times, "uuid": str(message.uuid)}


def _person(person: Person) -> dict[str, str]:
    looks = {n: getattr(person, n) for n in ("looks_ja", "looks_easy", "looks_en")}
    return {**looks, "until": person.expires_at.isoformat()}


def _instant(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _read_instant(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _id(pk: UUID | None) -> str | None:
    return str(pk) if pk else None
