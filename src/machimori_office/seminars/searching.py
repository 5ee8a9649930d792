"""What the search finds among seminars: titles, and who takes part."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.web.searching import Hit, Sought, closed_up
from machimori_office.web.speaking import spoken_words


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield seminars with all the words, and for who handles them, participants."""
    if may(staff, Act.SEE_EVENTS):
        within = sought.within("title_ja", "title_en", "place_ja")
        for seminar in Seminar.objects.filter(within)[:limit]:
            yield Hit(
                title=spoken_words(seminar.title),
                what=_("Seminars"),
                url=reverse("seminars:one", args=[seminar.pk]),
                on=seminar.day,
                among=reverse("seminars:seminars"),
            )
    if may(staff, Act.HANDLE_EVENTS):
        yield from _participants(sought, limit)


def _participants(sought: Sought, limit: int) -> Iterator[Hit]:
    named = Participation.objects.alias(named=closed_up("name"))
    found = named.filter(sought.within("named", "mail", "phone"))
    for party in found.select_related("seminar")[:limit]:
        yield Hit(
            title=party.name,
            what=_("Participants"),
            url=reverse("seminars:one", args=[party.seminar_id]),
            on=party.seminar.day,
            among=reverse("seminars:seminars"),
        )
