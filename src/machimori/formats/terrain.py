"""Heights of the ground from a GeoTIFF: a digital elevation model (数値標高モデル)."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from machimori.errors import InvalidInput, Problem
from machimori.formats.geotiff import opened_by_gdal
from machimori.geometry import Lattice, PlaneFrame, Terrain
from machimori.language import Text

Floats = NDArray[np.float64]
Bounds = tuple[float, float, float, float]

MOST_POINTS = 25_000_000
"""Larger ground than this many heights is refused, or taken more coarsely."""
MOST_MISSING = 0.2
"""Of the ground, how much the file may say nothing of (water, mostly)."""
_BESIDE_PX = 0.5 + 1e-6
"""How far beyond the outermost centres of its cells a raster still speaks."""


def read_terrain(path: Path, frame: PlaneFrame, bounds: Bounds) -> Terrain:
    """Read the ground of a scene.

    Parameters
    ----------
    path : Path
        A GeoTIFF of one band: heights in metres, in any coordinate system that says
        which it is. For a scene in plane metres of its own it names none, and is in
        those same metres.
    frame : PlaneFrame
        Of the scene.
    bounds : tuple of 4 floats
        West, south, east, north of the scene, which it must cover. [m]

    Returns
    -------
    Terrain
        On a lattice of plane metres as close as the cells of the file; its own points
        where it is in the coordinate system of the scene. Where the file says nothing,
        as high as the nearest ground of which it does.

    Raises
    ------
    MissingExtra
        rasterio is not installed.
    InvalidInput
        It is no GeoTIFF, names no coordinate system, or does not cover the scene.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it lies nowhere is said below
        try:
            with opened_by_gdal(path) as tif:
                return _read(tif, path, frame, bounds)
        except OSError as error:
            raise InvalidInput([_no_raster(path)]) from error


def _read(tif: Any, path: Path, frame: PlaneFrame, bounds: Bounds) -> Terrain:
    problems = list(_misfits(tif, path, frame))
    if problems:
        raise InvalidInput(problems)
    placing = _Placing.of(tif, frame)
    lattice = placing.lattice(bounds)
    within = _rounded_out(lattice, bounds)
    points = lattice.points(np.arange(lattice.rows * lattice.columns))
    pixels = placing.to_pixels(points)
    covered = _covered(pixels, tif)[within].mean()
    if covered < 1.0:
        raise InvalidInput([_elsewhere(path, covered)])
    heights = _sampled(tif, path, pixels)
    missing = np.isnan(heights)
    if missing[within].mean() > MOST_MISSING:
        raise InvalidInput([_unsaid(path, missing[within].mean())])
    filled = _filled(heights.reshape(lattice.rows, lattice.columns))
    return Terrain(lattice, filled, str(path), float(missing.mean()))


@dataclass(frozen=True)
class _Placing:
    """Where the cells of a raster lie in plane metres."""

    to_pixels: Callable[[Floats], Floats]
    spacing_m: float
    first_m: Floats | None

    @classmethod
    def of(cls, tif: Any, frame: PlaneFrame) -> _Placing:
        into = ~tif.transform
        origin = np.array([frame.easting_m, frame.northing_m])
        own = CRS.from_wkt(tif.crs.to_wkt()) if tif.crs else None
        plane = None if frame.epsg is None else CRS.from_epsg(frame.epsg)
        is_same = own == plane or (own is not None and own.to_epsg() == frame.epsg)
        turn = None if is_same else Transformer.from_crs(plane, own, always_xy=True)

        def to_pixels(points: Floats) -> Floats:
            x, y = (points + origin).T
            if turn is not None:
                x, y = turn.transform(x, y)
            column, row = into * (x, y)
            return np.column_stack([column, row]) - 0.5

        if turn is None and tif.transform.a == -tif.transform.e:
            first = np.array(tif.transform * (0.5, 0.5)) - origin
            return cls(to_pixels, float(tif.transform.a), first)
        return cls(to_pixels, 0.0, None)

    def lattice(self, bounds: Bounds) -> Lattice:
        """Lay a lattice over the scene, with a point or two to spare on each side."""
        west, south, east, north = bounds
        spacing = self.spacing_m or self._spacing_m(bounds)
        area = (east - west + 4 * spacing) * (north - south + 4 * spacing)
        coarse = max(spacing, (area / MOST_POINTS) ** 0.5)
        first = np.array([west, south])
        if self.first_m is not None and coarse == spacing:
            first = self.first_m + np.floor((first - self.first_m) / spacing) * spacing
        first = first - coarse
        columns, rows = np.ceil((np.array([east, north]) - first) / coarse) + 2
        west, south = first.tolist()
        return Lattice(west, south, float(coarse), int(columns), int(rows))

    def _spacing_m(self, bounds: Bounds) -> float:
        """Metres to a cell of the raster, in the middle of the scene."""
        middle = np.array([(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2])
        step_m = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
        at = self.to_pixels(middle + step_m)
        cells = max(np.hypot(*(at[1] - at[0])), np.hypot(*(at[2] - at[0])))
        return float(10.0 / cells)


def _rounded_out(lattice: Lattice, bounds: Bounds) -> NDArray[np.bool_]:
    """Which points of a lattice are needed for the ground within some bounds."""
    points = lattice.points(np.arange(lattice.rows * lattice.columns))
    west, south, east, north = bounds
    x, y, slack = points[:, 0], points[:, 1], lattice.spacing_m * 1e-6
    is_in_x = (x >= west - slack) & (x <= east + slack)
    is_in_y = (y >= south - slack) & (y <= north + slack)
    inside: NDArray[np.bool_] = is_in_x & is_in_y
    return inside if inside.any() else np.ones(len(points), dtype=np.bool_)


def _covered(pixels: Floats, tif: Any) -> NDArray[np.bool_]:
    most = np.array([tif.width - 1, tif.height - 1]) + _BESIDE_PX
    inside = np.isfinite(pixels) & (pixels >= -_BESIDE_PX) & (pixels <= most)
    return np.asarray(inside.all(axis=1), dtype=np.bool_)


def _sampled(tif: Any, path: Path, pixels: Floats) -> Floats:
    """Heights (n,) between the centres of cells; NaN where one of them is not said."""
    last = np.array([tif.width - 1, tif.height - 1])
    at = np.clip(pixels, 0, last)
    low = np.floor(at.min(axis=0)).astype(int)
    high = np.minimum(np.floor(at.max(axis=0)).astype(int) + 1, last)
    size = high - low + 1
    if size.prod() > 4 * MOST_POINTS:
        raise InvalidInput([_too_fine(path, int(size.prod()))])
    window = ((low[1], high[1] + 1), (low[0], high[0] + 1))
    read = tif.read(1, window=window, masked=True).astype(np.float64)
    cells = read.filled(np.nan) * tif.scales[0] + tif.offsets[0]
    if min(cells.shape) < 2:
        cells = np.pad(cells, [(0, 2 - min(2, n)) for n in cells.shape], mode="edge")
    rows, columns = cells.shape
    of_pixels = Terrain(Lattice(0.0, 0.0, 1.0, columns, rows), cells)
    return of_pixels.height_at(at - low)


def _filled(heights: Floats) -> Floats:
    missing = np.isnan(heights)
    if not missing.any():
        return heights
    from scipy.ndimage import distance_transform_edt  # slow to load

    nearest = distance_transform_edt(
        missing, return_distances=False, return_indices=True
    )
    return np.asarray(heights[tuple(nearest)])


# What can be wrong


def _misfits(tif: Any, path: Path, frame: PlaneFrame) -> list[Problem]:
    problems = []
    if tif.count != 1:
        problems.append(_problem(path, f"{tif.count}", _ONE_BAND, _EXPORT_HEIGHTS))
    if frame.epsg is not None and tif.crs is None:
        problems.append(_problem(path, "", _A_CRS, _SET_CRS))
    if frame.epsg is None and tif.crs is not None:
        problems.append(_problem(path, str(tif.crs), _NO_CRS, _PLACE_SCENE))
    if tif.transform.is_identity:
        problems.append(_problem(path, "", _A_PLACE, _SET_CRS))
    return problems


def _problem(path: Path, found: str, expected: Text, remedy: Text) -> Problem:
    where = Text(ja="地形（標高）", en="the ground")
    return Problem(
        file=str(path), where=where, found=found, expected=expected, remedy=remedy
    )


def _no_raster(path: Path) -> Problem:
    found = path.name if path.is_file() else ""
    return _problem(path, found, _A_GEOTIFF, _EXPORT_HEIGHTS)


def _elsewhere(path: Path, share: float) -> Problem:
    return _problem(path, f"{share:.0%}", _ALL_OF_IT, _LARGER)


def _unsaid(path: Path, share: float) -> Problem:
    return _problem(path, f"{share:.0%}", _HEIGHTS_THERE, _LARGER)


def _too_fine(path: Path, count: int) -> Problem:
    return _problem(path, f"{count:,}", _FEWER, _RESAMPLE)


_A_GEOTIFF = Text(
    ja="標高の GeoTIFF（.tif）。圧縮（.gz、.zip）は解いてから",
    en="a GeoTIFF (.tif) of heights, not packed in .gz or .zip",
)
_ONE_BAND = Text(ja="標高のバンド1つ", en="one band, of heights")
_EXPORT_HEIGHTS = Text(
    ja="標高（m）を1バンドの GeoTIFF として書き出してください。",
    en="Export the heights in metres as a GeoTIFF of one band.",
)
_A_CRS = Text(ja="座標参照系の記された GeoTIFF", en="a GeoTIFF that names its CRS")
_A_PLACE = Text(ja="位置の記された GeoTIFF", en="a GeoTIFF that says where it lies")
_SET_CRS = Text(
    ja="QGIS などで座標参照系と位置を付けて書き出し直してください。",
    en="Export it again with its place and its CRS, for example with QGIS.",
)
_NO_CRS = Text(
    ja="場面と同じ平面のメートルで、座標参照系のない GeoTIFF",
    en="a GeoTIFF without CRS, in the same plane metres as the scene",
)
_PLACE_SCENE = Text(
    ja="場面を経度・緯度で書くか、座標参照系を外した GeoTIFF を使ってください。",
    en="Write the scene in longitude and latitude, or take the CRS off the GeoTIFF.",
)
_ALL_OF_IT = Text(
    ja="場面の全体（100%）を覆う標高", en="heights of all of the scene (100%)"
)
_HEIGHTS_THERE = Text(
    ja=f"標高の書かれていない所が {MOST_MISSING:.0%} まで",
    en=f"at most {MOST_MISSING:.0%} without a height",
)
_LARGER = Text(
    ja="場面を覆う範囲で切り出し直すか、遠くに外れた地物がないか確かめてください。",
    en="Cut it out again so that it covers the scene; look for features far off.",
)
_FEWER = Text(
    ja=f"場面の範囲で {4 * MOST_POINTS:,} 点まで",
    en=f"at most {4 * MOST_POINTS:,} heights in the scene",
)
_RESAMPLE = Text(
    ja="粗い格子に作り直すか、場面を分けてください。",
    en="Resample it to larger cells, or split the scene.",
)
