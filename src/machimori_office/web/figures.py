"""The year's figures of a duty: last year beside, each number opening its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from machimori_office.web.speaking import spoken
from machimori_office.web.tables import Column, Sheet
from machimori_office.web.tasks import Words
from machimori_office.web.years import fiscal_year, worded_fiscal_year


@dataclass(frozen=True)
class Figure:
    """One number of the year, last year's beside, and where its rows stand.

    Parameters
    ----------
    label : str
    count, before : int
        Of the year, and of the one before it.
    rows : str
        The address of the list that the number counts; empty where there is none.
    unit : str
    """

    label: Words
    count: int
    before: int
    rows: str = ""
    unit: str = ""


@dataclass(frozen=True)
class YearTable:
    """The figures of one duty in one year."""

    of: Words
    year: int
    figures: Sequence[Figure]

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
        near = range(self.year + 1, self.year - 4, -1)
        return [(year, spoken(worded_fiscal_year(year))) for year in near]

    def sheet(self) -> Sheet[Figure]:
        """The same as an Excel sheet."""
        columns = [
            Column[Figure](_("Figure"), lambda f: str(f.label), width=36),
            Column[Figure](self.this_year, lambda f: f.count),
            Column[Figure](self.year_before, lambda f: f.before),
            Column[Figure](_("Unit"), lambda f: f.unit, width=8),
        ]
        return Sheet(self.title, columns, self.figures)


def year_asked(written: str, today: date) -> int:
    """Read the year of a request; this one where it says none that can be."""
    if written.isdecimal() and len(written) == 4:
        return max(2000, min(int(written), 2100))
    return fiscal_year(today)
