"""The lists of seminars and of who takes part."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.terms import SeminarTerms
from machimori_office.web.listing import Filter, Listing
from machimori_office.web.speaking import spoken, spoken_words
from machimori_office.web.tables import Column, Sheet
from machimori_office.web.words import JST
from machimori_office.web.years import fiscal_year, span_of, worded_fiscal_year

SEMINARS = [
    Column[Seminar](
        _("Seminar"),
        lambda s: spoken_words(s.title),
        lambda s: reverse("seminars:one", args=[s.pk]),
        width=36,
    ),
    Column[Seminar](_("Day"), lambda s: s.day),
    Column[Seminar](_("State"), lambda s: str(s.get_state_display())),
    Column[Seminar](_("Seats taken"), lambda s: s.taken),
    Column[Seminar](_("Seats"), lambda s: s.capacity),
    Column[Seminar](_("People who came"), lambda s: s.came),
]
PARTIES = [
    Column[Participation](_("Name"), lambda p: p.name, width=24),
    Column[Participation](_("People"), lambda p: p.people, width=8),
    Column[Participation](_("State"), lambda p: str(p.get_state_display())),
    Column[Participation](_("Signed up by"), lambda p: str(p.get_way_display())),
    Column[Participation](_("Telephone"), lambda p: p.phone),
    Column[Participation](_("Mail address"), lambda p: p.mail, width=30),
    Column[Participation](_("Signed up on"), lambda p: p.asked_at),
    Column[Participation](_("People who came"), lambda p: p.arrived),
]


def seminars(request: HttpRequest, terms: SeminarTerms) -> Listing[Seminar]:
    """Make the list of seminars: one query."""
    return Listing(
        request,
        _("Seminars"),
        Seminar.objects.all(),
        SEMINARS,
        search=lambda rows, typed: rows.filter(title_ja__contains=typed),
        filters=[
            Filter("state", _("State"), Seminar.State.choices, _in_state),
            Filter("year", _("Fiscal year"), _years(), in_year),
            Filter(
                "subject",
                _("Field"),
                [(s.id, spoken_words(s.name)) for s in terms.subjects],
                _of_subject,
            ),
        ],
    )


def attendance_sheet(seminar: Seminar) -> Sheet[Participation]:
    """Return who takes part, as an Excel sheet."""
    parties = seminar.parties.exclude(state=Participation.State.ASKED)
    return Sheet(_("Participants"), PARTIES, parties.order_by("name", "asked_at"))


def in_year(rows: QuerySet[Seminar], year: str) -> QuerySet[Seminar]:
    """Keep the seminars of a fiscal year."""
    return rows.filter(begins_at__range=span_of(int(year)))


def _years() -> list[tuple[str, str]]:
    this = fiscal_year(timezone.now().astimezone(JST).date())
    years = range(this + 1, this - 12, -1)
    return [(str(year), spoken(worded_fiscal_year(year))) for year in years]


def _in_state(rows: QuerySet[Seminar], state: str) -> QuerySet[Seminar]:
    return rows.filter(state=state)


def _of_subject(rows: QuerySet[Seminar], subject: str) -> QuerySet[Seminar]:
    return rows.filter(topics__subject=subject).distinct()
