"""The list of what rounds come by."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import Fixture
from machimori_office.inspections.rounds.due import due_fixtures, due_on
from machimori_office.inspections.rounds.fixtures import terms
from machimori_office.inspections.terms import Round
from machimori_office.places.models import District
from machimori_office.web.listing import Filter, Listing
from machimori_office.web.speaking import language, spoken
from machimori_office.web.tables import Column
from machimori_office.web.tasks import Words

NOW = [
    ("due", _("Due")),
    ("broken", _("Something is wrong")),
    ("gone", _("No longer there")),
]


def round_choices() -> list[tuple[str, str]]:
    """Offer the rounds of the city's rule."""
    rounds = terms(timezone.localdate()).rounds
    return [(one.id, spoken(one.title)) for one in rounds]


def district_choices() -> list[tuple[str, str]]:
    """Offer the districts."""
    reader = language()
    return [
        (d.code, (d.name_en if reader == "en" else "") or d.name_ja)
        for d in District.objects.filter(is_current=True).defer("boundary")
    ]


def fixtures(request: HttpRequest) -> Listing[Fixture]:
    """Make the list: one query, and one for the districts."""
    rounds = terms(timezone.localdate()).rounds
    names = [(one.id, spoken(one.title)) for one in rounds]
    districts = district_choices()
    offered: list[tuple[str, Words]] = list(NOW)
    return Listing(
        request,
        _("What rounds come by"),
        Fixture.objects.select_related("site"),
        _columns({one.id: one for one in rounds}, dict(districts)),
        search=_search,
        filters=[
            Filter("now", _("Now"), offered, _now),
            Filter("round", _("Round"), names, _of_round),
            Filter("district", _("District"), districts, _in_district),
        ],
    )


def _columns(
    rounds: dict[str, Round], districts: dict[str, str]
) -> list[Column[Fixture]]:
    today = timezone.localdate()
    return [
        Column[Fixture](
            _("What it is called"),
            lambda f: f.name or f.code,
            lambda f: reverse("inspections:fixture", args=[f.pk]),
            width=30,
        ),
        Column[Fixture](_("Round"), lambda f: _named(f, rounds), width=24),
        Column[Fixture](_("Where"), lambda f: f.where, width=28),
        Column[Fixture](_("District"), lambda f: districts.get(f.district, f.district)),
        Column[Fixture](_("Condition"), lambda f: str(f.get_condition_display())),
        Column[Fixture](_("Looked at on"), lambda f: f.seen_on),
        Column[Fixture](_("Due on"), lambda f: due_on(f, rounds.get(f.round), today)),
        Column[Fixture](_("Number"), lambda f: f.code, width=20),
    ]


def _named(fixture: Fixture, rounds: dict[str, Round]) -> str:
    one = rounds.get(fixture.round)
    return spoken(one.title) if one else fixture.round


def _search(found: QuerySet[Fixture], typed: str) -> QuerySet[Fixture]:
    named = Q(name__contains=typed) | Q(code__contains=typed)
    return found.filter(named | Q(where__contains=typed))


def _now(found: QuerySet[Fixture], value: str) -> QuerySet[Fixture]:
    if value == "due":
        return found.filter(pk__in=due_fixtures(timezone.localdate()).values("pk"))
    if value == "gone":
        return found.filter(is_current=False)
    return found.filter(is_current=True, condition=Fixture.Condition.BROKEN)


def _of_round(found: QuerySet[Fixture], round_id: str) -> QuerySet[Fixture]:
    return found.filter(round=round_id)


def _in_district(found: QuerySet[Fixture], code: str) -> QuerySet[Fixture]:
    return found.filter(district=code)
