"""The year's deliveries by kind, as the city reports them: 全40件、内訳."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.alerts.models import Alert
from machimori_office.rules.services import rule
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.figures import CASES, Figure, YearTable
from machimori_office.web.speaking import spoken_words
from machimori_office.web.words import JST
from machimori_office.web.years import last_day, span_of


def table_of(year: int) -> YearTable:
    """Count the alerts that left the office, last year beside: five queries."""
    kinds = rule(Kinds, on=last_day(year))
    this, last = _sent_in(year), _sent_in(year - 1)
    now, before = (by_row([kind for kind, _at in sent], kinds) for sent in (this, last))
    rows = f"{reverse('alerts:list')}?year={year}"
    figures = [
        Figure(_("All alerts"), len(this), len(last), rows, CASES),
        *(
            Figure(
                spoken_words(name), now[row], before[row], f"{rows}&row={row}", CASES
            )
            for row, name in kinds.figures.items()
        ),
        Figure(_("Mails that servers accepted"), *_letters(year), unit=CASES),
    ]
    months = Counter(at.astimezone(JST).month for _kind, at in this)
    by_month = [months[1 + (3 + n) % 12] for n in range(12)]
    return YearTable(_("The year's deliveries"), year, figures, by_month)


def by_row(categories: Iterable[str], kinds: Kinds) -> Mapping[str, int]:
    """Count alerts by the row of the figures; a kind that is no more is ``other``."""
    known = frozenset(kinds.categories())
    return Counter(kinds.figure(c) if c in known else "other" for c in categories)


def _sent_in(year: int) -> Sequence[tuple[str, datetime]]:
    out = Alert.objects.published().filter(went_out_at__range=span_of(year))
    return [(kind, at) for kind, at in out.values_list("category", "went_out_at") if at]


def _letters(year: int) -> tuple[int, int]:
    """Count what servers accepted in a year and the one before."""
    accepted = [
        Alert.objects.published()
        .filter(went_out_at__range=span_of(each))
        .order_by()
        .aggregate(n=Sum("message__accepted"))["n"]
        for each in (year, year - 1)
    ]
    return accepted[0] or 0, accepted[1] or 0
