"""Pages of watches: today's, a month, one of them; and the press that cancels a day."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from machimori_office.patrols import ical, rows, shown
from machimori_office.patrols.forms import CancelForm, ReasonForm, TurnForm
from machimori_office.patrols.models import Shift, Turn
from machimori_office.patrols.report_forms import ReportForm
from machimori_office.patrols.services import cancelling, reports, turns
from machimori_office.patrols.services import members as services
from machimori_office.people.access import Act, may, requires, signed_in
from machimori_office.web.answering import changed
from machimori_office.web.tables import as_excel, as_file

NEAR = timedelta(days=14)


@require_safe
@requires(Act.SEE_WATCH)
def watch(request: HttpRequest) -> HttpResponse:
    """Show the watches of today, or of a day asked for, and of the days to come."""
    on = _day(request.GET.get("on", ""))
    mine = getattr(signed_in(request), "patrol_member", None)
    context = {
        "on": on,
        "is_today": on == timezone.localdate(),
        "today": shown.days(on, on),
        "expected": shown.expected(on),
        "near": shown.days(on + timedelta(days=1), on + NEAR),
        "may_handle": may(signed_in(request), Act.HANDLE_WATCH),
        "mine": mine if mine and not mine.left_on else None,
    }
    return render(request, "patrols/watch.html", context)


@require_safe
@requires(Act.SEE_WATCH)
def month(request: HttpRequest) -> HttpResponse:
    """Show a month: what follows from the rule, and what is set."""
    first_on = shown.month_asked(request.GET.get("month", ""), timezone.localdate())
    return render(request, "patrols/month.html", {"month": shown.month(first_on)})


@require_safe
@requires(Act.SEE_WATCH)
def calendar_file(request: HttpRequest) -> HttpResponse:
    """Give all watches of a year around today as iCalendar, without names."""
    today = timezone.localdate()
    near = Shift.objects.between(
        today - timedelta(days=60), today + timedelta(days=300)
    )
    content = ical.watches(near.select_related("school"), at=timezone.now())
    return as_file(content, name="mimamori.ics", content_type=ical.ICALENDAR)


@require_safe
@requires(Act.SEE_WATCH)
def shift(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one watch: who walks, whether they came, what they report."""
    found = _shift(pk)
    context = {
        "shift": found,
        "turns": found.turns.select_related("member", "car", "swap"),
        "report": getattr(found, "report", None),
        "may_handle": may(signed_in(request), Act.HANDLE_WATCH),
        "is_past": found.on <= timezone.localdate(),
    }
    return render(request, "patrols/shift.html", context)


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def put_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a member on a watch."""
    found = _shift(pk)
    form = TurnForm(request.POST or None, on=found.on)

    def change() -> HttpResponse:
        actor, at = str(signed_in(request).pk), timezone.now()
        turns.sign_up(found, form.cleaned_data["member"], actor=actor, at=at)
        return redirect("patrols:shift", pk)

    context = {"form": form, "title": _("Put a member on"), "name": found.school.name}
    context["back_to"] = reverse("patrols:shift", args=[pk])
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a member off a watch."""
    turn = get_object_or_404(Turn.objects.select_related("shift", "member"), pk=pk)
    form = ReasonForm(request.POST or None)

    def change() -> HttpResponse:
        turns.take_off(
            turn,
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return redirect("patrols:shift", turn.shift_id)

    context = {"form": form, "title": _("Take off the watch"), "name": turn.member.name}
    context["back_to"] = reverse("patrols:shift", args=[turn.shift_id])
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Type in the report of a watch."""
    found = _shift(pk)
    people = found.turns.count() or found.walkers
    form = ReportForm(
        request.POST or None, initial={"people": people, "cars": found.cars}
    )

    def change() -> HttpResponse:
        actor = str(signed_in(request).pk)
        reports.report(found, form.told, actor=actor, at=timezone.now())
        messages.success(request, _("The report is kept, and the watch is recorded."))
        return redirect("patrols:shift", pk)

    context = {"form": form, "title": _("Keep the report"), "name": found.school.name}
    context["back_to"] = reverse("patrols:shift", args=[pk])
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def cancel(request: HttpRequest) -> HttpResponse:
    """Cancel the watches of a day by one press that tells everybody."""
    on = _day(request.GET.get("on", ""))
    form = CancelForm(request.POST or None, initial={"on": on})

    def change() -> HttpResponse:
        given = form.cleaned_data
        told = cancelling.cancel(
            given["on"],
            kind=given["kind"],
            why=Shift.Why(given["why"]),
            actor=str(signed_in(request).pk),
            at=timezone.now(),
        )
        return render(request, "patrols/told.html", {"told": told, "on": given["on"]})

    context = {"form": form, "on": on, "expected": shown.expected(on)}
    return changed(request, [form], change) or render(
        request, "patrols/cancel.html", context
    )


@require_http_methods(["GET", "POST"])
@requires(Act.HANDLE_WATCH)
def hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back that a watch was cancelled."""
    found, form = _shift(pk), ReasonForm(request.POST or None)

    def change() -> HttpResponse:
        told = cancelling.hold_after_all(
            found,
            actor=str(signed_in(request).pk),
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        return render(
            request, "patrols/told.html", {"told": told, "on": found.on, "is_on": True}
        )

    title = _("Take the cancellation back")
    context = {"form": form, "title": title, "name": found.school.name}
    context["back_to"] = reverse("patrols:shift", args=[pk])
    return changed(request, [form], change) or render(
        request, "patrols/change_form.html", context
    )


@require_safe
@requires(Act.SEE_WATCH)
def cancelled(request: HttpRequest) -> HttpResponse:
    """List the watches that were cancelled."""
    listing = rows.cancelled(request)
    if listing.wants_excel:
        return as_excel(_("Watches cancelled"), [listing.sheet()], at=timezone.now())
    return render(request, "patrols/cancelled.html", {"listing": listing})


@require_safe
@requires(Act.SEE_WATCH)
def unreported(request: HttpRequest) -> HttpResponse:
    """List the watches that are over and have no report."""
    today = timezone.localdate()
    found = shown.unreported(today)
    title = ngettext(
        "%(n)s watch without a report", "%(n)s watches without a report", len(found)
    ) % {"n": len(found)}
    return render(request, "patrols/unreported.html", {"shifts": found, "title": title})


@require_POST
@requires(Act.SEE_WATCH)
def mine(request: HttpRequest) -> HttpResponse:
    """Lead a member who has an account to their own page."""
    member = getattr(signed_in(request), "patrol_member", None)
    if member is None or member.left_on:
        return redirect("patrols:watch")
    at = timezone.now()
    until = at + timedelta(hours=12)
    return redirect(services.make_link(member, until=until, at=at))


def _shift(pk: UUID) -> Shift:
    return get_object_or_404(Shift.objects.select_related("school"), pk=pk)


def _day(written: str) -> date:
    try:
        asked = date.fromisoformat(written)
    except ValueError:
        return timezone.localdate()
    return asked if 2000 <= asked.year < 2100 else timezone.localdate()
