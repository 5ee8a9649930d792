"""Whether mail that should leave does not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min, Q

from machimori_office.outbox.models import Delivery, Message, Worker
from machimori_office.outbox.sending.reporting import EVERY

__all__ = ["Standstill", "standstill"]

PATIENCE = timedelta(minutes=2)
"""A worker may start anew, or a server hang up, without anybody hearing of it."""


@dataclass(frozen=True, kw_only=True)
class Standstill:
    """Mail waits that nobody hands over.

    Parameters
    ----------
    since : datetime
        From when it might have left, or since when no server takes it.
    trouble : str
        What stands between us and the server; empty where no worker runs.
    seen_at : datetime or None
        When a worker was last seen.
    """

    since: datetime
    trouble: str = ""
    seen_at: datetime | None = None


def standstill(now: datetime) -> Standstill | None:
    """Say whether mail is due that nobody takes, a few minutes after it began."""
    alive = Worker.objects.filter(seen_at__gt=now - PATIENCE - EVERY)
    # First what is quick to ask: the ledger may hold a million rows that wait.
    if alive.filter(stuck_since=None).exists() or alive.filter(
        stuck_since__gt=now - PATIENCE
    ):
        return None
    due_since = _due_since(now)
    if due_since is None:
        return None
    stuck = alive.order_by("stuck_since").first()
    if stuck and stuck.stuck_since:
        since = max(due_since, stuck.stuck_since)
        return Standstill(since=since, trouble=stuck.trouble, seen_at=stuck.seen_at)
    seen_at = Worker.objects.aggregate(at=Max("seen_at"))["at"]
    return Standstill(since=due_since, seen_at=seen_at)


def _due_since(now: datetime) -> datetime | None:
    """Return since when the oldest mail waits that could leave."""
    is_fresh = Q(not_after__isnull=True) | Q(not_after__gt=now)
    going = Message.objects.filter(
        is_fresh,
        state__in=(Message.State.QUEUED, Message.State.SENDING),
        not_before__lte=now - PATIENCE,
        is_training=False,
    )
    waiting = Delivery.objects.filter(
        message__in=going, state__in=Delivery.OPEN, next_at__lte=now - PATIENCE
    )
    since: datetime | None = waiting.aggregate(since=Min("next_at"))["since"]
    return since
