"""なし畑の奥の空き地: walled high but for one gap, with a shed behind it, and unlit."""

from __future__ import annotations

from machimori.demo.drawing import PLAN, SURVEYED, Sheet, with_gaps

LOT = "vacant-nashi"

_ALONG_M, _INWARD_M = (108.0, 124.0), (-104.0, -90.0)
_WALL_M = 2.2
_OUTSIDE_M = 0.6


def draw_vacant_lot(sheet: Sheet) -> None:
    """Draw the lot behind the pear field, its walls, and the path that ends there."""
    sheet.add(
        "place",
        LOT,
        PLAN.box(_ALONG_M, _INWARD_M),
        name="なし畑の奥の空き地",
        place_kind="vacant",
        setting="outdoor",
        status="existing",
        used_daily_by_children=False,
        complete=(*SURVEYED, "window", "road", "path"),
    )
    _draw_walls(sheet)
    sheet.add(
        "building",
        "shed-nashi",
        PLAN.box((111.0, 118.5), (-96.5, -91.0)),
        name="使われていない物置",
        use="other",
        levels=1,
        height_m=2.6,
        part_of=LOT,
    )


def _draw_walls(sheet: Sheet) -> None:
    (west, east), (south, north) = _ALONG_M, _INWARD_M
    west, east = west - _OUTSIDE_M, east + _OUTSIDE_M
    south, north = south - _OUTSIDE_M, north + _OUTSIDE_M
    around = PLAN.line(
        (west, north), (east, north), (east, south), (west, south), (west, north)
    )
    # Who comes along the field finds a gap at the corner; the shed stands behind it.
    corner_m = around.length - 2.0
    sheet.add(
        "wall",
        "wall-nashi",
        with_gaps(around, (corner_m, corner_m + 1.4)),
        name="空き地の塀",
        type="block",
        height_m=_WALL_M,
        thickness_m=0.12,
        opacity=1.0,
        part_of=LOT,
    )
    sheet.add(
        "path",
        "path-nashi",
        PLAN.line((93.2, north - 1.2), (west - 1.5, north - 1.2)),
        name="畑の小道",
        width_m=1.2,
        role="footway",
    )
