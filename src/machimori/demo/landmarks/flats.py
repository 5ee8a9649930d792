"""The block of flats: five storeys, balconies to the south."""

from __future__ import annotations

from shapely.geometry import LineString, Point

from machimori.demo.drawing import PLAN, SURVEYED, Sheet
from machimori.demo.streets import HIGASHI

FLATS = "flats-hibari"


def draw_flats(sheet: Sheet) -> None:
    """Draw the block of flats: five storeys, balconies to the south."""
    sheet.add(
        "place",
        FLATS,
        PLAN.box((91.6, 128.6), (14.0, 63.0)),
        name="ひばりハイツ",
        place_kind="apartments",
        setting="outdoor",
        dwellings=30,
        has_manager=True,
        complete=SURVEYED,
        status="existing",
        work="none",
    )
    part = {"part_of": FLATS}
    block = PLAN.box((95.0, 126.0), (43.0, 55.0))
    sheet.add(
        "building",
        "flats-block",
        block,
        name="ひばりハイツの建物",
        use="apartments",
        levels=5,
        height_m=15.2,
        **part,
    )
    for storey in range(1, 6):
        for flat in range(6):
            west = 95.4 + 5.1 * flat
            _draw_flat(sheet, storey, flat + 1, west)
    hall = PLAN.box((92.0, 94.9), (46.0, 51.0))
    sheet.add(
        "area",
        "flats-entrance",
        hall,
        use="common_entrance",
        name="共用玄関",
        covered=True,
        **part,
    )
    door = {
        "role": "common_entrance",
        "type": "automatic",
        "auto_lock": True,
        "auto_lock_system": True,
        "width_m": 1.8,
    }
    sheet.add(
        "door",
        "door-flats",
        LineString([(95.0, 47.6), (95.0, 49.4)]),
        name="共用玄関の扉",
        **door,
        part_of="flats-block",
    )
    drive = LineString([(HIGASHI.x_at(48.5, 2.5), 48.5), (94.9, 48.5)])
    sheet.add(
        "path",
        "path-flats",
        drive,
        name="玄関への通路",
        width_m=2.0,
        role="site_path",
        **part,
    )
    lamp = {
        "role": "entrance",
        "photometry": "lambertian",
        "luminous_flux_lm": 1600.0,
        "height_m": 2.8,
        "lit": True,
    }
    sheet.add(
        "lamp",
        "lamp-flats-entrance",
        Point(94.0, 48.5),
        name="共用玄関の灯り",
        **lamp,
        **part,
    )
    racks = PLAN.box((96.0, 112.0), (57.5, 60.5))
    sheet.add(
        "area",
        "flats-bicycles",
        racks,
        use="bicycle_parking",
        name="住民の駐輪場",
        **part,
    )
    garden = PLAN.box((95.0, 126.0), (18.0, 38.0))
    sheet.add(
        "area", "flats-garden", garden, use="shared_garden", name="芝生の中庭", **part
    )
    trees = [Point(x, y) for x in (100.0, 111.0, 121.0) for y in (22.0, 33.0)]
    sheet.add_each(
        "tree",
        "tree-flats",
        trees,
        species="サクラ",
        height_m=7.0,
        crown_base_m=2.3,
        crown_radius_m=2.4,
        opacity=0.8,
        deciduous=True,
        **part,
    )


def _draw_flat(sheet: Sheet, storey: int, flat: int, west: float) -> None:
    own = {"storey": storey, "base_m": 3.0 * (storey - 1), "part_of": "flats-block"}
    sheet.add(
        "window",
        f"flats-window-{storey}{flat}",
        LineString([(west + 1.2, 43.0), (west + 3.6, 43.0)]),
        role="dwelling",
        sill_m=0.1 if storey > 1 else 0.6,
        head_m=2.1,
        facing_deg=180.0,
        faces=("balcony",) if storey > 1 else ("garden",),
        glass="ordinary",
        lockable=True,
        **own,
    )
    if storey > 1:
        sheet.add(
            "balcony",
            f"flats-balcony-{storey}{flat}",
            PLAN.box((west, west + 4.6), (41.6, 43.0)),
            railing_height_m=1.1,
            railing_opacity=0.4,
            facing_deg=180.0,
            **own,
        )
