"""Draw the figures of engines-sight-and-light.md: run this file with python.

The points in shadow are those that the engine itself fills.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import LineString, box

from machimori.geometry import Lattice, Obstacle, ObstacleSet, reached_on_lattice

Floats = NDArray[np.float64]

HERE = Path(__file__).parent
INK, WALL, LIGHT, DARK, ACCENT = "#1f2430", "#37474f", "#ffd54f", "#90a4ae", "#d84315"
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {} {}" '
    f'font-family="sans-serif" font-size="13" fill="{INK}">\n<title>{{}}</title>\n'
    '<rect width="100%" height="100%" fill="white"/>\n'
)


def plan() -> str:
    """Points on the ground, a lamp, a wall lower than it and one higher."""
    lamp, scale, height = np.array([7.0, 6.0, 4.5]), 22.0, 16.0
    low = LineString([(9.0, 8.5), (12.5, 6.5)])
    tall = box(3.0, 9.0, 5.5, 10.5)
    obstacles = ObstacleSet(
        [Obstacle("low", low, 0.0, 2.0, 1.0), Obstacle("tall", tall, 0.0, 6.0, 1.0)]
    )
    lattice = Lattice(0.25, 0.25, 0.5, 46, 32)
    found = reached_on_lattice(
        obstacles, lamp[None], lattice, level_m=0.0, range_m=np.array([99.0])
    )
    lit = np.zeros(lattice.rows * lattice.columns, dtype=bool)
    lit[found.numbers] = True
    parts = [HEAD.format(23 * scale, height * scale, "Shadows on a lattice of points")]
    for (x, y), is_lit in zip(lattice.points(np.arange(len(lit))), lit, strict=True):
        colour = LIGHT if is_lit else DARK
        at = f'cx="{x * scale:.1f}" cy="{(height - y) * scale:.1f}"'
        parts.append(f'<circle {at} r="4.2" fill="{colour}"/>')
    for foot, top in ((low, 2.0), (tall.exterior, None)):
        parts.append(_line(np.array(foot.coords), WALL, 4.0, scale, height))
        if top is not None:
            far = lamp[:2] + (np.array(foot.coords) - lamp[:2]) * 4.5 / (4.5 - top)
            quad = np.vstack([foot.coords, far[::-1], foot.coords[:1]])
            parts.append(_line(quad, ACCENT, 1.5, scale, height))
    x, y = lamp[0] * scale, (height - lamp[1]) * scale
    parts.append(f'<circle cx="{x}" cy="{y}" r="7" fill="{ACCENT}"/>')
    parts.append(f'<text x="{x + 11}" y="{y + 5}">S, 4.5 m</text>')
    for name, (x, y) in (
        ("A", (8.5, 8.5)),
        ("B, 2 m", (12.7, 6.2)),
        ("6 m", (3.6, 9.5)),
    ):
        parts.append(f'<text x="{x * scale}" y="{(height - y) * scale}">{name}</text>')
    return "\n".join([*parts, "</svg>\n"])


def _line(xy: Floats, colour: str, width: float, scale: float, height: float) -> str:
    points = " ".join(f"{x * scale:.1f},{(height - y) * scale:.1f}" for x, y in xy)
    style = f'fill="none" stroke="{colour}" stroke-width="{width}"'
    return f'<polyline points="{points}" {style}/>'


def trimming() -> str:
    """From the side: an eye, a hedge, points behind it and the lines to them."""
    scale, ground, eye, hedge = 26.0, 110.0, (1.0, 1.5), (7.0, 2.0)
    tall = 34.0
    parts = [HEAD.format(560, 150, "How high a hedge may stand")]

    def at(x: float, z: float) -> tuple[float, float]:
        return 10 + x * scale, ground - z * tall

    parts.append(f'<path d="M0 {ground}H560" stroke="{INK}" stroke-width="1.5"/>')
    for distance in (8.0, 12.0, 18.0):
        passes = eye[1] - 0.5 * (hedge[0] - eye[0]) / distance
        (x1, y1), (x2, y2) = at(*eye), at(eye[0] + distance, 1.0)
        line = f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
        parts.append(f'<path d="{line}" stroke="{ACCENT}" stroke-width="1.2"/>')
        parts.append(f'<circle cx="{x2:.1f}" cy="{y2:.1f}" r="4" fill="{ACCENT}"/>')
        words = f"{distance:.0f} m: {passes:.2f} m"
        parts.append(f'<text x="{x2 - 30:.1f}" y="{ground + 20}">{words}</text>')
    x, y = at(*hedge)
    box_ = f'x="{x - 4:.1f}" y="{y:.1f}" width="8" height="{ground - y:.1f}"'
    parts.append(f'<rect {box_} fill="{WALL}" fill-opacity="0.55"/>')
    x, y = at(*eye)
    parts.append(f'<circle cx="{x}" cy="{y}" r="5" fill="{INK}"/>')
    parts.append(f'<text x="{x - 20}" y="{y - 12}">eye 1.5 m</text>')
    x, y = at(*hedge)
    parts.append(f'<text x="{x - 24}" y="{y - 8}">hedge 2 m, 6 m away</text>')
    return "\n".join([*parts, "</svg>\n"])


if __name__ == "__main__":
    (HERE / "shadow-plan.svg").write_text(plan(), encoding="utf-8")
    (HERE / "shadow-trim.svg").write_text(trimming(), encoding="utf-8")
