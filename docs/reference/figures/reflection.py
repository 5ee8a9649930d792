"""Draw the figure of one reflection in engines-sight-and-light.md: run with python.

How dark each piece is drawn is what the engine says that it gives the point.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from machimori.lighting.form_factors import fill_form_factors
from machimori.lighting.reflection import Surfaces

INK, ACCENT = "#1f2430", "#d84315"
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 640 330" '
    f'font-family="sans-serif" font-size="13" fill="{INK}">\n'
    "<title>What the pieces of a wall give a point</title>\n"
    '<rect width="100%" height="100%" fill="white"/>\n'
)


def figure() -> str:
    """A wall of 8 m x 4 m, and a point on the ground 2 m before its middle."""
    wall = Surfaces.of_rectangle(
        np.array([0.0, 4.0, 0.0]),
        np.array([8.0, 0.0, 0.0]),
        np.array([0.0, 0.0, 4.0]),
        side_m=0.5,
        reflectance=1.0,
    )
    point, up = np.array([[4.0, 2.0, 0.0]]), np.array([[0.0, 0.0, 1.0]])
    factors = np.empty((1, len(wall)))
    fill_form_factors(point, up, wall.pieces, factors)
    shade = np.sqrt(factors[0] / factors.max())
    pieces = zip(wall.pieces.centres, shade, strict=True)
    parts = [HEAD, *(_piece(*piece) for piece in pieces)]
    x, y = _seen(point[0])
    for corner in ((0, 4, 0), (8, 4, 0), (8, 4, 4), (0, 4, 4)):
        a, b = _seen(np.array(corner, dtype=float))
        line = f'x1="{x:.1f}" y1="{y:.1f}" x2="{a:.1f}" y2="{b:.1f}"'
        parts.append(f'<line {line} stroke="{ACCENT}" stroke-dasharray="4 4"/>')
    total = factors.sum()
    parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{ACCENT}"/>')
    parts.append(f'<text x="{x + 12:.1f}" y="{y + 16:.1f}">P: V = {total:.3f}</text>')
    parts.append(f'<text x="30" y="24">F up to {factors.max():.4f}</text>')
    return "".join([*parts, "</svg>\n"])


def _piece(centre: np.ndarray, shade: float) -> str:
    x, y = _seen(centre + np.array([-0.25, 0.0, 0.25]))
    box = f'x="{x:.1f}" y="{y:.1f}" width="30" height="30"'
    return f'<rect {box} fill="#ffb300" fill-opacity="{shade:.3f}" stroke="#90a4ae"/>\n'


def _seen(at: np.ndarray) -> tuple[float, float]:
    """Oblique: what is nearer than the wall is drawn lower and to the left."""
    before = 4.0 - at[1]
    return 100.0 + 60.0 * at[0] - 16.0 * before, 275.0 - 60.0 * at[2] + 16.0 * before


if __name__ == "__main__":
    here = Path(__file__).parent
    (here / "reflection.svg").write_text(figure(), encoding="utf-8")
