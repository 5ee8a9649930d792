"""What one meets all along a way."""

from __future__ import annotations

from shapely.geometry import LineString, Point

from machimori.guidelines import checks
from machimori.scene import Feature
from tests.machimori.assessment.evaluators.cases.case import (
    FAILS,
    HOLDS,
    OPEN,
    STANDS,
    THIN,
    case,
)
from tests.machimori.assessment.staging import feature

NEAR = checks.NearThroughout(
    kinds=("refuge",), distance_at_most="interpretation/refuge-distance"
)
GAPS = checks.WatchGaps()


def route(*complete: str) -> Feature:
    """Eight hundred metres to the east."""
    said = {"place_kind": "school_route", "complete": complete}
    return feature("route", "place", LineString([(0, 0), (800, 0)]), **said)


def refuge(x: float) -> Feature:
    return feature(f"refuge-{x:g}", "refuge", Point(x, 0))


CASES = (
    case(
        HOLDS,
        NEAR,
        "route",
        route("refuge"),
        refuge(100),
        refuge(600),
        code="near_throughout",
        value=250.0,
    ),
    case(
        FAILS,
        NEAR,
        "route",
        route("refuge"),
        refuge(0),
        code="far_in_places",
        value=800.0,
    ),
    case(FAILS, NEAR, "route", route("refuge"), code="absent", value=False),
    case(THIN, NEAR, "route", route(), refuge(0), code="far_in_places", value=800.0),
    case(
        STANDS,
        NEAR,
        "route",
        route(),
        refuge(100),
        refuge(600),
        code="near_throughout",
        value=250.0,
    ),
    case(OPEN, GAPS, "route", route("obstacle"), code="later_work"),
)
