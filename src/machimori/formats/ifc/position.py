"""Where a model lies: from its own metres to the plane metres of a scene."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from machimori.formats.ifc.engine import Model
from machimori.formats.importing import ImportNote
from machimori.geometry import PlaneFrame
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.language import Text

Floats = NDArray[np.float64]
Turn = Callable[[Floats], Floats]

_FAR_M = 10_000.0
"""A model farther than this from its origin is moved there: digits would be lost."""


@dataclass(frozen=True)
class Position:
    """Where a model lies.

    Parameters
    ----------
    frame : PlaneFrame
        Of no zone where nobody knows where on the earth it lies.
    turn : callable
        From (n, 2) metres of the model to (n, 2) plane metres, y north.
    notes : list of ImportNote
    """

    frame: PlaneFrame
    turn: Turn
    notes: list[ImportNote] = field(default_factory=list)


def position_of(model: Model, middle: Floats) -> Position:
    """Find out where a model lies: by its map conversion, else by the site's position.

    Parameters
    ----------
    model : Model
    middle : (2,) array
        Middle of what it shows, in its own metres.

    Returns
    -------
    Position
        In Japan, or without a position on the earth and y towards true north.

    Source
    ------
    ISO 16739-1:2024, IfcMapConversion, IfcSite.RefLatitude,
    IfcGeometricRepresentationContext.TrueNorth.
    """
    notes: list[ImportNote] = []
    for find in (_by_map, _by_site):
        found = find(model)
        if found is None:
            continue
        word, to_lon_lat = found
        lon, lat = (float(value) for value in to_lon_lat(middle[None])[0])
        if _is_in_japan(lon, lat):
            return _laid_out(PlaneFrame.around(lon, lat), to_lon_lat, notes)
        notes.append(ImportNote(word, _not_in_japan(lon, lat)))
    return Position(PlaneFrame(None), _on_a_sheet(model, middle), [*notes, _NOWHERE])


def _laid_out(frame: PlaneFrame, to_lon_lat: Turn, notes: list[ImportNote]) -> Position:
    return Position(frame, lambda xy: frame.to_plane(to_lon_lat(xy)), notes)


def _by_map(model: Model) -> tuple[str, Turn] | None:
    said = model.map
    if said is None:
        return None
    try:
        crs = CRS.from_user_input(said["crs"])
        to_lon_lat = Transformer.from_crs(crs, "EPSG:6668", always_xy=True)
    except ProjError:
        return None
    turn = _rotation(said["along"])
    origin = np.array([said["easting_m"], said["northing_m"]])

    def convert(xy: Floats) -> Floats:
        return np.column_stack(to_lon_lat.transform(*(xy @ turn.T + origin).T))

    return "IfcMapConversion", convert


def _by_site(model: Model) -> tuple[str, Turn] | None:
    for site in model.sites:
        if site["lat"] is not None and site["lon"] is not None:
            return "IfcSite", _around(site, model.north)
    return None


def _around(site: dict[str, Any], north: Sequence[float]) -> Turn:
    local = CRS.from_proj4(
        f"+proj=aeqd +lat_0={site['lat']} +lon_0={site['lon']} +ellps=GRS80 +units=m"
    )
    to_lon_lat = Transformer.from_crs(local, "EPSG:6668", always_xy=True)
    turn, origin = _to_north(north), np.array(site["origin"][:2])

    def convert(xy: Floats) -> Floats:
        return np.column_stack(to_lon_lat.transform(*((xy - origin) @ turn.T).T))

    return convert


def _on_a_sheet(model: Model, middle: Floats) -> Turn:
    turn = _to_north(model.north)
    origin = np.round(middle) if np.abs(middle).max() > _FAR_M else np.zeros(2)
    return lambda xy: (xy - origin) @ turn.T


def _rotation(along: Sequence[float]) -> Floats:
    """Matrix that turns the x axis into this direction."""
    x, y = along
    cos, sin = np.array([x, y]) / (np.hypot(x, y) or 1.0)
    return np.array([[cos, -sin], [sin, cos]])


def _to_north(north: Sequence[float]) -> Floats:
    """Matrix that turns this direction into the y axis."""
    return _rotation((north[1], north[0]))


def _is_in_japan(lon: float, lat: float) -> bool:
    west, south, east, north = JAPAN_BOUNDS
    return west <= lon <= east and south <= lat <= north


_NOWHERE = ImportNote(
    "IfcProject",
    Text(
        ja="地球上の位置は使わず、平面の座標で取り込みました（北が上）。",
        en="Laid out in plane metres, north up, without a position on the earth.",
    ),
)


def _not_in_japan(lon: float, lat: float) -> Text:
    where = f"lon {lon:.4f}, lat {lat:.4f}"
    return Text(
        ja=f"位置が日本の外（{where}）なので使いません。",
        en=f"Its position lies outside Japan ({where}), so it is not used.",
    )
