"""Sight on one storey of a building: its shell hides nothing that is within."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.assessment.context import Context
from machimori.assessment.grounds import sizeable
from machimori.assessment.selection import things
from machimori.assessment.settings import spacing_for
from machimori.assessment.storeys import height_of_floor_m
from machimori.assessment.watching import settings_of
from machimori.scene import Feature, vocabulary
from machimori.scene.obstacles import UnknownHeight
from machimori.sightlines import (
    SightField,
    obstacles_about,
    sight_field,
    viewpoints,
)

_CELLS_ACROSS = 6
"""Rooms are small: a lift is looked at more finely than a park."""


def standing_ground(element: Feature, context: Context) -> BaseGeometry | None:
    """Find where somebody stands who is at an element; None where that is nowhere.

    An area is its own floor. Who is at a door or a letterbox stands before it, and not
    in the dwelling behind.
    """
    if element.surface is not None:
        return sizeable(element.surface)
    apron_m = context.known("interpretation/apron")
    homes = [area.geometry for area in things("dwelling", context)]
    before = element.geometry.buffer(apron_m)
    return sizeable(shapely.difference(before, shapely.union_all(homes)))


def is_on_floor(other: Feature, element: Feature, context: Context) -> bool:
    """Whether two things are on one storey; who says none is on the ground."""
    storey_m = context.known("interpretation/storey-height")
    floor_m = height_of_floor_m(element, storey_m)
    return abs(height_of_floor_m(other, storey_m) - floor_m) < storey_m / 2


def field_on_floor(
    element: Feature,
    ground: BaseGeometry,
    sources: tuple[str, ...],
    target: str,
    context: Context,
    unknown_height: UnknownHeight,
) -> SightField:
    """Compute what of an element's floor is seen from other things on its storey.

    Parameters
    ----------
    element : Feature
    ground : Polygon or MultiPolygon
        Where one stands who is at it, in plane metres.
    sources : tuple of str
        Ids of the things from which people, or cameras, look.
    target : str
        Id of the parameter that says how high above the floor.
    context : Context
    unknown_height : "opaque" or "absent"

    Returns
    -------
    SightField
    """

    def compute() -> SightField:
        scene = context.scene_where(unknown_height)
        settings = settings_of(context, target, unknown_height)
        coarse_m = spacing_for(ground, settings.spacing_m)
        fine_m = min(coarse_m, sqrt(ground.area) / _CELLS_ACROSS)
        settings = replace(settings, spacing_m=fine_m)
        is_obstacle = element.kind in vocabulary().groups["obstacle"]
        obstacles = obstacles_about(scene, ground, settings)
        return sight_field(
            scene,
            ground,
            viewpoints(scene, sources, settings=settings, near=ground),
            settings=settings,
            base_m=settings.floor_m(element),
            obstacles=obstacles.without(element.id if is_obstacle else ""),
        )

    key = ("floor", ground.wkb, element.id, sources, target, unknown_height)
    return context.once(key, compute)
