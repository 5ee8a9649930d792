"""The primary school and the route to it."""

from __future__ import annotations

from shapely.geometry import LineString, MultiLineString, Point, Polygon

from machimori.demo.drawing import PLAN, SURVEYED, Sheet, with_gaps
from machimori.demo.streets import SAKURA

SCHOOL = "school-hibari"


def draw_school(sheet: Sheet) -> None:
    """Draw the primary school and the route to it."""
    outline = Polygon([(-90.4, -54.4), (28.6, -47.3), (29.4, -109.8), (-91.0, -112.8)])
    school = {"place_kind": "school", "setting": "outdoor", "complete": SURVEYED}
    sheet.add(
        "place",
        SCHOOL,
        outline,
        name="ひばり小学校",
        **school,
        status="existing",
        work="none",
    )
    part = {"part_of": SCHOOL}
    wings = Polygon([(-82.0, -64.0), (-8.0, -60.0), (-7.4, -71.0), (-70.0, -74.4),
                     (-68.9, -95.0), (-80.4, -95.6)])  # fmt: skip
    sheet.add(
        "building",
        "school-main",
        wings,
        name="校舎",
        use="school",
        levels=3,
        height_m=12.0,
        **part,
    )
    gym = PLAN.box((0.0, 24.0), (-106.0, -84.0))
    sheet.add(
        "building",
        "school-gym",
        gym,
        name="体育館",
        use="school",
        levels=1,
        height_m=10.0,
        **part,
    )
    yard = PLAN.box((-65.0, -5.0), (-108.0, -78.0))
    sheet.add("area", "school-yard", yard, use="school_yard", name="校庭", **part)
    approach = PLAN.box((-1.0, 4.0), (-76.0, -50.0))
    sheet.add(
        "area", "school-approach", approach, use="approach", name="アプローチ", **part
    )
    ring = outline.buffer(-0.5, join_style="mitre").exterior
    gate_m = ring.project(Point(2.0, -49.4))
    sheet.add(
        "fence",
        "fence-school",
        with_gaps(LineString(ring.coords), (gate_m - 2.5, gate_m + 2.5)),
        name="学校の柵",
        type="mesh",
        height_m=1.8,
        opacity=0.3,
        **part,
    )
    ends = (ring.interpolate(gate_m - 2.5), ring.interpolate(gate_m + 2.5))
    sheet.add(
        "gate",
        "gate-school",
        LineString(ends),
        name="正門",
        role="main",
        type="sliding",
        height_m=1.5,
        opacity=0.4,
        lockable=True,
        locked_hours="08:40-15:00",
        **part,
    )
    for storey in (1, 2, 3):
        for number, x in enumerate(range(-60, -14, 9), start=1):
            y = -71.0 - (-7.4 - x) / 62.6 * 3.4
            sheet.add(
                "window",
                f"school-window-{storey}-{number}",
                LineString([(x - 3.0, y - 0.16), (x + 3.0, y + 0.16)]),
                role="classroom",
                storey=storey,
                base_m=3.6 * (storey - 1),
                sill_m=0.9,
                head_m=2.6,
                facing_deg=180.0,
                faces=("school_yard",),
                part_of="school-main",
            )
    intercom = {"picture": True, "connects_to": ("office",), "in_service": True}
    sheet.add(
        "intercom",
        "intercom-school",
        Point(5.2, -49.6),
        name="正門のインターホン",
        **intercom,
        **part,
    )
    sheet.add(
        "staff_room",
        "staff-room-school",
        PLAN.box((-18.0, -8.6), (-69.5, -64.0)),
        name="職員室",
        **part,
    )
    route = MultiLineString([
        [(0.1, 94.0), (1.9, -43.0)],
        [(125.0, SAKURA.y_at(125.0)), (2.0, SAKURA.y_at(2.0))],
    ])  # fmt: skip
    sheet.add(
        "place",
        "route-hibari",
        route,
        name="ひばり小学校の通学路",
        place_kind="school_route",
        used_daily_by_children=True,
        status="existing",
        work="none",
    )
