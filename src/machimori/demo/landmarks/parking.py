"""The public car park and the bicycle park."""

from __future__ import annotations

from typing import Any

from shapely.geometry import LineString, Point, Polygon

from machimori.demo.drawing import PLAN, SURVEYED, Sheet, with_gaps

CARS, BICYCLES = "carpark-hibari", "bicyclepark-hibari"
NEIGHBOUR = "house-behind-carpark"
"""The house whose balcony the fence of the car park brings within reach."""

_PLACE: dict[str, Any] = {
    "setting": "outdoor",
    "status": "existing",
    "work": "none",
    "open_to_public": True,
    "is_building": False,
    # A word of the vocabulary's own: no housing, so no other guideline has it.
    "attached_to": "shop",
    "complete": SURVEYED,
}


def draw_car_park(sheet: Sheet) -> None:
    """Draw the car park, its fences, bays and devices, and the house behind it."""
    sheet.add(
        "place",
        CARS,
        Polygon([(31.0, 7.2), (66.0, 10.6), (66.0, 42.0), (31.0, 42.0)]),
        name="ひばり駐車場",
        place_kind="car_park",
        has_manager=False,
        parking_area_m2=540.0,
        opening_hours="06:00-23:00",
        **_PLACE,
    )
    rows = {"north": (36.6, 41.4), "middle": (22.0, 31.0), "south": (12.6, 17.0)}
    for key, inward in rows.items():
        bays = PLAN.box((33.0, 64.0), inward)
        sheet.add("area", f"bays-{key}", bays, use="parking_bay", part_of=CARS)
    for number, inward in enumerate(((17.4, 21.6), (31.4, 36.2)), start=1):
        lane = PLAN.box((32.0, 65.0), inward)
        sheet.add("area", f"lane-{number}", lane, use="parking_lane", part_of=CARS)
    _draw_car_park_edges(sheet)
    _draw_car_park_devices(sheet)
    _draw_neighbour(sheet)


def _draw_car_park_edges(sheet: Sheet) -> None:
    mesh = {"type": "mesh", "opacity": 0.25, "climbable": True, "part_of": CARS}
    sides = {
        "west": ("西の柵", 1.2, [(31.3, 8.0), (31.3, 41.7)]),
        "north": ("北の柵", 1.8, [(31.3, 41.7), (65.7, 41.7)]),
        "east": ("東の柵", 1.2, [(65.7, 41.7), (65.7, 11.0)]),
    }
    for key, (name, height_m, line) in sides.items():
        sheet.add(
            "fence",
            f"fence-carpark-{key}",
            LineString(line),
            name=name,
            height_m=height_m,
            **mesh,
        )
    sheet.add(
        "planting",
        "planting-carpark",
        with_gaps(LineString([(31.6, 7.8), (65.6, 11.1)]), (13.0, 20.0)),
        name="道路側の植え込み",
        species="ツツジ",
        height_m=0.6,
        thickness_m=0.6,
        part_of=CARS,
    )
    sheet.add(
        "chain",
        "chain-carpark",
        LineString([(44.6, 8.8), (51.4, 9.5)]),
        name="閉門後のチェーン",
        width_m=6.8,
        height_m=0.6,
        lockable=True,
        locked_hours="23:00-06:00",
        part_of=CARS,
    )


def _draw_car_park_devices(sheet: Sheet) -> None:
    lamps = [Point(32.2, 29.0), Point(48.5, 26.5), Point(64.8, 20.0), Point(60.0, 36.4)]
    sheet.add_each(
        "lamp",
        "lamp-carpark",
        lamps,
        name="駐車場の灯り",
        role="security",
        photometry="security-lamp-globe",
        luminous_flux_lm=6500.0,
        height_m=5.0,
        lit=True,
        control="constant",
        part_of=CARS,
    )
    # It films, but nobody is told so, and its rules only say who is responsible.
    sheet.add(
        "camera",
        "camera-carpark",
        Point(31.8, 34.0),
        name="駐車場の防犯カメラ",
        height_m=3.5,
        azimuth_deg=110.0,
        tilt_deg=15.0,
        horizontal_fov_deg=80.0,
        range_m=25.0,
        recording=True,
        sign=False,
        manager="駐車場組合",
        retention_days=30,
        rules=("manager",),
        in_service=True,
        part_of=CARS,
    )
    sheet.add(
        "mirror",
        "mirror-carpark",
        Point(52.2, 10.2),
        name="出口のミラー",
        type="convex",
        height_m=2.2,
        azimuth_deg=200.0,
        in_service=True,
        part_of=CARS,
    )


def _draw_neighbour(sheet: Sheet) -> None:
    """Draw the house close behind the north fence, its balcony a step above it."""
    sheet.add(
        "building",
        NEIGHBOUR,
        PLAN.box((42.0, 51.6), (43.6, 52.4)),
        name="駐車場の北隣の住宅",
        use="house",
        levels=2,
        height_m=7.4,
    )
    upstairs = {"storey": 2, "base_m": 2.8, "facing_deg": 180.0, "part_of": NEIGHBOUR}
    balcony = PLAN.box((43.0, 49.0), (42.5, 43.6))
    sheet.add(
        "balcony",
        "balcony-behind-carpark",
        balcony,
        name="北隣の住宅の2階バルコニー",
        railing_height_m=1.1,
        railing_opacity=0.6,
        **upstairs,
    )
    sheet.add(
        "window",
        "window-behind-carpark",
        LineString([(44.5, 43.6), (47.2, 43.6)]),
        role="dwelling",
        sill_m=0.1,
        head_m=2.0,
        glass="ordinary",
        glazing="clear",
        lockable=True,
        **upstairs,
    )


def draw_bicycle_park(sheet: Sheet) -> None:
    """Draw the bicycle park."""
    sheet.add(
        "place",
        BICYCLES,
        PLAN.box((5.6, 29.0), (29.2, 42.6)),
        name="ひばり駐輪場",
        place_kind="bicycle_park",
        has_manager=False,
        opening_hours="24/7",
        **_PLACE,
    )
    for number, inward in enumerate(((30.6, 34.0), (38.0, 41.4)), start=1):
        rows = PLAN.box((8.5, 27.5), inward)
        name = f"駐輪スペース{number}"
        sheet.add(
            "area",
            f"bicycles-{number}",
            rows,
            use="bicycle_parking",
            name=name,
            capacity=40,
            part_of=BICYCLES,
        )
        middle = sum(inward) / 2
        sheet.add(
            "rack",
            f"rack-{number}",
            LineString([(9.0, middle), (27.0, middle)]),
            name=f"サイクルラック{number}",
            type="cycle",
            capacity=40,
            anchored=True,
            part_of=BICYCLES,
        )
    _draw_bicycle_park_edges(sheet)


def _draw_bicycle_park_edges(sheet: Sheet) -> None:
    ring = LineString([(5.9, 36.0), (5.9, 42.3), (28.7, 42.3), (28.7, 29.5),
                       (5.9, 29.5), (5.9, 33.0)])  # fmt: skip
    sheet.add(
        "fence",
        "fence-bicyclepark",
        ring,
        name="駐輪場の柵",
        type="picket",
        height_m=1.1,
        picket_width_m=0.02,
        picket_pitch_m=0.12,
        part_of=BICYCLES,
    )
    sheet.add(
        "gate",
        "gate-bicyclepark",
        LineString([(5.9, 33.0), (5.9, 36.0)]),
        name="駐輪場の出入口",
        role="main",
        type="open",
        width_m=3.0,
        part_of=BICYCLES,
    )
    sheet.add_each(
        "lamp",
        "lamp-bicyclepark",
        [Point(12.0, 36.0), Point(23.0, 36.0)],
        name="駐輪場の灯り",
        role="security",
        photometry="security-lamp-globe",
        luminous_flux_lm=3000.0,
        height_m=4.0,
        lit=True,
        control="constant",
        part_of=BICYCLES,
    )
    sheet.add(
        "sign",
        "sign-bicyclepark",
        Point(6.4, 32.2),
        name="二重ロックの呼びかけ",
        role="lock_up",
        says="鍵は二つかけましょう",
        languages=("ja",),
        height_m=1.2,
        part_of=BICYCLES,
    )
