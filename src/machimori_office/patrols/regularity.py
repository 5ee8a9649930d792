"""How regularly a group walked, from the walks that it told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from machimori_office.patrols.models import Group
from machimori_office.web.years import months_after

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """One month, and how many walks were told of it."""

    first_on: date
    walks: int


def past_months(group: Group, today: date) -> Sequence[Month]:
    """Return the last twelve whole months, oldest first: one query."""
    this = today.replace(day=1)
    begins = [months_after(this, -back) for back in range(MONTHS, 0, -1)]
    told = group.reports.filter(on__gte=begins[0], on__lt=this)
    counted = Counter(on.replace(day=1) for on in told.values_list("on", flat=True))
    return [Month(first_on, counted[first_on]) for first_on in begins]


def months_with(months: Sequence[Month], walks: int) -> int:
    """Count the months with so many walks or more."""
    return sum(month.walks >= walks for month in months)
