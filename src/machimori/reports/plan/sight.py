"""Who sees how much of a place, made ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.assessment import Assessment
from machimori.assessment.night_sight import sight_by_day_or_night
from machimori.assessment.settings import sight_settings
from machimori.reports.plan.grounds import drawn_spacing_m, outdoor_ground
from machimori.reports.plan.style import style
from machimori.scene import Feature, Scene
from machimori.sightlines import (
    Blame,
    Opener,
    SightField,
    SightSettings,
    blame,
    sight_field,
    viewpoints,
)

WATCHERS = ("road", "path", "window")
VIEWER_SPACING_M = 4.0
MOST_SPOTS = 12
MOST_CAUSES = 2

UNTRIMMED = ("building", "shed", "carport", "roof", "slab", "play_equipment")
"""Kinds that nobody cuts down to a height."""

_TRIM_STEP_M = 0.05


@dataclass(frozen=True)
class WatchedBand:
    """Ground that at least so many viewpoints see, and fewer than the next band."""

    least: int
    geometry: BaseGeometry


@dataclass(frozen=True)
class Spot:
    """A blind spot, the letter that names it, and what makes it.

    Parameters
    ----------
    letter : str
    polygon : Polygon
        In plane metres.
    area_m2 : float
    openers : tuple of Opener
        Obstacles that alone open some of it, the most first, at most MOST_CAUSES.
    together : tuple of str
        Where no obstacle alone does: ids of those that stand in most lines to it.
    """

    letter: str
    polygon: BaseGeometry
    area_m2: float
    openers: tuple[Opener, ...]
    together: tuple[str, ...]


@dataclass(frozen=True)
class SightMap:
    """How many viewpoints on roads, paths and in windows see each part of a place.

    Parameters
    ----------
    bands : tuple of WatchedBand
        The least seen first; what nobody sees is in none.
    spots : tuple of Spot
        Blind spots, the largest first, at most MOST_SPOTS.
    seen_share : float
    target_m : float
        Height of what was looked for. [m]
    viewer_spacing_m : float
        Between viewpoints on a road or path. [m]
    is_whole : bool
        Whether obstacles were surveyed completely.
    is_night : bool
        Whether only those count who see by the light that there is.
    """

    bands: tuple[WatchedBand, ...]
    spots: tuple[Spot, ...]
    seen_share: float
    target_m: float
    viewer_spacing_m: float
    is_whole: bool
    is_night: bool = False


def sight_map(assessment: Assessment, place: Feature) -> SightMap | None:
    """Compute what of a place is seen from roads, paths and windows.

    Parameters
    ----------
    assessment : Assessment
        For the scene and the parameters.
    place : Feature

    Returns
    -------
    SightMap or None
        None indoors, where the place is no surface, and where nobody looks. Where
        obstacles were not surveyed completely, those of unknown height are left out:
        the blind spots that remain are certain.
    """
    scene = assessment.scene
    ground = outdoor_ground(assessment, place)
    if ground is None:
        return None
    settings = _settings(assessment, place, ground)
    watchers = viewpoints(scene, WATCHERS, settings=settings, near=ground)
    if not len(watchers):
        return None
    field = sight_by_day_or_night(
        scene,
        ground,
        watchers,
        settings=settings,
        number=assessment.number,
        counts_watchers=True,
    )
    is_day = scene.time_of_day == "day"
    # What darkness hides no obstacle does: blame asks what stands in the way.
    open_ = field if is_day else sight_field(scene, ground, watchers, settings=settings)
    least_m2 = assessment.number("blind-spot-area")
    blamed = blame(scene, open_, watchers, settings=settings, at_least_m2=least_m2)
    return SightMap(
        bands=tuple(_bands(field)),
        spots=tuple(_spot(n, b) for n, b in enumerate(blamed[:MOST_SPOTS])),
        seen_share=field.seen_share,
        target_m=settings.target_m,
        viewer_spacing_m=settings.viewer_spacing_m,
        is_whole=scene.is_complete(place, "obstacle"),
        is_night=not is_day,
    )


def trimmed_to_m(opener: Opener, scene: Scene) -> float | None:
    """Height, down to five centimetres, that an obstacle would have to be cut to.

    Parameters
    ----------
    opener : Opener
    scene : Scene

    Returns
    -------
    float or None
        None where only taking it away helps, and for what nobody cuts. [m]
    """
    if opener.trim_to_m is None or scene.by_id[opener.obstacle].kind in UNTRIMMED:
        return None
    return floor(opener.trim_to_m / _TRIM_STEP_M) * _TRIM_STEP_M or None


def _settings(
    assessment: Assessment, place: Feature, ground: BaseGeometry
) -> SightSettings:
    is_whole = assessment.scene.is_complete(place, "obstacle")
    settings = sight_settings(
        assessment.number,
        assessment.scene,
        target_m=assessment.number("target-height-person"),
        unknown_height="opaque" if is_whole else "absent",
    )
    return replace(
        settings,
        spacing_m=drawn_spacing_m(ground, least_m=settings.spacing_m),
        viewer_spacing_m=max(settings.viewer_spacing_m, VIEWER_SPACING_M),
    )


def _bands(field: SightField) -> Iterator[WatchedBand]:
    counts = field.watchers if field.watchers is not None else np.zeros(field.points)
    for least, next_ in pairwise((*style().watchers.bounds, np.inf)):
        cells = field.grid.cells[(counts >= least) & (counts < next_)]
        if len(cells):
            yield WatchedBand(int(least), shapely.coverage_union_all(cells))


def _spot(number: int, blamed: Blame) -> Spot:
    return Spot(
        letter=chr(ord("A") + number),
        polygon=blamed.spot.polygon,
        area_m2=blamed.spot.area_m2,
        openers=blamed.openers[:MOST_CAUSES],
        together=tuple(b.obstacle for b in blamed.bystanders[:MOST_CAUSES]),
    )
