"""What the scene states, and what can be climbed: cases of each check."""

from __future__ import annotations

from shapely.geometry import LineString, Point, box

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
    building,
    feature,
    park,
    wall,
)

CLIMB = checks.NoFoothold()
THERE = checks.Present(kinds=("alarm",), where={"in_service": (True,)})
NO_LADDER = checks.Absent(kinds=("clutter",), where={"type": ("step",)})
FACT = checks.Fact(name="anchored", one_of=(True,))
STATED = checks.Stated(properties=("manager", "retention_days"))
RULES = checks.Includes(name="rules", values=("manager", "range"))
RECORD = checks.Recorded(activity="patrol")
REACH = checks.Measures(name="height_m", at_least="interpretation/eye-level-high")
LOW = checks.Measures(name="height_m", at_most="interpretation/eye-level-low")
UP = checks.HardToClimbTo()
LOOKED = checks.Surveyed()
SIMULATED = checks.OffenderPathSimulation()

CAMERA = feature(
    "camera",
    "camera",
    Point(10, 0),
    azimuth_deg=0.0,
    horizontal_fov_deg=60.0,
    range_m=15.0,
    manager="division",
    retention_days=7,
    rules=("manager", "range", "retention"),
)


def bench(x: float, y: float, **said: object) -> Feature:
    return feature("bench", "bench", Point(x, y), **said)


def house(**said: object) -> Feature:
    return building(20.5, 0, 30, 20, id="house", **said)


def window(**said: object) -> Feature:
    return feature("window", "window", LineString([(20.5, 6), (20.5, 8)]), **said)


def alarm(**said: object) -> Feature:
    return feature("alarm", "alarm", Point(5, 5), **said)


BALCONY = feature("balcony", "balcony", box(10, 4, 14, 6), storey=2)


def pipe(**said: object) -> Feature:
    return feature("pipe", "downpipe", Point(9.5, 5), **said)


def left_about(**said: object) -> Feature:
    return feature("clutter", "clutter", Point(5, 5), **said)


CASES = (
    case(
        HOLDS,
        CLIMB,
        "wall",
        park("building", "window", "balcony"),
        wall((20, 5), (20, 9), height_m=1.0),
        house(height_m=6.0),
        code="no_foothold",
        value=True,
    ),
    case(
        FAILS,
        CLIMB,
        "wall",
        park("building", "window", "balcony"),
        wall((20, 5), (20, 9), height_m=1.0),
        house(height_m=3.0),
        code="foothold",
        value=False,
    ),
    case(
        THIN,
        CLIMB,
        "wall",
        park("building"),
        wall((20, 5), (20, 9), height_m=1.0),
        house(height_m=6.0),
        code="no_foothold",
    ),
    case(
        STANDS,
        CLIMB,
        "wall",
        park(),
        wall((20, 5), (20, 9), height_m=1.0),
        house(height_m=3.0),
        code="foothold",
    ),
    case(
        OPEN,
        CLIMB,
        "wall",
        park("building", "window", "balcony"),
        wall((20, 5), (20, 9), height_m=1.0),
        house(height_m=None),
        code="foothold_unsure",
    ),
    # A window that names no storey is on the ground, where nobody needs a step.
    case(
        HOLDS,
        CLIMB,
        "wall",
        park("building", "window", "balcony"),
        wall((20, 5), (20, 9), height_m=1.0),
        window(sill_m=0.9),
        code="no_foothold",
    ),
    case(
        FAILS,
        CLIMB,
        "wall",
        park("building", "window", "balcony"),
        wall((20, 5), (20, 9), height_m=1.0),
        window(sill_m=0.0, storey=2),
        code="foothold",
    ),
    case(
        OPEN,
        CLIMB,
        "wall",
        park("building", "window", "balcony"),
        wall((20, 5), (20, 9), height_m=1.0),
        window(storey=2),
        code="foothold_unsure",
    ),
    case(
        HOLDS,
        THERE,
        "park",
        park("alarm"),
        alarm(in_service=True),
        code="present",
        value=1.0,
    ),
    case(
        FAILS,
        THERE,
        "park",
        park("alarm"),
        alarm(in_service=False),
        code="absent",
        value=0.0,
    ),
    case(
        THIN, THERE, "park", park(), alarm(in_service=False), code="absent", value=0.0
    ),
    case(STANDS, THERE, "park", park(), alarm(in_service=True), code="present"),
    case(OPEN, THERE, "park", park("alarm"), alarm(), code="present_unsure", value=0.0),
    case(
        HOLDS,
        NO_LADDER,
        "park",
        park("clutter"),
        left_about(type="goods"),
        code="absent",
        value=True,
    ),
    case(
        FAILS,
        NO_LADDER,
        "park",
        park("clutter"),
        left_about(type="step"),
        code="present",
        value=False,
    ),
    case(THIN, NO_LADDER, "park", park(), code="absent", value=True),
    case(STANDS, NO_LADDER, "park", park(), left_about(type="step"), code="present"),
    case(OPEN, NO_LADDER, "park", park("clutter"), left_about(), code="present_unsure"),
    case(HOLDS, FACT, "bench", park(), bench(3, 3, anchored=True), code="stated"),
    case(FAILS, FACT, "bench", park(), bench(3, 3, anchored=False), code="stated"),
    case(
        OPEN,
        checks.Fact(name="capacity", one_of=(3,)),
        "bench",
        park(),
        bench(3, 3),
        code="not_stated",
    ),
    case(HOLDS, STATED, "camera", park(), CAMERA, code="all_stated"),
    case(
        FAILS,
        checks.Stated(properties=("rules",)),
        "camera",
        park(),
        feature("camera", "camera", Point(1, 1), rules=()),
        code="denied",
    ),
    case(
        OPEN,
        checks.Stated(properties=("manager", "range_m")),
        "camera",
        park(),
        feature("camera", "camera", Point(1, 1), range_m=9.0),
        code="not_stated",
    ),
    case(HOLDS, RULES, "camera", park(), CAMERA, code="stated"),
    case(
        FAILS,
        checks.Includes(name="rules", values=("manager", "use_limits")),
        "camera",
        park(),
        CAMERA,
        code="lacks",
    ),
    case(
        OPEN,
        RULES,
        "camera",
        park(),
        feature("camera", "camera", Point(1, 1)),
        code="not_stated",
    ),
    case(
        HOLDS,
        REACH,
        "wall",
        park(),
        wall((0, 0), (9, 0), height_m=2.0),
        code="at_least",
        value=2.0,
    ),
    case(
        FAILS,
        REACH,
        "wall",
        park(),
        wall((0, 0), (9, 0), height_m=1.9),
        code="at_least",
        value=1.9,
    ),
    case(
        HOLDS,
        LOW,
        "wall",
        park(),
        wall((0, 0), (9, 0), height_m=0.8),
        code="at_most",
        value=0.8,
    ),
    case(
        FAILS, LOW, "wall", park(), wall((0, 0), (9, 0), height_m=0.9), code="at_most"
    ),
    case(
        OPEN,
        LOW,
        "wall",
        park(),
        wall((0, 0), (9, 0), height_m=None),
        code="not_stated",
    ),
    case(FAILS, UP, "balcony", park(), BALCONY, pipe(height_m=6.0), code="climbed_by"),
    case(
        FAILS,
        UP,
        "balcony",
        park(),
        BALCONY,
        wall((10, 3), (12, 3), height_m=2.0),
        code="climbed_by",
        value=False,
    ),
    case(OPEN, UP, "balcony", park(), BALCONY, pipe(), code="climb_unsure"),
    case(
        OPEN,
        UP,
        "balcony",
        park(),
        BALCONY,
        pipe(height_m=6.0, climb_guard=True),
        code="later_work",
    ),
    case(OPEN, RECORD, "park", park(), code="nobody_looked"),
    case(OPEN, LOOKED, "park", park(), code="nobody_looked"),
    case(OPEN, SIMULATED, "park", park(), code="later_work"),
)
