"""What is seen at night: only who then watches, and only where there is light."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

import numpy as np
from shapely.geometry.base import BaseGeometry

from machimori.assessment.settings import Number, light_settings
from machimori.geometry import ObstacleSet
from machimori.lighting import illuminance_field
from machimori.scene import Scene
from machimori.sightlines import (
    SightField,
    SightSettings,
    Viewpoints,
    light_needed_lx,
    obstacles_about,
    sight_field,
)


def sight_by_day_or_night(
    scene: Scene,
    area: BaseGeometry,
    eyes: Viewpoints,
    *,
    settings: SightSettings,
    number: Number,
    obstacles: ObstacleSet | None = None,
    counts_watchers: bool = False,
) -> SightField:
    """Compute which points of an area are seen, at the scene's time of day.

    Parameters
    ----------
    scene : Scene
    area : Polygon or MultiPolygon
        In plane metres.
    eyes : Viewpoints
        Of the scene at that time.
    settings : SightSettings
    number : callable
        From the last part of an ``interpretation/…`` id to its value: how much light
        one needs, and what lamps and obstacles do not state.
    obstacles : ObstacleSet, optional
        Those of the scene, where the caller has them already.
    counts_watchers : bool
        Also count the eyes that see each point.

    Returns
    -------
    SightField
        By day as `machimori.sightlines.sight_field`. By night a point counts as seen by
        those for whom the horizontal illuminance on the ground there is enough; lamps
        of which too little is stated give none.
    """
    if obstacles is None:
        obstacles = obstacles_about(scene, area, settings)

    def seen_from(some: Viewpoints) -> SightField:
        return sight_field(
            scene,
            area,
            some,
            settings=settings,
            obstacles=obstacles,
            counts_watchers=counts_watchers,
        )

    if scene.time_of_day == "day":
        return seen_from(eyes)
    light = light_settings(number, scene, unknown_height=settings.unknown_height)
    light = replace(light, spacing_m=settings.spacing_m)
    lux = illuminance_field(scene, area, settings=light).illuminance_lx
    fields = [
        seen_from(eyes.of(owners)).only_where(np.asarray(lux >= needed_lx))
        for needed_lx, owners in _by_need(scene, eyes, number).items()
    ]
    return reduce(SightField.together_with, fields) if fields else seen_from(eyes)


def _by_need(scene: Scene, eyes: Viewpoints, number: Number) -> dict[float, list[str]]:
    """Owners of eyes by the light that they need [lx]."""
    people = number("night-sight-illuminance")
    is_filmed = any(scene.by_id[owner].kind == "camera" for owner in eyes.owners)
    cameras = number("camera-illuminance") if is_filmed else people
    needs: dict[float, list[str]] = {}
    for owner in eyes.owners:
        needed = light_needed_lx(
            scene.by_id[owner], by_people_lx=people, by_cameras_lx=cameras
        )
        needs.setdefault(needed, []).append(owner)
    return needs
