"""What failed deliveries say of an address; stopping an address, and resuming it.

Only what a receiving server said counts: its answer while the worker spoke to it, or a
report that came to the return path of that one delivery. Whether the days of failure
are enough to stop an address is judged later, and for many at once (`judging`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from machimori_office.audit.services import record
from machimori_office.outbox.bounces.report import BounceReport, Kind
from machimori_office.outbox.bounces.status_words import find_status
from machimori_office.outbox.models import Address, Delivery, Failure, Message
from machimori_office.outbox.stopping import Happening
from machimori_office.web.words import JST

KIND = "outbox.address"
DELIVERY_ERRORS, COMPLAINT, BY_STAFF = "delivery_errors", "complaint", "staff"

# Policy, content, protocol and system say nothing of the address: RFC 3463, 3.4-3.8.
_OF_OTHER_THINGS = re.compile(r"5\.[3567]\.|5\.2\.3$|5\.1\.[78]$|5\.4\.6$")


@dataclass(frozen=True, kw_only=True)
class Returned:
    """What a returned mail did to the ledger.

    Parameters
    ----------
    kind : Kind
    address_pk : int
        Whose delivery it was.
    """

    kind: Kind
    address_pk: int


def says_of_the_address(status: str | None) -> bool:
    """Whether a permanent status (``5.1.1``) is about the address; without one, yes."""
    return status is None or not _OF_OTHER_THINGS.match(status)


def note_refusal(*, delivery_pk: int, answer: str, at: datetime) -> None:
    """Keep that a server refused a delivery for good while it was handed over.

    Parameters
    ----------
    delivery_pk : int
    answer : str
        The server's own words: ``mx1.example.jp 550 5.1.1 no such user``.
    at : datetime
    """
    if not says_of_the_address(find_status(answer)):
        return
    of = Delivery.objects.filter(pk=delivery_pk)
    address_pk = of.values_list("address_id", flat=True).first()
    if address_pk is not None:
        _note(address_pk, delivery_pk, Happening.PERMANENT, sent_at=at, at=at)


@transaction.atomic
def note_report(*, report: BounceReport, at: datetime) -> Returned | None:
    """Keep what a returned mail proves; None where it proves nothing.

    The delivery is the one that the return path names, whatever the text says.
    """
    number = report.token.delivery
    if not report.is_proven or number is None:
        return None
    found = Delivery.objects.filter(pk=number).select_for_update()
    delivery = found.first()
    if delivery is None or delivery.address_id is None:
        return None
    if report.kind in (Kind.PERMANENT, Kind.TEMPORARY):
        _came_back(delivery)
    if report.kind is Kind.PERMANENT and _is_about_the_address(report):
        sent_at = delivery.answered_at or at
        _note(
            delivery.address_id,
            delivery.pk,
            Happening.PERMANENT,
            sent_at=sent_at,
            at=at,
        )
    return Returned(kind=report.kind, address_pk=delivery.address_id)


@transaction.atomic
def stop(
    *,
    address_pk: int,
    because: str,
    actor: str,
    reason: str,
    at: datetime,
    **details: str,
) -> bool:
    """Write to an address no more; False where it is stopped already.

    Parameters
    ----------
    address_pk : int
    because : str
        ``delivery_errors``, ``complaint`` or ``staff``.
    actor, reason : str
        For the audit, as are the details.
    at : datetime
    """
    active = Address.objects.filter(pk=address_pk, state=Address.State.ACTIVE)
    stopped = active.update(
        state=Address.State.STOPPED, stopped_at=at, stopped_because=because
    )
    if stopped != 1:
        return False
    _record("outbox.stopped", address_pk, actor, reason, at, because=because, **details)
    return True


@transaction.atomic
def resume(
    *,
    address_pk: int,
    actor: str,
    at: datetime,
    reason: str = "the resident registered again",
) -> bool:
    """Write to a stopped address again, and count its failures from zero."""
    stopped = Address.objects.filter(pk=address_pk, state=Address.State.STOPPED)
    resumed = stopped.update(
        state=Address.State.ACTIVE, stopped_at=None, stopped_because=""
    )
    if resumed != 1:
        return False
    _note(address_pk, None, Happening.RESUMED, sent_at=at, at=at)
    _record("outbox.resumed", address_pk, actor, reason, at)
    return True


def _is_about_the_address(report: BounceReport) -> bool:
    return not report.statuses or any(map(says_of_the_address, report.statuses))


def _came_back(delivery: Delivery) -> None:
    """Move the row; a report may be faster than the worker that still holds it."""
    for state in (Delivery.State.ACCEPTED, Delivery.State.CLAIMED):
        of = Delivery.objects.filter(pk=delivery.pk, state=state)
        if of.update(state=Delivery.State.BOUNCED):
            was_counted = state == Delivery.State.ACCEPTED
            Message.objects.filter(pk=delivery.message_id).update(
                accepted=F("accepted") - int(was_counted), bounced=F("bounced") + 1
            )
            return


def _note(
    address_pk: int,
    delivery_pk: int | None,
    what: Happening,
    *,
    sent_at: datetime,
    at: datetime,
) -> None:
    row = Failure(
        address_id=address_pk,
        on=sent_at.astimezone(JST).date(),
        what=what.value,
        delivery_id=delivery_pk,
        learned_at=at,
    )
    # Three mails of one day are one day.
    Failure.objects.bulk_create([row], ignore_conflicts=True)


def _record(
    action: str, address_pk: int, actor: str, reason: str, at: datetime, **details: str
) -> None:
    record(
        actor=actor,
        action=action,
        object_kind=KIND,
        object_id=str(address_pk),
        reason=reason,
        at=at,
        details=details,
    )
