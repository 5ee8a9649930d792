"""What the page of a roster shows: days, loads, and gaps with their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from machimori_office.patrols.models import Member, Roster, Shift
from machimori_office.patrols.worded import worded_hours
from machimori_office.web.speaking import joined, language
from machimori_office.web.tables import Column, Sheet


@dataclass(frozen=True)
class Gap:
    """A watch that could not be filled, and why."""

    shift: Shift
    missing: int
    reason: str


@dataclass(frozen=True)
class Load:
    """A member and how often they walk in the month."""

    member: Member
    turns: int


@dataclass(frozen=True)
class Balance:
    """All that the page shows."""

    roster: Roster
    shifts: Sequence[Shift]
    loads: Sequence[Load]
    gaps: Sequence[Gap]

    @property
    def turns(self) -> int:
        """How many turns there are."""
        return sum(load.turns for load in self.loads)

    @property
    def most(self) -> int:
        """How often who walks most does."""
        return max((load.turns for load in self.loads), default=0)

    @property
    def least(self) -> int:
        """How often who walks least does."""
        return min((load.turns for load in self.loads), default=0)

    @property
    def spread(self) -> list[tuple[int, int]]:
        """How many members walk how often."""
        return sorted(Counter(load.turns for load in self.loads).items())


def of(roster: Roster) -> Balance:
    """Gather a roster: four queries, however large."""
    standing = Shift.objects.standing().between(roster.first_on, roster.last_on)
    shifts = list(
        standing.select_related("school", "report").prefetch_related(
            "turns__member", "turns__car"
        )
    )
    counted = Counter(t.member_id for shift in shifts for t in shift.turns.all())
    members = Member.objects.certified(roster.first_on)
    loads = [Load(member, counted[member.pk]) for member in members]
    return Balance(
        roster=roster,
        shifts=shifts,
        loads=sorted(loads, key=lambda load: (-load.turns, load.member.name)),
        gaps=_gaps(roster, shifts),
    )


def sheets(page: Balance) -> list[Sheet[Any]]:
    """Return the roster and the loads for Excel."""
    watches = [
        Column[Shift](_("Day"), lambda s: s.on),
        Column[Shift](_("Hours"), worded_hours),
        Column[Shift](_("Which watch"), lambda s: str(s.get_kind_display())),
        Column[Shift](_("Place"), lambda s: s.school.name, width=24),
        Column[Shift](_("Who walks"), walkers, width=50),
    ]
    loads = [
        Column[Load](_("Name"), lambda load: load.member.name, width=20),
        Column[Load](_("Section"), lambda load: load.member.section, width=24),
        Column[Load](_("Turns"), lambda load: load.turns),
    ]
    return [
        Sheet(_("Watches"), watches, page.shifts),
        Sheet(_("Turns by member"), loads, page.loads),
    ]


def walkers(shift: Shift) -> str:
    """Name who walks, with the car of whoever drives."""
    named = [
        f"{turn.member.name}（{turn.car.name}）" if turn.car else turn.member.name
        for turn in shift.turns.all()
    ]
    return joined(named)


def _gaps(roster: Roster, shifts: Sequence[Shift]) -> list[Gap]:
    """Return those gaps that nobody has filled by hand since."""
    by_pk = {str(shift.pk): shift for shift in shifts}
    said = language()
    found = []
    for gap in roster.unfilled:
        shift = by_pk.get(gap["shift"])
        missing = shift.walkers - len(shift.turns.all()) if shift else 0
        if shift and missing > 0:
            found.append(Gap(shift, missing, gap[said]))
    return found
