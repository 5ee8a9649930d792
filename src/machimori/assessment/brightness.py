"""How bright the ground is, between what is certain and what is possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.assessment.context import Context
from machimori.assessment.naming import joined
from machimori.assessment.settings import light_settings, spacing_for
from machimori.language import Text
from machimori.lighting import (
    IlluminanceField,
    LightSettings,
    illuminance_at,
    illuminance_field,
)
from machimori.lighting.lamps import lamps_of
from machimori.scene.obstacles import UnknownHeight

Floats = NDArray[np.float64]

_FLUX = Text(ja="照明の光束・高さ・配光", en="flux, height or photometry of lamps")
_AIM = Text(ja="照明の向き", en="the bearing of lamps")
HEIGHTS = Text(ja="遮るものの高さ", en="the height of obstacles")


@dataclass(frozen=True)
class Brightness:
    """Illuminance of some ground, cell by cell.

    Parameters
    ----------
    sure : IlluminanceField
        What is certain: without lamps whose light or bearing matters and is not stated,
        behind obstacles of unknown height as if these had no end.
    most_lx : (n,) array or None
        What is possible: obstacles of unknown height away, each lamp of unknown bearing
        as if its brightest beam fell on every cell. None where a lamp of unknown light
        is near, and where nobody asked. [lx]
    unknown : Text
        What is not stated.
    """

    sure: IlluminanceField
    most_lx: Floats | None
    unknown: Text

    @property
    def most_mean_lx(self) -> float:
        """Greatest mean that is possible. [lx]."""
        return inf if self.most_lx is None else self.sure.grid.mean(self.most_lx)

    @property
    def bounds_lx(self) -> tuple[float, float] | None:
        """Between which the mean certainly lies; None where it is known, or open."""
        low, high = self.sure.mean_lx, self.most_mean_lx
        return None if high in (low, inf) else (low, high)

    def at_most(self) -> IlluminanceField:
        """Return the field at its brightest."""
        if self.most_lx is None:
            return self.sure
        return replace(self.sure, illuminance_lx=self.most_lx)


def brightness_on(
    surface: BaseGeometry, context: Context, *, enough_lx: float | None = None
) -> Brightness:
    """Compute how bright some ground is.

    Parameters
    ----------
    surface : Polygon or MultiPolygon
        In plane metres.
    context : Context
    enough_lx : float or None
        What is possible beyond is not asked where the certain mean reaches it. [lx]

    Returns
    -------
    Brightness
    """
    field = _field(surface, context)
    sure = _without_turned(field, context)
    unknown = joined(_unknown(field))
    if enough_lx is not None and sure.mean_lx >= enough_lx:
        return Brightness(sure, None, unknown)
    return Brightness(sure, _most_lx(surface, sure, context), unknown)


def _field(surface: BaseGeometry, context: Context) -> IlluminanceField:
    """Light as far as it can be computed, behind endless obstacles."""

    def compute() -> IlluminanceField:
        settings = _settings(context, "opaque")
        spacing_m = spacing_for(surface, settings.spacing_m)
        settings = replace(settings, spacing_m=spacing_m)
        return illuminance_field(context.scene, surface, settings=settings)

    return context.once(("light", surface.wkb), compute)


def _settings(context: Context, unknown_height: UnknownHeight) -> LightSettings:
    scene = context.scene_where(unknown_height)
    return light_settings(context.interpretation, scene, unknown_height=unknown_height)


def _without_turned(field: IlluminanceField, context: Context) -> IlluminanceField:
    """Leave out the lamps whose bearing matters and was not stated."""
    if not field.aim_assumed:
        return field
    sure = tuple(lamp for lamp in field.lamps if lamp not in field.aim_assumed)
    lux = _light_of(sure, field, context, "opaque")
    return replace(field, illuminance_lx=lux, lamps=sure)


def _most_lx(
    surface: BaseGeometry, sure: IlluminanceField, context: Context
) -> Floats | None:
    """What could be if nothing hid that is not certain to."""
    if sure.unknown_lamps:
        return None
    behind = tuple(
        lamp for lamp in sure.lamps if _may_be_hidden(lamp, surface, context)
    )
    most = sure.illuminance_lx + _turned_at_it(sure, context)
    if not behind:
        return most
    dimmed = _light_of(behind, sure, context, "opaque")
    brighter = _light_of(behind, sure, context, "absent")
    return most + np.maximum(brighter - dimmed, 0.0)


def _may_be_hidden(lamp: str, surface: BaseGeometry, context: Context) -> bool:
    """Whether something of unknown height may stand before a lamp."""
    shapes = [surface, context.scene.by_id[lamp].geometry]
    return context.heights_are_open(shapely.convex_hull(shapely.union_all(shapes)))


def _light_of(
    lamps: tuple[str, ...],
    field: IlluminanceField,
    context: Context,
    unknown_height: UnknownHeight,
) -> Floats:
    scene = context.scene_where(unknown_height)
    settings = _settings(context, unknown_height)
    return illuminance_at(scene, _points(field), settings=settings, lamps=lamps)


def _turned_at_it(field: IlluminanceField, context: Context) -> Floats:
    """Light of the lamps of unknown bearing, each as if it shone at every cell.

    E = I h / r³ with the greatest intensity that the lamp has in any direction.
    """
    points, total = _points(field), np.zeros(field.points)
    if not field.aim_assumed:
        return total
    settings = _settings(context, "opaque")
    found = lamps_of(context.scene, maintenance_factor=settings.maintenance_factor)
    for lamp in found.only(field.aim_assumed).placed:
        rays = lamp.position_m - points
        above = rays[:, 2] > 0
        distance = np.linalg.norm(rays[above], axis=1)
        total[above] += lamp.peak_cd * rays[above, 2] / distance**3
    return total


def _points(field: IlluminanceField) -> Floats:
    return np.column_stack([field.grid.points, np.zeros(field.points)])


def _unknown(field: IlluminanceField) -> Iterator[Text]:
    if field.unknown_lamps:
        yield _FLUX
    if field.aim_assumed:
        yield _AIM
    if not (field.unknown_lamps or field.aim_assumed):
        yield HEIGHTS
