"""The pages of the year's report."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.desk.models import YearNote
from machimori_office.desk.year import handing_out, writing
from machimori_office.desk.year.forms import NoteForm, WhyForm
from machimori_office.desk.year.report import Report, report_of
from machimori_office.desk.year.sections import BY_ID
from machimori_office.people.access import Act, may, may_open, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.figures import year_asked, years_near
from machimori_office.web.paper import as_pdf
from machimori_office.web.speaking import spoken
from machimori_office.web.tables import EXCEL, as_file
from machimori_office.web.years import last_day, worded_fiscal_year


@require_safe
@requires(Act.SEE_YEAR)
def report(request: HttpRequest) -> HttpResponse:
    """Show the report of a year: on the page, in Excel or on paper."""
    now = timezone.localtime()
    found = report_of(year_asked(request.GET.get("year", ""), now.date()))
    title, wanted = handing_out.title_of(found), request.GET.get("as")
    if wanted == "excel":
        content = handing_out.as_workbook(found, at=now)
        return as_file(content, name=f"{title}.xlsx", content_type=EXCEL)
    if wanted == "pdf":
        return as_pdf(handing_out.as_paper(found, at=now), name=f"{title}.pdf")
    staff = signed_in(request)
    context = {
        "report": found,
        "title": title,
        "years": years_near(found.year),
        "opens": _addresses(found, lambda rows: may_open(staff, rows)),
        "may_write": may(staff, Act.WRITE_YEAR),
        "is_over": now.date() > last_day(found.year),
    }
    return render(request, "desk/year/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.WRITE_YEAR)
def note(request: HttpRequest, year: int, section: str) -> HttpResponse:
    """Write about a section of a year."""
    if section not in BY_ID:
        raise Http404
    held = YearNote.objects.filter(year=year, section=section).first()
    initial = {"text": held.text if held else "", "seen": held.version if held else 0}
    form = NoteForm(request.POST or None, initial=initial)

    def change() -> HttpResponse:
        writing.write_note(
            year,
            section,
            form.cleaned_data["text"],
            seen=form.cleaned_data["seen"],
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        messages.success(request, _("The note was kept."))
        return redirect(f"{reverse('desk:year')}?year={year}#{section}")

    title = f"{spoken(BY_ID[section].title)} {spoken(worded_fiscal_year(year))}"
    context = {"form": form, "year": year, "title": title, "button": _("Keep the note")}
    return changed(request, [form], change) or render(
        request, "desk/year/write.html", context
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.WRITE_YEAR)
def close(request: HttpRequest, year: int) -> HttpResponse:
    """Close a year."""
    title = _("Close %(year)s") % {"year": spoken(worded_fiscal_year(year))}
    explains = _(
        "The figures are kept as they are reported. Whatever changes later shows "
        "beside them, and the notes cannot be changed. It can be opened again."
    )
    words = (title, explains, _("Close the year"))
    return _with_reason(request, year, writing.close, words)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.WRITE_YEAR)
def open_again(request: HttpRequest, year: int) -> HttpResponse:
    """Open a closed year again."""
    title = _("Open %(year)s again") % {"year": spoken(worded_fiscal_year(year))}
    explains = _("The figures that were kept are given up; the rows count anew.")
    words = (title, explains, _("Open the year again"))
    return _with_reason(request, year, writing.open_again, words)


def _with_reason(
    request: HttpRequest,
    year: int,
    step: Callable[..., object],
    words: tuple[str, str, str],
) -> HttpResponse:
    form = WhyForm(request.POST or None)

    def change() -> HttpResponse:
        actor = str(signed_in(request).pk)
        reason = form.cleaned_data["reason"]
        step(year, actor=actor, reason=reason, at=timezone.now())
        return redirect(f"{reverse('desk:year')}?year={year}")

    title, explains, button = words
    context = {"form": form, "year": year, "title": title, "explains": explains}
    context |= {"button": button}
    return changed(request, [form], change) or render(
        request, "desk/year/write.html", context
    )


def _addresses(found: Report, opens: Callable[[str], bool]) -> set[str]:
    """Return the lists that the reader gets when a number is pressed."""
    rows = {line.rows for part in found.parts for line in part.lines if line.rows}
    return {address for address in rows if opens(address)}
