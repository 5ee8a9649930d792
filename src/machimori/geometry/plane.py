"""Between longitude and latitude and the plane metres of a place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

Floats = NDArray[np.float64]

# Origins of the nineteen plane-rectangular zones: lat, lon in degrees. JGD2011 zone n
# is EPSG:6668+n. Source: Ministry of Land, Infrastructure and Transport notice no. 9
# of 2002 (平成14年国土交通省告示第9号).
_ZONE_ORIGINS: tuple[tuple[float, float], ...] = (
    (33.0, 129.5),
    (33.0, 131.0),
    (36.0, 132 + 1 / 6),
    (33.0, 133.5),
    (36.0, 134 + 1 / 3),
    (36.0, 136.0),
    (36.0, 137 + 1 / 6),
    (36.0, 138.5),
    (36.0, 139 + 5 / 6),
    (40.0, 140 + 5 / 6),
    (44.0, 140.25),
    (44.0, 142.25),
    (44.0, 144.25),
    (26.0, 142.0),
    (26.0, 127.5),
    (26.0, 124.0),
    (26.0, 131.0),
    (20.0, 136.0),
    (26.0, 154.0),
)

JAPAN_BOUNDS = (122.0, 20.0, 154.5, 46.0)
"""West, south, east, north of Japan. [deg]"""


@dataclass(frozen=True)
class PlaneFrame:
    """Plane metres about a local origin: x east, y north.

    Parameters
    ----------
    epsg : int or None
        The plane-rectangular zone; None where the file itself is in plane metres
        whose position on the earth is unknown.
    easting_m, northing_m : float
        The local origin in that zone. [m] A local origin keeps single digits exact.
    """

    epsg: int | None
    easting_m: float = 0.0
    northing_m: float = 0.0

    @classmethod
    def around(cls, lon: float, lat: float) -> PlaneFrame:
        """Choose the zone for a place and put the origin on it, at a whole metre.

        The zone is the one whose origin is nearest. Prefectures at a border may use
        another; distances within a place are the same to 1 part in 10,000.
        """
        d_lon = [(lon - z[1]) * np.cos(np.radians(lat)) for z in _ZONE_ORIGINS]
        d_lat = [lat - z[0] for z in _ZONE_ORIGINS]
        zone = int(np.argmin(np.hypot(d_lon, d_lat)))
        epsg = 6669 + zone
        east, north = _to_zone(epsg).transform(lon, lat)
        return cls(epsg, float(round(east)), float(round(north)))

    def to_plane(self, lon_lat: Floats) -> Floats:
        """Turn (n, 2) lon, lat [deg] into (n, 2) x, y [m]."""
        if self.epsg is None:
            return np.asarray(lon_lat, dtype=np.float64)
        lon_lat = np.asarray(lon_lat, dtype=np.float64)
        east, north = _to_zone(self.epsg).transform(lon_lat[:, 0], lon_lat[:, 1])
        return np.column_stack([east - self.easting_m, north - self.northing_m])

    def to_lon_lat(self, xy: Floats) -> Floats:
        """Turn (n, 2) x, y [m] into (n, 2) lon, lat [deg]; plane files stay as is."""
        xy = np.asarray(xy, dtype=np.float64)
        if self.epsg is None:
            return xy
        lon, lat = _to_zone(self.epsg).transform(
            xy[:, 0] + self.easting_m, xy[:, 1] + self.northing_m, direction="INVERSE"
        )
        return np.column_stack([lon, lat])


def bearing_to_unit(bearing_deg: float) -> tuple[float, float]:
    """Turn a bearing into a unit vector.

    Parameters
    ----------
    bearing_deg : float
        Clockwise from north. [deg]

    Returns
    -------
    tuple of 2 floats
        x (east) and y (north) of length 1.
    """
    angle = np.radians(bearing_deg)
    return float(np.sin(angle)), float(np.cos(angle))


@cache
def _to_zone(epsg: int) -> Transformer:
    return Transformer.from_crs("EPSG:6668", f"EPSG:{epsg}", always_xy=True)
