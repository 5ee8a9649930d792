"""Draw the figures of engines-isovist.md: `python docs/reference/figures/isovist.py`.

They are drawn from what the engine itself lays out and sees, not by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from machimori.geometry import lay_out_plan
from machimori.geometry.arrangement import segments_of
from machimori.sightlines import PlanVisibility

Floats = NDArray[np.float64]

HERE = Path(__file__).parent
SCALE, EDGE_M = 14.0, 1.0
INK, WALL, SEEN, FAINT, ACCENT = "#1f2430", "#37474f", "#ffd54f", "#b0bec5", "#d84315"

BOUNDS = (0.0, 0.0, 44.0, 30.0)
HOUSES = [
    Polygon([(6, 5), (14, 3), (16, 9), (8, 11)]),
    box(24, 4, 33, 11),
    Polygon([(8, 19), (16, 18), (17, 25), (9, 26)]),
    Polygon([(28, 19), (37, 22), (35, 28), (26, 25)]),
]
FENCES = [LineString([(20, 3), (20, 12)]), LineString([(20, 18), (25, 16), (40, 16)])]
EYE, RANGE_M = (19.0, 14.5), 16.0


class Drawing:
    """Metres with north up, as SVG."""

    def __init__(self, bounds: tuple[float, float, float, float]) -> None:
        self.west, self.south, self.east, self.north = bounds
        self.parts: list[str] = []

    def at(self, x: float, y: float) -> str:
        """Say where a point lies on the sheet."""
        across = (x - self.west + EDGE_M) * SCALE
        down = (self.north + EDGE_M - y) * SCALE
        return f"{across:.1f} {down:.1f}"

    def shape(self, geometry: BaseGeometry, **style: str | float) -> None:
        """Add lines or areas."""
        rings = shapely.get_parts(geometry)
        if geometry.geom_type.endswith("Polygon"):
            rings = [
                ring for part in rings for ring in (part.exterior, *part.interiors)
            ]
        lines = ("L".join(self.at(*xy) for xy in ring.coords) for ring in rings)
        path = "".join(f"M{line}" for line in lines)
        self.parts.append(f'<path d="{path}" {_attributes(style)}/>')

    def dot(self, xy: Iterable[float], label: str = "", dx: float = 8) -> None:
        """Add a point and its name."""
        x, y = self.at(*xy).split()
        self.parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="{ACCENT}"/>')
        self.parts.append(
            f'<text x="{float(x) + dx:.1f}" y="{float(y) - 7:.1f}">{label}</text>'
        )

    def write(self, name: str, title: str) -> None:
        """Put the drawing beside this file."""
        width = (self.east - self.west + 2 * EDGE_M) * SCALE
        height = (self.north - self.south + 2 * EDGE_M) * SCALE
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="sans-serif" '
            f'font-size="15" font-style="italic" fill="{INK}">\n'
            f"<title>{title}</title>\n"
            f'<rect width="100%" height="100%" fill="white"/>\n'
        )
        text = head + "\n".join(self.parts) + "\n</svg>\n"
        (HERE / name).write_text(text, encoding="utf-8")


def _attributes(style: dict[str, str | float]) -> str:
    given = {"fill": "none", "stroke": "none", "stroke_linejoin": "round"} | style
    return " ".join(f'{k.replace("_", "-")}="{v}"' for k, v in given.items())


def walls(drawing: Drawing) -> None:
    """Add houses, free-standing walls and the bounds."""
    for house in HOUSES:
        drawing.shape(house, fill="#cfd8dc", stroke=WALL, stroke_width=2.5)
    drawing.shape(MultiLineString(FENCES), stroke=WALL, stroke_width=3.5)
    drawing.shape(box(*BOUNDS), stroke=WALL, stroke_width=1.5)


def triangles() -> MultiLineString:
    """The sides of all triangles within the bounds."""
    laid_out = lay_out_plan(segments_of([*HOUSES, *FENCES]), HOUSES, bounds=BOUNDS)
    corners = laid_out.lattice.place(laid_out.plan.corners).reshape(-1, 4, 2)[:, :3]
    rings = shapely.linearrings(corners[~laid_out.plan.is_closed])
    return MultiLineString(list(shapely.get_parts(shapely.unary_union(rings))))


def draw_triangles() -> None:
    """What the plan is laid out as."""
    drawing = Drawing(BOUNDS)
    drawing.shape(triangles(), stroke="#5c6bc0", stroke_width=1)
    walls(drawing)
    drawing.dot(EYE, "eye")
    drawing.write("isovist-triangles.svg", "The plane between walls as triangles")


def draw_views() -> None:
    """What each piece of wall, and each gap between, adds."""
    seen = PlanVisibility([*HOUSES, *FENCES], bounds=BOUNDS).isovist(
        EYE, range_m=RANGE_M
    )
    drawing = Drawing(BOUNDS)
    drawing.shape(seen.polygon, fill=SEEN, fill_opacity=0.55)
    ring = np.asarray(seen.polygon.exterior.coords)
    turns = np.abs(np.hypot(*(ring - EYE).T) - RANGE_M) < 1e-6
    for xy in ring[~turns]:
        drawing.shape(LineString([EYE, xy]), stroke=ACCENT, stroke_width=0.7)
    drawing.shape(seen.polygon, stroke=ACCENT, stroke_width=1.5)
    reach = Point(EYE).buffer(RANGE_M, quad_segs=64).intersection(box(*BOUNDS))
    drawing.shape(reach, stroke=FAINT, stroke_width=1, stroke_dasharray="5 5")
    walls(drawing)
    drawing.dot(EYE, "eye")
    title = f"Seen within {RANGE_M:.0f} m: {seen.area_m2:.1f} m²"
    drawing.write("isovist-views.svg", title)


def draw_step() -> None:
    """One step: a view through the side a-b is parted by the corner c behind it."""
    eye, a, b, c = (np.array(p, float) for p in ((2, 6), (12, 2), (12, 12), (19, 6.5)))
    right, left = np.array((9.0, -1.8)), np.array((9.0, 4.0))
    drawing = Drawing((0.0, 0.0, 26.0, 14.0))
    far = {"right": eye + right * 2.4, "left": eye + left * 1.9}
    drawing.shape(
        Polygon([a, c, b]), fill="#e8eaf6", stroke="#5c6bc0", stroke_width=1.5
    )
    through = eye + (c - eye) * 1.38
    drawing.shape(Polygon([eye, far["right"], through]), fill=SEEN, fill_opacity=0.6)
    drawing.shape(
        Polygon([eye, through, far["left"]]), fill="#ffab91", fill_opacity=0.5
    )
    for end in (*far.values(), through):
        drawing.shape(LineString([eye, end]), stroke=ACCENT, stroke_width=1.2)
    drawing.shape(LineString([a, b]), stroke="#5c6bc0", stroke_width=3)
    drawing.dot(eye, "eye", dx=-28)
    for xy, label in ((a, "a"), (b, "b"), (c, "c")):
        drawing.dot(xy, label)
    for name, end in (("R", far["right"]), ("L", far["left"])):
        drawing.dot(end, name, dx=-18)
    drawing.write("isovist-step.svg", "A view parted by the corner behind a side")


if __name__ == "__main__":
    draw_triangles()
    draw_step()
    draw_views()
