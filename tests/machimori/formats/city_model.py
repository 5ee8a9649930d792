"""City models as tests write them: CityGML 2.0 about a point in Tokyo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pyproj import Transformer

Ring = Sequence[tuple[float, float, float]]

LON, LAT, SEA_M = 139.75, 35.68, 20.0
_TO_LON_LAT = Transformer.from_crs("EPSG:6677", "EPSG:6668", always_xy=True)
_EAST, _NORTH = Transformer.from_crs(
    "EPSG:6668", "EPSG:6677", always_xy=True
).transform(LON, LAT)

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<core:CityModel xmlns:core="http://www.opengis.net/citygml/2.0"
 xmlns:gml="http://www.opengis.net/gml"
 xmlns:bldg="http://www.opengis.net/citygml/building/2.0"
 xmlns:tran="http://www.opengis.net/citygml/transportation/2.0">
<gml:boundedBy><gml:Envelope srsName="{srs}" srsDimension="3"/></gml:boundedBy>
"""
SRS = "http://www.opengis.net/def/crs/EPSG/0/6697"


def city(*members: str, srs: str = SRS) -> str:
    """Write a file of city objects."""
    inside = "".join(
        f"<core:cityObjectMember>{member}</core:cityObjectMember>" for member in members
    )
    return f"{_HEAD.format(srs=srs)}{inside}</core:CityModel>"


def building(*inside: str, id_: str = "B1") -> str:
    named = f' gml:id="{id_}"' if id_ else ""
    return f"<bldg:Building{named}>{''.join(inside)}</bldg:Building>"


def said(name: str, value: object) -> str:
    return f"<bldg:{name}>{value}</bldg:{name}>"


def footprint(east: float = 10.0, north: float = 8.0, foot_m: float = 0.0) -> str:
    outline = surface(floor(east, north, foot_m))
    return f"<bldg:lod0FootPrint>{outline}</bldg:lod0FootPrint>"


def block(east: float, north: float, height_m: float) -> str:
    """A plain block, as of LOD1."""
    shells = surface(*walls(east, north, height_m), floor(east, north, height_m))
    return f"<bldg:lod1Solid>{shells}</bldg:lod1Solid>"


def bounded(word: str, *rings: Ring, inside: str = "") -> str:
    """Walls, roofs and the ground of LOD2 and above."""
    return (
        f"<bldg:boundedBy><bldg:{word}><bldg:lod2MultiSurface>{surface(*rings)}"
        f"</bldg:lod2MultiSurface>{inside}</bldg:{word}></bldg:boundedBy>"
    )


def opening(word: str, ring: Ring, id_: str = "") -> str:
    named = f' gml:id="{id_}"' if id_ else ""
    return (
        f"<bldg:opening><bldg:{word}{named}><bldg:lod3MultiSurface>{surface(ring)}"
        f"</bldg:lod3MultiSurface></bldg:{word}></bldg:opening>"
    )


def surface(*rings: Ring) -> str:
    return f"<gml:MultiSurface>{''.join(map(_polygon, rings))}</gml:MultiSurface>"


def floor(east: float, north: float, at_m: float) -> Ring:
    corners = [(0, 0), (east, 0), (east, north), (0, north), (0, 0)]
    return [(x, y, at_m) for x, y in corners]


def walls(east: float, north: float, height_m: float) -> Iterable[Ring]:
    corners = [(0, 0), (east, 0), (east, north), (0, north), (0, 0)]
    for one, other in pairwise(corners):
        yield upright(one, other, 0.0, height_m)


def upright(
    one: tuple[float, float], other: tuple[float, float], low_m: float, high_m: float
) -> Ring:
    """Rectangle in a wall, counterclockwise seen from the right of its line."""
    return [
        (*one, low_m),
        (*other, low_m),
        (*other, high_m),
        (*one, high_m),
        (*one, low_m),
    ]


def _polygon(ring: Ring) -> str:
    numbers = " ".join(_written(*point) for point in ring)
    return (
        "<gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>"
        f"{numbers}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
        "</gml:surfaceMember>"
    )


def _written(x: float, y: float, z: float) -> str:
    """Latitude first, then longitude and the height above the sea."""
    lon, lat = _TO_LON_LAT.transform(_EAST + x, _NORTH + y)
    return f"{lat:.12f} {lon:.12f} {SEA_M + z:.6f}"
