"""Pages of equipment: stock, hand-over, what was given, the year's figures."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.applications.models import Application
from machimori_office.applications.numbering import number_of
from machimori_office.people.access import Act, requires, signed_in
from machimori_office.supplies import rows, services
from machimori_office.supplies.figures import table_of
from machimori_office.supplies.forms import CountForm, HandOverForm
from machimori_office.supplies.procedures import SUPPLY
from machimori_office.web.answering import changed
from machimori_office.web.figures import answered, year_asked
from machimori_office.web.speaking import spoken_words
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.SEE_SUPPORT)
def stock(request: HttpRequest) -> HttpResponse:
    """Show how many of each kind there are."""
    left = services.stock()
    kinds = services.terms(timezone.now()).kinds
    shown = [(k, spoken_words(k.name), left.get(k.id, 0)) for k in kinds]
    return render(request, "supplies/stock.html", {"rows": shown})


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def count(request: HttpRequest, kind: str) -> HttpResponse:
    """Write down how many of a kind there are."""
    known = services.terms(timezone.now()).kind(kind)
    if known is None:
        raise Http404
    left = services.stock().get(kind, 0)
    form = CountForm(request.POST or None, initial={"count": left})

    def change() -> HttpResponse:
        services.count_stock(
            kind,
            form.cleaned_data["count"],
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("supplies:stock")

    context = {"form": form, "name": spoken_words(known.name), "unit": known.counter}
    return changed(request, [form], change) or render(
        request, "supplies/count.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand over what was granted."""
    found = Application.objects.filter(procedure=SUPPLY.name)
    application = get_object_or_404(found.select_related("applicant"), pk=pk)
    kinds = services.terms(timezone.now()).kinds
    form = HandOverForm(request.POST or None, kinds=kinds, stock=services.stock())

    def change() -> HttpResponse:
        services.hand_over(
            application,
            form.counts(),
            on=form.cleaned_data["on"],
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        messages.success(request, _("Handed over, and recorded."))
        return redirect("applications:one", application.pk)

    context = {"form": form, "application": application}
    context |= {"number": number_of(application)}
    return changed(request, [form], change) or render(
        request, "supplies/hand_over.html", context
    )


@require_safe
@requires(Act.SEE_SUPPORT)
def given(request: HttpRequest) -> HttpResponse:
    """List what was handed over."""
    listing = rows.listing(request, services.terms(timezone.now()))
    if listing.wants_excel:
        return as_excel(_("Equipment given"), [listing.sheet()], at=timezone.now())
    return render(request, "supplies/given.html", {"listing": listing})


@require_safe
@requires(Act.SEE_SUPPORT)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the year's result by item, last year beside."""
    year = year_asked(request.GET.get("year", ""), timezone.localdate())
    return answered(request, table_of(year))
