"""Pages of recorders: stock, loans, one loan, the year's figures."""

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
from machimori_office.recorders import papers, rows, services
from machimori_office.recorders.figures import table_of
from machimori_office.recorders.forms import (
    DevicesForm,
    EffectForm,
    EndForm,
    ExchangeForm,
    LendForm,
    StateForm,
)
from machimori_office.recorders.models import Device, Loan
from machimori_office.recorders.procedures import LOAN
from machimori_office.web.answering import changed
from machimori_office.web.figures import answered, year_asked
from machimori_office.web.paper import as_pdf
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.SEE_SUPPORT)
def devices(request: HttpRequest) -> HttpResponse:
    """List the recorders."""
    listing = rows.devices(request)
    if listing.wants_excel:
        return as_excel(_("Recorders"), [listing.sheet()], at=timezone.now())
    context = {"listing": listing, "counts": rows.counts_of_devices()}
    return render(request, "recorders/devices.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def add(request: HttpRequest) -> HttpResponse:
    """Put recorders that were bought into stock."""
    form = DevicesForm(request.POST or None)

    def change() -> HttpResponse:
        added = services.add_devices(
            form.cleaned_data["serials"],
            model=form.cleaned_data["model"],
            bought_on=form.cleaned_data["bought_on"],
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        said = _("%(n)s recorders were put into stock.") % {"n": len(added)}
        messages.success(request, said)
        return redirect("recorders:devices")

    return changed(request, [form], change) or render(
        request, "recorders/add.html", {"form": form}
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def device(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a recorder has been; say where it is now."""
    found = get_object_or_404(Device, pk=pk)
    form = StateForm(request.POST or None, initial={"state": found.state})

    def change() -> HttpResponse:
        services.set_state(
            found,
            Device.State(form.cleaned_data["state"]),
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("recorders:device", found.pk)

    history = found.loans.select_related("application")
    context = {"form": form, "device": found, "loans": history}
    return changed(request, [form], change) or render(
        request, "recorders/device.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def lend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand a recorder over for an application that was granted."""
    granted = Application.objects.filter(procedure=LOAN.name)
    application = get_object_or_404(granted, pk=pk)
    form = LendForm(request.POST or None)

    def change() -> HttpResponse:
        made = services.lend(
            application,
            form.cleaned_data["device"],
            on=form.cleaned_data["on"],
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        messages.success(request, _("Lent. Print the form and let it be signed."))
        return redirect("recorders:loan", made.pk)

    context = {"form": form, "application": application}
    context |= {"number": number_of(application)}
    return changed(request, [form], change) or render(
        request, "recorders/lend.html", context
    )


@require_safe
@requires(Act.SEE_SUPPORT)
def loans(request: HttpRequest) -> HttpResponse:
    """List the loans."""
    listing = rows.loans(request)
    if listing.wants_excel:
        return as_excel(_("Loans"), [listing.sheet()], at=timezone.now())
    return render(request, "recorders/loans.html", {"listing": listing})


@require_safe
@requires(Act.SEE_SUPPORT)
def loan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one loan and what may be done."""
    found = _loan(pk)
    context = {"loan": found, "number": number_of(found.application)}
    return render(request, "recorders/loan.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a recorder back, or write it off."""
    found, form = _loan(pk), EndForm(request.POST or None)

    def change() -> HttpResponse:
        services.take_back(
            found,
            end=Loan.End(form.cleaned_data["end"]),
            on=form.cleaned_data["on"],
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("recorders:loan", found.pk)

    context = {"form": form, "loan": found, "title": _("End the loan")}
    return changed(request, [form], change) or render(
        request, "recorders/change.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def exchange(request: HttpRequest, pk: int) -> HttpResponse:
    """Give another recorder for a broken one."""
    found, form = _loan(pk), ExchangeForm(request.POST or None)

    def change() -> HttpResponse:
        made = services.exchange(
            found,
            form.cleaned_data["device"],
            on=form.cleaned_data["on"],
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("recorders:loan", made.pk)

    context = {"form": form, "loan": found, "title": _("Exchange the recorder")}
    return changed(request, [form], change) or render(
        request, "recorders/change.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUPPORT)
def effect(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the household says of it."""
    found, form = _loan(pk), EffectForm(request.POST or None)

    def change() -> HttpResponse:
        services.note_effect(
            found,
            Loan.Effect(form.cleaned_data["effect"]),
            on=timezone.localdate(),
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return redirect("recorders:loan", found.pk)

    context = {"form": form, "loan": found, "title": _("Whether it helped")}
    return changed(request, [form], change) or render(
        request, "recorders/change.html", context
    )


@require_safe
@requires(Act.SEE_SUPPORT)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the form that is signed when the recorder is handed over."""
    found = _loan(pk)
    if not hasattr(found.application, "applicant"):
        raise Http404
    number = number_of(found.application)
    return as_pdf(papers.loan_form(found), name=f"{number}_借用書.pdf")


@require_safe
@requires(Act.SEE_SUPPORT)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the year's figures, last year beside; each number opens its rows."""
    year = year_asked(request.GET.get("year", ""), timezone.localdate())
    return answered(request, table_of(year))


def _loan(pk: int) -> Loan:
    found = Loan.objects.select_related("device", "application__applicant")
    return get_object_or_404(found, pk=pk)
