"""Plane coordinates, grids of points, obstacles and what passes between them."""

from machimori.geometry.changing import ChangingObstacles, windows_touched
from machimori.geometry.contours import (
    ContourBand,
    ContourLine,
    contour_bands,
    contour_lines,
)
from machimori.geometry.grids import AreaGrid, Lattice, area_grid, points_along
from machimori.geometry.level import (
    GridParts,
    Reached,
    best_over_grid,
    count_in_windows,
    reached_in_windows,
    reached_on_lattice,
    watchers_on_lattice,
    watchers_over_grid,
    windows_within,
)
from machimori.geometry.looking import Sight
from machimori.geometry.obstacles import Obstacle, ObstacleSet
from machimori.geometry.plane import PlaneFrame, bearing_to_unit
from machimori.geometry.terrain import NEARLY_PLANE_M, Terrain
from machimori.geometry.transmission import (
    ROUNDING,
    any_seen,
    best_transmission,
    lines_met,
    opened_by,
    opening_heights,
    shares_past,
    transmission,
    transmission_between,
    watchers,
)
from machimori.geometry.walled_plan import WalledPlan, lay_out_plan

__all__ = [
    "NEARLY_PLANE_M",
    "ROUNDING",
    "AreaGrid",
    "ChangingObstacles",
    "ContourBand",
    "ContourLine",
    "GridParts",
    "Lattice",
    "Obstacle",
    "ObstacleSet",
    "PlaneFrame",
    "Reached",
    "Sight",
    "Terrain",
    "WalledPlan",
    "any_seen",
    "area_grid",
    "bearing_to_unit",
    "best_over_grid",
    "best_transmission",
    "contour_bands",
    "contour_lines",
    "count_in_windows",
    "lay_out_plan",
    "lines_met",
    "opened_by",
    "opening_heights",
    "points_along",
    "reached_in_windows",
    "reached_on_lattice",
    "shares_past",
    "transmission",
    "transmission_between",
    "watchers",
    "watchers_on_lattice",
    "watchers_over_grid",
    "windows_touched",
    "windows_within",
]
