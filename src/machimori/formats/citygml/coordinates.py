"""From the coordinate system that a CityGML file names to longitude and latitude."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from machimori.errors import InvalidInput, Problem
from machimori.language import Text

Floats = NDArray[np.float64]
ToLonLat = Callable[[Floats], Floats]

_LON_LAT = "EPSG:6668"
"""JGD2011, as everything in a scene file."""


def to_lon_lat(srs_name: str, *, file: str) -> ToLonLat:
    """Find out how to turn a file's coordinates into longitude and latitude.

    Parameters
    ----------
    srs_name : str
        Such as ``http://www.opengis.net/def/crs/EPSG/0/6697``.
    file : str
        Named in messages.

    Returns
    -------
    callable
        Takes (n, 3) coordinates in the order of that system and gives (n, 3): lon, lat
        [deg], height [m].

    Raises
    ------
    InvalidInput
        Where the file names none, or one that is not on the earth.
    """
    code = re.search(r"(\d{4,6})$", srs_name.strip())
    try:
        named = CRS.from_epsg(int(code.group(1))) if code else None
    except CRSError:
        named = None
    if named is None:
        raise InvalidInput([_unknown_system(file, srs_name)])
    plan = named.sub_crs_list[0] if named.sub_crs_list else named
    transformer = Transformer.from_crs(plan.to_2d(), _LON_LAT, always_xy=True)
    is_lat_first = plan.axis_info[0].direction in ("north", "south")

    def turn(points: Floats) -> Floats:
        x, y = points[:, 0], points[:, 1]
        lon, lat = transformer.transform(*((y, x) if is_lat_first else (x, y)))
        return np.column_stack([lon, lat, points[:, 2]])

    return turn


def _unknown_system(file: str, srs_name: str) -> Problem:
    return Problem(
        file=file,
        where=Text.same("gml:Envelope srsName"),
        found=srs_name or "-",
        expected=Text(
            ja="EPSGコードのある座標参照系（PLATEAUでは EPSG:6697）",
            en="a coordinate system with an EPSG code (PLATEAU has EPSG:6697)",
        ),
        remedy=Text(
            ja="srsName を正しい座標参照系に直してください。",
            en="Correct the srsName.",
        ),
    )
