"""What the search finds of patrols: members, cars, the police's papers, groups."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.patrols.models import Car, Group, Member, PolicePaper, School
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.searching import Hit, Sought, closed_up


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield what has all the words; who walks is found by who sees to it only."""
    if may(staff, Act.HANDLE_WATCH):
        yield from _members(sought, limit)
        yield from _papers(sought, limit)
        yield from _cars(sought, limit)
    if may(staff, Act.SEE_WATCH):
        yield from _groups(sought, limit)


def _members(sought: Sought, limit: int) -> Iterator[Hit]:
    named = Member.objects.alias(named=closed_up("name"))
    for member in named.filter(sought.within("named", "section"))[:limit]:
        yield Hit(
            title=f"{member.name} ({member.section})",
            what=_("Members"),
            url=reverse("patrols:member", args=[member.pk]),
            on=member.joined_on,
            among=reverse("patrols:members"),
        )


def _papers(sought: Sought, limit: int) -> Iterator[Hit]:
    for paper in PolicePaper.objects.filter(sought.within("number"))[:limit]:
        yield Hit(
            title=f"{paper.get_kind_display()} {paper.number}",
            what=_("The police's papers"),
            url=reverse("patrols:paper", args=[paper.pk]),
            on=paper.issued_on,
            among=reverse("patrols:papers"),
        )


def _cars(sought: Sought, limit: int) -> Iterator[Hit]:
    for car in Car.objects.filter(sought.within("name", "number_plate"))[:limit]:
        yield Hit(
            title=f"{car.name} {car.number_plate}",
            what=_("Cars"),
            url=reverse("patrols:car", args=[car.pk]),
            on=car.in_use_since,
            among=reverse("patrols:cars"),
        )


def _groups(sought: Sought, limit: int) -> Iterator[Hit]:
    for group in Group.objects.filter(sought.within("name", "note"))[:limit]:
        yield Hit(
            title=group.name,
            what=_("Residents' groups"),
            url=reverse("patrols:group", args=[group.pk]),
            on=group.counted_on,
            among=reverse("patrols:groups"),
        )
    for school in School.objects.filter(sought.within("name", "code"))[:limit]:
        yield Hit(
            title=school.name,
            what=_("Places of watches"),
            url=reverse("patrols:schools"),
            among=reverse("patrols:schools"),
        )
