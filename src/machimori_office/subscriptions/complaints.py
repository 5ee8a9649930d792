"""Complaints: whoever reports our mail as unwanted gets no more of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from machimori_office.audit.services import SYSTEM
from machimori_office.outbox import failing
from machimori_office.subscriptions import keeping
from machimori_office.subscriptions.models import Subscriber

_REASON = "complained of the mail"


@transaction.atomic
def heed(*, address_pk: int, at: datetime) -> None:
    """Take off who complained, and stop the address until they register again."""
    failing.stop(
        address_pk=address_pk,
        because=failing.COMPLAINT,
        actor=SYSTEM,
        reason=_REASON,
        at=at,
    )
    subscriber = keeping.locked(Subscriber.objects.filter(address_id=address_pk))
    if subscriber:
        keeping.take_off(
            subscriber, way="complaint", at=at, actor=SYSTEM, reason=_REASON
        )
