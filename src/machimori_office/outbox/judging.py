"""Which addresses failed on enough days: judged for many at once, an hour after.

An hour after, because it takes a while to see that a whole domain fails. A success is
what the ledger shows: a delivery that a server accepted and that never came back. So
mails that arrive cost nothing here; only addresses with a failure are looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from machimori_office.audit.services import SYSTEM
from machimori_office.outbox import failing
from machimori_office.outbox.models import Delivery, Failure, Message
from machimori_office.outbox.stopping import (
    DomainDay,
    Event,
    Happening,
    Standing,
    State,
    StoppingRule,
    days_of_outage,
    standing,
)
from machimori_office.rules.services import rule
from machimori_office.web.words import JST

SETTLES = timedelta(hours=1)
BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """An address that mails go to no more.

    Parameters
    ----------
    address_pk : int
    standing : Standing
        With the days, and the reason in words.
    """

    address_pk: int
    standing: Standing


Tell = Callable[[Sequence[Stopped]], None]


def judge(at: datetime, *, tell: Tell | None = None) -> list[Stopped]:
    """Hold all new failures against the city's rule; stop whom it stops.

    Parameters
    ----------
    at : datetime
    tell : callable, optional
        Told of those stopped, inside the transaction that stops them.
    """
    stopped: list[Stopped] = []
    while batch := _unjudged(at):
        with transaction.atomic():
            newly = _judge_batch(batch, at)
            if tell:
                tell(newly)
        stopped += newly
    return stopped


def standings(
    address_pks: Collection[int], *, at: datetime, learned_by: datetime | None = None
) -> dict[int, Standing]:
    """Tell where addresses stand, by the rule of the day; for pages as well.

    Parameters
    ----------
    address_pks : collection of int
    at : datetime
    learned_by : datetime, optional
        Leave out what was learned later.
    """
    found = rule(StoppingRule, on=at.astimezone(JST).date())
    rows = Failure.objects.filter(
        address_id__in=address_pks, learned_at__lte=learned_by or at
    )
    domains = dict(rows.values_list("address_id", "address__domain"))
    histories = _histories(rows)
    outages = _outages(rows, found)
    return {
        pk: standing(histories[pk], found, outages=outages.get(domain, ()))
        for pk, domain in domains.items()
    }


def _unjudged(at: datetime) -> list[int]:
    rows = Failure.objects.filter(is_judged=False, learned_at__lte=at - SETTLES)
    pks = rows.order_by("learned_at").values_list("address_id", flat=True)[:BATCH]
    return sorted(set(pks))


def _judge_batch(address_pks: list[int], at: datetime) -> list[Stopped]:
    # Locked, so that what comes meanwhile is judged in the next round.
    settled = at - SETTLES
    rows = Failure.objects.filter(
        address_id__in=address_pks, is_judged=False, learned_at__lte=settled
    )
    seen = list(rows.select_for_update().values_list("pk", flat=True))
    stopped = [
        Stopped(address_pk=pk, standing=stands)
        for pk, stands in standings(address_pks, at=at, learned_by=settled).items()
        if stands.state is State.STOPPED and _stop(pk, stands, at)
    ]
    Failure.objects.filter(pk__in=seen).update(is_judged=True)
    return stopped


def _stop(address_pk: int, stands: Standing, at: datetime) -> bool:
    days = stands.failed_on
    return failing.stop(
        address_pk=address_pk,
        because=failing.DELIVERY_ERRORS,
        actor=SYSTEM,
        reason="failed on too many days",
        at=at,
        days=str(len(days)),
        first=days[0].isoformat(),
        last=days[-1].isoformat(),
    )


def _histories(rows: Iterable[Failure]) -> dict[int, list[Event]]:
    histories: dict[int, list[Event]] = defaultdict(list)
    first: dict[int, date] = {}
    for row in rows:
        histories[row.address_id].append(Event(row.on, Happening(row.what)))
        first[row.address_id] = min(row.on, first.get(row.address_id, row.on))
    if not first:
        return histories
    arrived = Delivery.objects.filter(
        address_id__in=first,
        state=Delivery.State.ACCEPTED,
        answered_at__gte=_begin(min(first.values())),
    )
    for pk, answered_at in arrived.values_list("address_id", "answered_at"):
        on = answered_at.astimezone(JST).date() if answered_at else None
        if on and on >= first[pk]:
            histories[pk].append(Event(on, Happening.SUCCESS))
    return histories


def _outages(rows: QuerySet[Failure], of: StoppingRule) -> dict[str, set[date]]:
    """Find the days on which the domains of these addresses failed as a whole."""
    of_them = {(r.address.domain, r.on) for r in rows.select_related("address")}
    outages: dict[str, set[date]] = defaultdict(set)
    for domain, on, failed in _failed(of_them):
        if failed < of.outage_addresses:
            continue
        day = DomainDay(on=on, tried=_tried(domain, on), failed=failed)
        outages[domain] |= days_of_outage([day], of)
    return outages


def _failed(days: set[tuple[str, date]]) -> Iterable[tuple[str, date, int]]:
    """Count the addresses of each domain that failed on each day."""
    counted = Failure.objects.filter(
        what=Happening.PERMANENT.value,
        on__in={on for _, on in days},
        address__domain__in={domain for domain, _ in days},
    )
    groups = counted.order_by().values_list("address__domain", "on")
    return groups.annotate(failed=Count("address", distinct=True))


def _tried(domain: str, on: date) -> int:
    """Count the addresses of a domain that were written to on a day."""
    begin, end = _begin(on), _begin(on + timedelta(days=1))
    # Messages first: the ledger has an index by message, none by day.
    is_open = Q(finished_at__isnull=True) | Q(finished_at__gte=begin)
    messages = Message.objects.filter(is_open, not_before__lt=end)
    tried = Delivery.objects.filter(
        message__in=messages,
        domain=domain,
        answered_at__gte=begin,
        answered_at__lt=end,
    )
    return tried.values("address").distinct().count()


def _begin(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=JST)
