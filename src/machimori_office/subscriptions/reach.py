"""How many a mail of a kind reaches in a district: counts, without anybody's address.

Where subscribers live on the internet part, the console knows these counts alone, with
the hour of counting. Nothing counted means unknown, never nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max

from machimori_office.rules.services import rule
from machimori_office.subscriptions.audience import wanting
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.subscriptions.models import AreaChoice, Reach
from machimori_office.web.words import JST

ANYWHERE, EVERYWHERE = "", "*"
"""All who want a kind, whatever their districts; those who chose no district."""

Counts = Mapping[str, Mapping[str, int]]
"""By category, then by code of a district, ``""`` or ``"*"``."""


@dataclass(frozen=True, kw_only=True)
class Reached:
    """How many a mail reaches.

    Parameters
    ----------
    count : int or None
        None where nobody knows.
    counted_at : datetime or None
        None for a count of this moment.
    is_exact : bool
        Otherwise no more than `count`: who chose two of the districts counts twice.
    """

    count: int | None
    counted_at: datetime | None = None
    is_exact: bool = True


UNKNOWN = Reached(count=None)


def counted(at: datetime) -> dict[str, dict[str, int]]:
    """Count, for every kind that mails are sent under."""
    kinds = rule(Kinds, on=at.astimezone(JST).date())
    return {category: dict(_of(category)) for category in kinds.categories()}


def _of(category: str) -> Iterator[tuple[str, int]]:
    readers = wanting(category=category)
    yield ANYWHERE, readers.count()
    yield EVERYWHERE, readers.filter(wants_all_areas=True).count()
    by_area = AreaChoice.objects.filter(subscriber__in=readers)
    yield from by_area.order_by().values_list("district").annotate(n=Count("pk"))


@transaction.atomic
def keep(counts: Counts, *, at: datetime) -> None:
    """Put newer counts in the place of those that are kept."""
    Reach.objects.all().delete()
    Reach.objects.bulk_create(
        Reach(category=category, district=district, count=count, at=at)
        for category, by_district in counts.items()
        for district, count in by_district.items()
    )


def kept() -> tuple[Counts, datetime | None]:
    """Return the counts that are kept, and when they were made."""
    counts: dict[str, dict[str, int]] = {}
    for row in Reach.objects.order_by("category", "district"):
        counts.setdefault(row.category, {})[row.district] = row.count
    return counts, Reach.objects.aggregate(at=Max("at"))["at"]


def reached(*, category: str, areas: Collection[str] = ()) -> Reached:
    """Say how many a mail reaches, by the counts that are kept."""
    rows = Reach.objects.filter(category=category)
    counts = dict(rows.values_list("district", "count"))
    if not counts:
        return UNKNOWN
    counted_at = rows.aggregate(at=Max("at"))["at"]
    total = counts[ANYWHERE]
    if not areas:
        return Reached(count=total, counted_at=counted_at)
    near = counts[EVERYWHERE] + sum(counts.get(area, 0) for area in areas)
    return Reached(
        count=min(near, total),
        counted_at=counted_at,
        is_exact=len(set(areas)) == 1,
    )
