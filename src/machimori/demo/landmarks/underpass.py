"""The railway's embankment and the passage through it."""

from __future__ import annotations

from shapely.geometry import LineString, Point

from machimori.demo.drawing import PLAN, SURVEYED, Sheet

UNDERPASS = "underpass-dote"


def draw_underpass(sheet: Sheet) -> None:
    """Draw the railway's embankment and the passage through it."""
    for key, along in {"west": (-130.0, -2.0), "east": (2.0, 130.0)}.items():
        bank = PLAN.box(along, (101.0, 112.0))
        id_ = f"embankment-{key}"
        sheet.add("building", id_, bank, name="線路の土手", use="other", height_m=5.0)
    tunnel = PLAN.box((-2.0, 2.0), (101.0, 112.0))
    deck = {"base_m": 2.7, "height_m": 2.3, "name": "線路"}
    sheet.add("slab", "embankment-deck", tunnel, **deck)
    sheet.add(
        "place",
        UNDERPASS,
        PLAN.box((-2.0, 2.0), (99.2, 114.0)),
        name="ひばり地下道",
        place_kind="underpass",
        setting="underground",
        open_to_public=True,
        used_daily_by_children=False,
        complete=SURVEYED,
        status="existing",
        work="none",
    )
    sheet.add(
        "path",
        "path-underpass",
        LineString([(0.0, 99.2), (0.0, 114.0)]),
        name="地下道の通路",
        width_m=3.4,
        role="underpass",
        paving="concrete",
        part_of=UNDERPASS,
    )
    sheet.add_each(
        "lamp",
        "lamp-underpass",
        [Point(0.0, y) for y in (102.5, 106.5, 110.5)],
        name="地下道の灯り",
        role="ceiling",
        photometry="lambertian",
        luminous_flux_lm=1400.0,
        height_m=2.5,
        lit=True,
        control="constant",
        part_of=UNDERPASS,
    )
    alarm = {
        "type": "bell",
        "height_m": 1.2,
        "notifies": ("around",),
        "in_service": True,
    }
    at = Point(1.8, 106.5)
    sheet.add(
        "alarm",
        "alarm-underpass",
        at,
        name="地下道の非常ベル",
        part_of=UNDERPASS,
        **alarm,
    )
    sheet.add(
        "camera",
        "camera-underpass",
        Point(-1.6, 101.6),
        name="地下道の防犯カメラ",
        height_m=2.4,
        azimuth_deg=8.0,
        tilt_deg=15.0,
        horizontal_fov_deg=30.0,
        range_m=11.0,
        recording=True,
        sign=True,
        manager="市道路課",
        retention_days=14,
        rules=("manager", "range", "use_limits", "retention"),
        in_service=True,
        part_of=UNDERPASS,
    )
