"""The year's figures of contests: entries by category, in the year of the deadline."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from machimori_office.contests.models import Contest, Entry
from machimori_office.contests.terms import ContestTerms
from machimori_office.rules.services import rule
from machimori_office.web.figures import PIECES, Figure, YearTable
from machimori_office.web.speaking import spoken_words
from machimori_office.web.years import first_day, last_day


def table_of(year: int) -> YearTable:
    """Count one year and the one before it; most have no contest."""
    this, last = _by_category(year), _by_category(year - 1)
    rows = _rows_of(year)
    figures = [
        Figure(
            _("Entries: %(category)s") % {"category": spoken_words(category.name)},
            this.get(category.id, 0),
            last.get(category.id, 0),
            f"{rows}&category={category.id}" if rows else "",
            PIECES,
        )
        for category in rule(ContestTerms, on=last_day(year)).categories
    ]
    figures.append(Figure(_("Works that won"), _won(year), _won(year - 1), unit=PIECES))
    return YearTable(_("Contest of slogans and posters"), year, figures)


def _by_category(year: int) -> dict[str, int]:
    entered = _entered(year).values_list("category").annotate(n=Count("pk"))
    return dict(entered.order_by())


def _won(year: int) -> int:
    return _entered(year).exclude(award="").count()


def _entered(year: int) -> QuerySet[Entry]:
    days = (first_day(year), last_day(year))
    return Entry.objects.filter(
        contest__closes_on__range=days, state=Entry.State.ENTERED
    )


def _rows_of(year: int) -> str:
    days = (first_day(year), last_day(year))
    contest = Contest.objects.filter(closes_on__range=days).first()
    if contest is None:
        return ""
    return reverse("contests:entries", args=[contest.pk]) + "?state=entered"
