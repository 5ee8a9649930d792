"""The year's deliveries by kind, as the city reports them: 全40件、内訳."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Sum

from machimori_office.alerts.models import Alert
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.words import JST, Words
from machimori_office.web.years import first_day, fiscal_year


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the year's report."""

    id: str
    name: Words
    this: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Year:
    """The deliveries of a fiscal year, with the one before beside it.

    Parameters
    ----------
    year : int
        The fiscal year, by the year in which it begins.
    rows : tuple of Row
        By kind, as the city's rule counts them.
    months : tuple of int
        Alerts a month, from April.
    letters : int
        Mails that servers accepted.
    """

    year: int
    rows: tuple[Row, ...]
    months: tuple[int, ...]
    letters: int

    @property
    def this(self) -> int:
        """All alerts of the year."""
        return sum(row.this for row in self.rows)

    @property
    def last(self) -> int:
        """All alerts of the year before."""
        return sum(row.last for row in self.rows)


def by_row(categories: Iterable[str], kinds: Kinds) -> Mapping[str, int]:
    """Count alerts by the row of the figures; a kind that is no more is ``other``."""
    known = frozenset(kinds.categories())
    return Counter(kinds.figure(c) if c in known else "other" for c in categories)


def figures_of(year: int, *, kinds: Kinds) -> Year:
    """Count the alerts that left the office in a fiscal year; three queries."""
    this, last = _sent_in(year), _sent_in(year - 1)
    now, before = (by_row([c for c, _ in sent], kinds) for sent in (this, last))
    rows = tuple(
        Row(id=row, name=name, this=now.get(row, 0), last=before.get(row, 0))
        for row, name in kinds.figures.items()
    )
    months = Counter(at.astimezone(JST).month for _, at in this)
    return Year(
        year=year,
        rows=rows,
        months=tuple(months[1 + (3 + n) % 12] for n in range(12)),
        letters=_letters(year),
    )


def _sent_in(year: int) -> Sequence[tuple[str, datetime]]:
    out = Alert.objects.published().filter(went_out_at__range=_span(year))
    return [(kind, at) for kind, at in out.values_list("category", "went_out_at") if at]


def _letters(year: int) -> int:
    out = Alert.objects.published().filter(went_out_at__range=_span(year)).order_by()
    accepted: int | None = out.aggregate(n=Sum("message__accepted"))["n"]
    return accepted or 0


def _span(year: int) -> tuple[datetime, datetime]:
    begins = datetime.combine(first_day(year), time(), JST)
    ends = datetime.combine(first_day(year + 1), time(), JST)
    return begins, ends - timedelta(microseconds=1)


def years_with_mail(now: datetime) -> list[int]:
    """Return the fiscal years from the first alert to now, the newest first."""
    this = fiscal_year(now.astimezone(JST).date())
    first = Alert.objects.published().order_by("went_out_at").first()
    if first is None or first.went_out_at is None:
        return [this]
    began = fiscal_year(first.went_out_at.astimezone(JST).date())
    return list(range(this, began - 1, -1))
