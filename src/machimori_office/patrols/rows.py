"""The lists of members, papers, changes, cars, groups, places and reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from machimori_office.patrols.models import (
    Car,
    Change,
    Group,
    Member,
    PolicePaper,
    Report,
    School,
    Shift,
)
from machimori_office.places.models import District
from machimori_office.web.listing import Filter, Listing, year_choices, years_filter
from machimori_office.web.tables import Column
from machimori_office.web.years import first_day, last_day

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _ends(school: School) -> str:
    ends = [(WEEKDAYS_ABBR[n], school.ends.get(day)) for n, day in enumerate(_WEEK)]
    return " / ".join(f"{day} {at}" for day, at in ends if at)


def _district(school: School) -> str:
    return str(getattr(school, "district_name", None) or school.district)


MEMBERS = [
    Column[Member](
        _("Name"),
        lambda m: m.name,
        lambda m: reverse("patrols:member", args=[m.pk]),
        width=20,
    ),
    Column[Member](_("Section"), lambda m: m.section, width=24),
    Column[Member](_("Police course on"), lambda m: m.course_on),
    Column[Member](
        _("Certificate holds until"), lambda m: getattr(m, "holds_until", None)
    ),
    Column[Member](_("At most a month"), lambda m: m.most_a_month),
    Column[Member](_("Mail address"), lambda m: m.mail, width=28),
    Column[Member](_("Member since"), lambda m: m.joined_on),
    Column[Member](_("Left on"), lambda m: m.left_on),
]
PAPERS = [
    Column[PolicePaper](
        _("Number"), lambda p: p.number, lambda p: reverse("patrols:paper", args=[p.pk])
    ),
    Column[PolicePaper](_("Which paper"), lambda p: str(p.get_kind_display())),
    Column[PolicePaper](
        _("About whom or what"), lambda p: str(p.member or p.car), width=20
    ),
    Column[PolicePaper](_("Area"), lambda p: p.area, width=20),
    Column[PolicePaper](_("Issued on"), lambda p: p.issued_on),
    Column[PolicePaper](_("Holds until"), lambda p: p.holds_until),
    Column[PolicePaper](_("Given back on"), lambda p: p.ended_on),
    Column[PolicePaper](_("What became of it"), lambda p: str(p.get_end_display())),
]
CHANGES = [
    Column[Change](
        _("What changed"),
        lambda c: str(c.get_what_display()),
        lambda c: reverse("patrols:change", args=[c.pk]),
        width=24,
    ),
    Column[Change](
        _("About whom or what"), lambda c: str(c.member or c.car or ""), width=20
    ),
    Column[Change](_("Day"), lambda c: c.happened_on),
    Column[Change](_("To be told by"), lambda c: c.due_on),
    Column[Change](_("The police were told on"), lambda c: c.told_on),
]
CARS = [
    Column[Car](
        _("Name of the car"),
        lambda c: c.name,
        lambda c: reverse("patrols:car", args=[c.pk]),
    ),
    Column[Car](_("Number plate"), lambda c: c.number_plate, width=20),
    Column[Car](_("Section"), lambda c: c.section, width=24),
    Column[Car](_("Papers hold until"), lambda c: getattr(c, "holds_until", None)),
    Column[Car](_("In use since"), lambda c: c.in_use_since),
    Column[Car](_("Retired on"), lambda c: c.retired_on),
]
GROUPS = [
    Column[Group](
        _("Name of the group"),
        lambda g: g.name,
        lambda g: reverse("patrols:group", args=[g.pk]),
        width=28,
    ),
    Column[Group](_("Number of members"), lambda g: g.member_count),
    Column[Group](_("Counted on"), lambda g: g.counted_on),
    Column[Group](_("Patrols a month"), lambda g: g.walks_a_month),
    Column[Group](_("Patrols reported"), lambda g: getattr(g, "walked", 0)),
    Column[Group](_("Note"), lambda g: g.note, width=30),
]
SCHOOLS = [
    Column[School](
        _("Name of the place"),
        lambda s: s.name,
        lambda s: reverse("patrols:school", args=[s.pk]),
    ),
    Column[School](_("Code"), lambda s: s.code),
    Column[School](_("District"), _district),
    Column[School](
        _("School ends"),
        _ends,
        width=40,
    ),
]
REPORTS = [
    Column[Report](
        _("Day"),
        lambda r: r.on,
        lambda r: (
            reverse("patrols:shift", args=[r.shift_id])
            if r.shift_id
            else reverse("patrols:group", args=[r.group_id])
        ),
    ),
    Column[Report](
        _("Who and where"),
        lambda r: r.shift.school.name if r.shift else str(r.group),
        width=24,
    ),
    Column[Report](
        _("Which watch"),
        lambda r: str(r.shift.get_kind_display()) if r.shift else "",
    ),
    Column[Report](_("How many walked"), lambda r: r.people),
    Column[Report](_("How many cars"), lambda r: r.cars),
    Column[Report](_("Minutes"), lambda r: r.minutes),
    Column[Report](_("Weather"), lambda r: str(r.get_weather_display())),
    Column[Report](_("What was seen"), lambda r: str(r.get_seen_display()), width=20),
    Column[Report](_("Note"), lambda r: r.note, width=40),
]

CANCELLED = [
    Column[Shift](
        _("Day"), lambda s: s.on, lambda s: reverse("patrols:shift", args=[s.pk])
    ),
    Column[Shift](_("Which watch"), lambda s: str(s.get_kind_display())),
    Column[Shift](_("Place"), lambda s: s.school.name, width=24),
    Column[Shift](_("Why"), lambda s: str(s.get_cancelled_because_display())),
    Column[Shift](_("Cancelled at"), lambda s: s.cancelled_at, width=20),
]

_HELD = Q(papers__ended_on=None)


def members(request: HttpRequest) -> Listing[Member]:
    """Make the list of members: one query."""
    today = timezone.localdate()
    until = Max("papers__holds_until", filter=_HELD)
    return Listing(
        request,
        _("Members"),
        Member.objects.annotate(holds_until=until).order_by("section", "name", "pk"),
        MEMBERS,
        search=lambda rows, typed: rows.filter(
            Q(name__contains=typed) | Q(section__contains=typed)
        ),
        filters=[
            Filter(
                "now",
                _("Now"),
                [
                    ("members", _("Members")),
                    ("certified", _("With a certificate that holds")),
                    ("without", _("Without one")),
                    ("left", _("Left")),
                ],
                lambda rows, value: _members_now(rows, value),
            ),
            years_filter("joined", _("Fiscal year of joining"), "joined_on", today),
            _at_years_end(Member.objects.there, today),
        ],
    )


def _members_now(rows: QuerySet[Member], value: str) -> QuerySet[Member]:
    certified = Member.objects.certified(timezone.localdate())
    if value == "left":
        return rows.filter(left_on__isnull=False)
    if value == "members":
        return rows.filter(left_on=None)
    if value == "certified":
        return rows.filter(pk__in=certified.values("pk"))
    return rows.filter(left_on=None).exclude(pk__in=certified.values("pk"))


def papers(request: HttpRequest) -> Listing[PolicePaper]:
    """Make the list of the police's papers: one query."""
    today = timezone.localdate()

    def now(rows: QuerySet[PolicePaper], value: str) -> QuerySet[PolicePaper]:
        if value == "over":
            return rows.filter(ended_on=None, holds_until__lt=today)
        return rows.filter(ended_on__isnull=value == "had")

    return Listing(
        request,
        _("The police's papers"),
        PolicePaper.objects.select_related("member", "car"),
        PAPERS,
        search=lambda rows, typed: rows.filter(
            Q(number__contains=typed)
            | Q(member__name__contains=typed)
            | Q(car__name__contains=typed)
        ),
        filters=[
            Filter(
                "kind",
                _("Which paper"),
                PolicePaper.Kind.choices,
                lambda rows, kind: rows.filter(kind=kind),
            ),
            Filter(
                "now",
                _("Now"),
                [
                    ("had", _("The city has it")),
                    ("over", _("It has run out")),
                    ("back", _("Given back")),
                ],
                now,
            ),
        ],
    )


def changes(request: HttpRequest) -> Listing[Change]:
    """Make the list of what the police are to be told: one query."""
    return Listing(
        request,
        _("Changes to tell the police"),
        Change.objects.select_related("member", "car"),
        CHANGES,
        filters=[
            Filter(
                "now",
                _("Now"),
                [("open", _("To be told")), ("told", _("Told"))],
                lambda rows, value: rows.filter(told_on__isnull=value == "open"),
            ),
            years_filter("year", _("Fiscal year"), "happened_on", timezone.localdate()),
        ],
    )


def cars(request: HttpRequest) -> Listing[Car]:
    """Make the list of cars: one query."""
    until = Max("papers__holds_until", filter=_HELD)
    return Listing(
        request,
        _("Cars"),
        Car.objects.annotate(holds_until=until).order_by("name"),
        CARS,
        filters=[_at_years_end(Car.objects.there, timezone.localdate())],
    )


def _at_years_end(there: Callable[[date], QuerySet[Any]], today: date) -> Filter[Any]:
    """Offer who or what was there at the end of each of the last years."""
    years = years_filter("at", _("At the end of fiscal year"), "pk", today)

    def keep(rows: QuerySet[Any], year: str) -> QuerySet[Any]:
        return rows.filter(pk__in=there(last_day(int(year))).values("pk"))

    return replace(years, keep=keep)


def groups(request: HttpRequest) -> Listing[Group]:
    """Make the list of residents' groups: one query."""
    return Listing(
        request,
        _("Residents' groups"),
        Group.objects.annotate(walked=Count("reports")).order_by("name"),
        GROUPS,
        search=lambda rows, typed: rows.filter(name__contains=typed),
        filters=[
            Filter(
                "now",
                _("Now"),
                [("current", _("Still patrols")), ("past", _("No longer"))],
                lambda rows, value: rows.filter(is_current=value == "current"),
            ),
            Filter(
                "walked",
                _("Patrolled in"),
                year_choices(timezone.localdate()),
                _that_walked,
            ),
        ],
    )


def _that_walked(rows: QuerySet[Group], year: str) -> QuerySet[Group]:
    days = (first_day(int(year)), last_day(int(year)))
    told = Report.objects.filter(group__isnull=False, on__range=days)
    return rows.filter(pk__in=told.values("group"))


def schools(request: HttpRequest) -> Listing[School]:
    """Make the list of places: one query."""
    named = District.objects.filter(code=OuterRef("district")).values("name_ja")[:1]
    found = School.objects.annotate(district_name=Subquery(named))
    return Listing(request, _("Places of watches"), found, SCHOOLS)


def reports(request: HttpRequest) -> Listing[Report]:
    """Make the list of reports: one query."""
    whose = [("staff", _("The city's patrol")), ("groups", _("Residents' groups"))]
    return Listing(
        request,
        _("Reports"),
        Report.objects.select_related("shift__school", "group"),
        REPORTS,
        search=lambda rows, typed: rows.filter(note__contains=typed),
        filters=[
            years_filter("year", _("Fiscal year"), "on", timezone.localdate()),
            Filter(
                "whose",
                _("Walked by"),
                whose,
                # Asked of the watch: an index on groups would find two thirds of all.
                lambda rows, value: rows.filter(shift__isnull=value != "staff"),
            ),
            Filter(
                "seen",
                _("What was seen"),
                Report.Seen.choices,
                lambda rows, seen: rows.filter(seen=seen),
            ),
            Filter(
                "first",
                _("First day of term"),
                [("yes", _("Only these"))],
                lambda rows, _value: rows.filter(shift__is_first_day=True),
            ),
            Filter(
                "worry",
                _("Concerns"),
                [("yes", _("Only those that brought one"))],
                lambda rows, _value: rows.exclude(concern=""),
            ),
        ],
    )


def cancelled(request: HttpRequest) -> Listing[Shift]:
    """Make the list of watches that were cancelled: one query."""
    rows = Shift.objects.filter(cancelled_at__isnull=False)
    return Listing(
        request,
        _("Watches cancelled"),
        rows.select_related("school").order_by("-on", "begins", "school__code"),
        CANCELLED,
        filters=[
            years_filter("year", _("Fiscal year"), "on", timezone.localdate()),
            Filter(
                "why",
                _("Why"),
                Shift.Why.choices,
                lambda rows, why: rows.filter(cancelled_because=why),
            ),
        ],
    )
