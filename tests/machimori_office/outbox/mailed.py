"""Deliveries of the tests: mails that a server accepted on some day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from machimori_office.outbox import failing
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.bounces.report import BounceReport, Kind, Outcome, Rule
from machimori_office.outbox.models import Address, Delivery, Message
from machimori_office.outbox.queueing import Posting, Wording, queue
from machimori_office.outbox.verp import Stamp, Token

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def address(text: str) -> Address:
    to = read_address(text)
    found, _ = Address.objects.get_or_create(
        key=to.key,
        defaults={"address": str(to), "domain": to.domain, "created_at": NOW},
    )
    return found


def accepted(*to: str, at: datetime = NOW) -> list[Delivery]:
    """Mail to some, taken by their servers."""
    posting = Posting(
        purpose=Message.Purpose.ALERT,
        wordings={"ja": Wording(subject="停電", text="…")},
        not_before=at,
    )
    rows = [(a.pk, a.domain, "ja") for a in map(address, to)]
    message = queue(posting, recipients=rows, at=at)
    message.deliveries.update(
        state=Delivery.State.ACCEPTED, answered_at=at, answer="mx 250 2.0.0 Ok"
    )
    done = {"state": "sent", "accepted": len(rows)}
    Message.objects.filter(pk=message.pk).update(started_at=at, finished_at=at, **done)
    return list(message.deliveries.order_by("pk"))


def report(
    delivery: Delivery,
    *,
    kind: Kind = Kind.PERMANENT,
    status: str | None = "5.1.1",
    stamp: Stamp = Stamp.GENUINE,
) -> BounceReport:
    number = delivery.pk if stamp is Stamp.GENUINE else None
    return BounceReport(
        kind=kind,
        rule=Rule.DELIVERY_STATUS,
        outcomes=(Outcome(address="who@ever.jp", kind=kind, status=status),),
        token=Token(stamp, number),
    )


def bounce(delivery: Delivery, at: datetime) -> failing.Returned | None:
    return failing.note_report(report=report(delivery), at=at)


def failed_on(to: str, *days: int) -> None:
    """Mail on some days that came back at once."""
    for day in days:
        at = NOW + day * DAY
        for delivery in accepted(to, at=at):
            bounce(delivery, at)
