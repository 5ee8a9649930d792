"""Files about patrols: rosters, walks to plan, and places that matter."""

from machimori.formats.patrols.gap_file import GapNear, read_gap
from machimori.formats.patrols.roster_file import RosterFile, read_roster
from machimori.formats.patrols.trial_file import TrialPlaces, read_trial
from machimori.formats.patrols.walk_file import WalkFile, read_walk_file

__all__ = [
    "GapNear",
    "RosterFile",
    "TrialPlaces",
    "WalkFile",
    "read_gap",
    "read_roster",
    "read_trial",
    "read_walk_file",
]
