"""What the internet part says to the console: what was sent, who came, what came in.

Subscribers stay there: what goes to the console is counts. The mails of the police go
whole, since they become drafts in the console; what residents report goes without the
address that they left.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from machimori_office.alerts.models import Alert
from machimori_office.alerts.services import carrying
from machimori_office.concerns.models import Concern
from machimori_office.concerns.services import carrying as concerns
from machimori_office.exchange.parcels import Said
from machimori_office.mailroom import forwarding
from machimori_office.mailroom.registry import MAILBOXES
from machimori_office.outbox.models import Delivery
from machimori_office.outbox.standstill import standstill
from machimori_office.subscriptions import reach
from machimori_office.subscriptions.models import Headcount, Movement
from machimori_office.web.words import JST

SPOKEN_OF = timedelta(days=30)
"""So long after the last change bounces may still change an alert's figures."""

COUNTED_ANEW = timedelta(days=40)
"""So long after a day its headcount is said again, should a file have been lost."""

MAIL = "mail"
STANDSTILL = "standstill"


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
    yield from _headcounts(now)
    counts, counted_at = reach.kept()
    if counted_at:
        body = {"counts": counts, "at": counted_at.isoformat()}
        yield Said("reach", "now", body)
    yield Said(STANDSTILL, "now", _standstill(now))
    # What came of the others is known; pictures make the files large.
    open_ = Concern.objects.filter(ended_at=None, received_at__gte=now - SPOKEN_OF)
    for concern in open_.exclude(text="").prefetch_related("photos"):
        yield Said("concern", str(concern.pk), concerns.report(concern))


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


def _headcounts(now: datetime) -> Iterator[Said]:
    first = (now - COUNTED_ANEW).astimezone(JST).date()
    days: dict[str, dict[str, int]] = {}
    for row in Headcount.objects.filter(on__gte=first).order_by("on", "category"):
        days.setdefault(row.on.isoformat(), {})[row.category] = row.count
    for on, counts in days.items():
        yield Said("headcount", on, counts)


def _standstill(now: datetime) -> dict[str, Any]:
    found = standstill(now)
    if found is None:
        return {}
    return {"since": found.since.isoformat(), "trouble": found.trouble}


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


def _take_headcount(item: Said, now: datetime) -> None:
    Headcount.objects.filter(on=item.key).delete()
    Headcount.objects.bulk_create(
        Headcount(on=item.key, category=category, count=int(count))
        for category, count in item.body.items()
    )


def _take_reach(item: Said, now: datetime) -> None:
    reach.keep(item.body["counts"], at=datetime.fromisoformat(item.body["at"]))


def _take_standstill(item: Said, now: datetime) -> None:
    """Its body is kept with the item."""


def _take_concern(item: Said, now: datetime) -> None:
    concerns.take_report(UUID(item.key), item.body)


_TAKE = {
    "concern": _take_concern,
    MAIL: _take_mail,
    "alert": _take_alert,
    "movement": _take_movement,
    "headcount": _take_headcount,
    "reach": _take_reach,
    STANDSTILL: _take_standstill,
}
