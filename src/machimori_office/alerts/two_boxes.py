"""Alerts are approved in the console; the internet part sends them and says so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from machimori_office.alerts.models import Alert
from machimori_office.alerts.services import carrying, sending
from machimori_office.exchange.contract import Standing
from machimori_office.exchange.models import Direction
from machimori_office.exchange.services import keys
from machimori_office.outbox.models import Delivery
from machimori_office.people.models import Organisation, Role, Staff

ORDERED_FOR = timedelta(days=90)
"""So long after its last change an alert may still be corrected, held or erased."""

REPORTED_FOR = timedelta(days=30)
"""So long after the last change bounces may still change an alert's figures."""

THE_CONSOLE = "庁内の職員"
"""What the internet part calls all staff: it learns nobody's name."""

Said = tuple[str, dict[str, Any]]


def _orders(now: datetime) -> Iterator[Said]:
    ordered = _spoken_of(now).filter(approved_at__isnull=False, erased_at=None)
    # In the order in which they refer to one another.
    for alert in ordered.order_by("created_at", "pk"):
        yield str(alert.pk), carrying.order(alert)


def _wishes(now: datetime) -> Iterator[Said]:
    spoken_of = keys(Direction.OUT, "alert")
    for alert in _spoken_of(now).order_by("created_at", "pk"):
        since = alert.changed_at.isoformat()
        yield str(alert.pk), {"wish": carrying.wish(alert), "since": since}
    kept = Alert.objects.filter(pk__in=spoken_of).values_list("pk", flat=True)
    for gone in sorted(spoken_of - set(map(str, kept))):
        yield gone, {"wish": carrying.STOP, "since": ""}


def _spoken_of(now: datetime) -> QuerySet[Alert]:
    """Return what was approved, or was once and is known over there."""
    spoken_of = keys(Direction.OUT, "alert")
    ours = Q(approved_at__isnull=False) | Q(pk__in=spoken_of)
    return Alert.objects.filter(ours, changed_at__gte=now - ORDERED_FOR)


def _take_order(key: str, said: dict[str, Any], at: datetime) -> None:
    for pk in carrying.people_in(said):
        _known(pk)
    carrying.take_order(UUID(key), said, at=at)


def _take_wish(key: str, said: dict[str, Any], at: datetime) -> None:
    since = datetime.fromisoformat(said["since"]) if said["since"] else None
    carrying.take_wish(UUID(key), str(said["wish"]), since, at=at)


def _known(pk: UUID) -> None:
    """Know a member of staff by id alone: closed here, without a name or password."""
    organisation, _ = Organisation.objects.get_or_create(name=THE_CONSOLE)
    Staff.objects.get_or_create(
        pk=pk,
        defaults={
            "login_name": f"console-{pk.hex[:24]}",
            "display_name": THE_CONSOLE,
            "organisation": organisation,
            "role": Role.VIEWER,
            "is_active": False,
            "password": "!",
        },
    )


def _outcomes(now: datetime) -> Iterator[Said]:
    recent = Alert.objects.filter(changed_at__gte=now - REPORTED_FOR)
    for alert in recent.select_related("message").order_by("created_at", "pk"):
        yield str(alert.pk), carrying.outcome(alert) | {"proof": proof(alert)}


def _take_outcome(key: str, said: dict[str, Any], at: datetime) -> None:
    carrying.take_outcome(UUID(key), said, at=at)
    sending.follow_deliveries(at)


def proof(alert: Alert) -> str:
    """Hash what each server answered, in order; the answers themselves stay here."""
    rows = Delivery.objects.filter(message=alert.message_id).order_by("pk")
    digest = hashlib.sha256()
    for pk, state, at, answer in rows.values_list(
        "pk", "state", "answered_at", "answer"
    ).iterator(chunk_size=5000):
        digest.update(f"{pk} {state} {at} {answer}\n".encode())
    return digest.hexdigest()


CARRIED = (
    # Who is sought may be described in it.
    Standing(
        name="alert",
        sender="console",
        says=_orders,
        takes=_take_order,
        is_sealed=True,
    ),
    Standing(name="wish", sender="console", says=_wishes, takes=_take_wish),
    Standing(name="alert", sender="public", says=_outcomes, takes=_take_outcome),
)
