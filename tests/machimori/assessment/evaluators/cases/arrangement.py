"""How things lie to each other: cases of each check."""

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

APART = checks.ZonesApart(uses=("play", "adult"))
INSIDE = checks.ShareInside(
    kinds=("bench",), use="play", share_at_least="interpretation/inside-share"
)
AMONG = checks.ShareInside(
    kinds=("bench",),
    use="play",
    among=("play", "adult"),
    share_at_least="interpretation/inside-share",
)
COVER = checks.CoverInside(
    kinds=("hedge", "tree"), share_at_most="interpretation/cover-share"
)
CLOSED = checks.Enclosed(by=("wall",), share_at_least="interpretation/enclosed-share")
AWAY = checks.FacesAway(use="play")
EDGE = checks.JustOutside(
    use="play", distance_at_most="interpretation/bench-edge-distance"
)
NEAR = checks.Near(kinds=("refuge",), distance_at_most="interpretation/refuge-distance")

AWAY_FROM_HOUSES = checks.ApartFrom(
    kinds=("building",), distance_at_least="interpretation/entrance-distance"
)
BACK = checks.SetBack(at_least="interpretation/wall-setback")

PLAY, ADULT = area("play", 0, 0, 8, 8), area("adult", 12, 12, 20, 20)
RING = wall((0, 0), (8, 0), (8, 8), (0, 8), (0, 0))
REFUGE = feature("refuge", "refuge", Point(30, 10))


def bench(x: float, y: float, **said: object) -> Feature:
    return feature("bench", "bench", Point(x, y), **said)


CASES = (
    case(
        HOLDS, APART, "park", park("area"), PLAY, ADULT, code="zones_apart", value=0.0
    ),
    case(
        FAILS,
        APART,
        "park",
        park("area"),
        PLAY,
        area("adult", 6, 6, 9, 9),
        code="zones_overlap",
        value=4.0,
    ),
    case(THIN, APART, "park", park("play"), PLAY, code="absent"),
    case(THIN, APART, "park", park(), PLAY, ADULT, code="zones_apart", value=0.0),
    case(
        HOLDS,
        INSIDE,
        "park",
        park("bench", "play"),
        PLAY,
        bench(3, 3),
        code="share_inside_at_least",
    ),
    case(
        FAILS,
        INSIDE,
        "park",
        park("bench", "play"),
        PLAY,
        bench(15, 3),
        code="share_inside_at_least",
        value=0.0,
    ),
    case(
        THIN,
        INSIDE,
        "park",
        park("bench"),
        PLAY,
        bench(3, 3),
        code="share_inside_at_least",
        value=1.0,
    ),
    case(
        HOLDS,
        AMONG,
        "park",
        park("bench", "play", "adult"),
        PLAY,
        bench(3, 3),
        feature("far", "bench", Point(18, 3)),
        code="share_inside_at_least",
        value=1.0,
    ),
    case(
        FAILS,
        AMONG,
        "park",
        park("bench", "area"),
        PLAY,
        ADULT,
        bench(15, 15),
        code="share_inside_at_least",
        value=0.0,
    ),
    case(
        THIN,
        AMONG,
        "park",
        park("bench", "play"),
        PLAY,
        bench(3, 3),
        code="share_inside_at_least",
    ),
    case(HOLDS, COVER, "play", park("hedge", "tree"), PLAY, code="cover_share_at_most"),
    case(
        FAILS,
        COVER,
        "play",
        park("hedge", "tree"),
        PLAY,
        feature("hedge", "hedge", LineString([(0, 4), (8, 4)]), thickness_m=1.0),
        code="cover_share_at_most",
        value=0.125,
    ),
    case(
        THIN, COVER, "play", park("tree"), PLAY, code="cover_share_at_most", value=0.0
    ),
    case(
        STANDS,
        COVER,
        "play",
        park(),
        PLAY,
        feature("hedge", "hedge", LineString([(0, 4), (8, 4)]), thickness_m=2.0),
        code="cover_share_at_most",
        value=0.25,
    ),
    case(OPEN, COVER, "bench", park("hedge", "tree"), bench(3, 3), code="no_surface"),
    case(
        HOLDS, CLOSED, "play", park("wall"), PLAY, RING, code="enclosed_share_at_least"
    ),
    case(
        FAILS,
        CLOSED,
        "play",
        park("wall"),
        PLAY,
        code="enclosed_share_at_least",
        value=0.0,
    ),
    case(THIN, CLOSED, "play", park(), PLAY, code="enclosed_share_at_least", value=0.0),
    case(STANDS, CLOSED, "play", park(), PLAY, RING, code="enclosed_share_at_least"),
    case(OPEN, CLOSED, "bench", park("wall"), bench(3, 3), code="no_surface"),
    case(
        HOLDS,
        AWAY,
        "bench",
        park("play"),
        PLAY,
        bench(10, 4, facing_deg=90.0),
        code="faces_away",
        value=180.0,
    ),
    case(
        FAILS,
        AWAY,
        "bench",
        park("play"),
        PLAY,
        bench(10, 4, facing_deg=270.0),
        code="faces_towards",
        value=0.0,
    ),
    case(
        THIN,
        AWAY,
        "bench",
        park(),
        PLAY,
        bench(10, 4, facing_deg=270.0),
        code="faces_towards",
    ),
    case(OPEN, AWAY, "bench", park("play"), PLAY, bench(10, 4), code="facing_unknown"),
    case(
        OPEN, AWAY, "bench", park("play"), bench(10, 4, facing_deg=0.0), code="absent"
    ),
    case(
        HOLDS,
        EDGE,
        "bench",
        park("play"),
        PLAY,
        bench(10, 4),
        code="beside_zone",
        value=2.0,
    ),
    case(FAILS, EDGE, "bench", park("play"), PLAY, bench(4, 4), code="inside_zone"),
    case(
        FAILS,
        EDGE,
        "bench",
        park("play"),
        PLAY,
        bench(18, 4),
        code="far_from_zone",
        value=10.0,
    ),
    case(
        THIN, EDGE, "bench", park(), PLAY, bench(10, 4), code="beside_zone", value=2.0
    ),
    case(OPEN, EDGE, "bench", park("play"), bench(10, 4), code="absent"),
    case(HOLDS, NEAR, "park", park("refuge"), REFUGE, code="near", value=10.0),
    case(
        FAILS,
        NEAR,
        "park",
        park("refuge"),
        feature("refuge", "refuge", Point(330, 10)),
        code="not_near",
        value=310.0,
    ),
    case(FAILS, NEAR, "park", park("refuge"), code="absent", value=False),
    case(THIN, NEAR, "park", park(), code="absent", value=False),
    case(STANDS, NEAR, "park", park(), REFUGE, code="near", value=10.0),
    case(
        HOLDS,
        AWAY_FROM_HOUSES,
        "bench",
        park("building"),
        bench(3, 3),
        building(9, 3, 12, 6),
        code="apart",
        value=6.0,
    ),
    case(
        FAILS,
        AWAY_FROM_HOUSES,
        "bench",
        park("building"),
        bench(5, 3),
        building(9, 3, 12, 6),
        code="apart",
        value=4.0,
    ),
    case(THIN, AWAY_FROM_HOUSES, "bench", park(), bench(5, 3), code="absent"),
    case(
        STANDS,
        AWAY_FROM_HOUSES,
        "bench",
        park(),
        bench(5, 3),
        building(9, 3, 12, 6),
        code="apart",
    ),
    case(
        HOLDS,
        BACK,
        "building",
        park(),
        building(1, 2, 12, 9),
        code="set_back",
        value=1.0,
    ),
    case(
        FAILS,
        BACK,
        "building",
        park(),
        building(3, 0.4, 12, 9),
        code="set_back",
        value=0.4,
    ),
    case(
        OPEN,
        BACK,
        "building",
        feature("park", "place", LineString([(0, 0), (20, 0)]), place_kind="road"),
        building(3, 1, 12, 9),
        code="no_surface",
    ),
)
