"""Pages of rosters: asked for, looked at with the balance, published, printed."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from machimori_office.patrols import balance, papers
from machimori_office.patrols.forms import MonthForm, ReasonForm
from machimori_office.patrols.models import Roster
from machimori_office.patrols.services import rosters as services
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.paper import as_pdf
from machimori_office.web.tables import as_excel
from machimori_office.web.years import months_after


@require_safe
@requires(Act.HANDLE_WATCH)
def rosters(request: HttpRequest) -> HttpResponse:
    """List the rosters, and offer the months that have none."""
    form = MonthForm(months=_months())
    context = {"rosters": Roster.objects.all()[:24], "form": form}
    return render(request, "patrols/rosters.html", context)


@require_POST
@requires(Act.HANDLE_WATCH)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the roster of a month."""
    form = MonthForm(request.POST, months=_months())
    if not form.is_valid():
        return redirect("patrols:rosters")
    first_on = date.fromisoformat(form.cleaned_data["month"])
    actor = str(signed_in(request).pk)
    made = services.ask(first_on, actor=actor, at=timezone.now())
    return redirect("patrols:roster", made.pk)


@require_safe
@requires(Act.HANDLE_WATCH)
def roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a roster: its watches, who walks how often, and what could not be filled."""
    found = get_object_or_404(Roster, pk=pk)
    page = balance.of(found)
    if request.GET.get("as") == "excel":
        title = _("Roster %(month)s") % {"month": f"{found.first_on:%Y-%m}"}
        return as_excel(title, balance.sheets(page), at=timezone.now())
    return render(request, "patrols/roster.html", {"roster": found, "page": page})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a roster; members are written to."""
    found, form = get_object_or_404(Roster, pk=pk), ReasonForm(request.POST or None)

    def change() -> HttpResponse:
        unreached = services.publish(
            found,
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        if unreached:
            names = ", ".join(member.name for member in unreached[:20])
            said = _("No mail reaches: %(names)s. Hand them the printed roster.")
            messages.warning(request, said % {"names": names})
        return redirect("patrols:roster", pk)

    context = {"form": form, "roster": found, "page": balance.of(found)}
    return changed(request, [form], change) or render(
        request, "patrols/publish.html", context
    )


@require_safe
@requires(Act.HANDLE_WATCH)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Print a roster for the notice board of the office."""
    found = get_object_or_404(Roster, pk=pk)
    content = papers.roster_sheet(balance.of(found), on=timezone.localdate())
    return as_pdf(content, name=f"{found.first_on:%Y-%m}_当番表.pdf")


def _months() -> list[date]:
    this = timezone.localdate().replace(day=1)
    return [months_after(this, number) for number in range(4)]
