"""Judging by a personal link: numbers and works, never names."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.contests.models import Judge, Picture
from machimori_office.contests.services import judging as services
from machimori_office.contests.services.changes import terms
from machimori_office.contests.services.judging import Sheet
from machimori_office.contests.services.letters import judge_by, late_judge_by
from machimori_office.public_site.contest_forms import MarksForm
from machimori_office.public_site.pages import page
from machimori_office.web.pictures import CONTENT_TYPE
from machimori_office.web.words import Variety


@require_safe
def judge(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """List what is judged, and how far it is."""
    found = judge_by(token)
    if found is None:
        return _over(request, variety, token)
    sheets = services.sheets(found)
    city = terms(found.contest)
    left = next((s.entry.number for s in sheets if not s.is_done), None)
    context = {
        "contest": found.contest,
        "token": token,
        "next": left,
        "done": sum(s.is_done for s in sheets),
        "categories": [
            (c.name, [s for s in sheets if s.entry.category == c.id])
            for c in city.categories
        ],
        "all": len(sheets),
        "ties": city.ties,
    }
    return page(request, "judge", variety, context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def marks(
    request: HttpRequest, variety: Variety, token: str, number: int
) -> HttpResponse:
    """Show one work, and take its marks or that the judge steps back."""
    found = judge_by(token)
    if found is None:
        return _over(request, variety, token)
    sheet = _sheet(found, number)
    city, now = terms(found.contest), timezone.now()
    if request.method == "POST" and "step_back" in request.POST:
        services.step_back(found, sheet.entry, at=now)
        return _onward(variety, token, found)
    posted = request.POST if request.method == "POST" else None
    form = MarksForm(posted, terms=city, variety=variety, initial=dict(sheet.points))
    if posted is not None and form.is_valid():
        services.mark(found, sheet.entry, form.cleaned_data, at=now)
        return _onward(variety, token, found)
    context = {
        "contest": found.contest,
        "token": token,
        "sheet": sheet,
        "form": form,
        "category": city.name_of("categories", sheet.entry.category),
        "has_picture": Picture.objects.filter(entry=sheet.entry).exists(),
    }
    status = 200 if posted is None else 400
    return page(request, "marks", variety, context, status=status)


@require_safe
def picture(
    request: HttpRequest, variety: Variety, token: str, number: int
) -> HttpResponse:
    """Show the picture of a work to a judge."""
    found = judge_by(token)
    if found is None:
        raise Http404
    entry = _sheet(found, number).entry
    shown = get_object_or_404(Picture, entry=entry)
    return HttpResponse(bytes(shown.content), content_type=CONTENT_TYPE)


def _over(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Tell a judge who comes late so; whoever has no link is told nothing."""
    late = late_judge_by(token)
    if late is None:
        return page(request, "spent", variety, status=404)
    context = {"contest": late.contest}
    return page(request, "judging_over", variety, context, status=410)


def _sheet(found: Judge, number: int) -> Sheet:
    for sheet in services.sheets(found):
        if sheet.entry.number == number:
            return sheet
    raise Http404


def _onward(variety: Variety, token: str, found: Judge) -> HttpResponse:
    """Lead to the next work that is left, or to the list."""
    left = (s.entry.number for s in services.sheets(found) if not s.is_done)
    number = next(left, None)
    where = {"variety": variety, "token": token}
    if number is None:
        return HttpResponseRedirect(reverse("public:judge", kwargs=where))
    where |= {"number": str(number)}
    return HttpResponseRedirect(reverse("public:marks", kwargs=where))
