"""Illuminance and sight over a place, made ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, sqrt
from typing import Any

import contourpy
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.assessment import Assessment
from machimori.assessment.settings import light_settings, sight_settings
from machimori.lighting import LightSettings, illuminance_at
from machimori.lighting.lamps import lamps_of
from machimori.reports.plan.style import style
from machimori.scene import Feature, Scene
from machimori.scene.ground import open_ground
from machimori.sightlines import sight_field, viewpoints

Floats = NDArray[np.float64]

MOST_POINTS = 2500
"""Points of a drawn field; larger places get a coarser one. The findings themselves
are computed with the spacing of the parameters."""

WATCHERS = ("road", "path", "window")
VIEWER_SPACING_M = 4.0
MOST_SPOTS = 12
_LAMP_NEAR_M = 30.0
_UNSEEN_LX = 0.05
"""What lamps left out of a drawing may add up to: far below its lowest band."""


@dataclass(frozen=True)
class Band:
    """Ground that is at least so bright, and not yet the next band."""

    from_lx: float
    geometry: BaseGeometry


@dataclass(frozen=True)
class Contour:
    """A line of equal illuminance."""

    lx: float
    geometry: BaseGeometry


@dataclass(frozen=True)
class LightBands:
    """Illuminance over a place.

    Parameters
    ----------
    bands : tuple of Band
    contours : tuple of Contour
    is_whole : bool
        Whether lamps and obstacles were surveyed completely.
    """

    bands: tuple[Band, ...]
    contours: tuple[Contour, ...]
    is_whole: bool


@dataclass(frozen=True)
class Spot:
    """A blind spot and the letter that names it."""

    letter: str
    polygon: BaseGeometry
    area_m2: float


@dataclass(frozen=True)
class BlindSpots:
    """What nobody sees from roads, paths and windows.

    Parameters
    ----------
    spots : tuple of Spot
        The largest first, at most MOST_SPOTS.
    seen_share : float
    target_m : float
        Height of what was looked for. [m]
    is_whole : bool
        Whether obstacles were surveyed completely.
    """

    spots: tuple[Spot, ...]
    seen_share: float
    target_m: float
    is_whole: bool


def light_bands(assessment: Assessment, place: Feature) -> LightBands | None:
    """Compute the illuminance over a place.

    Parameters
    ----------
    assessment : Assessment
        For the scene and the parameters.
    place : Feature

    Returns
    -------
    LightBands or None
        None indoors, where the place is no surface, and where the map has no lamps:
        a thin map proves nothing.
    """
    scene = assessment.scene
    ground = _outdoor_ground(assessment, place)
    is_lit = any(
        lamp.geometry.distance(place.geometry) <= _LAMP_NEAR_M
        for lamp in scene.of_kind("lamp")
    )
    if ground is None or not (is_lit or scene.is_complete(place, "lamp")):
        return None
    settings = light_settings(assessment.number, assessment.scene)
    x, y = _lattice(ground)
    plan = np.column_stack([axis.ravel() for axis in np.meshgrid(x, y)])
    points = np.column_stack([plan, np.full(len(plan), settings.plane_height_m)])
    lamps = _lamps_that_show(scene, ground, settings)
    lux = illuminance_at(scene, points, settings=settings, lamps=lamps)
    is_whole = all(scene.is_complete(place, word) for word in ("lamp", "obstacle"))
    bands, contours = _banded(x, y, lux.reshape(len(y), len(x)), ground)
    return LightBands(bands, contours, is_whole)


def blind_spots(assessment: Assessment, place: Feature) -> BlindSpots | None:
    """Compute what of a place is seen from roads, paths and windows.

    Parameters
    ----------
    assessment : Assessment
        For the scene and the parameters.
    place : Feature

    Returns
    -------
    BlindSpots or None
        None indoors and where the place is no surface. Where obstacles were not
        surveyed completely, those of unknown height are left out: the blind spots that
        remain are certain.
    """
    scene = assessment.scene
    ground = _outdoor_ground(assessment, place)
    if ground is None:
        return None
    is_whole = scene.is_complete(place, "obstacle")
    target_m = assessment.number("target-height-person")
    settings = sight_settings(
        assessment.number,
        scene,
        target_m=target_m,
        unknown_height="opaque" if is_whole else "absent",
    )
    settings = replace(
        settings,
        spacing_m=max(settings.spacing_m, sqrt(ground.area / MOST_POINTS)),
        viewer_spacing_m=max(settings.viewer_spacing_m, VIEWER_SPACING_M),
    )
    watchers = viewpoints(scene, WATCHERS, settings=settings, near=ground)
    if not len(watchers):
        return None
    field = sight_field(scene, ground, watchers, settings=settings)
    least_m2 = assessment.number("blind-spot-area")
    found = field.blind_spots(at_least_m2=least_m2)[:MOST_SPOTS]
    spots = tuple(
        Spot(chr(ord("A") + number), spot.polygon, spot.area_m2)
        for number, spot in enumerate(found)
    )
    return BlindSpots(spots, field.seen_share, target_m, is_whole)


def _outdoor_ground(assessment: Assessment, place: Feature) -> BaseGeometry | None:
    if place.get("setting") in ("indoor", "underground"):
        return None
    if place.geometry.geom_type not in ("Polygon", "MultiPolygon"):
        return None
    return open_ground(assessment.scene, place.geometry)


def _lamps_that_show(
    scene: Scene, ground: BaseGeometry, settings: LightSettings
) -> list[str]:
    """Leave out the lamps that are too far off to be seen in a drawing."""
    placed = lamps_of(scene, maintenance_factor=settings.maintenance_factor).placed
    west, south, east, north = ground.bounds
    at = np.array([lamp.position_m for lamp in placed]).reshape(-1, 3)
    aside = np.maximum(np.maximum(west - at[:, 0], at[:, 0] - east), 0.0)
    before = np.maximum(np.maximum(south - at[:, 1], at[:, 1] - north), 0.0)
    distance = np.maximum(np.sqrt(aside**2 + before**2 + at[:, 2] ** 2), 1.0)
    peaks = np.array([lamp.peak_cd for lamp in placed])
    most_lx = peaks * at[:, 2] / distance**3
    weakest_first = np.argsort(most_lx)
    is_seen = np.cumsum(most_lx[weakest_first]) > _UNSEEN_LX
    return [placed[i].id for i in np.sort(weakest_first[is_seen])]


def _lattice(ground: BaseGeometry) -> tuple[Floats, Floats]:
    """Lay regular columns and rows over a ground, one step over its edge."""
    west, south, east, north = ground.bounds
    step = max(0.5, sqrt((east - west) * (north - south) / MOST_POINTS))
    columns, rows = ceil((east - west) / step), ceil((north - south) / step)
    return (
        west + step * np.arange(-1, columns + 2),
        south + step * np.arange(-1, rows + 2),
    )


def _banded(
    x: Floats, y: Floats, lux: Floats, ground: BaseGeometry
) -> tuple[tuple[Band, ...], tuple[Contour, ...]]:
    drawer = contourpy.contour_generator(
        x, y, lux, fill_type=contourpy.FillType.OuterOffset
    )
    bounds = style().illuminance.bounds_lx
    edges = zip(bounds, (*bounds[1:], np.inf), strict=True)
    bands = (Band(low, _filled(drawer, low, high, ground)) for low, high in edges)
    contours = (Contour(level, _line(drawer, level, ground)) for level in bounds[1:])
    return (
        tuple(band for band in bands if band.geometry.area > 0),
        tuple(contour for contour in contours if contour.geometry.length > 0),
    )


def _filled(
    drawer: contourpy.ContourGenerator, low: float, high: float, ground: BaseGeometry
) -> BaseGeometry:
    # The lowest band holds its own lower bound too.
    filled: Any = drawer.filled(low - 1e-9, high)
    outlines, offsets = filled
    polygons = [
        shapely.Polygon(rings[0], rings[1:])
        for points, starts in zip(outlines, offsets, strict=True)
        if (rings := list(_rings(points, starts)))
    ]
    joined = shapely.union_all(shapely.make_valid(polygons))
    return shapely.intersection(joined, ground)


def _rings(points: Floats, starts: NDArray[np.uint32]) -> Iterator[Floats]:
    for begin, end in pairwise(starts):
        if end - begin >= 4:
            yield points[begin:end]


def _line(
    drawer: contourpy.ContourGenerator, level: float, ground: BaseGeometry
) -> BaseGeometry:
    lines = [shapely.LineString(line) for line in drawer.lines(level) if len(line) > 1]
    return shapely.intersection(shapely.MultiLineString(lines), ground)
