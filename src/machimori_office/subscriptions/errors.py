"""Subscribers whose mail fails: stopped by the rule, resumed by the staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from machimori_office.outbox import failing, judging
from machimori_office.subscriptions import keeping, movements
from machimori_office.subscriptions.models import Movement, Subscriber


def stop_after_errors(at: datetime) -> int:
    """Stop the addresses that failed on enough days; return how many."""

    def count(stopped: Sequence[judging.Stopped]) -> None:
        pks = [each.address_pk for each in stopped]
        registered = Subscriber.objects.filter(address_id__in=pks).count()
        if registered:
            way = failing.DELIVERY_ERRORS
            movements.count(Movement.What.STOPPED, way=way, at=at, more=registered)

    return len(judging.judge(at, tell=count))


@transaction.atomic
def resume(*, address_pk: int, actor: str, reason: str, at: datetime) -> bool:
    """Write to a stopped address again because the staff says so."""
    return failing.resume(address_pk=address_pk, actor=actor, reason=reason, at=at)


@transaction.atomic
def take_off(*, address_pk: int, actor: str, reason: str, at: datetime) -> None:
    """Unsubscribe somebody who asked the office for it."""
    subscriber = keeping.locked(Subscriber.objects.filter(address_id=address_pk))
    if subscriber:
        keeping.take_off(subscriber, way="staff", at=at, actor=actor, reason=reason)
