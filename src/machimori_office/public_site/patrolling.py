"""Patrols: what is on for everybody, and a member's own page behind their link.

The link alone says who it is: no account, no cookie, and no position is ever asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from machimori_office.patrols import ical, presses, shown
from machimori_office.patrols.models import Member, Shift
from machimori_office.patrols.own_page import own_page, own_turns, press, walked
from machimori_office.patrols.papers import member_sheet
from machimori_office.patrols.report_forms import AwayForm, ReportForm
from machimori_office.patrols.services import members, reports
from machimori_office.patrols.services.noting import by_link, patrol_rule
from machimori_office.public_site.pages import LANGUAGE, page
from machimori_office.web.errors import LinkSpent, OfficeError
from machimori_office.web.paper import as_pdf
from machimori_office.web.tables import as_file
from machimori_office.web.words import Variety

NEAR = timedelta(days=14)
PAST = timedelta(days=60)


@require_safe
def patrols(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Say when watches are, which are cancelled, and how volunteers walk."""
    today = timezone.localdate()
    days = shown.calendar_days(today, today + NEAR)
    context = {
        "today": next((day for day in days if day.on == today), None),
        "days": [day for day in days if day.watches],
        "city": patrol_rule(timezone.now()),
    }
    return page(request, "patrols", variety, context)


@require_safe
def calendar_file(request: HttpRequest, variety: Variety) -> HttpResponse:
    """Give the watches of the near year as iCalendar, without names."""
    today = timezone.localdate()
    near = Shift.objects.between(today - PAST, today + timedelta(days=300))
    content = ical.watches(near.select_related("school"), at=timezone.now())
    return as_file(content, name="mimamori.ics", content_type=ical.ICALENDAR)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Show a member their turns; a button signs up, swaps, checks in or out."""
    member, now = _member(token), timezone.now()
    refusal: OfficeError | None = None
    if request.method == "POST":
        do, pk = request.POST.get("do", ""), request.POST.get("pk", "")
        try:
            _do(member, do, pk, now)
        except OfficeError as error:
            refusal = error
        else:
            return _back(variety, token)
    context = {
        "own": own_page(member, now),
        "token": token,
        "away": AwayForm(),
        "refused": refusal.message(LANGUAGE[variety]) if refusal else "",
    }
    return page(request, "patrol", variety, context, status=409 if refusal else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Keep days on which a member cannot walk."""
    member = _member(token)
    with translation.override(LANGUAGE[variety]):
        form = AwayForm(request.POST or None)
        is_right = form.is_valid()
    if is_right and presses.are_posted():
        days = {name: f"{day}" for name, day in form.cleaned_data.items()}
        presses.keep(member, "away", "/".join(days.values()), days, at=timezone.now())
        return _back(variety, token)
    if is_right:
        members.be_away(
            member,
            first_on=form.cleaned_data["first_on"],
            last_on=form.cleaned_data["last_on"],
            actor=by_link(member),
            at=timezone.now(),
        )
        return _back(variety, token)
    context = {"form": form, "token": token, "title": "patrol.away"}
    return page(request, "patrol_form", variety, context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(
    request: HttpRequest, variety: Variety, token: str, pk: UUID
) -> HttpResponse:
    """Take the short report of a watch from somebody who walked there."""
    member, now = _member(token), timezone.now()
    shift = _walked(member, pk)
    people = {"people": shift.turns.count(), "cars": shift.cars}
    with translation.override(LANGUAGE[variety]):
        form = ReportForm(request.POST or None, initial=people)
        is_right = form.is_valid()
    if is_right:
        try:
            if presses.are_posted():
                presses.keep(member, "report", str(pk), request.POST.dict(), at=now)
            else:
                reports.report(shift, form.told, actor=by_link(member), at=now)
        except OfficeError as error:
            form.add_error(None, error.message(LANGUAGE[variety]))
        else:
            return _back(variety, token)
    context = {"form": form, "token": token, "title": "patrol.report", "shift": shift}
    return page(request, "patrol_form", variety, context)


@require_safe
def own_calendar(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Give a member's turns as iCalendar, for a telephone to subscribe to."""
    member = _member(token)
    since = timezone.localdate() - PAST
    shifts = [turn.shift for turn in own_turns(member, since=since)]
    content = ical.watches(shifts, at=timezone.now())
    return as_file(content, name="mimamori.ics", content_type=ical.ICALENDAR)


@require_safe
def own_paper(request: HttpRequest, variety: Variety, token: str) -> HttpResponse:
    """Print a member's turns with what to take along and how to walk."""
    member, today = _member(token), timezone.localdate()
    standing = own_turns(member, since=today).filter(shift__cancelled_at=None)
    shifts = [turn.shift for turn in standing]
    city = patrol_rule(timezone.now())
    content = member_sheet(member, shifts, city, on=today)
    return as_pdf(content, name="当番と心得.pdf")


def _member(token: str) -> Member:
    try:
        return members.member_of(token, at=timezone.now())
    except LinkSpent as error:
        raise Http404 from error


def _do(member: Member, do: str, pk: str, now: datetime) -> None:
    """Do what was pressed, or keep it for the console where that is another box."""
    if presses.are_posted():
        presses.keep(member, do, pk, {}, at=now)
    else:
        press(member, do, pk, now)


def _walked(member: Member, pk: UUID) -> Shift:
    shift = walked(member, pk)
    if shift is None:
        raise Http404
    return shift


def _back(variety: Variety, token: str) -> HttpResponse:
    where = reverse("public:patrol", kwargs={"variety": variety, "token": token})
    return HttpResponseRedirect(where)
