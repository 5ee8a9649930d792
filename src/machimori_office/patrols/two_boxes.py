"""What of patrols travels between console and internet part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from machimori_office.exchange.contract import Act, Standing
from machimori_office.patrols import carrying, presses
from machimori_office.patrols.models import Link, Member, Press, Roster, School, Shift
from machimori_office.patrols.personal import PRESSES_KEPT
from machimori_office.web.words import JST

PAST, AHEAD = timedelta(days=60), timedelta(days=300)
"""The watches that members and residents look at."""

Said = Iterator[tuple[str, dict[str, Any]]]


def _places(at: datetime) -> Said:
    for school in School.objects.order_by("code"):
        yield school.code, carrying.place(school)


def _rosters(at: datetime) -> Said:
    """Yield the months that are out; one that is drawn up anew stays so."""
    out = Roster.objects.filter(published_at__isnull=False)
    for roster in out.filter(last_on__gte=_day(at) - PAST).order_by("first_on"):
        yield f"{roster.first_on}", carrying.roster(roster)


def _watches(at: datetime) -> Said:
    near = Shift.objects.between(_day(at) - PAST, _day(at) + AHEAD)
    found = near.select_related("school", "report")
    for shift in found.prefetch_related("turns__car", "turns__swap"):
        yield str(shift.pk), carrying.watch(shift)


def _members(at: datetime) -> Said:
    linked = Link.objects.filter(expires_at__gt=at).values("member")
    found = Member.objects.filter(pk__in=linked, left_on=None).order_by("pk")
    for member in found:
        yield str(member.pk), carrying.member(member)


def _answers(at: datetime) -> Said:
    for press in Press.objects.filter(at__gt=at - PRESSES_KEPT).order_by("at", "pk"):
        yield str(press.pk), presses.answer(press)


def _day(at: datetime) -> Any:
    return at.astimezone(JST).date()


CARRIED = (
    Standing(
        name="patrol_place",
        sender="console",
        says=_places,
        takes=lambda key, said, at: carrying.take_place(key, said),
    ),
    Standing(
        name="patrol_roster",
        sender="console",
        says=_rosters,
        takes=lambda key, said, at: carrying.take_roster(said, at=at),
    ),
    Standing(
        name="patrol_watch",
        sender="console",
        says=_watches,
        takes=lambda key, said, at: carrying.take_watch(UUID(key), said),
        ends=lambda key, at: carrying.end_watch(UUID(key)),
        is_sealed=True,
    ),
    Standing(
        name="patrol_member",
        sender="console",
        says=_members,
        takes=lambda key, said, at: carrying.take_member(int(key), said),
        ends=lambda key, at: carrying.end_member(int(key)),
        is_sealed=True,
    ),
    Standing(
        name="patrol_answer",
        sender="console",
        says=_answers,
        takes=lambda key, said, at: presses.take_answer(UUID(key), said),
        ends=lambda key, at: presses.forget(UUID(key)),
        answers=presses.ACT,
        is_sealed=True,
    ),
    Act(
        name=presses.ACT,
        sender="public",
        takes=lambda key, said, at: presses.take(UUID(key), said, at=at),
    ),
)
