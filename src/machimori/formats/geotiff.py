"""Quantities on a lattice as Cloud-optimised GeoTIFF, written window by window."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from machimori.errors import CannotWrite, MissingExtra
from machimori.formats.opening import atomic_write
from machimori.formats.qml import ColourBand, raster_qml
from machimori.geometry import Lattice, PlaneFrame
from machimori.language import Language, Text

DType = Literal["float32", "int16", "uint16", "uint8"]
Resampling = Literal["average", "nearest", "mode"]

TILE_PX = 512
_CACHE_MB = 64
"""Memory that GDAL may take for tiles; unset it would be a share of the machine's."""
_OWN_TAGS = ("machimori_quantity", "machimori_source")


@dataclass(frozen=True, kw_only=True)
class RasterQuantity:
    """What the cells of a raster hold.

    Parameters
    ----------
    name : str
        As in the tags: an English word.
    title : Text
        As it is described to people.
    unit : str
        ``lx``, ``1`` …
    dtype : str
        Of the file; values are rounded to it where it holds whole numbers.
    no_data : float
        Stands where nothing is known; NaN is written as it.
    overviews : str
        How cells are taken together for overviews: ``average``, ``nearest`` or
        ``mode``.
    """

    name: str
    title: Text
    unit: str
    dtype: DType = "float32"
    no_data: float = -9999.0
    overviews: Resampling = "average"


class RasterWindow(NamedTuple):
    """Some rows and columns of a raster.

    Parameters
    ----------
    first_row, first_column : int
        Of the lattice: counted from the south and from the west.
    values : (rows, columns) array
        The southern row first, as on the lattice; NaN where unknown.
    """

    first_row: int
    first_column: int
    values: NDArray[Any]


Write = Callable[[RasterWindow], None]


@dataclass(frozen=True)
class RasterRead:
    """A raster read whole.

    Parameters
    ----------
    values : (rows, columns) array
        The southern row first; NaN where the file says no-data.
    lattice : Lattice
        The centres of the cells, about the local origin of `frame`.
    frame : PlaneFrame
        Its local origin is that of the zone itself.
    unit, description : str
    tags : dict of str to str
    """

    values: NDArray[np.float64]
    lattice: Lattice
    frame: PlaneFrame
    unit: str
    description: str
    tags: dict[str, str]


def write_geotiff(
    path: Path,
    lattice: Lattice,
    values: NDArray[Any] | Iterable[RasterWindow],
    *,
    frame: PlaneFrame,
    quantity: RasterQuantity,
    language: Language = "ja",
) -> None:
    """Write a raster whole or not at all; see :func:`geotiff_writer`.

    Parameters
    ----------
    path : Path
    lattice : Lattice
    values : (rows, columns) array, or windows
        The southern row first.
    frame : PlaneFrame
    quantity : RasterQuantity
    language : "ja" or "en"
        Of the description.

    Raises
    ------
    MissingExtra, CannotWrite
    """
    if isinstance(values, np.ndarray):
        values = [RasterWindow(0, 0, values)]
    with geotiff_writer(
        path, lattice, frame=frame, quantity=quantity, language=language
    ) as write:
        for window in values:
            write(window)


@contextmanager
def geotiff_writer(
    path: Path,
    lattice: Lattice,
    *,
    frame: PlaneFrame,
    quantity: RasterQuantity,
    language: Language = "ja",
) -> Iterator[Write]:
    """Open a raster to be written window by window.

    Parameters
    ----------
    path : Path
        Takes its place when the block ends well; until then it is untouched.
    lattice : Lattice
        Its points are the centres of the cells.
    frame : PlaneFrame
        The plane-rectangular zone; without one the file states no coordinate system.
    quantity : RasterQuantity
    language : "ja" or "en"
        Of the description.

    Yields
    ------
    function of RasterWindow
        In any order, each cell at most once; what nobody writes is no-data. The windows
        go to a file beside `path`, so that the memory taken is that of a few tiles.

    Raises
    ------
    MissingExtra
        rasterio is not installed: it comes with the extra ``raster``.
    CannotWrite
        The disk refused. What stood at `path` is untouched.
    """
    rasterio = _rasterio()
    plain = path.resolve().with_name(f".{path.stem}.{os.getpid()}.plain.tif")
    try:
        with _gdal(rasterio), atomic_write(path) as part:
            place = rasterio.Affine(*_placement(lattice, frame))
            profile = _profile(lattice, frame, quantity)
            with rasterio.open(plain, "w", transform=place, **profile) as tif:
                _describe(tif, quantity, language)
                yield lambda window: _write(tif, window, quantity)
            rasterio.shutil.copy(plain, part, **_optimised(quantity))
    except rasterio.errors.RasterioError as error:
        raise CannotWrite(path=path, why=str(error)) from error
    finally:
        with suppress(OSError):
            plain.unlink(missing_ok=True)


def write_raster_style(
    raster: Path, bands: Sequence[ColourBand], *, language: Language
) -> Path:
    """Write beside a raster how QGIS shall colour it on opening.

    Parameters
    ----------
    raster : Path
        The raster's own file.
    bands : sequence of ColourBand
        Rising.
    language : "ja" or "en"
        Of the legend.

    Returns
    -------
    Path
        The style: the raster's name with the suffix ``.qml``.

    Raises
    ------
    CannotWrite
    """
    beside = raster.with_suffix(".qml")
    with atomic_write(beside) as part:
        part.write_text(raster_qml(bands, language=language), "utf-8")
    return beside


def read_geotiff(path: Path) -> RasterRead:
    """Read a raster of one band whole, as :func:`write_geotiff` wrote it.

    Parameters
    ----------
    path : Path

    Returns
    -------
    RasterRead

    Raises
    ------
    MissingExtra
        rasterio is not installed.
    """
    rasterio = _rasterio()
    with _gdal(rasterio), rasterio.open(path) as tif:
        read = tif.read(1, masked=True).astype(np.float64)
        size, west, north = tif.transform.a, tif.transform.c, tif.transform.f
        south = north - size * tif.height
        half = size / 2
        return RasterRead(
            values=read.filled(np.nan)[::-1],
            lattice=Lattice(west + half, south + half, size, tif.width, tif.height),
            frame=PlaneFrame(tif.crs.to_epsg() if tif.crs else None),
            unit=tif.units[0] or "",
            description=tif.descriptions[0] or "",
            tags=tif.tags(),
        )


@contextmanager
def opened_by_gdal(path: Path) -> Iterator[Any]:
    """Open a GeoTIFF to read from: a dataset of rasterio.

    Raises
    ------
    MissingExtra
        rasterio is not installed.
    OSError
        It is no GeoTIFF.
    """
    rasterio = _rasterio()
    with _gdal(rasterio), rasterio.open(path, driver="GTiff") as tif:
        yield tif


def _rasterio() -> Any:
    try:
        import rasterio.shutil
    except ImportError as error:
        raise MissingExtra(extra="raster") from error
    return rasterio


@contextmanager
def _gdal(rasterio: Any) -> Iterator[None]:
    """Work with a small cache of tiles, and quiet about planes without a zone."""
    unplaced = rasterio.errors.NotGeoreferencedWarning
    with rasterio.Env(GDAL_CACHEMAX=_CACHE_MB), warnings.catch_warnings():
        warnings.simplefilter("ignore", unplaced)
        yield


def _placement(lattice: Lattice, frame: PlaneFrame) -> tuple[float, ...]:
    """From columns and rows, these from the north, to the zone's metres."""
    size = lattice.spacing_m
    west = lattice.west_m - size / 2 + frame.easting_m
    north = lattice.south_m + (lattice.rows - 0.5) * size + frame.northing_m
    return size, 0.0, west, 0.0, -size, north


def _profile(
    lattice: Lattice, frame: PlaneFrame, quantity: RasterQuantity
) -> dict[str, Any]:
    """How the file of windows is laid out: plain, for cells are written piecemeal."""
    return {
        "driver": "GTiff",
        "width": lattice.columns,
        "height": lattice.rows,
        "count": 1,
        "dtype": quantity.dtype,
        "nodata": quantity.no_data,
        "crs": None if frame.epsg is None else f"EPSG:{frame.epsg}",
        "tiled": True,
        "blockxsize": TILE_PX,
        "blockysize": TILE_PX,
        "sparse_ok": True,
        "bigtiff": "IF_SAFER",
    }


def _optimised(quantity: RasterQuantity) -> dict[str, Any]:
    return {
        "driver": "COG",
        "compress": "DEFLATE",
        "num_threads": "ALL_CPUS",
        "predictor": "YES",
        "blocksize": TILE_PX,
        "overview_resampling": quantity.overviews.upper(),
        "bigtiff": "IF_SAFER",
    }


def _describe(tif: Any, quantity: RasterQuantity, language: Language) -> None:
    tif.units = (quantity.unit,)
    tif.descriptions = (quantity.title.in_(language),)
    said = dict(zip(_OWN_TAGS, (quantity.name, "machimori"), strict=True))
    tif.update_tags(**said)


def _write(tif: Any, window: RasterWindow, quantity: RasterQuantity) -> None:
    values = np.asarray(window.values)
    rows, columns = values.shape
    if np.issubdtype(values.dtype, np.floating):
        values = np.where(np.isnan(values), quantity.no_data, values)
        if quantity.dtype != "float32":
            values = np.round(values)
    # Rows of the file run from the north.
    first = tif.height - window.first_row - rows
    last = first + rows
    beside = window.first_column, window.first_column + columns
    tif.write(values[::-1].astype(quantity.dtype), 1, window=((first, last), beside))
