"""What the page for the field shows: the next fixtures, each with its own form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict

from machimori_office.inspections.models import Fixture
from machimori_office.inspections.rounds.due import due_fixtures
from machimori_office.inspections.rounds.forms import VisitForm
from machimori_office.inspections.terms import Round

AT_ONCE = 15
"""So many stand on the page: they can be noted without a line."""


@dataclass(frozen=True)
class Stop:
    """One fixture, and its form."""

    fixture: Fixture
    form: VisitForm


@dataclass(frozen=True, kw_only=True)
class Way:
    """Which part of a round somebody walks, as the address says.

    Parameters
    ----------
    district, site : str
        A code each; empty: all of them.
    after : int
        The last one that was passed by; those behind it come first.
    """

    district: str
    site: str
    after: int

    @classmethod
    def of(cls, asked: QueryDict) -> Way:
        """Read it from the address."""
        after = asked.get("after", "")
        return cls(
            district=asked.get("district", "")[:40],
            site=asked.get("site", "")[:40],
            after=int(after) if after.isdecimal() and len(after) < 10 else 0,
        )

    def query(self, **other: object) -> str:
        """Write it as the address says it."""
        asked = QueryDict(mutable=True)
        told = {**vars(self), **other}
        asked.update({name: str(value) for name, value in told.items() if value})
        return asked.urlencode()


def left(one: Round, way: Way, today: date) -> QuerySet[Fixture]:
    """Return what of the way is still due, in the order in which one walks."""
    found = due_fixtures(today, one.id).order_by("district", "where", "pk")
    if way.district:
        found = found.filter(district=way.district)
    if way.site:
        found = found.filter(site__code=way.site)
    return found


def stops(one: Round, way: Way, today: date) -> tuple[Sequence[Stop], int]:
    """Return the next stops, and how many are left altogether."""
    keys = list(left(one, way, today).values_list("pk", flat=True))
    if way.after in keys:
        at = keys.index(way.after) + 1
        keys = keys[at:] + keys[:at]
    near = Fixture.objects.select_related("site").in_bulk(keys[:AT_ONCE])
    return [stop(near[pk], one) for pk in keys[:AT_ONCE]], len(keys)


def stop(fixture: Fixture, one: Round) -> Stop:
    """Make one stop with an empty form."""
    form = VisitForm(takes=one.takes, auto_id=f"id_{fixture.pk}_%s")
    return Stop(fixture, form)
