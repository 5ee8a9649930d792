"""Alerts at each point of their lives, through the services that staff use."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from machimori_office.alerts.fact_sheet import FactSheet
from machimori_office.alerts.models import Alert
from machimori_office.alerts.services import approving, drafting, sending
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Address, Delivery, Message
from machimori_office.people.models import Staff
from machimori_office.subscriptions.models import Subscriber
from tests.machimori_office.alerts.sheets import AT, SHEET, changed

NOW = AT
LATER = NOW + timedelta(minutes=5)


def subscriber(address: str, reads: str = "ja") -> Subscriber:
    read = read_address(address)
    kept = Address.objects.create(
        address=str(read), key=read.key, domain=read.domain, created_at=NOW
    )
    return Subscriber.objects.create(
        address=kept, reads=reads, way="web", confirmed_at=NOW
    )


def drafted(by: Staff, sheet: FactSheet = SHEET, **how: Any) -> Alert:
    return drafting.draft(sheet=sheet, by=by, at=how.pop("at", NOW), **how)


def waiting(by: Staff, sheet: FactSheet = SHEET, **how: Any) -> Alert:
    alert = drafted(by, sheet, **how)
    return approving.ask(alert=alert, version=alert.version, by=by, at=NOW)


def approved(by: Staff, second: Staff, sheet: FactSheet = SHEET, **how: Any) -> Alert:
    alert = waiting(by, sheet, **how)
    return approving.approve(alert=alert, version=alert.version, by=second, at=NOW)


def queued(by: Staff, second: Staff, sheet: FactSheet = SHEET, **how: Any) -> Alert:
    alert = approved(by, second, sheet, **how)
    sending.queue_due(LATER)
    return again(alert)


def sent(by: Staff, second: Staff, sheet: FactSheet = SHEET, **how: Any) -> Alert:
    alert = queued(by, second, sheet, **how)
    deliver(alert)
    sending.follow_deliveries(LATER)
    return again(alert)


def deliver(alert: Alert, at: datetime = LATER) -> None:
    """Do what the ledger does when every server takes the mail."""
    Delivery.objects.filter(message=alert.message_id).update(
        state=Delivery.State.ACCEPTED, answered_at=at
    )
    Message.objects.filter(pk=alert.message_id).update(
        state=Message.State.SENT, started_at=at, finished_at=at
    )


def again(alert: Alert) -> Alert:
    return Alert.objects.select_related("refers_to").get(pk=alert.pk)


FUGITIVE = changed(category="city/crime/fugitive")
