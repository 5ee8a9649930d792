"""Who sees what: cases of each check."""

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
from tests.machimori.assessment.staging import (
    feature,
    park,
    street,
    wall,
)

SEEN = checks.SeenFrom(
    watchers=("road",),
    share_at_least="interpretation/seen-share",
    target="interpretation/target-height-person",
)
VIEW = checks.KeepsViewOpen(
    watchers=("road",), lost_share_at_most="interpretation/view-loss-share"
)
CLEAR = checks.ClearOfEyeLevel()
SIGHTLY = checks.SeeThrough(opacity_at_most="interpretation/fence-opacity-limit")
WATCH = checks.Overlooks(
    kinds=("gate",), distance_at_most="interpretation/adjacent-distance"
)

SCREEN = wall((-30, 0), (60, 0), height_m=3.0)
LOW = wall((-30, 0), (60, 0), height_m=0.5)
ROOM = feature("room", "caretaker_room", Point(10, 10))
GATE = feature("gate", "gate", Point(10, 0))


def bench(x: float, y: float, **said: object) -> Feature:
    return feature("bench", "bench", Point(x, y), **said)


def tree(**said: object) -> Feature:
    return feature("tree", "tree", Point(10, 10), **said)


CASES = (
    case(HOLDS, SEEN, "park", park("obstacle"), street(), code="seen", value=1.0),
    case(FAILS, SEEN, "park", park("obstacle"), street(), SCREEN, code="blind"),
    case(THIN, SEEN, "park", park(), street(), code="seen", value=1.0),
    case(STANDS, SEEN, "park", park(), street(), SCREEN, code="blind", value=0.0),
    case(
        OPEN,
        SEEN,
        "way",
        park("obstacle"),
        street(),
        feature("way", "path", LineString([(0, 9), (9, 9)])),
        code="no_surface",
    ),
    case(HOLDS, VIEW, "wall", park("obstacle"), street(), LOW, code="view_lost"),
    case(FAILS, VIEW, "wall", park("obstacle"), street(), SCREEN, code="view_lost"),
    case(THIN, VIEW, "wall", park(), street(), SCREEN, code="view_lost", value=1.0),
    case(
        OPEN,
        VIEW,
        "bench",
        park("obstacle"),
        street(),
        bench(3, 3),
        code="hides_nothing_known",
    ),
    case(OPEN, VIEW, "wall", park("obstacle"), SCREEN, code="nobody_near"),
    case(HOLDS, CLEAR, "tree", park(), tree(crown_base_m=2.5), code="above_eyes"),
    case(HOLDS, CLEAR, "tree", park(), tree(height_m=0.7), code="below_eyes"),
    case(
        FAILS,
        CLEAR,
        "tree",
        park(),
        tree(height_m=5.0, crown_base_m=1.0),
        code="at_eyes",
    ),
    case(OPEN, CLEAR, "tree", park(), tree(height_m=5.0), code="height_unknown"),
    case(
        HOLDS,
        SIGHTLY,
        "wall",
        park(),
        wall((0, 0), (9, 0), opacity=0.5),
        code="opacity",
    ),
    case(FAILS, SIGHTLY, "wall", park(), wall((0, 0), (9, 0)), code="opacity"),
    case(
        OPEN,
        SIGHTLY,
        "wall",
        park(),
        feature("wall", "wall", LineString([(0, 0), (9, 0)]), height_m=2.0),
        code="opacity_unknown",
    ),
    case(HOLDS, WATCH, "room", park("obstacle", "gate"), ROOM, GATE, code="overlooks"),
    case(
        FAILS,
        WATCH,
        "room",
        park("obstacle", "gate"),
        ROOM,
        GATE,
        wall((0, 5), (20, 5)),
        code="overlooks_not",
    ),
    case(THIN, WATCH, "room", park("gate"), ROOM, GATE, code="overlooks", value=True),
    case(
        OPEN, WATCH, "room", park("obstacle", "gate"), ROOM, code="absent", value=None
    ),
)
