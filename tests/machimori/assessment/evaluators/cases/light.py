"""How bright it is: cases of each check."""

from __future__ import annotations

from shapely.geometry import Point

from machimori.guidelines import checks
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
    lamp,
    park,
)

LIGHT = checks.MeanIlluminance(at_least="source/lux-behaviour")
EVEN = checks.NoDarkPockets()
FILMED = checks.CameraIlluminance(at_least="interpretation/camera-illuminance")

BRIGHT = tuple(lamp(x, y) for x in (5, 15) for y in (5, 15))
DIM = lamp(10, 10, luminous_flux_lm=200.0)
UNSTATED = lamp(10, 10, luminous_flux_lm=None)
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


LIT = park("obstacle", "lamp")
CASES = (
    case(HOLDS, LIGHT, "park", LIT, *BRIGHT, code="mean_illuminance"),
    case(FAILS, LIGHT, "park", LIT, DIM, code="mean_illuminance"),
    case(THIN, LIGHT, "park", park(), DIM, code="mean_illuminance"),
    case(THIN, LIGHT, "park", park("lamp"), *BRIGHT, code="mean_illuminance"),
    case(STANDS, LIGHT, "park", park("obstacle"), *BRIGHT, code="mean_illuminance"),
    case(OPEN, LIGHT, "park", LIT, UNSTATED, code="lamps_unknown"),
    case(HOLDS, EVEN, "park", LIT, *BRIGHT, code="no_dark_pockets"),
    case(FAILS, EVEN, "park", LIT, lamp(1, 1), code="dark_pockets"),
    case(THIN, EVEN, "park", park("lamp"), *BRIGHT, code="no_dark_pockets"),
    case(OPEN, EVEN, "park", LIT, UNSTATED, code="pockets_open"),
    case(OPEN, EVEN, "park", LIT, code="all_dark"),
    case(HOLDS, FILMED, "camera", LIT, CAMERA, *BRIGHT, code="mean_illuminance"),
    case(FAILS, FILMED, "camera", LIT, CAMERA, DIM, code="mean_illuminance"),
    case(THIN, FILMED, "camera", park(), CAMERA, DIM, code="mean_illuminance"),
    case(
        STANDS,
        FILMED,
        "camera",
        park("obstacle"),
        CAMERA,
        *BRIGHT,
        code="mean_illuminance",
    ),
    case(
        OPEN,
        FILMED,
        "camera",
        LIT,
        feature("camera", "camera", Point(10, 0), range_m=9.0),
        code="camera_blind",
    ),
)
