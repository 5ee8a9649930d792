"""What one meets along a way: cases of each check."""

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
from tests.machimori.assessment.staging import feature, park

ALL_ALONG = checks.NearThroughout(
    kinds=("refuge",), distance_at_most="interpretation/adjacent-distance"
)
GAPS = checks.WatchGaps()
WAY = feature("way", "path", LineString([(0, 5), (20, 5)]))


def refuge(x: float) -> Feature:
    return feature("refuge", "refuge", Point(x, 5))


CASES = (
    case(
        HOLDS,
        ALL_ALONG,
        "way",
        park("refuge"),
        WAY,
        refuge(10),
        code="near_throughout",
        value=10.0,
    ),
    case(
        FAILS,
        ALL_ALONG,
        "way",
        park("refuge"),
        WAY,
        refuge(0),
        code="far_in_places",
        value=20.0,
    ),
    case(
        THIN, ALL_ALONG, "way", park(), WAY, refuge(0), code="far_in_places", value=20.0
    ),
    case(STANDS, ALL_ALONG, "way", park(), WAY, refuge(10), code="near_throughout"),
    case(OPEN, GAPS, "park", park(), code="later_work"),
)
