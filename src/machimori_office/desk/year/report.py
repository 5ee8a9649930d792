"""The report of a year: figures, notes, and what changed since it was closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from machimori_office.desk.models import YearClosing, YearNote
from machimori_office.desk.year.sections import Section, figures_of, gathered
from machimori_office.web.figures import Figure
from machimori_office.web.speaking import language, spoken
from machimori_office.web.years import worded_fiscal_year


@dataclass(frozen=True, kw_only=True)
class Line:
    """A number of the report.

    Parameters
    ----------
    label, unit, rows : str
    count, before : int, optional
        Of a closed year as it was reported; None where nobody kept it.
    now : int, optional
    has_changed : bool
        Whether a closed year's rows would give `now` today.
    """

    label: str
    unit: str
    rows: str
    count: int | None
    before: int | None
    now: int | None = None
    has_changed: bool = False


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section of the report."""

    id: str
    title: str
    lines: Sequence[Line]
    note: YearNote | None


@dataclass(frozen=True, kw_only=True)
class Report:
    """The whole of it."""

    year: int
    parts: Sequence[Part]
    closing: YearClosing | None

    @property
    def this_year(self) -> str:
        """The year in words."""
        return spoken(worded_fiscal_year(self.year))

    @property
    def year_before(self) -> str:
        """The year before in words."""
        return spoken(worded_fiscal_year(self.year - 1))

    @property
    def has_changed(self) -> bool:
        """Whether anything is no longer as it was reported."""
        return any(line.has_changed for part in self.parts for line in part.lines)


def report_of(year: int) -> Report:
    """Gather the report of a fiscal year."""
    closing = YearClosing.objects.filter(year=year).first()
    notes = {note.section: note for note in YearNote.objects.filter(year=year)}
    held: Mapping[str, Any] | None = closing.figures if closing else None
    parts = [
        Part(
            id=section.id,
            title=spoken(section.title),
            lines=list(_lines(section, figures_of(tables), held)),
            note=notes.get(section.id),
        )
        for section, tables in gathered(year)
    ]
    return Report(year=year, parts=parts, closing=closing)


def held_figures(year: int) -> dict[str, list[dict[str, Any]]]:
    """Return the figures of a year as a closing keeps them, in both languages."""
    japanese, english = (_told_in(each, year) for each in ("ja", "en"))
    return {
        section: [{"ja": ja, "en": english[section][n]} for n, ja in enumerate(figures)]
        for section, figures in japanese.items()
    }


def _told_in(reader: str, year: int) -> dict[str, list[dict[str, Any]]]:
    with translation.override(reader):
        return {
            section.id: [_told(figure) for figure in figures_of(tables)]
            for section, tables in gathered(year)
        }


def _told(figure: Figure) -> dict[str, Any]:
    words = {"label": str(figure.label), "unit": str(figure.unit)}
    return {**words, "count": figure.count, "before": figure.before}


def _lines(
    section: Section, figures: Sequence[Figure], held: Mapping[str, Any] | None
) -> Iterator[Line]:
    if held is None:
        yield from (_open(figure) for figure in figures)
        return
    reader = language()
    there = {str(figure.label): figure for figure in figures}
    told = {each[reader]["label"]: each[reader] for each in held.get(section.id, ())}
    for label, each in told.items():
        yield _closed(each, there.get(label))
    yield from (_come_later(f) for label, f in there.items() if label not in told)


def _open(figure: Figure) -> Line:
    return Line(
        label=str(figure.label),
        unit=str(figure.unit),
        rows=figure.rows,
        count=figure.count,
        before=figure.before,
    )


def _closed(told: Mapping[str, Any], figure: Figure | None) -> Line:
    now = figure.count if figure else None
    return Line(
        label=told["label"],
        unit=told["unit"],
        rows=figure.rows if figure else "",
        count=told["count"],
        before=told["before"],
        now=now,
        has_changed=now != told["count"],
    )


def _come_later(figure: Figure) -> Line:
    """A number that nobody kept when the year was closed."""
    return Line(
        label=str(figure.label),
        unit=str(figure.unit),
        rows=figure.rows,
        count=None,
        before=None,
        now=figure.count,
        has_changed=figure.count is not None,
    )
