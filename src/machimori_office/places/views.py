"""Pages about districts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori.errors import InvalidInput
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.places import services
from machimori_office.places.boundaries import read_outlines
from machimori_office.places.forms import (
    ApplyForm,
    DistrictForm,
    FileForm,
    NewDistrictForm,
)
from machimori_office.places.models import District, Proposal
from machimori_office.web.errors import OfficeError, PlacesChanged
from machimori_office.web.speaking import language, said


@require_safe
@requires(Act.SEE_PLACES)
def districts(request: HttpRequest) -> HttpResponse:
    """List the districts, those that are no more at the end."""
    rows = District.objects.defer("boundary").order_by("-is_current", "position")
    may_edit = may(signed_in(request), Act.EDIT_PLACES)
    return render(
        request, "places/districts.html", {"rows": rows, "may_edit": may_edit}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.EDIT_PLACES)
def add(request: HttpRequest) -> HttpResponse:
    """Add a district."""
    form = NewDistrictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add(
                code=form.cleaned_data["code"],
                fields=form.fields_of_district(),
                actor=str(signed_in(request).pk),
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
        except OfficeError as refusal:
            form.add_error(None, said(refusal))
        else:
            messages.success(request, gettext("The district was added."))
            return redirect("places:districts")
    context = {"form": form, "title": _("Add a district"), "button": _("Add it")}
    return render(request, "places/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.EDIT_PLACES)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a district."""
    district = get_object_or_404(District.objects.defer("boundary"), code=code)
    names = ("name_ja", "name_easy", "name_en", "position", "is_current")
    initial = {name: getattr(district, name) for name in names}
    form = DistrictForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change(
                district=district,
                seen_at=district.changed_at,
                fields=form.fields_of_district(),
                actor=str(signed_in(request).pk),
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
        except OfficeError as refusal:
            form.add_error(None, said(refusal))
        else:
            messages.success(request, gettext("The district was changed."))
            return redirect("places:districts")
    context = {"form": form, "title": district.name_ja, "button": _("Change it")}
    return render(request, "places/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.EDIT_PLACES)
def choose_file(request: HttpRequest) -> HttpResponse:
    """Read a file and keep what it says; the next page shows what it would do."""
    form = FileForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            outlines = read_outlines(
                file.read(),
                file=file.name,
                unites_chome=form.cleaned_data["unites_chome"],
            )
        except InvalidInput as error:
            problems = [p.sentence(language()) for p in error.problems]
        else:
            actor = str(signed_in(request).pk)
            proposal, _steps = services.propose(
                outlines=outlines, actor=actor, at=timezone.now()
            )
            return redirect("places:look_at_import", pk=proposal.pk)
    context = {"form": form, "problems": problems}
    return render(request, "places/import.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Act.EDIT_PLACES)
def look_at_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what a file would do; the button does it."""
    by = str(signed_in(request).pk)
    proposal = get_object_or_404(Proposal, pk=pk, made_by=by, applied_at=None)
    form = ApplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = services.apply(
                proposal_id=pk, actor=by, at=timezone.now(), **form.cleaned_data
            )
        except PlacesChanged as refusal:
            form.add_error(None, said(refusal))
        else:
            counted = ngettext(
                "%(n)d district was added or changed.",
                "%(n)d districts were added or changed.",
                count,
            )
            messages.success(request, counted % {"n": count})
            return redirect("places:districts")
    context = {"form": form, "steps": services.steps(proposal)}
    return render(request, "places/look_at_import.html", context)
