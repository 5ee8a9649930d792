"""Illuminance on upright planes: how well a face is lit that comes along a road."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry import LineString, MultiLineString

from machimori.geometry import points_along
from machimori.lighting.illuminance import (
    direct_illuminance_lx,
    illuminance_on,
    within_reach,
)
from machimori.lighting.lamps import lamps_of
from machimori.lighting.settings import LightSettings
from machimori.scene.model import Scene

Floats = NDArray[np.float64]

# A road's direction at a point is that of the metre around it: at a bend, between both.
_REACH_M = 0.5


@dataclass(frozen=True)
class VerticalIlluminance:
    """Illuminance on both sides of upright planes.

    Parameters
    ----------
    facing_lx : (n,) array
        On the side that faces the bearing: what an observer there sees lit. [lx]
    opposite_lx : (n,) array
        On the other side. [lx]
    """

    facing_lx: Floats
    opposite_lx: Floats

    @property
    def min_lx(self) -> Floats:
        """On the darker side: (n,) array."""
        return np.minimum(self.facing_lx, self.opposite_lx)


def vertical_illuminance_at(
    scene: Scene,
    points: Floats,
    bearing_deg: ArrayLike,
    *,
    settings: LightSettings,
    lamps: Iterable[str] | None = None,
) -> VerticalIlluminance:
    """Direct illuminance on upright planes at points of a scene.

    Parameters
    ----------
    scene : Scene
    points : (n, 3) array
        x, y, z in the scene's plane metres. [m]
    bearing_deg : float or (n,) array
        Which way the planes face, clockwise from north. [deg]
    settings : LightSettings
        Its plane heights and spacing do not matter here.
    lamps : ids, optional
        Only these lamps.

    Returns
    -------
    VerticalIlluminance
        For what counts see :func:`machimori.lighting.illuminance_on`.
    """
    points = np.asarray(points, dtype=np.float64).reshape(-1, 3)
    facing = _level_normals(np.broadcast_to(bearing_deg, len(points)))
    sides = [
        illuminance_on(scene, points, normals, settings=settings, lamps=lamps)
        for normals in (facing, -facing)
    ]
    return VerticalIlluminance(*sides)


def _level_normals(bearings_deg: Floats) -> Floats:
    bearings = np.radians(bearings_deg)
    level = np.zeros_like(bearings)
    return np.column_stack([np.sin(bearings), np.cos(bearings), level])


@dataclass(frozen=True)
class RoadVertical:
    """Illuminance on upright planes across a road's axis.

    Parameters
    ----------
    points : (n, 3) array
        On the axis, at the height of the planes. [m]
    bearings_deg : (n,) array
        Of the axis there, in the direction in which it is drawn. [deg]
    forward_lx, backward_lx : (n,) arrays
        On the side that faces along the axis, and on the one that faces back. [lx]
    lamps : tuple of str
        Lamps that it was computed with.
    unknown_lamps : tuple of str
        Lamps near the road, lit or possibly lit, whose height, photometry or flux
        nobody stated: they are left out.
    motion_lamps : tuple of str
        Those of `lamps` that burn only while somebody is near.
    aim_assumed : tuple of str
        Those of `lamps` whose azimuth matters and was not stated; taken as 0.
    """

    points: Floats
    bearings_deg: Floats
    forward_lx: Floats
    backward_lx: Floats
    lamps: tuple[str, ...]
    unknown_lamps: tuple[str, ...]
    motion_lamps: tuple[str, ...] = ()
    aim_assumed: tuple[str, ...] = ()

    @property
    def weaker_lx(self) -> Floats:
        """On the darker side at each point: (n,) array."""
        return np.minimum(self.forward_lx, self.backward_lx)

    @property
    def min_lx(self) -> float:
        """The least of all points and both sides."""
        return float(self.weaker_lx.min())

    @property
    def mean_lx(self) -> float:
        """Mean of all points and both sides."""
        return float(np.mean([self.forward_lx, self.backward_lx]))


def road_vertical_illuminance(
    scene: Scene, axis: LineString | MultiLineString, *, settings: LightSettings
) -> RoadVertical:
    """Direct illuminance on upright planes across a road, all along its axis.

    Parameters
    ----------
    scene : Scene
    axis : LineString or MultiLineString
        The road's axis, longer than nothing, in plane metres.
    settings : LightSettings
        `spacing_m` is the largest step along the axis, `upright_height_m` the height
        above the ground.

    Returns
    -------
    RoadVertical

    Source
    ------
    公益社団法人日本防犯設備協会 SES E1901-4: vertical illuminance on planes square to
    the road's axis, 1.5 m above the road; its least value counts.
    """
    xy, bearings_deg = _stations(axis, settings.spacing_m)
    points = np.column_stack([xy, np.full(len(xy), settings.upright_height_m)])
    found = lamps_of(scene, maintenance_factor=settings.maintenance_factor)
    facing = _level_normals(bearings_deg)
    near = within_reach(found.placed, points, facing, scene.terrain)
    forward_lx, backward_lx = (
        direct_illuminance_lx(scene, near, points, settings, normals)
        for normals in (facing, -facing)
    )
    return RoadVertical(
        points=points,
        bearings_deg=bearings_deg,
        forward_lx=forward_lx,
        backward_lx=backward_lx,
        lamps=tuple(lamp.id for lamp in near),
        unknown_lamps=found.unknown_near(axis),
        motion_lamps=tuple(lamp.id for lamp in near if lamp.is_motion_controlled),
        aim_assumed=tuple(lamp.id for lamp in near if lamp.is_aim_assumed),
    )


def _stations(
    axis: LineString | MultiLineString, spacing_m: float
) -> tuple[Floats, Floats]:
    """Points (n, 2) along the axis [m], and its bearings (n,) there [deg]."""
    parts = [part for part in shapely.get_parts(axis) if part.length > 0]
    along = [points_along(part, spacing_m=spacing_m) for part in parts]
    bearings = [
        _bearings_deg(part, len(xy)) for part, xy in zip(parts, along, strict=True)
    ]
    return np.concatenate(along), np.concatenate(bearings)


def _bearings_deg(line: LineString, count: int) -> Floats:
    distances = np.linspace(0.0, line.length, count)
    ahead = shapely.line_interpolate_point(line, distances + _REACH_M)
    behind = shapely.line_interpolate_point(line, np.maximum(distances - _REACH_M, 0))
    step = shapely.get_coordinates(ahead) - shapely.get_coordinates(behind)
    return np.asarray(np.degrees(np.arctan2(step[:, 0], step[:, 1])) % 360.0)
