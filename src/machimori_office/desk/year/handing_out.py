"""The report in Excel and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from machimori_office.desk.year.report import Line, Part, Report
from machimori_office.people.models import Organisation
from machimori_office.web.figures import kept, printed, worded
from machimori_office.web.tables import Column, Sheet, workbook
from machimori_office.web.words import JST

Row = tuple[Part, Line | None]


def title_of(report: Report) -> str:
    """Name page, workbook and paper."""
    return _("The year's report %(year)s") % {"year": report.this_year}


def as_workbook(report: Report, *, at: datetime) -> bytes:
    """Write all sections into one sheet, as the division hands it on."""
    columns = [
        Column[Row](_("Duty"), lambda row: row[0].title, width=28),
        Column[Row](_("Figure"), lambda row: row[1].label if row[1] else "", width=40),
        Column[Row](report.this_year, lambda row: _count(row[1])),
        Column[Row](report.year_before, lambda row: _before(row[1])),
        Column[Row](_("Unit"), lambda row: row[1].unit if row[1] else "", width=8),
        *_since(report),
        Column[Row](_("What is to be said of it"), lambda row: _said(*row), width=60),
    ]
    sheet = Sheet(report.this_year, columns, list(_rows(report)))
    return workbook(title_of(report), [sheet], at=at)


def as_paper(report: Report, *, at: datetime) -> bytes:
    """Typeset the report."""
    heads = [_("Figure"), report.this_year, report.year_before]
    if report.has_changed:
        heads.append(_("Counted now"))
    on = at.astimezone(JST).date()
    parts = [_part(part, heads, report.has_changed) for part in report.parts]
    return printed(title_of(report), parts, on=on, foot=_foot(report))


def _foot(report: Report) -> str:
    """Say whose it is, and whether it still counts."""
    whose = Organisation.objects.values_list("name", flat=True).first() or ""
    if report.closing is None:
        return whose
    day = f"{report.closing.closed_at.astimezone(JST):%Y-%m-%d}"
    return f"{whose}  {_('Closed on %(day)s') % {'day': day}}"


def _part(part: Part, heads: list[str], has_changed: bool) -> dict[str, object]:
    return {
        "title": part.title,
        "heads": heads,
        "rows": [_cells(line, has_changed) for line in part.lines],
        "months": [],
        "by_month": "",
        "note": _note_of(part),
    }


def _cells(line: Line, has_changed: bool) -> list[str]:
    counts = [worded(line.count, line.unit), worded(line.before, line.unit)]
    if has_changed:
        counts.append(worded(line.now, line.unit) if line.has_changed else "")
    return [line.label, *counts]


def _note_of(part: Part) -> str:
    if part.note and part.note.text:
        return part.note.text
    return "" if part.lines else _("Not kept in this office.")


def _rows(report: Report) -> Iterator[Row]:
    for part in report.parts:
        yield from ((part, line) for line in part.lines)
        if not part.lines:
            yield part, None


def _since(report: Report) -> list[Column[Row]]:
    """Return the column of what changed after a closing, where anything did."""
    if not report.has_changed:
        return []
    return [Column(_("Counted now"), lambda row: _now(row[1]))]


def _count(line: Line | None) -> int | str:
    return kept(line.count if line else None)


def _before(line: Line | None) -> int | str:
    return kept(line.before if line else None)


def _now(line: Line | None) -> int | str | None:
    return kept(line.now) if line and line.has_changed else None


def _said(part: Part, line: Line | None) -> str:
    """Write a section's note once, beside its first figure."""
    is_first = not part.lines or line is part.lines[0]
    return part.note.text if part.note and is_first else ""
