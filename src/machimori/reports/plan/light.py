"""Illuminance over a place, made ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.assessment import Assessment
from machimori.assessment.settings import light_settings
from machimori.geometry import ContourBand, ContourLine
from machimori.lighting import (
    ISOLUX_LEVELS_LX,
    IlluminanceMap,
    RoadVertical,
    illuminance_field,
    illuminance_map,
    road_vertical_illuminance,
)
from machimori.reports.plan.grounds import drawn_spacing_m, outdoor_ground
from machimori.reports.plan.style import style
from machimori.scene import Feature

_LAMP_NEAR_M = 30.0
_LEAST_SPACING_M = 0.5
_NO_GLOOM_M2 = 1.0


@dataclass(frozen=True)
class LightBands:
    """Illuminance over a place.

    Parameters
    ----------
    bands : tuple of ContourBand
        One for each colour that occurs.
    lines : tuple of ContourLine
        Isolux lines at ISOLUX_LEVELS_LX.
    gloom : Polygon or MultiPolygon
        Where it is so much darker than in the mean that the contrast is harsh.
    gloom_below_lx : float
        What is darker than this is gloom: a share of the mean. [lx]
    gloom_share : float
        That share.
    is_whole : bool
        Whether lamps and obstacles were surveyed completely.
    """

    bands: tuple[ContourBand, ...]
    lines: tuple[ContourLine, ...]
    gloom: BaseGeometry
    gloom_below_lx: float
    gloom_share: float
    is_whole: bool

    @property
    def has_gloom(self) -> bool:
        """Whether there is so much of it that it can be seen."""
        return bool(self.gloom.area >= _NO_GLOOM_M2)


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
    ground = outdoor_ground(assessment, place)
    is_lit = any(
        lamp.geometry.distance(place.geometry) <= _LAMP_NEAR_M
        for lamp in scene.of_kind("lamp")
    )
    if ground is None or not (is_lit or scene.is_complete(place, "lamp")):
        return None
    settings = light_settings(assessment.number, scene)
    spacing_m = drawn_spacing_m(ground, least_m=_LEAST_SPACING_M)
    settings = replace(settings, spacing_m=spacing_m)
    computed = illuminance_map(scene, place.geometry, settings=settings)
    mean_lx = illuminance_field(scene, place.geometry, settings=settings).mean_lx
    share = assessment.number("uniformity")
    return LightBands(
        bands=computed.bands(style().illuminance.bounds_lx),
        lines=computed.lines(ISOLUX_LEVELS_LX),
        gloom=_darker_than(share * mean_lx, computed),
        gloom_below_lx=share * mean_lx,
        gloom_share=share,
        is_whole=all(scene.is_complete(place, word) for word in ("lamp", "obstacle")),
    )


def _darker_than(limit_lx: float, computed: IlluminanceMap) -> BaseGeometry:
    if limit_lx <= 0:
        return shapely.Polygon()
    dark = computed.bands((0.0, limit_lx))
    return dark[0].geometry if dark and dark[0].low == 0.0 else shapely.Polygon()


def upright_light(assessment: Assessment, place: Feature) -> RoadVertical | None:
    """Compute the light on upright planes across a road's axis.

    Parameters
    ----------
    assessment : Assessment
        For the scene and the parameters.
    place : Feature

    Returns
    -------
    RoadVertical or None
        None indoors, where the place is no line, where no lamp lights it, and where
        one is near whose light nobody stated.
    """
    if place.get("setting") in ("indoor", "underground"):
        return None
    axis = place.geometry
    if axis.geom_type not in ("LineString", "MultiLineString") or axis.length == 0:
        return None
    settings = light_settings(assessment.number, assessment.scene)
    computed = road_vertical_illuminance(assessment.scene, axis, settings=settings)
    return None if computed.unknown_lamps or not computed.lamps else computed
