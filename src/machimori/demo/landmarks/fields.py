"""Fields that no house stands on yet, the hall, a refuge."""

from __future__ import annotations

from shapely.geometry import Point, Polygon

from machimori.demo.drawing import PLAN, Sheet


def draw_fields(sheet: Sheet) -> None:
    """Draw the fields and the grove that no house stands on yet."""
    fields = {
        "south": ("畑", [(36.2, -79.0), (66.0, -79.0), (66.0, -93.5), (36.0, -93.5)]),
        "west": (
            "栗畑",
            [(-129.0, -71.0), (-97.2, -69.0), (-97.6, -113.0), (-129.0, -114.6)],
        ),
        "east": (
            "なし畑",
            [(92.8, -58.0), (129.0, -56.0), (129.0, -107.6), (92.8, -108.6)],
        ),
    }
    for key, (name, corners) in fields.items():
        sheet.add("area", f"field-{key}", Polygon(corners), use="green", name=name)
    hall = PLAN.box((6.5, 19.5), (46.4, 57.0))
    sheet.add(
        "building",
        "hall-hibari",
        hall,
        name="ひばり集会所",
        use="hall",
        levels=1,
        height_m=4.6,
    )
    refuge = {"type": "home", "signed_clearly": True}
    at = Point(-93.0 - 6.5, 31.0)
    sheet.add(
        "refuge", "refuge-koji", at, name="こども110番の家（ひばり小路）", **refuge
    )
