"""Whether one can walk through, and what is on one storey: cases of each check."""

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
    area,
    building,
    feature,
    park,
    wall,
)

BARRED = checks.NoCutThrough(by=("wall", "gate"))
LEVEL = checks.SameStorey(uses=("common_entrance",))

MAPPED = ("wall", "gate", "building")
SOUTH = wall((0, 0), (9, 0), id="south-west"), wall((11, 0), (20, 0), id="south-east")
NORTH = wall((0, 20), (9, 20), id="north-west"), wall((11, 20), (20, 20), id="north")
SIDES = wall((0, 0), (0, 20), id="west"), wall((20, 0), (20, 20), id="east")
WALLS = (*SOUTH, *NORTH, *SIDES)


def gate(**said: object) -> Feature:
    line = LineString([(9, 20), (11, 20)])
    return feature("gate", "gate", line, **{"height_m": 2.0, **said})


HALL = area("lift_hall", 4, 4, 8, 8, storey=1)
DOORWAY = area("common_entrance", 12, 4, 16, 8, storey=1)


CASES = (
    case(
        HOLDS,
        BARRED,
        "park",
        park(*MAPPED),
        *WALLS,
        gate(lockable=True),
        code="no_cut_through",
        value=True,
    ),
    case(
        HOLDS,
        BARRED,
        "park",
        park(*MAPPED),
        *WALLS,
        wall((0, 10), (20, 10), id="across"),
        code="no_cut_through",
    ),
    case(
        HOLDS,
        BARRED,
        "park",
        park(*MAPPED),
        *SOUTH,
        *SIDES,
        building(0, 15, 20, 20),
        code="no_cut_through",
    ),
    case(FAILS, BARRED, "park", park(*MAPPED), *WALLS, code="cut_through", value=False),
    case(FAILS, BARRED, "park", park(*MAPPED), code="cut_through"),
    case(
        FAILS,
        BARRED,
        "park",
        park(*MAPPED),
        *WALLS,
        gate(type="open"),
        code="cut_through",
    ),
    case(THIN, BARRED, "park", park("building", "wall"), *WALLS, code="cut_through"),
    case(
        THIN,
        BARRED,
        "park",
        park("wall"),
        *WALLS,
        gate(lockable=True),
        code="no_cut_through",
    ),
    case(OPEN, BARRED, "park", park(*MAPPED), *WALLS, gate(), code="gates_unknown"),
    case(
        OPEN,
        BARRED,
        "bench",
        park(*MAPPED),
        feature("bench", "bench", Point(3, 3)),
        code="no_surface",
    ),
    case(
        HOLDS,
        LEVEL,
        "lift_hall",
        park(),
        HALL,
        DOORWAY,
        code="same_storey",
        value=True,
    ),
    case(
        FAILS,
        LEVEL,
        "lift_hall",
        park("common_entrance"),
        area("lift_hall", 4, 4, 8, 8, storey=3),
        DOORWAY,
        code="other_storey",
        value=False,
    ),
    case(
        THIN,
        LEVEL,
        "lift_hall",
        park(),
        area("lift_hall", 4, 4, 8, 8, storey=3),
        DOORWAY,
        code="other_storey",
    ),
    case(STANDS, LEVEL, "lift_hall", park(), HALL, DOORWAY, code="same_storey"),
    case(
        OPEN,
        LEVEL,
        "lift_hall",
        park("common_entrance"),
        area("lift_hall", 4, 4, 8, 8),
        DOORWAY,
        code="not_stated",
    ),
    case(
        OPEN,
        LEVEL,
        "lift_hall",
        park("common_entrance"),
        HALL,
        area("common_entrance", 12, 4, 16, 8),
        code="storey_unsaid",
    ),
)
