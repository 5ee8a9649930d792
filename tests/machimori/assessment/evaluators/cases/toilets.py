"""How the entrances of toilets lie: cases of each check."""

from __future__ import annotations

from shapely.geometry import Point

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
    feature,
    park,
)

GAP = checks.EntrancesApart(at_least="interpretation/entrances-apart")
DEEPER = checks.WomensEntranceDeeper()

TOILET = area("toilet", 0, 0, 4, 4)


def entrance(id_: str, x: float, sex: str, setback_m: float | None = None) -> Feature:
    said = {} if setback_m is None else {"setback_m": setback_m}
    return feature(id_, "toilet_entrance", Point(x, 0), sex=sex, **said)


CASES = (
    case(
        HOLDS,
        GAP,
        "toilet",
        park("toilet_entrance"),
        TOILET,
        entrance("men", 0, "male"),
        entrance("women", 4, "female"),
        code="entrances_apart",
        value=4.0,
    ),
    case(
        FAILS,
        GAP,
        "toilet",
        park("toilet_entrance"),
        TOILET,
        entrance("men", 1, "male"),
        entrance("women", 3, "female"),
        code="entrances_apart",
        value=2.0,
    ),
    case(
        THIN,
        GAP,
        "toilet",
        park(),
        TOILET,
        entrance("men", 0, "male"),
        entrance("women", 4, "female"),
        code="entrances_apart",
        value=4.0,
    ),
    case(
        STANDS,
        GAP,
        "toilet",
        park(),
        TOILET,
        entrance("men", 1, "male"),
        entrance("women", 3, "female"),
        code="entrances_apart",
        value=2.0,
    ),
    case(
        OPEN,
        GAP,
        "toilet",
        park("toilet_entrance"),
        TOILET,
        entrance("all", 0, "all"),
        code="entrances_unknown",
    ),
    case(
        HOLDS,
        DEEPER,
        "toilet",
        park("toilet_entrance"),
        TOILET,
        entrance("men", 0, "male", 0.5),
        entrance("women", 4, "female", 2.0),
        code="setback",
        value=1.5,
    ),
    case(
        FAILS,
        DEEPER,
        "toilet",
        park("toilet_entrance"),
        TOILET,
        entrance("men", 0, "male", 2.0),
        entrance("women", 4, "female", 2.0),
        code="setback_not",
        value=0.0,
    ),
    case(
        THIN,
        DEEPER,
        "toilet",
        park(),
        TOILET,
        entrance("men", 0, "male", 0.5),
        entrance("women", 4, "female", 2.0),
        code="setback",
        value=1.5,
    ),
    case(
        STANDS,
        DEEPER,
        "toilet",
        park(),
        TOILET,
        entrance("men", 0, "male", 2.0),
        entrance("women", 4, "female", 1.0),
        code="setback_not",
        value=-1.0,
    ),
    case(
        OPEN,
        DEEPER,
        "toilet",
        park("toilet_entrance"),
        TOILET,
        entrance("men", 0, "male"),
        entrance("women", 4, "female", 2.0),
        code="setback_unknown",
    ),
)
