"""Asking every duty, and putting what it finds in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.rules.registry import subjects
from machimori_office.web.gathering import from_each_app
from machimori_office.web.searching import Hit, Search, Sought, comparable
from machimori_office.web.speaking import spoken

ENOUGH = 10
"""Of one kind; whoever wants more opens the list or writes another word."""


@dataclass(frozen=True)
class Kind:
    """What was found of one kind.

    Parameters
    ----------
    what : str
    hits : list of Hit
    has_more : bool
        Whether some are not shown.
    """

    what: str
    hits: list[Hit]
    has_more: bool

    @property
    def among(self) -> str:
        """The list that has all of them; empty where there is none."""
        return next((hit.among for hit in self.hits if hit.among), "")


def found_by(staff: Staff, sought: Sought) -> list[Kind]:
    """Ask all duties; the number of queries is that of the kinds of things."""
    if not sought.words:
        return []
    searches: list[Search] = [*from_each_app("searching", "search"), rules]
    hits = [hit for search in searches for hit in search(staff, sought, ENOUGH + 1)]
    return list(_kinds(hits))


def rules(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield the city's rules by what they decide."""
    if not may(staff, Act.SEE_RULES):
        return
    for subject in subjects():
        about = [
            t for text in (subject.title, subject.explains) for t in (text.ja, text.en)
        ]
        told = comparable(" ".join([subject.name, *about])).casefold()
        if all(word.casefold() in told for word in sought.words):
            yield Hit(
                title=spoken(subject.title),
                what=_("Rules"),
                url=reverse("desk:rule", args=[subject.name]),
                among=reverse("desk:rules"),
            )


def _kinds(hits: list[Hit]) -> Iterator[Kind]:
    order = list(dict.fromkeys(str(hit.what) for hit in hits))
    hits = sorted(hits, key=lambda hit: order.index(str(hit.what)))
    for what, group in groupby(hits, lambda hit: str(hit.what)):
        of_kind = list(group)
        yield Kind(what, of_kind[:ENOUGH], len(of_kind) > ENOUGH)
