"""すずめ児童公園: small, used by children every day, and only half surveyed."""

from __future__ import annotations

from shapely.geometry import LineString, Point, Polygon

from machimori.demo.drawing import PLAN, Sheet, with_gaps

PARK = "park-suzume"

ONLY_SURVEYED = ("bench", "play_equipment", "building", "gate", "bollard", "area")
"""Whoever looked had no time for lamps, planting and fences."""


def draw_suzume_park(sheet: Sheet) -> None:
    """Draw what is known of it."""
    outline = [(36.4, -47.0), (62.0, -45.4), (62.0, -76.0), (35.8, -76.0)]
    sheet.add(
        "place",
        PARK,
        Polygon(outline),
        name="すずめ児童公園",
        place_kind="park",
        setting="outdoor",
        status="existing",
        used_daily_by_children=True,
        complete=ONLY_SURVEYED,
    )
    play = PLAN.box((40.0, 57.0), (-70.0, -54.0))
    sheet.add("area", "suzume-play", play, use="play", name="遊び場", part_of=PARK)
    sheet.add(
        "path",
        "path-suzume",
        LineString([(49.0, -46.4), (49.0, -53.0)]),
        name="入口の園路",
        width_m=2.0,
        role="park_path",
        part_of=PARK,
    )
    spots = {"すべり台": ("slide", 44.0), "ぶらんこ": ("swing", 53.0)}
    for name, (type_, x) in spots.items():
        at = Point(x, -62.0)
        id_ = f"suzume-{type_}"
        sheet.add("play_equipment", id_, at, name=name, type=type_, part_of=PARK)
    sheet.add(
        "bench",
        "bench-suzume-1",
        Point(43.0, -72.0),
        name="ベンチ1",
        facing_deg=180.0,
        part_of=PARK,
    )
    # Nobody noted which way the second bench faces.
    sheet.add(
        "bench", "bench-suzume-2", Point(55.0, -72.0), name="ベンチ2", part_of=PARK
    )
    sheet.add(
        "lamp",
        "lamp-suzume",
        Point(47.2, -52.0),
        name="公園灯",
        role="park",
        photometry="security-lamp-globe",
        luminous_flux_lm=2400.0,
        height_m=4.0,
        part_of=PARK,
    )
    trees = [Point(39.0, -50.5), Point(59.0, -50.0), Point(60.0, -73.5)]
    sheet.add_each(
        "tree", "tree-suzume", trees, name="さくら", species="サクラ", part_of=PARK
    )
    sheet.add(
        "hedge",
        "hedge-suzume",
        with_gaps(LineString([(37.0, -47.8), (61.4, -46.3)]), (10.0, 14.0)),
        name="入口の生け垣",
        part_of=PARK,
    )
    sheet.add(
        "bollard", "bollard-suzume", Point(49.0, -46.8), height_m=0.8, part_of=PARK
    )
