"""Where children walk and who sees them, by street and half hour."""

from machimori.watch.assumptions import Assumption, Assumptions
from machimori.watch.chances import Watching, kinds_of, look_along
from machimori.watch.corners import Corners, corners_of
from machimori.watch.flows import Flows, along_lines, walking_flows
from machimori.watch.gap import StandingGap, WatchGap, watch_gap
from machimori.watch.gates import gates_of
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
from machimori.watch.pick_up import PickUpPoint, pick_up_points
from machimori.watch.posts import ProposedPost, propose_posts
from machimori.watch.school_route import (
    CANDIDATES,
    MEASURES,
    Candidate,
    Measure,
    Measured,
    RouteComparison,
    compare_routes,
)
from machimori.watch.street_facts import SegmentFacts, segment_facts
from machimori.watch.times import HALF_HOURS, Window, covered, spread
from machimori.watch.windows import SeenByWindows, seen_by_windows

__all__ = [
    "CANDIDATES",
    "HALF_HOURS",
    "MEASURES",
    "TRIP_KINDS",
    "TRIP_LABELS",
    "WATCHER_KINDS",
    "WATCHER_LABELS",
    "Assumption",
    "Assumptions",
    "Block",
    "Candidate",
    "Corners",
    "Destination",
    "Flows",
    "GroupWalk",
    "Homes",
    "Measure",
    "Measured",
    "Neighbourhood",
    "PickUpPoint",
    "ProposedPost",
    "RouteComparison",
    "SeenByWindows",
    "SegmentFacts",
    "Standing",
    "StandingGap",
    "TripKind",
    "WatchGap",
    "Watcher",
    "WatcherKind",
    "Watching",
    "Window",
    "along_lines",
    "compare_routes",
    "corners_of",
    "covered",
    "gates_of",
    "kinds_of",
    "look_along",
    "pick_up_points",
    "propose_posts",
    "seen_by_windows",
    "segment_facts",
    "spread",
    "spread_homes",
    "walking_flows",
    "watch_gap",
]
