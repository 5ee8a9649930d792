"""The year's deliveries: on the page, in Excel and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from machimori_office.alerts.figures import Row, Year, figures_of, years_with_mail
from machimori_office.alerts.reading import Rules, rules_at
from machimori_office.alerts.views.finding import language, worded
from machimori_office.people.access import Act, requires
from machimori_office.web.paper import as_pdf, paper
from machimori_office.web.tables import Column, Sheet, as_excel
from machimori_office.web.words import JST, Words
from machimori_office.web.years import worded_fiscal_year

_ALL = Words("全件", "ぜんぶ", "All")


@require_safe
@requires(Act.SEE_MAIL)
def figures(request: HttpRequest) -> HttpResponse:
    """Show a fiscal year beside the one before; each number opens its alerts."""
    now = timezone.now()
    rules, years = rules_at(now), years_with_mail(now)
    year = _asked(request.GET.get("year", ""), years)
    found = figures_of(year, kinds=rules.kinds)
    wanted = request.GET.get("as")
    if wanted == "excel":
        return as_excel(_title(found), _sheets(found), at=now)
    if wanted == "pdf":
        return as_pdf(_paper(found, rules, now), name=f"{_title(found)}.pdf")
    context = {
        "found": found,
        "title": _title(found),
        "rows": [(row, row.name.in_(language())) for row in found.rows],
        "this": worded(worded_fiscal_year(year)),
        "last": worded(worded_fiscal_year(year - 1)),
        "years": [(y, worded(worded_fiscal_year(y))) for y in years],
        "months": _months(found),
    }
    return render(request, "alerts/figures.html", context)


def _asked(written: str, years: Sequence[int]) -> int:
    asked = int(written) if written.isdecimal() and len(written) == 4 else years[0]
    return asked if asked in years else years[0]


def _title(found: Year) -> str:
    return _("Deliveries of %(year)s") % {
        "year": worded(worded_fiscal_year(found.year))
    }


def _months(found: Year) -> list[tuple[int, int]]:
    return [(1 + (3 + n) % 12, count) for n, count in enumerate(found.months)]


def _sheets(found: Year) -> list[Sheet[Row]]:
    this, last = worded_fiscal_year(found.year), worded_fiscal_year(found.year - 1)
    columns = [
        Column[Row](_("Kind"), lambda row: row.name.in_(language()), width=30),
        Column[Row](worded(this), lambda row: row.this),
        Column[Row](worded(last), lambda row: row.last),
    ]
    whole = Row(id="", name=_ALL, this=found.this, last=found.last)
    return [Sheet(_("By kind"), columns, [whole, *found.rows])]


def _paper(found: Year, rules: Rules, now: datetime) -> bytes:
    content = {
        "language": language(),
        "title": _title(found),
        "service": rules.service.name.in_(language()),
        "whole": {"name": _("All"), "this": found.this, "last": found.last},
        "heads": [
            _("Kind"),
            worded(worded_fiscal_year(found.year)),
            worded(worded_fiscal_year(found.year - 1)),
        ],
        "rows": [
            {"name": row.name.in_(language()), "this": row.this, "last": row.last}
            for row in found.rows
        ],
        "months": [{"month": month, "count": count} for month, count in _months(found)],
        "by_month": _("By month"),
        "letters": _("Mails that servers accepted: %(n)s")
        % {"n": f"{found.letters:,}"},
        "made_on": _("Made on %(day)s") % {"day": f"{now.astimezone(JST):%Y-%m-%d}"},
    }
    return paper("alerts", "figures.typ", content, on=now.astimezone(JST).date())
