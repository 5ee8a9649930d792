"""Pages of incidents that the police passed on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.concerns.incidents import rows, services
from machimori_office.concerns.incidents.forms import (
    CorrectForm,
    IncidentForm,
    WithdrawForm,
)
from machimori_office.concerns.incidents.lists import as_csv
from machimori_office.concerns.models import Incident
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.tables import as_excel, as_file

CSV = "text/csv; charset=utf-8"


@require_safe
@requires(Act.SEE_CONCERNS)
def incidents(request: HttpRequest) -> HttpResponse:
    """List the incidents; hand them out as Excel or as the list that is imported."""
    listing, now = rows.listing_of(request), timezone.now()
    if listing.wants_excel:
        return as_excel(_("Incidents"), [listing.sheet()], at=now)
    if request.GET.get("as") == "csv":
        found = list(listing.found)
        actor = str(signed_in(request).pk)
        services.note_export(count=len(found), actor=actor, at=now)
        content = as_csv(found, services.terms_on(now))
        return as_file(content, name=_("Incidents") + ".csv", content_type=CSV)
    return render(request, "concerns/incidents.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_CONCERNS)
def enter(request: HttpRequest) -> HttpResponse:
    """Write down what the police passed on."""
    form = IncidentForm(request.POST or None)

    def change() -> HttpResponse:
        actor = str(signed_in(request).pk)
        made = services.enter(form.cleaned_data, actor=actor, at=timezone.now())
        messages.success(request, _("The incident was entered."))
        return redirect("concerns:incident", made.pk)

    return changed(request, [form], change) or render(
        request, "concerns/enter_incident.html", {"form": form}
    )


@require_safe
@requires(Act.SEE_CONCERNS)
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an incident, and what follows from it."""
    found = get_object_or_404(Incident, pk=pk)
    context = {"incident": found, "kind": rows.kind_name(found)}
    return render(request, "concerns/incident.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_CONCERNS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an incident right."""
    found = _standing(pk)
    initial = {name: getattr(found, name) for name in IncidentForm.base_fields}
    form = CorrectForm(request.POST or None, initial=initial)

    def change() -> HttpResponse:
        services.correct(
            found,
            form.said(),
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("concerns:incident", pk)

    title = _("Correct the incident")
    return changed(request, [form], change) or render(
        request,
        "concerns/change_incident.html",
        {"form": form, "incident": found, "title": title},
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_CONCERNS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that an incident did not happen so."""
    found, form = _standing(pk), WithdrawForm(request.POST or None)

    def change() -> HttpResponse:
        services.withdraw(
            found,
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        messages.success(request, _("The incident was withdrawn."))
        return redirect("concerns:incidents")

    title = _("Withdraw the incident")
    return changed(request, [form], change) or render(
        request,
        "concerns/change_incident.html",
        {"form": form, "incident": found, "title": title},
    )


def _standing(pk: int) -> Incident:
    return get_object_or_404(Incident, pk=pk, withdrawn_at__isnull=True)
