"""The late-night shop, where children find refuge as well."""

from __future__ import annotations

from shapely.geometry import LineString, Point, Polygon

from machimori.demo.drawing import PLAN, SURVEYED, Sheet

SHOP = "shop-hibari"


def draw_shop(sheet: Sheet) -> None:
    """Draw the late-night shop, where children find refuge as well."""
    outline = [(5.9, 4.0), (29.0, 6.8), (29.0, 28.4), (5.5, 28.4)]
    sheet.add(
        "place",
        SHOP,
        Polygon(outline),
        name="ひばりマート",
        place_kind="late_night_shop",
        business="convenience_store",
        setting="indoor",
        opening_hours="24/7",
        complete=SURVEYED,
        status="existing",
        work="none",
    )
    part = {"part_of": SHOP}
    sheet.add(
        "building",
        "shop-building",
        PLAN.box((9.0, 25.0), (16.0, 27.0)),
        name="ひばりマートの建物",
        use="shop",
        levels=1,
        height_m=4.2,
        **part,
    )
    sheet.add(
        "area",
        "shop-floor",
        PLAN.box((9.4, 24.6), (16.4, 24.0)),
        use="sales_floor",
        name="売場",
        setting="indoor",
        part_of="shop-building",
    )
    for number, (west, east) in enumerate(((10.0, 15.0), (18.6, 24.0)), start=1):
        window = {
            "role": "shop",
            "sill_m": 0.5,
            "head_m": 2.5,
            "base_m": 0.0,
            "storey": 1,
            "facing_deg": 180.0,
            "faces": ("road",),
            "glazing": "clear",
        }
        sheet.add(
            "window",
            f"shop-window-{number}",
            LineString([(west, 16.0), (east, 16.0)]),
            part_of="shop-building",
            **window,
        )
    door = {
        "role": "customer",
        "type": "automatic",
        "width_m": 1.8,
        "see_through": True,
    }
    sheet.add(
        "door",
        "shop-door",
        LineString([(15.9, 16.0), (17.7, 16.0)]),
        part_of="shop-building",
        **door,
    )
    sheet.add(
        "counter",
        "shop-counter",
        LineString([(10.4, 22.5), (15.0, 22.5)]),
        height_m=1.0,
        thickness_m=0.6,
        part_of="shop-building",
    )
    sheet.add(
        "till",
        "shop-till",
        Point(12.0, 22.5),
        height_m=1.2,
        inside_hidden=True,
        part_of="shop-building",
    )
    sheet.add(
        "refuge",
        "refuge-shop",
        Point(16.8, 15.2),
        name="こども110番の店（ひばりマート）",
        type="shop",
        signed_clearly=True,
        opening_hours="24/7",
        **part,
    )
    lamp = {
        "role": "entrance",
        "photometry": "lambertian",
        "luminous_flux_lm": 2500.0,
        "height_m": 3.0,
        "lit": True,
    }
    sheet.add_each(
        "lamp",
        "lamp-shop",
        [Point(12.0, 15.4), Point(22.0, 15.4)],
        name="店先の灯り",
        **lamp,
        **part,
    )
    vending = {"height_m": 1.8, "width_m": 1.0, "opacity": 1.0, "climbable": False}
    sheet.add(
        "vending_machine",
        "vending-shop",
        Point(25.9, 16.8),
        name="自動販売機",
        **vending,
        **part,
    )
