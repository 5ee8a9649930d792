"""The lists of contests and entries."""

from __future__ import annotations

from collections import Counter

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.contests.models import Contest, Entry
from machimori_office.contests.terms import ContestTerms
from machimori_office.web.listing import Filter, Listing
from machimori_office.web.speaking import spoken_words
from machimori_office.web.tables import Column

CONTESTS = [
    Column[Contest](
        _("Which contest"),
        lambda c: c.number,
        lambda c: reverse("contests:one", args=[c.pk]),
        width=10,
    ),
    Column[Contest](_("Title"), lambda c: spoken_words(c.title), width=36),
    Column[Contest](_("State"), lambda c: str(c.get_state_display())),
    Column[Contest](_("Entries from"), lambda c: c.opens_on),
    Column[Contest](_("Entries until"), lambda c: c.closes_on),
]


def contests(request: HttpRequest) -> Listing[Contest]:
    """Make the list of contests: one query."""
    return Listing(
        request,
        _("Contests"),
        Contest.objects.all(),
        CONTESTS,
        filters=[Filter("state", _("State"), Contest.State.choices, _in_state)],
    )


def entries(
    request: HttpRequest, contest: Contest, terms: ContestTerms
) -> Listing[Entry]:
    """Make the list of a contest's entries: one query, and one for doubles."""
    twice = doubles(contest)
    names = {c.id: spoken_words(c.name) for c in terms.categories}
    columns = [
        Column[Entry](
            _("Number"),
            lambda e: e.number or str(_("no number yet")),
            lambda e: reverse("contests:entry", args=[e.pk]),
            width=8,
        ),
        Column[Entry](_("Category"), lambda e: names.get(e.category, e.category)),
        Column[Entry](_("Work"), lambda e: e.text or "–", width=40),
        Column[Entry](_("Name"), lambda e: e.entrant.name if e.entrant else "–"),
        Column[Entry](
            _("Age group"),
            lambda e: (
                spoken_words(terms.name_of("groups", e.entrant.group))
                if e.entrant
                else ""
            ),
        ),
        Column[Entry](_("State"), lambda e: str(e.get_state_display())),
        Column[Entry](
            _("Looked at"), lambda e: str(_("Double")) if e.work_key in twice else ""
        ),
    ]
    return Listing(
        request,
        _("Entries"),
        contest.entries.select_related("entrant").exclude(state=Entry.State.ASKED),
        columns,
        search=_search,
        filters=[
            Filter("state", _("State"), Entry.State.choices[1:], _in_state),
            Filter("category", _("Category"), list(names.items()), _of_category),
        ],
    )


def doubles(contest: Contest) -> set[str]:
    """Return the works that were entered more than once, in whatever spelling."""
    live = contest.entries.filter(
        state__in=(Entry.State.ENTERED, Entry.State.WAITING)
    ).exclude(work_key="")
    counts = Counter(live.values_list("work_key", flat=True))
    return {key for key, count in counts.items() if count > 1}


def _search(rows: QuerySet[Entry], typed: str) -> QuerySet[Entry]:
    named = Q(entrant__family_name__contains=typed)
    named |= Q(entrant__given_name__contains=typed)
    return rows.filter(named | Q(text__contains=typed))


def _in_state(rows: QuerySet, state: str) -> QuerySet:  # type: ignore[type-arg]
    return rows.filter(state=state)


def _of_category(rows: QuerySet[Entry], category: str) -> QuerySet[Entry]:
    return rows.filter(category=category)
