"""The play area, the wall that hides part of it, and the benches around it."""

from __future__ import annotations

from shapely.geometry import LineString, MultiLineString, Point

from machimori.demo.drawing import PLAN, Sheet, with_gaps
from machimori.demo.hibari_park.grounds import PARK, PLAY


def draw_play_area(sheet: Sheet) -> None:
    """Draw its fence and gate, the old wall and the equipment."""
    (west, east), (south, north) = PLAY
    ring = LineString(
        [(west, 37.0), (west, north), (east, north), (east, south), (west, south),
         (west, 31.0)]
    )  # fmt: skip
    fence = with_gaps(ring, (51.0, 53.5))
    sheet.add(
        "fence",
        "hibari-fence-play",
        fence,
        name="遊具の広場の柵",
        type="mesh",
        height_m=1.1,
        opacity=0.2,
        part_of=PARK,
    )
    sheet.add(
        "gate",
        "gate-hibari-play",
        LineString([(east, 32.5), (east, 35.0)]),
        role="play_area",
        type="swing",
        height_m=1.1,
        opacity=0.3,
        part_of=PARK,
    )
    _draw_old_pool_wall(sheet)
    equipment = {"part_of": PARK}
    sheet.add(
        "play_equipment",
        "play-fort",
        PLAN.box((-78.2, -74.6), (29.0, 39.5)),
        name="とりでの複合遊具",
        type="combined",
        height_m=2.8,
        opacity=0.7,
        **equipment,
    )
    sandpit = PLAN.box((-87.0, -82.6), (32.0, 36.0))
    sheet.add(
        "play_equipment",
        "play-sandpit",
        sandpit,
        name="砂場",
        type="sandpit",
        height_m=0.3,
        opacity=0.1,
        **equipment,
    )
    sheet.add(
        "play_equipment",
        "play-slide",
        PLAN.box((-70.0, -64.5), (41.0, 42.2)),
        name="すべり台",
        type="slide",
        height_m=2.2,
        opacity=0.3,
        **equipment,
    )
    sheet.add(
        "play_equipment",
        "play-swings",
        PLAN.box((-70.0, -64.0), (28.0, 30.0)),
        name="ぶらんこ",
        type="swing",
        height_m=2.3,
        opacity=0.15,
        **equipment,
    )
    spring = Point(-63.0, 38.0)
    sheet.add(
        "play_equipment",
        "play-spring",
        spring,
        name="スプリング遊具",
        type="spring",
        height_m=0.8,
        opacity=0.3,
        **equipment,
    )


def _draw_old_pool_wall(sheet: Sheet) -> None:
    """Draw what is left of a paddling pool: walls on three sides of the sandpit."""
    street_side = [(-88.6, 24.5), (-88.4, 46.5)]
    returns = [[(-88.5, y), (-80.8, y)] for y in (31.0, 37.0)]
    sheet.add(
        "wall",
        "wall-hibari-pool",
        MultiLineString([street_side, *returns]),
        name="旧水遊び場のブロック塀",
        type="block",
        height_m=1.8,
        thickness_m=0.15,
        opacity=1.0,
        collapse_proof=True,
        hazardous=False,
        part_of=PARK,
    )


def draw_benches(sheet: Sheet) -> None:
    """Draw the benches: the second and the fourth face the children."""
    benches = [
        ((-81.0, 22.4), 180.0),
        ((-72.0, 22.4), 0.0),
        ((-63.0, 22.4), 180.0),
        ((-78.0, 48.6), 180.0),
        ((-66.0, 48.6), 0.0),
    ]
    for number, (at, facing_deg) in enumerate(benches, start=1):
        sheet.add(
            "bench",
            f"bench-hibari-{number}",
            Point(at),
            name=f"ベンチ{number}",
            facing_deg=facing_deg,
            capacity=3,
            part_of=PARK,
        )
