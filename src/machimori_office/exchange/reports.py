"""What the internet part says to the console: what was sent, who came, what came in.

Residents stay there: what goes to the console is counts. The mails of the police go
whole, since they become drafts in the console.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count

from machimori_office.alerts.models import Alert
from machimori_office.alerts.services import carrying
from machimori_office.exchange.models import Direction, Item
from machimori_office.exchange.parcels import Said
from machimori_office.mailroom import forwarding
from machimori_office.mailroom.registry import MAILBOXES
from machimori_office.outbox.models import Delivery
from machimori_office.subscriptions.models import Choice, Movement, Subscriber

SPOKEN_OF = timedelta(days=30)
"""So long after the last change bounces may still change an alert's figures."""

MAIL = "mail"
REGISTERED = "registered"


def collect(now: datetime) -> Iterator[Said]:
    """Yield all that the console should know; unchanged things too."""
    for name, said in forwarding.kept():
        yield Said(MAIL, name, dict(said))
    recent = Alert.objects.filter(changed_at__gte=now - SPOKEN_OF)
    for alert in recent.select_related("message").order_by("created_at", "pk"):
        yield Said("alert", str(alert.pk), _outcome(alert))
    for movement in Movement.objects.all():
        key = f"{movement.on}.{movement.what}.{movement.way}"
        yield Said("movement", key, {"count": movement.count})
    yield Said(REGISTERED, "now", _registered())


def _outcome(alert: Alert) -> dict[str, Any]:
    return carrying.outcome(alert) | {"proof": proof(alert)}


def proof(alert: Alert) -> str:
    """Hash what each server answered, in order; the answers themselves stay here."""
    rows = Delivery.objects.filter(message=alert.message_id).order_by("pk")
    digest = hashlib.sha256()
    for pk, state, at, answer in rows.values_list(
        "pk", "state", "answered_at", "answer"
    ).iterator(chunk_size=5000):
        digest.update(f"{pk} {state} {at} {answer}\n".encode())
    return digest.hexdigest()


def _registered() -> dict[str, Any]:
    by_kind = Choice.objects.values_list("category").annotate(count=Count("pk"))
    return {
        "all": Subscriber.objects.count(),
        "kinds": dict(by_kind.order_by("category")),
    }


def registered() -> dict[str, Any]:
    """Return what the internet part last said of how many are registered."""
    last = Item.objects.filter(direction=Direction.IN, kind=REGISTERED).first()
    return dict(last.body or {}) if last else {}


def take(item: Said, now: datetime) -> None:
    """Write one report down; the same twice changes nothing."""
    _TAKE[item.kind](item, now)


def _take_mail(item: Said, now: datetime) -> None:
    MAILBOXES[item.body["mailbox"]].takes(forwarding.arrived(item.body))


def _take_alert(item: Said, now: datetime) -> None:
    carrying.take_outcome(UUID(item.key), item.body, at=now)


def _take_movement(item: Said, now: datetime) -> None:
    on, what, way = item.key.split(".", 2)
    Movement.objects.update_or_create(
        on=on, what=what, way=way, defaults={"count": int(item.body["count"])}
    )


def _take_registered(item: Said, now: datetime) -> None:
    """Its body is kept with the item."""


_TAKE = {
    MAIL: _take_mail,
    "alert": _take_alert,
    "movement": _take_movement,
    REGISTERED: _take_registered,
}
