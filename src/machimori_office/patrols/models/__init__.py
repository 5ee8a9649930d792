"""What patrols keep: who may walk, when watches are, and what came of them."""

from __future__ import annotations

from machimori_office.patrols.models.groups import Group, GroupLink
from machimori_office.patrols.models.members import (
    Away,
    Car,
    Change,
    Link,
    Member,
    PolicePaper,
)
from machimori_office.patrols.models.presses import Press
from machimori_office.patrols.models.watches import (
    Report,
    Roster,
    School,
    Shift,
    Swap,
    Turn,
)

__all__ = [
    "Away",
    "Car",
    "Change",
    "Group",
    "GroupLink",
    "Link",
    "Member",
    "PolicePaper",
    "Press",
    "Report",
    "Roster",
    "School",
    "Shift",
    "Swap",
    "Turn",
]
