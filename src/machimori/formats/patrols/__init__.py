"""Files about patrols: rosters, walks to plan, and places that matter."""

from machimori.formats.patrols.gap_file import GapNear, read_gap
from machimori.formats.patrols.roster_file import RosterFile, read_roster

__all__ = ["GapNear", "RosterFile", "read_gap", "read_roster"]
