"""Figures of registration: who came, who went, how many there were, for which kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max, Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.outbox.models import Address, Message
from machimori_office.subscriptions.models import (
    Choice,
    Headcount,
    Movement,
    Subscriber,
)
from machimori_office.web.figures import CASES, Figure, YearTable
from machimori_office.web.words import JST
from machimori_office.web.years import first_day, last_day

ALL, EVERY_KIND = "", "*"


def table_of(year: int) -> YearTable:
    """Count who was registered, came and went; None before anybody was counted."""
    this, last = _counts(year), _counts(year - 1)
    rows = {"there": reverse("subscriptions:subscribers")}
    figures = [
        Figure(label, this[key], last[key], rows.get(key, ""), CASES)
        for key, label in _LABELS.items()
    ]
    return YearTable(_("Subscribers"), year, figures)


_LABELS = {
    "there": _("Registered at the year's end, or now"),
    Movement.What.JOINED: _("Registered in the year"),
    Movement.What.LEFT: _("Unsubscribed in the year"),
    Movement.What.STOPPED: _("Stopped after errors in the year"),
}


def _counts(year: int) -> dict[str, int | None]:
    days = (first_day(year), last_day(year))
    moved = Movement.objects.filter(on__range=days).order_by()
    counted = dict(moved.values_list("what").annotate(n=Sum("count")))
    is_kept = Movement.objects.filter(on__lte=days[1]).exists()
    ways = (Movement.What.JOINED, Movement.What.LEFT, Movement.What.STOPPED)
    return {
        "there": headcounts(last=days[1]).get(ALL),
        **{way: counted.get(way, 0) if is_kept else None for way in ways},
    }


@dataclass(frozen=True, kw_only=True)
class Step:
    """How many came or went in a month, in one way.

    Parameters
    ----------
    month : date
        Its first day.
    what : Movement.What
    way : str
    count : int
    """

    month: date
    what: Movement.What
    way: str
    count: int


def steps(*, first: date, last: date) -> list[Step]:
    """Count who came and went between two days, by month and way."""
    rows = (
        Movement.objects.filter(on__range=(first, last))
        .annotate(month=TruncMonth("on"))
        .order_by("month", "what", "way")
        .values_list("month", "what", "way")
        .annotate(total=Sum("count"))
    )
    return [
        Step(month=month, what=Movement.What(what), way=way, count=total)
        for month, what, way, total in rows
    ]


def headcounts(*, last: date) -> dict[str, int]:
    """Return how many there were on the last counted day up to one, by kind.

    The key ``""`` is all of them, ``"*"`` those who want every kind.
    """
    on = Headcount.objects.filter(on__lte=last).aggregate(on=Max("on"))["on"]
    return dict(Headcount.objects.filter(on=on).values_list("category", "count"))


def monthly_totals(*, first: date, last: date) -> list[tuple[date, int]]:
    """Return how many were registered at the last count of each month."""
    of_all = Headcount.objects.filter(on__range=(first, last), category=ALL)
    days = of_all.annotate(month=TruncMonth("on")).values("month")
    newest = days.annotate(newest=Max("on")).values("newest")
    counts = of_all.filter(on__in=newest).order_by("on")
    return [(on.replace(day=1), n) for on, n in counts.values_list("on", "count")]


@transaction.atomic
def take_headcount(at: datetime) -> None:
    """Count the subscribers that mails go to, once a day; pages read the result."""
    on = at.astimezone(JST).date()
    Headcount.objects.filter(on=on).delete()
    Headcount.objects.bulk_create(
        Headcount(on=on, category=category, count=count)
        for category, count in _counted()
    )


def left_after_such_a_day(*, mails_a_day: int, before: date, days: int = 31) -> int:
    """Count who unsubscribed on a day of so many alerts, or the day after.

    Parameters
    ----------
    mails_a_day : int
        A day of this many alerts or more counts.
    before : date
        Looks at the days before this one.
    days : int
        How many of them.
    """
    first = before - timedelta(days=days)
    crowded = {on for on, n in _alerts_by_day(first, before) if n >= mails_a_day}
    looked_at = crowded | {on + timedelta(days=1) for on in crowded}
    left = Movement.objects.filter(
        on__in=looked_at, what=Movement.What.LEFT, way__in=("one_click", "page")
    )
    return left.aggregate(total=Sum("count"))["total"] or 0


def _alerts_by_day(first: date, before: date) -> Iterator[tuple[date, int]]:
    sent = Message.objects.filter(
        purpose=Message.Purpose.ALERT, started_at__isnull=False, is_training=False
    )
    by_day: dict[date, int] = {}
    begin = datetime.combine(first, datetime.min.time(), tzinfo=JST)
    end = datetime.combine(before, datetime.min.time(), tzinfo=JST)
    recent = sent.filter(started_at__gte=begin, started_at__lt=end)
    for started_at in recent.values_list("started_at", flat=True):
        on = started_at.astimezone(JST).date() if started_at else before
        by_day[on] = by_day.get(on, 0) + 1
    yield from by_day.items()


def _counted() -> Iterator[tuple[str, int]]:
    active = Subscriber.objects.filter(address__state=Address.State.ACTIVE)
    yield ALL, active.count()
    yield EVERY_KIND, active.filter(wants_all_kinds=True).count()
    of_active = Choice.objects.filter(subscriber__in=active)
    groups = of_active.order_by().values_list("category").annotate(n=Count("pk"))
    yield from groups
