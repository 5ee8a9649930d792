"""Draw the figures of engines-terrain.md: run this file with python.

What is seen and what is hidden is what the engine itself says.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import LineString

from machimori.geometry import Lattice, Obstacle, ObstacleSet, Terrain, transmission

Floats = NDArray[np.float64]

HERE = Path(__file__).parent
INK, WALL, SEEN, HIDDEN, ACCENT = "#1f2430", "#2e7d32", "#f9a825", "#78909c", "#d84315"
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {} {}" '
    f'font-family="sans-serif" font-size="13" fill="{INK}">\n<title>{{}}</title>\n'
    '<rect width="100%" height="100%" fill="white"/>\n'
)


def hill() -> Terrain:
    """Heights of a ridge, and of a bank behind it."""
    lattice = Lattice(-2.0, -2.0, 1.0, 48, 5)
    x = lattice.west_m + np.arange(lattice.columns)
    height = 1.5 * np.exp(-(((x - 15.0) / 5.0) ** 2)) + 3.2 / (1 + np.exp(33.0 - x))
    return Terrain(lattice, np.tile(height, (lattice.rows, 1)))


def section() -> str:
    """Cut through a hill: an eye, a hedge that follows the ground, what is hidden."""
    ground, scale, sky = hill(), 20.0, 7.0
    hedge = Obstacle("hedge", LineString([(32.5, -2), (32.5, 2)]), 0.0, 1.2, 1.0)
    obstacles = ObstacleSet([hedge], ground)
    eye = np.array([3.0, 0.0, 1.5])
    along = np.arange(0.5, 42.0, 0.5)
    targets = np.column_stack([along, 0 * along, np.full(len(along), 0.5)])
    seen = transmission(obstacles, np.tile(eye, (len(along), 1)), targets) > 0
    on = ground.height_at(targets)
    parts = [HEAD.format(42 * scale, (sky + 1) * scale, "A hill between eye and lawn")]
    outline = [(px, (sky - z) * scale) for px, z in zip(along * scale, on, strict=True)]
    parts.append(_path([(0, (sky + 1) * scale), *outline, (840, 160)], "#d7ccc8"))
    for px, z, is_seen in zip(along, on + 0.5, seen, strict=True):
        colour = SEEN if is_seen else HIDDEN
        at = f'cx="{px * scale:.1f}" cy="{(sky - z) * scale:.1f}"'
        parts.append(f'<circle {at} r="4" fill="{colour}"/>')
    foot = float(ground.height_at(np.array([[32.5, 0.0]]))[0])
    parts.append(_line((32.5, foot), (32.5, foot + 1.2), WALL, 6, scale, sky))
    raised = ground.raised(np.vstack([eye, targets[np.flatnonzero(~seen)[0]]]))
    top = (float(raised[0, 0]), float(raised[0, 2]))
    first = along[np.flatnonzero(seen & (along > 20.0))[0]]
    far = ground.raised(np.array([[first, 0.0, 0.5]]))[0]
    parts.append(_line(top, (float(far[0]), float(far[2])), ACCENT, 1.5, scale, sky))
    ex, ey = top[0] * scale, (sky - top[1]) * scale
    parts.append(f'<circle cx="{ex}" cy="{ey}" r="6" fill="{ACCENT}"/>')
    parts.append(f'<text x="{ex - 20}" y="{ey - 10}">eye, 1.5 m</text>')
    x, y = 32.5 * scale - 190, (sky - foot - 1.4) * scale
    parts.append(f'<text x="{x}" y="{y:.0f}">hedge, 1.2 m above its foot</text>')
    parts.append(f'<text x="12" y="24" fill="{SEEN}">● seen</text>')
    parts.append(f'<text x="80" y="24" fill="{HIDDEN}">● hidden</text>')
    return "\n".join([*parts, "</svg>\n"])


def pickets() -> str:
    """Draw what passes between pickets by the angle, as the engine says."""
    angles = np.linspace(-70.0, 70.0, 281)
    turn = np.radians(angles)
    eyes = np.column_stack([-5 * np.cos(turn), -5 * np.sin(turn), 0 * turn + 1.0])
    parts = [HEAD.format(560, 260, "What passes between pickets, by angle")]
    parts.append(_path([(40, 20), (40, 220), (530, 220)], "none", INK))
    for depth, colour in ((0.0, HIDDEN), (0.04, SEEN), (0.12, ACCENT)):
        line = LineString([(0, -99), (0, 99)])
        fence = Obstacle("f", line, 0.0, 2.0, 0.25, picket_depth=depth / 0.12)
        share = transmission(ObstacleSet([fence]), eyes, -eyes * [1, 1, -1])
        xy = zip(285 + 3.5 * angles, 220 - 200 * share, strict=True)
        parts.append(_path([*xy], "none", colour, 2.5))
        at = f'x="{285 + 3.5 * 30:.0f}" y="{212 - 200 * share[200]:.0f}"'
        parts.append(f'<text {at} fill="{colour}">t = {depth * 100:.0f} cm</text>')
    parts.append('<text x="8" y="26">1</text><text x="8" y="224">0</text>')
    parts.append('<text x="200" y="248">θ from -70° to 70°; w = 3 cm, s = 12 cm</text>')
    return "\n".join([*parts, "</svg>\n"])


def _path(
    xy: list[tuple[float, float]], fill: str, ink: str = "none", width: float = 1.0
) -> str:
    along = " L".join(f"{x:.1f},{y:.1f}" for x, y in xy)
    return f'<path d="M{along}" fill="{fill}" stroke="{ink}" stroke-width="{width}"/>'


def _line(
    start: tuple[float, float],
    end: tuple[float, float],
    ink: str,
    width: float,
    scale: float,
    sky: float,
) -> str:
    (x1, z1), (x2, z2) = start, end
    return (
        f'<line x1="{x1 * scale:.1f}" y1="{(sky - z1) * scale:.1f}" '
        f'x2="{x2 * scale:.1f}" y2="{(sky - z2) * scale:.1f}" '
        f'stroke="{ink}" stroke-width="{width}"/>'
    )


if __name__ == "__main__":
    for name, draw in (("terrain-section", section), ("pickets", pickets)):
        (HERE / f"{name}.svg").write_text(draw(), encoding="utf-8", newline="\n")
