"""Plane coordinates, grids of points, obstacles and what passes between them."""

from machimori.geometry.grids import AreaGrid, Lattice, area_grid, points_along
from machimori.geometry.level import (
    GridParts,
    Reached,
    best_over_grid,
    reached_on_lattice,
    watchers_on_lattice,
    watchers_over_grid,
)
from machimori.geometry.obstacles import Obstacle, ObstacleSet
from machimori.geometry.plane import PlaneFrame, bearing_to_unit
from machimori.geometry.transmission import (
    ROUNDING,
    any_seen,
    best_transmission,
    blocked_by,
    lines_met,
    opened_by,
    opening_heights,
    transmission,
    transmission_between,
    watchers,
)
from machimori.geometry.walled_plan import WalledPlan, lay_out_plan

__all__ = [
    "ROUNDING",
    "AreaGrid",
    "GridParts",
    "Lattice",
    "Obstacle",
    "ObstacleSet",
    "PlaneFrame",
    "Reached",
    "WalledPlan",
    "any_seen",
    "area_grid",
    "bearing_to_unit",
    "best_over_grid",
    "best_transmission",
    "blocked_by",
    "lay_out_plan",
    "lines_met",
    "opened_by",
    "opening_heights",
    "points_along",
    "reached_on_lattice",
    "transmission",
    "transmission_between",
    "watchers",
    "watchers_on_lattice",
    "watchers_over_grid",
]
