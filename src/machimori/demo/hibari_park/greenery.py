"""What grows in the park."""

from __future__ import annotations

from shapely.geometry import LineString, Point

from machimori.demo.drawing import PLAN, Sheet
from machimori.demo.hibari_park.grounds import PARK


def draw_greenery(sheet: Sheet) -> None:
    """Draw trees and flower beds."""
    grove = [(-83, 2.5), (-76, 3.5), (-68.5, 2.5), (-61, 2.8), (-79.5, 17.2),
             (-66, 14), (-57, 14.5), (-84, 8.0)]  # fmt: skip
    others = [(-9.0, 57.0), (-14.5, 30.0)]
    for number, at in enumerate([*grove, *others], start=1):
        is_pruned = number != 6
        sheet.add(
            "tree",
            f"tree-hibari-{number:02d}",
            Point(at),
            name=f"公園の木{number}",
            species="クヌギ" if number % 2 else "ケヤキ",
            height_m=8.0,
            crown_base_m=2.6 if is_pruned else 1.6,
            crown_radius_m=2.6,
            opacity=0.8,
            deciduous=True,
            part_of=PARK,
        )
    beds = [
        PLAN.box((-71.5, -66.5), (18.2, 20.2)),
        PLAN.box((-62.0, -58.0), (18.2, 20.2)),
    ]
    sheet.add_each(
        "flower_bed", "flowers-hibari", beds, name="花壇", height_m=0.3, part_of=PARK
    )
    sheet.add(
        "stretch_machine",
        "stretch-hibari",
        Point(-75.0, 19.5),
        name="健康遊具",
        height_m=1.3,
        part_of=PARK,
    )


def draw_rose_garden(sheet: Sheet) -> None:
    """Draw the garden that its hedges, left to grow, have made into a room."""
    street_side = LineString([(-35.6, -1.0), (-3.8, 2.85), (-3.9, 27.4)])
    # The way in lies at the corner: nobody looks through it from the paths.
    inner = LineString([(-36.2, -0.9), (-36.2, 27.2), (-6.2, 27.2)])
    hedges = {"species": "レイランドヒノキ", "deciduous": False, "part_of": PARK}
    sheet.add(
        "hedge",
        "hedge-hibari-street",
        street_side,
        name="道路側の生け垣",
        height_m=2.1,
        thickness_m=0.8,
        opacity=0.95,
        growth_m_per_year=0.4,
        pruned_on="2023-06-20",
        **hedges,
    )
    sheet.add(
        "hedge",
        "hedge-hibari-inner",
        inner,
        name="バラ園の内側の生け垣",
        height_m=1.7,
        thickness_m=0.6,
        opacity=0.95,
        pruned_on="2026-06-18",
        **hedges,
    )
    beds = [PLAN.box((x, x + 8.0), (7.0, 9.0)) for x in (-31.0, -20.0)]
    beds += [PLAN.box((x, x + 8.0), (19.0, 21.0)) for x in (-31.0, -20.0)]
    sheet.add_each(
        "flower_bed",
        "roses-hibari",
        beds,
        name="バラの花壇",
        height_m=0.6,
        part_of=PARK,
    )
