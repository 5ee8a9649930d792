"""The park's ground: its outline, its zones, its paths and its edges."""

from __future__ import annotations

from shapely.geometry import LineString, Polygon

from machimori.demo.drawing import PLAN, SURVEYED, XY, Sheet, with_gaps

PARK = "park-hibari"

PLAY = ((-87.6, -59.0), (24.0, 47.0))
"""The play area: from west to east, from south to north. [m]"""

OUTLINE: tuple[XY, ...] = (
    (-89.6, -5.2),
    (-45.0, -2.6),
    (-3.0, 2.5),
    (-3.8, 63.0),
    (-88.7, 62.2),
)


def draw_place(sheet: Sheet) -> None:
    """Draw the park itself."""
    sheet.add(
        "place",
        PARK,
        Polygon(OUTLINE),
        name="ひばり公園",
        place_kind="park",
        setting="outdoor",
        status="existing",
        work="none",
        used_daily_by_children=False,
        special_purpose=False,
        open_to_public=True,
        opening_hours="24/7",
        complete=SURVEYED,
    )


def draw_grounds(sheet: Sheet) -> None:
    """Draw the zones: for children, for adults, for games."""
    play = {"marked_by": ("fence", "paving"), "paving": "rubber", "part_of": PARK}
    sheet.add(
        "area",
        "hibari-play",
        PLAN.box(*PLAY),
        use="play",
        name="遊具の広場",
        **play,
    )
    adult = Polygon([(-87.5, -3.2), (-53.0, -1.2), (-53.0, 21.0), (-87.5, 21.0)])
    sheet.add(
        "area", "hibari-grove", adult, use="adult", name="いこいの森", part_of=PARK
    )
    roses = Polygon([(-35.4, 0.2), (-4.8, 3.8), (-4.8, 26.4), (-35.4, 26.4)])
    sheet.add("area", "hibari-roses", roses, use="adult", name="バラ園", part_of=PARK)
    court = PLAN.box((-57.5, -41.5), (24.0, 60.0))
    sheet.add(
        "area", "hibari-court", court, use="sports", name="球技広場", part_of=PARK
    )
    lawn = PLAN.box((-87.0, -59.0), (50.0, 60.5))
    sheet.add("area", "hibari-lawn", lawn, use="green", name="原っぱ", part_of=PARK)
    grass = PLAN.box((-33.0, -6.5), (28.5, 35.0))
    sheet.add("area", "hibari-grass", grass, use="green", name="芝生広場", part_of=PARK)


def draw_paths(sheet: Sheet) -> None:
    """Draw the paths."""
    lines = {
        "main": (
            "中央園路",
            [(-49, -2.9), (-41, 8), (-38, 22), (-38, 37), (-34, 62.7)],
        ),
        "east": ("東の園路", [(-38, 37), (-24, 38.5), (-3.5, 37)]),
        "grove": ("森の園路", [(-41, 8), (-60, 8), (-84, 12)]),
    }
    for key, (name, points) in lines.items():
        sheet.add(
            "path",
            f"path-hibari-{key}",
            LineString(points),
            name=name,
            width_m=3.0 if key == "main" else 2.4,
            role="park_path",
            paving="block",
            part_of=PARK,
        )


def draw_edges(sheet: Sheet) -> None:
    """Draw what stands along the outline, gates and bollards included."""
    like = {"type": "mesh", "opacity": 0.2, "part_of": PARK}
    low = LineString([(-88.9, 23.0), (-89.2, -4.6), (-51.5, -2.4)])
    sheet.add("fence", "hibari-fence-south", low, height_m=0.8, name="南西の柵", **like)
    north = LineString([(-88.4, 47.5), (-88.2, 61.6), (-60.0, 61.9)])
    sheet.add(
        "fence", "hibari-fence-north", north, height_m=0.8, name="北西の柵", **like
    )
    east = with_gaps(LineString([(-4.1, 27.8), (-4.4, 62.3)]), (7.2, 11.2))
    sheet.add("fence", "hibari-fence-east", east, height_m=1.1, name="東の柵", **like)
    box = with_gaps(LineString([(-59.5, 62.25), (-4.6, 62.8)]), (23.0, 28.0))
    sheet.add(
        "hedge",
        "hibari-hedge-north",
        box,
        name="北側の低い生け垣",
        species="イヌツゲ",
        height_m=0.7,
        thickness_m=0.4,
        part_of=PARK,
    )
    gates = {
        "south": ((-51.0, -2.8), (-47.0, -2.5)),
        "east": ((-4.3, 35.2), (-4.3, 38.8)),
        "north": ((-36.3, 62.3), (-31.7, 62.3)),
    }
    for key, ends in gates.items():
        line = LineString(ends)
        sheet.add(
            "gate",
            f"gate-hibari-{key}",
            line,
            name="公園の出入口",
            role="main" if key == "south" else "side",
            type="open",
            width_m=round(line.length, 1),
            part_of=PARK,
        )
        posts = [
            line.interpolate(share, normalized=True) for share in (0.25, 0.5, 0.75)
        ]
        sheet.add_each(
            "bollard", f"bollard-hibari-{key}", posts, height_m=0.8, part_of=PARK
        )
