"""Pages of what plans are made of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori.errors import InvalidInput
from machimori_office.people.access import Act, requires
from machimori_office.walks import rows
from machimori_office.walks.forms import SpotForm, StreetsForm
from machimori_office.walks.models import Spot
from machimori_office.walks.services import material
from machimori_office.walks.views.answering import answered, who
from machimori_office.web.speaking import language
from machimori_office.web.tables import as_excel

MOST_TOLD = 20


@require_safe
@requires(Act.HANDLE_WATCH)
def streets(request: HttpRequest) -> HttpResponse:
    """List the maps of streets."""
    listing = rows.streets(request)
    if listing.wants_excel:
        return as_excel(_("Maps of streets"), [listing.sheet()], at=timezone.now())
    return render(request, "walks/streets.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def new_streets(request: HttpRequest) -> HttpResponse:
    """Read a map of streets."""
    form = StreetsForm(request.POST or None, request.FILES or None)
    words = {"title": _("Read a map of streets"), "back": reverse("walks:streets")}

    def change() -> HttpResponse:
        given, file = form.cleaned_data, form.cleaned_data["file"]
        told = {"licence": given["licence"], **who(request)}
        try:
            material.keep_streets(given["name"], file.name, file.read(), **told)
        except InvalidInput as refusal:
            for problem in refusal.problems[:MOST_TOLD]:
                form.add_error("file", problem.sentence(language()))
            return render(request, "walks/change.html", {"form": form, **words})
        return redirect("walks:streets")

    return answered(request, form, change, words)


@require_safe
@requires(Act.HANDLE_WATCH)
def spots(request: HttpRequest) -> HttpResponse:
    """List the places that matter."""
    listing = rows.spots(request)
    if listing.wants_excel:
        return as_excel(_("Places that matter"), [listing.sheet()], at=timezone.now())
    return render(request, "walks/spots.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def new_spot(request: HttpRequest) -> HttpResponse:
    """Write a place down."""
    return _spot_kept(request, Spot())


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def spot(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a place right."""
    return _spot_kept(request, get_object_or_404(Spot, pk=pk))


def _spot_kept(request: HttpRequest, about: Spot) -> HttpResponse:
    form = SpotForm(request.POST or None, instance=about)

    def change() -> HttpResponse:
        material.keep_spot(form.save(commit=False), **who(request))
        return redirect("walks:spots")

    words = {"title": _("Keep the place"), "back": reverse("walks:spots")}
    return answered(request, form, change, words)
