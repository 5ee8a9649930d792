"""The year's figures of a duty: last year beside, each number opening its rows.

A duty's `figures.py` has a function ``table_of(year)``; the year's report of the
division puts them all together. A number that nobody keeps is None, never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy

from machimori_office.web.paper import as_pdf, paper
from machimori_office.web.speaking import language, spoken
from machimori_office.web.tables import Column, Sheet, as_excel
from machimori_office.web.tasks import Words
from machimori_office.web.years import fiscal_year, worded_fiscal_year


def counter(japanese: str, english: str = "") -> Words:
    """Return what stands behind a number; English labels say what is counted."""

    def now() -> str:
        return japanese if language() == "ja" else english

    return lazy(now, str)()


PEOPLE, GROUPS = counter("人"), counter("団体")
TIMES, CASES, PIECES = counter("回"), counter("件"), counter("点")
MACHINES, YEN = counter("台"), counter("円", " yen")


@dataclass(frozen=True)
class Figure:
    """One number of the year, last year's beside, and where its rows stand.

    Parameters
    ----------
    label : str
        The same each year: by it a closed year knows the number again.
    count, before : int, optional
        Of the year, and of the one before it; None where nobody kept it.
    rows : str
        The address of the list that the number counts; empty where there is none.
    unit : str
    """

    label: Words
    count: int | None
    before: int | None
    rows: str = ""
    unit: Words = ""


@dataclass(frozen=True)
class YearTable:
    """The figures of one duty in one year.

    Parameters
    ----------
    of : str
    year : int
        The fiscal year, by the year in which it begins.
    figures : sequence of Figure
    months : sequence of int
        The first figure by month, from April; empty where the duty does not say.
    """

    of: Words
    year: int
    figures: Sequence[Figure]
    months: Sequence[int] = ()

    @property
    def title(self) -> str:
        """What page and sheet are called."""
        return f"{self.of} {self.this_year}"

    @property
    def this_year(self) -> str:
        """The year in words."""
        return spoken(worded_fiscal_year(self.year))

    @property
    def year_before(self) -> str:
        """The year before in words."""
        return spoken(worded_fiscal_year(self.year - 1))

    @property
    def years(self) -> list[tuple[int, str]]:
        """The years that can be chosen, the newest first."""
        return years_near(self.year)

    @property
    def by_month(self) -> list[tuple[int, int]]:
        """The months by their number, with what was counted in each."""
        return [(1 + (3 + n) % 12, count) for n, count in enumerate(self.months)]

    def sheet(self) -> Sheet[Figure]:
        """The same as an Excel sheet."""
        columns = [
            Column[Figure](gettext_lazy("Figure"), lambda f: str(f.label), width=36),
            Column[Figure](self.this_year, lambda f: kept(f.count)),
            Column[Figure](self.year_before, lambda f: kept(f.before)),
            Column[Figure](gettext_lazy("Unit"), lambda f: str(f.unit), width=8),
        ]
        return Sheet(self.title, columns, self.figures)


def kept(count: int | None) -> int | str:
    """Return a number, or the words that say that nobody kept it."""
    return gettext("not kept") if count is None else count


def worded(count: int | None, unit: Words) -> str:
    """Write a number with its unit."""
    return gettext("not kept") if count is None else f"{count:,}{unit}"


def years_near(year: int) -> list[tuple[int, str]]:
    """Return the years that can be chosen beside one, the newest first."""
    near = range(year + 1, year - 4, -1)
    return [(each, spoken(worded_fiscal_year(each))) for each in near]


def year_asked(written: str, today: date) -> int:
    """Read the year of a request; this one where it says none that can be."""
    if written.isdecimal() and len(written) == 4:
        return max(2000, min(int(written), 2100))
    return fiscal_year(today)


def answered(request: HttpRequest, table: YearTable) -> HttpResponse:
    """Answer with a duty's figures: on the page, in Excel or on paper."""
    wanted, now = request.GET.get("as"), timezone.localtime()
    if wanted == "excel":
        return as_excel(table.title, [table.sheet()], at=now)
    if wanted == "pdf":
        made = printed(table.title, [on_paper(table)], on=now.date())
        return as_pdf(made, name=f"{table.title}.pdf")
    return render(request, "web/figures.html", {"table": table})


def on_paper(table: YearTable, *, title: str = "", note: str = "") -> dict[str, object]:
    """Return a table as the paper's template reads it."""
    return {
        "title": title,
        "heads": [gettext("Figure"), table.this_year, table.year_before],
        "rows": [
            [str(f.label), worded(f.count, f.unit), worded(f.before, f.unit)]
            for f in table.figures
        ],
        "months": [{"month": month, "count": n} for month, n in table.by_month],
        "by_month": gettext("By month"),
        "note": note,
    }


def printed(
    title: str, parts: Sequence[dict[str, object]], *, on: date, foot: str = ""
) -> bytes:
    """Typeset one or several tables."""
    made_on = gettext("Made on %(day)s") % {"day": f"{on:%Y-%m-%d}"}
    words = {"language": language(), "title": title, "foot": foot, "made_on": made_on}
    content = {**words, "parts": parts}
    return paper("web", "figures.typ", content, on=on)
