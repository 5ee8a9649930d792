"""Where children walk and who sees them, by street and half hour."""

from machimori.watch.assumptions import Assumption, Assumptions
from machimori.watch.chances import Watching, kinds_of, look_along
from machimori.watch.flows import Flows, along_lines, walking_flows
from machimori.watch.gap import StandingGap, WatchGap, watch_gap
from machimori.watch.homes import Homes, spread_homes
from machimori.watch.model import (
    TRIP_KINDS,
    TRIP_LABELS,
    WATCHER_KINDS,
    WATCHER_LABELS,
    Block,
    Destination,
    GroupWalk,
    Neighbourhood,
    Standing,
    TripKind,
    Watcher,
    WatcherKind,
)
from machimori.watch.posts import ProposedPost, propose_posts
from machimori.watch.times import HALF_HOURS, Window, covered, spread
from machimori.watch.windows import SeenByWindows, seen_by_windows

__all__ = [
    "HALF_HOURS",
    "TRIP_KINDS",
    "TRIP_LABELS",
    "WATCHER_KINDS",
    "WATCHER_LABELS",
    "Assumption",
    "Assumptions",
    "Block",
    "Destination",
    "Flows",
    "GroupWalk",
    "Homes",
    "Neighbourhood",
    "ProposedPost",
    "SeenByWindows",
    "Standing",
    "StandingGap",
    "TripKind",
    "WatchGap",
    "Watcher",
    "WatcherKind",
    "Watching",
    "Window",
    "along_lines",
    "covered",
    "kinds_of",
    "look_along",
    "propose_posts",
    "seen_by_windows",
    "spread",
    "spread_homes",
    "walking_flows",
    "watch_gap",
]
