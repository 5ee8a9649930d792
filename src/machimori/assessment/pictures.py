"""The ground that cameras have in their pictures."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from machimori.assessment.context import Context
from machimori.assessment.floors import field_on_floor
from machimori.assessment.grounds import sizeable
from machimori.scene import Feature
from machimori.scene.obstacles import UnknownHeight

_WHOLE_CIRCLE_DEG = 360.0
_ON_THE_GROUND = "interpretation/target-height-ground"


def field_of_view(camera: Feature) -> BaseGeometry | None:
    """The sector of ground within a camera's angle and range; None where unknown.

    A camera that looks all around needs no bearing. What hides some of it is not taken
    out: it is the ground that the camera was set up for.
    """
    bearing, reach = camera.get("azimuth_deg"), camera.get("range_m")
    width = camera.get("horizontal_fov_deg")
    if width is None or reach is None:
        return None
    if width >= _WHOLE_CIRCLE_DEG:
        return sizeable(camera.geometry.buffer(reach))
    if bearing is None:
        return None
    x, y = camera.geometry.x, camera.geometry.y
    angles = np.radians(bearing + np.linspace(-width / 2, width / 2, 33))
    rim = np.column_stack([x + reach * np.sin(angles), y + reach * np.cos(angles)])
    return sizeable(Polygon([(x, y), *rim]))


def filmed_ground(
    camera: Feature, context: Context, unknown_height: UnknownHeight
) -> BaseGeometry | None:
    """What of its field of view a camera sees past walls; None where that is unknown.

    Parameters
    ----------
    camera : Feature
    context : Context
    unknown_height : "opaque" or "absent"

    Returns
    -------
    Polygon, MultiPolygon or None
        In plane metres. None also where it sees no ground at all: then its place or
        what stands about it is drawn wrongly.
    """
    sector = field_of_view(camera)
    if sector is None:
        return None
    sources = (camera.id,)
    field = field_on_floor(
        camera, sector, sources, _ON_THE_GROUND, context, unknown_height
    )
    hidden = shapely.union_all([spot.polygon for spot in field.blind_spots()])
    return sizeable(sector.difference(hidden))
