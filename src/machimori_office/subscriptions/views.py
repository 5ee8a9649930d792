"""Pages of the staff about subscribers; each page that changes asks for a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.outbox.judging import standings
from machimori_office.outbox.models import Address
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.people.forms import ReasonForm
from machimori_office.subscriptions import errors, exports, pages, rows
from machimori_office.web.answering import changed
from machimori_office.web.listing import Listing
from machimori_office.web.speaking import spoken
from machimori_office.web.tables import as_excel


@require_safe
@requires(Act.SEE_SUBSCRIBERS)
def subscribers(request: HttpRequest) -> HttpResponse:
    """List who is registered."""
    listing = rows.subscribers(request)
    if listing.wants_excel:
        return _excel(request, listing)
    context = {"listing": listing, "total": pages.total(), "empty": pages.EMPTY}
    return render(request, "subscriptions/subscribers.html", context)


@require_safe
@requires(Act.SEE_SUBSCRIBERS)
def with_errors(request: HttpRequest) -> HttpResponse:
    """List the addresses that mails did not reach."""
    listing = rows.errors(request)
    if listing.wants_excel:
        return _excel(request, listing)
    context = {
        "listing": listing,
        "rule": pages.stopping_rule(timezone.now()),
        "empty": _("Every mail arrived. Addresses with errors are listed here."),
    }
    return render(request, "subscriptions/errors.html", context)


@require_safe
@requires(Act.SEE_SUBSCRIBERS)
def address(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is known of an address."""
    found = get_object_or_404(Address.objects.select_related("subscriber"), pk=pk)
    stands = standings([pk], at=timezone.now()).get(pk)
    context = {
        "address": found,
        "state": rows.state_words(found),
        "subscriber": pages.subscriber_facts(found, at=timezone.now()),
        "standing": spoken(stands.reason) if stands else "",
        "deliveries": pages.last_deliveries(found),
        "may_handle": may(signed_in(request), Act.HANDLE_SUBSCRIBERS),
    }
    return render(request, "subscriptions/address.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUBSCRIBERS)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to a stopped address again."""
    found = get_object_or_404(Address, pk=pk, state=Address.State.STOPPED)
    form = ReasonForm(request.POST or None)

    def change() -> HttpResponse:
        errors.resume(
            address_pk=pk,
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        messages.success(request, _("Mails go to this address again."))
        return redirect("subscriptions:address", pk=pk)

    return changed(request, [form], change) or render(
        request, "subscriptions/resume.html", {"form": form, "address": found}
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_SUBSCRIBERS)
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Unsubscribe somebody who asked the office for it."""
    found = get_object_or_404(Address, pk=pk, subscriber__isnull=False)
    form = ReasonForm(request.POST or None)

    def change() -> HttpResponse:
        errors.take_off(
            address_pk=pk,
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        messages.success(request, _("This address is unsubscribed."))
        return redirect("subscriptions:subscribers")

    return changed(request, [form], change) or render(
        request, "subscriptions/take_off.html", {"form": form, "address": found}
    )


def _excel(request: HttpRequest, listing: Listing) -> HttpResponse:  # type: ignore[type-arg]
    """Answer with a sheet, and keep in the audit that addresses were taken out."""
    at = timezone.now()
    exports.note(actor=str(signed_in(request).pk), at=at)
    return as_excel(str(listing.caption), [listing.sheet()], at=at)
