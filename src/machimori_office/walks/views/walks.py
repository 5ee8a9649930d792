"""Pages of one walk: its map and stops, and what became of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.people.access import Act, requires
from machimori_office.walks import rows
from machimori_office.walks.forms import ReasonForm, WalkedForm
from machimori_office.walks.models import Walk
from machimori_office.walks.planning import map_name
from machimori_office.walks.services import telling
from machimori_office.walks.views.answering import answered, who
from machimori_office.web.speaking import language


@require_safe
@requires(Act.HANDLE_WATCH)
def walk(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Show one walk with its map, its stops and why they matter."""
    found = _walk(pk, number)
    is_open = found.state == Walk.State.PLANNED and found.plan.given_at is not None
    stops = [
        {**stop, "number": n, "was_visited": n in found.visited}
        for n, stop in enumerate(found.stops, 1)
    ]
    context = {
        "walk": found,
        "plan": found.plan,
        "for_whom": rows.for_whom(found.plan),
        "stops": stops,
        "has_map": found.plan.files.filter(name=map_name(number, language())).exists(),
        "is_over": is_open and found.on <= timezone.localdate(),
    }
    return render(request, "walks/walk.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def walked(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Keep that a walk was walked."""
    found = _walk(pk, number)
    people = found.plan.asked["walkers"][0].get("people", 2)
    form = WalkedForm(
        request.POST or None, stops=found.stops, initial={"people": people}
    )

    def change() -> HttpResponse:
        visited = form.cleaned_data["visited"]
        telling.walked(found, form.told, visited, **who(request))
        return redirect("walks:walk", pk, number)

    return answered(request, form, change, _words(found, _("Keep the walk")))


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def dropped(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Keep that a walk was not walked."""
    found, form = _walk(pk, number), ReasonForm(request.POST or None)

    def change() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        telling.dropped(found, reason=reason, **who(request))
        return redirect("walks:walk", pk, number)

    return answered(request, form, change, _words(found, _("It was not walked")))


def _walk(pk: UUID, number: int) -> Walk:
    related = Walk.objects.select_related("plan__group", "plan__school", "report")
    return get_object_or_404(related, plan_id=pk, number=number)


def _words(found: Walk, title: str) -> dict[str, object]:
    back = reverse("walks:walk", args=[found.plan_id, found.number])
    return {"title": title, "back": back, "about": f"{found.on:%Y-%m-%d}"}
