"""Which ground stands for an element: its own, or what lies just outside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.assessment.context import Context
from machimori.assessment.selection import things
from machimori.guidelines.checks import (
    Check,
    CoverInside,
    Enclosed,
    KeepsViewOpen,
    MeanIlluminance,
    NoDarkPockets,
    SeenFrom,
)
from machimori.scene import Feature

_POLYGONS = ("Polygon", "MultiPolygon")
_WAYS = ("road", "path", "place")
_ON_GROUND = (MeanIlluminance, NoDarkPockets, SeenFrom, CoverInside, Enclosed)
_ROUNDING_M = 0.01
_LEAST_M2 = 1e-4


@dataclass(frozen=True)
class Ground:
    """Ground that is looked at for an element.

    Parameters
    ----------
    surface : geometry
        In plane metres.
    is_ring : bool
        It runs all around a building, so that no single street sees all of it.
    entrances : tuple of Feature
        Whose surroundings it is, where it is.
    """

    surface: BaseGeometry
    is_ring: bool = False
    entrances: tuple[Feature, ...] = ()


def ground_of(element: Feature, context: Context) -> BaseGeometry | None:
    """Find the ground that an element takes; None where nobody said how wide it is.

    A place along a line has its roads and paths. A thing without ground of its own (a
    point, an opening in a wall) has the ground before it, outside buildings.
    """
    if element.geometry.geom_type in _POLYGONS:
        return sizeable(element.geometry)
    if element.kind in _WAYS:
        ways = ways_of(element, context)
        return sizeable(shapely.union_all([w.surface for w in ways if w.is_surface]))
    return sizeable(_outside([element.geometry], context))


def sizeable(ground: BaseGeometry) -> BaseGeometry | None:
    """Return ground that is large enough to compute on, or None."""
    return ground if ground.area > _LEAST_M2 else None


def ways_of(element: Feature, context: Context) -> tuple[Feature, ...]:
    """List the roads and paths of a place along a line; of anything else, itself."""
    if element.id != context.place.id or element.is_surface:
        return (element,)
    return context.scene.elements(element, "road", "path")


def guessed_ground(
    check: Check, element: Feature, context: Context
) -> tuple[Feature, ...]:
    """List the ways that a check computed on although nobody stated their width."""
    if isinstance(check, KeepsViewOpen):
        element = context.place
    elif not isinstance(check, _ON_GROUND):
        return ()
    ways = ways_of(element, context)
    return tuple(way for way in ways if context.is_guessed(way, "width_m"))


def looked_at(element: Feature, context: Context) -> Ground | None:
    """Find where somebody must be seen for an element to be in view.

    Of an area inside a building the walls hide the floor. People outside see who stands
    before its entrances; where none is mapped, who stands anywhere around the building.
    """
    surface = ground_of(element, context)
    if surface is None or element.kind == "place":
        return None if surface is None else Ground(surface)
    walls = buildings_at(surface, context)
    if not shapely.union_all(walls).buffer(_ROUNDING_M).covers(surface):
        return Ground(surface)
    entrances = entrances_of(element, context)
    before = sizeable(_outside([e.geometry for e in entrances], context))
    if before is not None:
        return Ground(before, entrances=entrances)
    ring = sizeable(_outside(walls, context))
    return None if ring is None else Ground(ring, is_ring=True)


def entrances_of(element: Feature, context: Context) -> tuple[Feature, ...]:
    """List the entrances of a toilet; of anything but an area, those of the place."""
    found = things("toilet_entrance", context)
    if element.kind == "place":
        return found
    own = tuple(e for e in found if e.get("part_of") == element.id)
    if own or element.surface is None or element.get("use") != "toilet":
        return own
    near_m = context.known("interpretation/entrance-distance")
    return tuple(e for e in found if element.surface.distance(e.geometry) <= near_m)


def is_indoors(element: Feature, context: Context) -> bool:
    """Whether a thing stands inside a building: no street sees past it, or not."""
    shapes = buildings_at(element.geometry, context)
    around = [shape for shape in shapes if not shape.equals(element.geometry)]
    return bool(shapely.union_all(around).contains(element.geometry))


def _outside(shapes: Sequence[BaseGeometry], context: Context) -> BaseGeometry:
    """Ground just outside shapes, without that under buildings."""
    apron_m = context.known("interpretation/apron")
    wide = shapely.union_all(shapely.buffer(shapes, apron_m))
    return shapely.difference(wide, shapely.union_all(buildings_at(wide, context)))


def buildings_at(near: BaseGeometry, context: Context) -> list[BaseGeometry]:
    """Outlines of the buildings that stand on the ground and touch a shape."""
    tree = context.once(("buildings",), lambda: _tree_of_buildings(context))
    return [tree.geometries[i] for i in np.sort(tree.query(near, "intersects"))]


def _tree_of_buildings(context: Context) -> shapely.STRtree:
    buildings = context.scene.of_kind("building", "shed")
    standing = [b for b in buildings if (b.get("base_m") or 0.0) <= 0.0]
    return shapely.STRtree([b.geometry for b in standing if b.is_surface])
