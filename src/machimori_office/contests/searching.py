"""What the search finds among contests: titles, works, and who entered."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.contests.models import Contest, Entry
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.searching import Hit, Sought
from machimori_office.web.speaking import spoken_words


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield contests with all the words, and for who handles them, entries."""
    if may(staff, Act.SEE_EVENTS):
        found = Contest.objects.filter(sought.within("title_ja", "title_en"))
        for contest in found[:limit]:
            yield Hit(
                title=spoken_words(contest.title),
                what=_("Contests"),
                url=reverse("contests:one", args=[contest.pk]),
                on=contest.closes_on,
                among=reverse("contests:contests"),
            )
    if may(staff, Act.HANDLE_EVENTS):
        within = sought.within(
            "text", "entrant__family_name", "entrant__given_name", "entrant__mail"
        )
        entered = Entry.objects.filter(within).select_related("entrant", "contest")
        for entry in entered[:limit]:
            name = entry.entrant.name if entry.entrant else ""
            yield Hit(
                title=f"{entry.text} {name}".strip(),
                what=_("Entries"),
                url=reverse("contests:entry", args=[entry.pk]),
                on=entry.contest.closes_on,
                among=reverse("contests:entries", args=[entry.contest_id]),
            )
