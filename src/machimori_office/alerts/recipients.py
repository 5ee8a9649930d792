"""Who gets an alert: those who chose its kind and areas, or who got the one before."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from machimori_office.alerts.fact_sheet import FactSheet
from machimori_office.alerts.models import Alert
from machimori_office.outbox.models import Address, Delivery
from machimori_office.subscriptions.audience import wanting
from machimori_office.subscriptions.models import Subscriber
from machimori_office.subscriptions.reach import UNKNOWN, Reached, reached


def readers_of(alert: Alert, sheet: FactSheet) -> QuerySet[Subscriber, Any]:
    """Return who would get the alert now.

    What corrects or ends another goes to those who got that one, as far as they are
    still registered; an exercise was delivered to nobody, so it is rehearsed anew.
    """
    if alert.refers_to_id is None or alert.is_training:
        return wanting(category=sheet.category, areas=sheet.areas)
    return _registered().filter(Exists(_got(alert.refers_to)))


def reach_of(alert: Alert, sheet: FactSheet) -> Reached:
    """Say how many would get the alert: counted, or as the internet part reported."""
    if settings.OFFICE_PART != "console":
        return Reached(count=readers_of(alert, sheet).count())
    if alert.refers_to is None or alert.is_training:
        return reached(category=sheet.category, areas=sheet.areas)
    earlier = alert.refers_to.message
    if earlier is None:
        return UNKNOWN
    return Reached(count=earlier.total, counted_at=earlier.started_at, is_exact=False)


def _got(earlier: Alert | None) -> QuerySet[Delivery, Any]:
    taken = (Delivery.State.CLAIMED, Delivery.State.ACCEPTED, Delivery.State.BOUNCED)
    return Delivery.objects.filter(
        message=earlier.message_id if earlier else None,
        address=OuterRef("address"),
        state__in=taken,
    )


def _registered() -> QuerySet[Subscriber, Any]:
    return Subscriber.objects.filter(address__state=Address.State.ACTIVE)
