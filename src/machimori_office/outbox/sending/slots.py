"""Slots: the connections that a lane allows, shared by all workers by lease.

A slot carries its pace with it: whoever holds it may hand over what has become free
since, and no more, so that together the workers keep what the receiver asks for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from machimori_office.outbox.lanes import Lane, Pace
from machimori_office.outbox.models import Slot

__all__ = ["Allowance", "allowance", "give_back", "leave", "take"]

REST = timedelta(minutes=10)
"""After so long without a mail, a run starts gently again."""
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Allowance:
    """What a slot may hand over now.

    Parameters
    ----------
    mails : int
    since : datetime
        From when on these count.
    a_second : float
    warm_since : datetime
        When this run of mails began.
    """

    mails: int
    since: datetime
    a_second: float
    warm_since: datetime

    def free_at(self, sent: int) -> datetime:
        """When the next may leave, after so many."""
        return self.since + timedelta(seconds=sent / self.a_second)


def allowance(
    pace: Pace,
    *,
    share: float,
    free_at: datetime | None,
    warm_since: datetime | None,
    now: datetime,
) -> Allowance:
    """Work out what a pace allows.

    Parameters
    ----------
    pace : Pace
    share : float
        What part of it counts here and now.
    free_at, warm_since : datetime or None
        As the slot remembers them.
    now : datetime
    """
    if warm_since is None or free_at is None or free_at + REST < now:
        warm_since = now
    a_second = pace.a_second(now - warm_since) * share
    # What was not used for long is lost: nothing is made up for in a burst.
    window = max(_SECOND, timedelta(seconds=1 / a_second))
    since = max(free_at or now - window, now - window)
    mails = math.floor((now - since).total_seconds() * a_second + 1e-6)
    return Allowance(max(mails, 0), since, a_second, warm_since)


def take(lane: Lane, *, holder: str, until: datetime, now: datetime) -> Slot | None:
    """Take a slot of a lane in which something may leave; None where there is none."""
    count = lane.sessions or 0
    slots = Slot.objects.filter(lane=lane.name, number__lt=count)
    if slots.count() < count:
        made = [Slot(lane=lane.name, number=number) for number in range(count)]
        Slot.objects.bulk_create(made, ignore_conflicts=True)
    is_idle = Q(held_until__isnull=True) | Q(held_until__lte=now)
    is_due = Q(free_at__isnull=True) | Q(free_at__lt=now)
    longest_idle = F("free_at").asc(nulls_first=True)
    for slot in slots.filter(is_idle, is_due).order_by(longest_idle):
        free = Slot.objects.filter(is_idle, pk=slot.pk)
        if free.update(holder=holder, held_until=until) == 1:
            return slot
    return None


def give_back(slot: Slot, *, free_at: datetime, warm_since: datetime) -> None:
    """Let others have the slot, and know how far its pace was used."""
    Slot.objects.filter(pk=slot.pk).update(
        holder="", held_until=None, free_at=free_at, warm_since=warm_since
    )


def leave(slot: Slot) -> None:
    """Let others have a slot that nothing was sent by."""
    Slot.objects.filter(pk=slot.pk).update(holder="", held_until=None)
