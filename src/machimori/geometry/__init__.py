"""Plane coordinates, grids of points, obstacles and what passes between them."""

from machimori.geometry.grids import AreaGrid, area_grid, points_along
from machimori.geometry.obstacles import Obstacle, ObstacleSet
from machimori.geometry.plane import PlaneFrame, bearing_to_unit
from machimori.geometry.transmission import blocked_by, transmission

__all__ = [
    "AreaGrid",
    "Obstacle",
    "ObstacleSet",
    "PlaneFrame",
    "area_grid",
    "bearing_to_unit",
    "blocked_by",
    "points_along",
    "transmission",
]
