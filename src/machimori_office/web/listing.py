"""A list page: search first, a few filters, pages, and Excel of what is seen.

A view makes a `Listing` of a queryset and either answers with its Excel or hands it to
``web/listing.html``. The page never counts the rows: it fetches one more than it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Any, Generic, TypeVar

from django.core.paginator import EmptyPage
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from machimori_office.web.speaking import spoken
from machimori_office.web.tables import Column, Sheet
from machimori_office.web.tasks import Words
from machimori_office.web.years import (
    first_day,
    fiscal_year,
    last_day,
    span_of,
    worded_fiscal_year,
)

Row = TypeVar("Row", bound=Model)

PER_PAGE = 50
NEAR = 10
"""Pages that are read at once; those behind them by their keys."""

_TOGETHER = 2000

MOST_ROWS = 100_000
"""More than this nobody opens in a spreadsheet."""


@dataclass(frozen=True)
class Filter(Generic[Row]):
    """A choice above the list.

    Parameters
    ----------
    name : str
        Of the parameter in the address.
    label : str
    choices : sequence of (value, label)
        The empty value, which takes everything, is added.
    keep : callable
        Narrows the rows to a value.
    """

    name: str
    label: Words
    choices: Sequence[tuple[str, Words]]
    keep: Callable[[QuerySet[Row], str], QuerySet[Row]]


@dataclass
class Listing(Generic[Row]):
    """What a list shows for one request.

    Parameters
    ----------
    request : HttpRequest
        Its parameters ``q``, ``page`` and the filters' names.
    caption : str
    rows : QuerySet
        Ordered, and with all that the columns need.
    columns : sequence of Column
    search : callable, optional
        Narrows the rows to what was typed.
    filters : sequence of Filter
    look_up : callable, optional
        Is handed rows before they are shown, to fetch for all of them together what
        their cells need besides.
    """

    request: HttpRequest
    caption: Words
    rows: QuerySet[Row]
    columns: Sequence[Column[Row]]
    search: Callable[[QuerySet[Row], str], QuerySet[Row]] | None = None
    filters: Sequence[Filter[Row]] = field(default=())
    look_up: Callable[[Sequence[Row]], None] | None = None

    @property
    def is_searchable(self) -> bool:
        """Whether words can be typed; a template would call `search` itself."""
        return self.search is not None

    @property
    def typed(self) -> str:
        """What was searched for."""
        # PostgreSQL's text cannot hold NUL, so nothing can be called so.
        asked = self.request.GET.get("q", "").replace("\0", "\N{REPLACEMENT CHARACTER}")
        return asked.strip()[:100]

    @property
    def chosen(self) -> list[tuple[Filter[Row], str]]:
        """Each filter with its value; one that is not offered counts as none."""
        return [(f, self._chosen(f)) for f in self.filters]

    def _chosen(self, filter_: Filter[Row]) -> str:
        value = self.request.GET.get(filter_.name, "")
        return value if value in {v for v, _ in filter_.choices} else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether search or filters leave something out."""
        return bool(self.typed) or any(value for _, value in self.chosen)

    @cached_property
    def found(self) -> QuerySet[Row]:
        """All rows that search and filters leave."""
        rows = self.rows
        if self.search and self.typed:
            rows = self.search(rows, self.typed)
        for filter_, value in self.chosen:
            if value:
                rows = filter_.keep(rows, value)
        return rows

    @cached_property
    def number(self) -> int:
        """Which page, from 1."""
        written = self.request.GET.get("page", "1")
        return max(1, int(written)) if written.isdecimal() and len(written) < 7 else 1

    @cached_property
    def _fetched(self) -> list[Row]:
        start = (self.number - 1) * PER_PAGE
        page = slice(start, start + PER_PAGE + 1)
        if self.number <= NEAR:
            return self._looked_up(list(self.found[page]))
        # What is skipped is skipped by its key, without all that is joined to a row.
        keys = list(self.found.values_list("pk", flat=True)[page])
        return self._looked_up(list(self.found.filter(pk__in=keys)))

    @property
    def cells(self) -> list[list[tuple[Any, str]]]:
        """The rows of the page: values, and where each leads."""
        return [
            [
                (_shown(c.value(row)), c.link(row) if c.link else "")
                for c in self.columns
            ]
            for row in self._fetched[:PER_PAGE]
        ]

    @property
    def first(self) -> int:
        """The number of the first row shown."""
        return (self.number - 1) * PER_PAGE + 1

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return self.first - 1 + min(len(self._fetched), PER_PAGE)

    @property
    def newer(self) -> str:
        """The parameters of the page before; empty where there is none."""
        return self._at(self.number - 1) if self.number > 1 else ""

    @property
    def older(self) -> str:
        """The parameters of the page after."""
        return self._at(self.number + 1) if len(self._fetched) > PER_PAGE else ""

    @property
    def excel(self) -> str:
        """The parameters that ask for the Excel of what is seen."""
        parameters = self.request.GET.copy()
        parameters.pop("page", None)
        parameters["as"] = "excel"
        return f"?{parameters.urlencode()}"

    @property
    def wants_excel(self) -> bool:
        """Whether the request asks for Excel."""
        return self.request.GET.get("as") == "excel"

    def sheet(self) -> Sheet[Row]:
        """All rows found, for Excel."""
        return Sheet(self.caption, self.columns, self._all())

    def _all(self) -> Iterator[Row]:
        rows = self.found[:MOST_ROWS].iterator(chunk_size=_TOGETHER)
        while together := list(islice(rows, _TOGETHER)):
            yield from self._looked_up(together)

    def _looked_up(self, rows: list[Row]) -> list[Row]:
        if self.look_up:
            self.look_up(rows)
        return rows

    def _at(self, page: int) -> str:
        if page < 1:
            raise EmptyPage
        parameters = self.request.GET.copy()
        parameters["page"] = str(page)
        return f"?{parameters.urlencode()}"


def years_filter(name: str, label: Words, field: str, today: date) -> Filter[Any]:
    """Offer the last twelve fiscal years of a field that is a day."""

    def keep(rows: QuerySet[Any], year: str) -> QuerySet[Any]:
        days = (first_day(int(year)), last_day(int(year)))
        return rows.filter(**{f"{field}__range": days})

    return Filter(name, label, year_choices(today), keep)


def years_of_instants(name: str, label: Words, field: str, today: date) -> Filter[Any]:
    """Offer the last twelve fiscal years of a field that is an instant.

    Its index answers; to ask for the instant's day would look at every row.
    """

    def keep(rows: QuerySet[Any], year: str) -> QuerySet[Any]:
        return rows.filter(**{f"{field}__range": span_of(int(year))})

    return Filter(name, label, year_choices(today), keep)


def _shown(value: Any) -> Any:
    """Write days and instants as all pages of the office do."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else value


def year_choices(today: date) -> list[tuple[str, str]]:
    """Return the last twelve fiscal years of a day, the newest first."""
    this = fiscal_year(today)
    years = range(this, this - 12, -1)
    return [(str(year), spoken(worded_fiscal_year(year))) for year in years]
