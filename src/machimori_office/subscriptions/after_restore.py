"""After a restore: no link of that time works, and whoever left since is off again."""

from __future__ import annotations

from datetime import datetime

from machimori_office.audit.services import SYSTEM
from machimori_office.backups.diary import Decision, Diary, What, who
from machimori_office.backups.registry import after_restore, catches_up
from machimori_office.rules.services import rule
from machimori_office.subscriptions import keeping
from machimori_office.subscriptions.choices import without
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.subscriptions.models import Request, Subscriber
from machimori_office.web.words import JST

_REASON = "left after the backup was made"


@after_restore
def forget_requests(at: datetime) -> int:
    """Delete every request; whoever still wants something asks again."""
    deleted, _ = Request.objects.all().delete()
    return deleted


@catches_up
def leave_again(since: Diary, at: datetime) -> int:
    """Take off whoever left since, and off a kind whoever left that; count them."""
    every = Subscriber.objects.select_related("address").iterator(chunk_size=5000)
    theirs = ((each, since.get(who(each.address.key))) for each in every)
    return sum(_wished(s, wishes, at) for s, wishes in theirs if wishes)


def _wished(subscriber: Subscriber, wishes: tuple[Decision, ...], at: datetime) -> bool:
    """Do what somebody wished last; who left and came back stays."""
    last = wishes[-1].what
    if last == What.LEFT:
        keeping.take_off(
            subscriber, way="restored", at=at, actor=SYSTEM, reason=_REASON
        )
        return True
    came_at = [n for n, wish in enumerate(wishes) if wish.what == What.JOINED]
    thinned = wishes[came_at[-1] + 1 if came_at else 0 :]
    return sum(_thinned(subscriber, wish, at) for wish in thinned) > 0


def _thinned(subscriber: Subscriber, wish: Decision, at: datetime) -> bool:
    if wish.what != What.THINNED:
        return False
    kinds = rule(Kinds, on=at.astimezone(JST).date())
    before = keeping.choices_of(subscriber)
    left = without(before, wish.about, kinds)
    if left is None or left == before:
        return False
    keeping.change(subscriber, left, at=at)
    return True
