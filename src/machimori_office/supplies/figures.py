"""The year's result by item: each number is that of the list it opens."""

from __future__ import annotations

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.rules.services import rule
from machimori_office.supplies.models import Supplied
from machimori_office.supplies.procedures import SUPPLY
from machimori_office.supplies.terms import SupplyTerms
from machimori_office.web.figures import GROUPS, PIECES, Figure, YearTable, counter
from machimori_office.web.speaking import spoken, spoken_words
from machimori_office.web.years import first_day, last_day


def table_of(year: int) -> YearTable:
    """Count groups and items of a year and the one before it, as the city reports."""
    terms = rule(SupplyTerms, on=last_day(year))
    this, last = _given(year), _given(year - 1)
    counts, before = _by_kind(this), _by_kind(last)
    rows = f"{reverse('supplies:given')}?year={year}"
    figures = [
        Figure(_("Groups"), _groups(this), _groups(last), rows, GROUPS),
        Figure(
            _("Items"),
            sum(counts.values()),
            sum(before.values()),
            rows,
            PIECES,
        ),
        *(
            Figure(
                spoken_words(kind.name),
                counts.get(kind.id, 0),
                before.get(kind.id, 0),
                f"{rows}&kind={kind.id}",
                counter(kind.unit),
            )
            for kind in terms.kinds
        ),
    ]
    return YearTable(spoken(SUPPLY.title), year, figures)


def _given(year: int) -> QuerySet[Supplied]:
    days = (first_day(year), last_day(year))
    return Supplied.objects.filter(handed_over_on__range=days)


def _groups(given: QuerySet[Supplied]) -> int:
    counted = given.aggregate(n=Count("application", distinct=True))
    return int(counted["n"])


def _by_kind(given: QuerySet[Supplied]) -> dict[str, int]:
    return dict(given.order_by().values_list("kind").annotate(n=Sum("count")))
