"""Pages of cars with blue lights, and of what the police are to be told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.patrols import rows
from machimori_office.patrols.forms import CarForm, DayForm, ToldForm
from machimori_office.patrols.models import Car, Change, PolicePaper
from machimori_office.patrols.services import papers as services
from machimori_office.patrols.views.members import paper_kept
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.HANDLE_WATCH)
def cars(request: HttpRequest) -> HttpResponse:
    """List the cars."""
    listing = rows.cars(request)
    if listing.wants_excel:
        return as_excel(_("Cars"), [listing.sheet()], at=timezone.now())
    return render(request, "patrols/cars.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def add(request: HttpRequest) -> HttpResponse:
    """Take a car on."""
    form = CarForm(request.POST or None)

    def change() -> HttpResponse:
        made = services.add_car(
            form.save(commit=False),
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("patrols:car", made.pk)

    context = {"form": form, "title": _("Take a car on"), "back": "patrols:cars"}
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def car(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a car with its papers; keep what is right about it."""
    found = get_object_or_404(Car, pk=pk)
    form = CarForm(request.POST or None, instance=found)

    def change() -> HttpResponse:
        services.change_car(
            form.save(commit=False),
            on=timezone.localdate(),
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("patrols:car", pk)

    context = {"car": found, "papers": found.papers.all(), "form": form}
    return changed(request, [form], change) or render(
        request, "patrols/car.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def new_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a paper that the police gave for a car."""
    found = get_object_or_404(Car, pk=pk, retired_on=None)
    return paper_kept(request, PolicePaper(car=found), found.name)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Retire a car."""
    found, form = get_object_or_404(Car, pk=pk), DayForm(request.POST or None)

    def change() -> HttpResponse:
        services.retire_car(
            found,
            on=form.cleaned_data["on"],
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("patrols:car", pk)

    context = {"form": form, "title": _("Retire the car"), "name": found.name}
    context["back_to"] = reverse("patrols:car", args=[pk])
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_safe
@requires(Act.HANDLE_WATCH)
def changes(request: HttpRequest) -> HttpResponse:
    """List what the police are to be told."""
    listing = rows.changes(request)
    if listing.wants_excel:
        title = _("Changes to tell the police")
        return as_excel(title, [listing.sheet()], at=timezone.now())
    return render(request, "patrols/changes.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the police were told of a change, or take it back."""
    found = get_object_or_404(Change.objects.select_related("member", "car"), pk=pk)
    form = DayForm(request.POST or None) if found.told_on else None
    told = ToldForm(request.POST or None)
    asked = form or told

    def keep() -> HttpResponse:
        actor, at = str(signed_in(request).pk), timezone.now()
        if form is None:
            services.tell(found, on=told.cleaned_data["on"], actor=actor, at=at)
        else:
            reason = form.cleaned_data["reason"]
            services.untell(found, actor=actor, reason=reason, at=at)
        return redirect("patrols:changes")

    return changed(request, [asked], keep) or render(
        request, "patrols/change.html", {"change": found, "form": asked}
    )
