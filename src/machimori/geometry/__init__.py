"""Plane coordinates, grids of points, obstacles and what passes between them."""

from machimori.geometry.grids import AreaGrid, area_grid, points_along
from machimori.geometry.obstacles import Obstacle, ObstacleSet
from machimori.geometry.plane import PlaneFrame, bearing_to_unit
from machimori.geometry.transmission import (
    any_seen,
    best_transmission,
    blocked_by,
    lines_met,
    opened_by,
    transmission,
    transmission_between,
)

__all__ = [
    "AreaGrid",
    "Obstacle",
    "ObstacleSet",
    "PlaneFrame",
    "any_seen",
    "area_grid",
    "bearing_to_unit",
    "best_transmission",
    "blocked_by",
    "lines_met",
    "opened_by",
    "points_along",
    "transmission",
    "transmission_between",
]
