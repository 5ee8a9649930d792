"""Statistics of town blocks, which have no place but themselves."""

from machimori.hotspots.blocks.change import Change, change
from machimori.hotspots.blocks.classes import PERSISTENT_SHARE, Course, classify
from machimori.hotspots.blocks.counts import Rates, rates, share_in_busiest
from machimori.hotspots.blocks.gi_star import LocalSums, excess, gi_star
from machimori.hotspots.blocks.neighbours import (
    Neighbours,
    neighbours_of,
    neighbours_of_pairs,
)
from machimori.hotspots.blocks.significance import false_discovery_rate

__all__ = [
    "PERSISTENT_SHARE",
    "Change",
    "Course",
    "LocalSums",
    "Neighbours",
    "Rates",
    "change",
    "classify",
    "excess",
    "false_discovery_rate",
    "gi_star",
    "neighbours_of",
    "neighbours_of_pairs",
    "rates",
    "share_in_busiest",
]
