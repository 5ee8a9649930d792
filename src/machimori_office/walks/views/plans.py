"""Pages of plans: asked for, looked at, given out and taken back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.people.access import Act, requires
from machimori_office.walks import rows
from machimori_office.walks.forms import (
    CarPlanForm,
    GroupPlanForm,
    PlanForm,
    PostPlanForm,
    ReasonForm,
    next_two_months,
)
from machimori_office.walks.models import Plan, PlanFile, Spot, Streets
from machimori_office.walks.planning import map_name
from machimori_office.walks.services import plans as services
from machimori_office.walks.views.answering import answered, who
from machimori_office.web.packing import unpacked
from machimori_office.web.paper import as_picture
from machimori_office.web.speaking import language
from machimori_office.web.tables import as_excel, as_file

SHEETS = ("report.", "map-")
"""Shown on pages; the other files are handed out."""


@require_safe
@requires(Act.HANDLE_WATCH)
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans."""
    listing = rows.plans(request)
    if listing.wants_excel:
        return as_excel(_("Plans of walks"), [listing.sheet()], at=timezone.now())
    context = {
        "listing": listing,
        "has_streets": Streets.objects.exists(),
        "has_spots": Spot.objects.exists(),
    }
    return render(request, "walks/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def new_group_plan(request: HttpRequest) -> HttpResponse:
    """Ask for a plan for a residents' group."""
    return _asked(request, GroupPlanForm, _("Plan walks of a group"))


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def new_post_plan(request: HttpRequest) -> HttpResponse:
    """Ask for posts of a watch."""
    return _asked(request, PostPlanForm, _("Plan where to stand"))


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def new_car_plan(request: HttpRequest) -> HttpResponse:
    """Ask for rounds of patrol cars."""
    return _asked(request, CarPlanForm, _("Plan rounds of patrol cars"))


@require_safe
@requires(Act.HANDLE_WATCH)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far a plan is, its walks and posts, and what is known of it."""
    shown = Plan.objects.select_related("group", "school", "gap", "hot")
    found = get_object_or_404(shown.select_related("streets"), pk=pk)
    files = found.files.defer("packed")
    context = {
        "plan": found,
        "for_whom": rows.for_whom(found),
        "walks": found.walks.all(),
        "files": [f for f in files if not f.name.startswith(SHEETS)],
        "has_report": any(f.name.startswith("report.") for f in files),
        "has_posts_map": any(f.name == map_name(0, language()) for f in files),
        "sheet": f"walks.{language()}.pdf",
        "notes": [note[language()] for note in found.notes],
        "failure": found.failure(language()),
    }
    return render(request, "walks/one.html", context)


@require_safe
@requires(Act.HANDLE_WATCH)
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the whole sheet as it is printed."""
    found = get_object_or_404(PlanFile, plan_id=pk, name=f"report.{language()}.html")
    return as_picture(unpacked(found.packed), "text/html")


@require_safe
@requires(Act.HANDLE_WATCH)
def picture(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Draw the map of a walk; number 0 is that of the posts."""
    name = map_name(number, language())
    found = get_object_or_404(PlanFile, plan_id=pk, name=name)
    return as_picture(unpacked(found.packed), found.type)


@require_safe
@requires(Act.HANDLE_WATCH)
def file(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Hand out a sheet or a file for other programs."""
    found = get_object_or_404(PlanFile, plan_id=pk, name=name)
    content = unpacked(found.packed)
    return as_file(content, name=found.name, content_type=found.type)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def give(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a plan out."""
    return _moved(request, pk, services.give, _("Give the plan out"))


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a plan back."""
    return _moved(request, pk, services.take_back, _("Take the plan back"))


def _asked(request: HttpRequest, type_: type[PlanForm], title: str) -> HttpResponse:
    proposed = {**next_two_months(timezone.localdate()), **request.GET.dict()}
    form = type_(request.POST or None, initial=proposed)

    def change() -> HttpResponse:
        made = services.ask(form.wanted(), **who(request))
        return redirect("walks:one", made.pk)

    words = {"title": title, "back": reverse("walks:list")}
    return answered(request, form, change, words)


def _moved(
    request: HttpRequest, pk: UUID, move: Callable[..., None], title: str
) -> HttpResponse:
    found = get_object_or_404(Plan.objects.select_related("school"), pk=pk)
    form = ReasonForm(request.POST or None)

    def change() -> HttpResponse:
        move(found, reason=form.cleaned_data["reason"], **who(request))
        return redirect("walks:one", pk)

    words = {"title": title, "back": reverse("walks:one", args=[pk])}
    return answered(request, form, change, {**words, "about": found.title})
