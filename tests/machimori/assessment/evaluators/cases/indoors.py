"""Who sees what inside a building, and what cameras film: cases of each check."""

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
from tests.machimori.assessment.staging import area, building, feature, park, wall

PERSON = "interpretation/target-height-person"
SHARE = "interpretation/seen-share"
WITHIN = checks.SeenWithin(watchers=("lobby",), share_at_least=SHARE, target=PERSON)
FILMED = checks.CoveredByCamera(share_at_least=SHARE, target=PERSON)
FILLED_IN = checks.CoveredByCamera(
    share_at_least=SHARE, target=PERSON, beside=("staff_room",)
)

HOUSE = building(0, 0, 20, 20, height_m=9.0)
HALL = area("lift_hall", 10, 0, 20, 10)
LOBBY = area("lobby", 0, 0, 10, 10)
ROOM = feature("room", "staff_room", Point(11, 5))
PARTITION = wall((10, -1), (10, 11), height_m=2.7)


def camera(x: float = 8.0, **said: object) -> Feature:
    looks = {"azimuth_deg": 90.0, "horizontal_fov_deg": 120.0, "range_m": 25.0}
    at = {"height_m": 2.4, **looks, **said}
    return feature("camera", "camera", Point(x, 5), **at)


def camera_at_rest() -> Feature:
    return feature("spare", "camera", Point(8, 5), in_service=False)


CASES = (
    case(
        HOLDS,
        WITHIN,
        "lift_hall",
        park("obstacle"),
        HOUSE,
        HALL,
        LOBBY,
        code="seen_within",
        value=1.0,
    ),
    case(
        FAILS,
        WITHIN,
        "lift_hall",
        park("obstacle", "lobby"),
        HOUSE,
        HALL,
        LOBBY,
        PARTITION,
        code="hidden_within",
        value=0.0,
    ),
    case(
        FAILS,
        WITHIN,
        "lift_hall",
        park("lobby"),
        HOUSE,
        HALL,
        area("lobby", 0, 0, 10, 10, storey=2),
        code="nobody_within",
        value=0.0,
    ),
    case(THIN, WITHIN, "lift_hall", park(), HOUSE, HALL, LOBBY, code="seen_within"),
    case(
        STANDS,
        WITHIN,
        "lift_hall",
        park("obstacle"),
        HOUSE,
        HALL,
        LOBBY,
        area("lobby", 0, 12, 4, 14, id="other"),
        code="seen_within",
    ),
    case(
        OPEN,
        WITHIN,
        "lift_hall",
        park("obstacle", "lobby"),
        HOUSE,
        HALL,
        LOBBY,
        feature("wall", "wall", LineString([(10, -1), (10, 11)])),
        code="heights_unknown",
        value=0.0,
    ),
    case(
        HOLDS,
        FILMED,
        "lift_hall",
        park("obstacle"),
        HOUSE,
        HALL,
        camera(),
        code="filmed",
    ),
    case(
        FAILS,
        FILMED,
        "lift_hall",
        park("camera"),
        HOUSE,
        HALL,
        camera(azimuth_deg=270.0),
        code="not_filmed",
        value=0.0,
    ),
    case(
        FAILS,
        FILMED,
        "lift_hall",
        park("camera"),
        HOUSE,
        HALL,
        camera(in_service=False),
        code="not_filmed",
        value=0.0,
    ),
    case(THIN, FILMED, "lift_hall", park(), HOUSE, HALL, camera(), code="filmed"),
    case(
        STANDS,
        FILMED,
        "lift_hall",
        park("obstacle"),
        HOUSE,
        HALL,
        camera(),
        camera_at_rest(),
        code="filmed",
    ),
    case(
        OPEN,
        FILMED,
        "lift_hall",
        park("obstacle", "camera"),
        HOUSE,
        HALL,
        camera(azimuth_deg=None),
        code="camera_blind",
    ),
    case(
        HOLDS,
        FILLED_IN,
        "hall",
        park("obstacle"),
        area("lobby", 10, 0, 20, 10, id="hall"),
        wall((15, -1), (15, 11), height_m=2.7),
        ROOM,
        camera(azimuth_deg=270.0, horizontal_fov_deg=170.0, x=20.0),
        code="filmed",
        value=1.0,
    ),
    case(
        FAILS,
        FILLED_IN,
        "hall",
        park("camera", "staff_room", "window"),
        area("lobby", 10, 0, 20, 10, id="hall"),
        wall((15, -1), (15, 11), height_m=2.7),
        ROOM,
        code="not_filmed",
        value=0.5,
    ),
)
