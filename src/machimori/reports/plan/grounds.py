"""Where light and sight over a place are drawn, and how finely."""

from __future__ import annotations

from math import sqrt

from shapely.geometry.base import BaseGeometry

from machimori.assessment import Assessment
from machimori.scene import Feature
from machimori.scene.ground import open_ground

MOST_POINTS = 10_000
"""Points of a drawn field; larger places get a coarser one. The findings themselves
are computed with the spacing of the parameters."""


def outdoor_ground(assessment: Assessment, place: Feature) -> BaseGeometry | None:
    """Return the open ground of a place; None indoors and where it is no surface."""
    if place.get("setting") in ("indoor", "underground"):
        return None
    if place.geometry.geom_type not in ("Polygon", "MultiPolygon"):
        return None
    return open_ground(assessment.scene, place.geometry)


def drawn_spacing_m(ground: BaseGeometry, *, least_m: float) -> float:
    """Return a spacing at which a drawing of a ground has no more than its points."""
    return max(least_m, sqrt(ground.area / MOST_POINTS))
