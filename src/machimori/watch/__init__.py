"""Where children walk and who sees them, by street and half hour."""

from machimori.watch.assumptions import Assumption, Assumptions
from machimori.watch.chances import Watching, kinds_of, look_along
from machimori.watch.corners import Corners, corners_of
from machimori.watch.flows import Flows, along_lines, walking_flows
from machimori.watch.gap import StandingGap, WatchGap, watch_gap
from machimori.watch.gates import gates_of
from machimori.watch.homes import Homes, spread_homes
from machimori.watch.judgements import Calibration, Judgement, SignCheck, calibrate
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
from machimori.watch.place_signs import place_signs
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
from machimori.watch.signs import SIDES, SIGNS, Side, Sign, Signed
from machimori.watch.street_facts import SegmentFacts, segment_facts
from machimori.watch.street_signs import street_signs
from machimori.watch.times import HALF_HOURS, Window, covered, spread
from machimori.watch.windows import SeenByWindows, seen_by_windows

__all__ = [
    "CANDIDATES",
    "HALF_HOURS",
    "MEASURES",
    "SIDES",
    "SIGNS",
    "TRIP_KINDS",
    "TRIP_LABELS",
    "WATCHER_KINDS",
    "WATCHER_LABELS",
    "Assumption",
    "Assumptions",
    "Block",
    "Calibration",
    "Candidate",
    "Corners",
    "Destination",
    "Flows",
    "GroupWalk",
    "Homes",
    "Judgement",
    "Measure",
    "Measured",
    "Neighbourhood",
    "PickUpPoint",
    "ProposedPost",
    "RouteComparison",
    "SeenByWindows",
    "SegmentFacts",
    "Side",
    "Sign",
    "SignCheck",
    "Signed",
    "Standing",
    "StandingGap",
    "TripKind",
    "WatchGap",
    "Watcher",
    "WatcherKind",
    "Watching",
    "Window",
    "along_lines",
    "calibrate",
    "compare_routes",
    "corners_of",
    "covered",
    "gates_of",
    "kinds_of",
    "look_along",
    "pick_up_points",
    "place_signs",
    "propose_posts",
    "seen_by_windows",
    "segment_facts",
    "spread",
    "spread_homes",
    "street_signs",
    "walking_flows",
    "watch_gap",
]
