"""Pages of places: the register, one place, its assessments."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori.errors import InvalidInput
from machimori_office.inspections import rows, services
from machimori_office.inspections.answering import (
    answered,
    shown,
    who,
    who_and_why,
)
from machimori_office.inspections.camera_pictures import picture
from machimori_office.inspections.decisions.services import standing
from machimori_office.inspections.figures import table_of
from machimori_office.inspections.forms import SceneForm, SiteForm
from machimori_office.inspections.models import Assessment, Photo, Site, Task
from machimori_office.inspections.shown import page_of
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.web.figures import year_asked
from machimori_office.web.packing import unpacked
from machimori_office.web.pictures import CONTENT_TYPE
from machimori_office.web.speaking import language, spoken
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.SEE_SITES)
def sites(request: HttpRequest) -> HttpResponse:
    """List the places."""
    listing = rows.sites(request)
    if listing.wants_excel:
        return as_excel(_("Places"), [listing.sheet()], at=timezone.now())
    return render(request, "inspections/sites.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def new_site(request: HttpRequest) -> HttpResponse:
    """Put a place with its scene into the register."""
    title = _("Register a place")
    form = SiteForm(request.POST or None, request.FILES or None)

    def change() -> HttpResponse:
        made, how = form.save(commit=False), who_and_why(request, form)
        if not _is_kept(form, lambda read: services.register(made, read, **how)):
            return shown(request, form, title)
        return redirect("inspections:site", made.code)

    return answered(request, form, change, title)


@require_http_methods(["GET", "POST"])
@requires(Act.INSPECT)
def new_scene(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a newer scene of a place."""
    title, found = _("Keep a newer scene"), get_object_or_404(Site, code=code)
    form = SceneForm(request.POST or None, request.FILES or None)
    about = {"about": found.name, "back": resolve_url("inspections:site", code)}

    def change() -> HttpResponse:
        how = who_and_why(request, form)
        if not _is_kept(form, lambda read: services.replace_scene(found, read, **how)):
            return shown(request, form, title, **about)
        return redirect("inspections:site", code)

    return answered(request, form, change, title, **about)


@require_safe
@requires(Act.SEE_SITES)
def site(request: HttpRequest, code: str) -> HttpResponse:
    """Show one place: its scenes, assessments and tasks."""
    found = get_object_or_404(Site, code=code)
    assessed = found.assessments.select_related("scene")
    context = {
        "site": found,
        "scenes": found.scenes.defer("packed"),
        "assessments": assessed.defer("report_ja", "report_en")[:20],
        "tasks": found.tasks.filter(state=Task.State.OPEN),
        "checks": found.self_checks.defer("questions")[:10],
        "decisions": standing(found),
        "fixtures": found.fixtures.filter(is_current=True).count(),
        "may_inspect": may(signed_in(request), Act.INSPECT),
    }
    return render(request, "inspections/site.html", context)


@require_http_methods(["POST"])
@requires(Act.INSPECT)
def assess(request: HttpRequest, code: str) -> HttpResponse:
    """Let a place be held against the guidelines."""
    found = get_object_or_404(Site, code=code)
    asked = services.ask_for_assessment(found, **who(request))
    return redirect("inspections:assessment", asked.pk)


@require_safe
@requires(Act.SEE_SITES)
def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far an assessment is, and what it found."""
    found = Assessment.objects.select_related("site", "scene")
    held = get_object_or_404(found.defer("report_ja", "report_en"), pk=pk)
    may_decide = may(signed_in(request), Act.DECIDE_SITES)
    context = {"page": page_of(held), "may_decide": may_decide}
    return render(request, "inspections/assessment.html", context)


@require_safe
@requires(Act.SEE_SITES)
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the whole report as it was computed."""
    found = get_object_or_404(Assessment, pk=pk, state=Assessment.State.DONE)
    kept = found.report_en if language() == "en" else found.report_ja
    response = HttpResponse(unpacked(kept))
    # The report carries its own styles and pictures, and runs nothing.
    response._csp_replace = {  # type: ignore[attr-defined]
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["data:"],
        "font-src": ["data:"],
    }
    return response


def _is_kept(form: forms.BaseForm, keep: Callable[[bytes], object]) -> bool:
    """Keep an uploaded scene; what is wrong with it stands in the form."""
    try:
        keep(form.cleaned_data["scene"].read())
    except InvalidInput as refusal:
        for problem in refusal.problems[:20]:
            said = [problem.where, problem.expected, problem.remedy]
            form.add_error("scene", " ".join(spoken(text) for text in said))
        return False
    return True


@require_safe
@requires(Act.SEE_SITES)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the year's figures, last year beside."""
    table = table_of(year_asked(request.GET.get("year", ""), timezone.localdate()))
    if request.GET.get("as") == "excel":
        return as_excel(table.title, [table.sheet()], at=timezone.now())
    return render(request, "web/figures.html", {"table": table})


@require_safe
@requires(Act.INSPECT)
def photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a picture that was taken on site."""
    found = get_object_or_404(Photo, pk=pk)
    response = HttpResponse(bytes(found.jpeg), content_type=CONTENT_TYPE)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@requires(Act.SEE_SITES)
def camera_picture(request: HttpRequest, code: str, element: str) -> HttpResponse:
    """Draw the ground that a camera has in its picture."""
    site = get_object_or_404(Site, code=code)
    drawn = picture(site, element, on=timezone.localdate(), language=language())
    if drawn is None:
        raise Http404
    response = HttpResponse(drawn.svg, content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=600"
    return response
