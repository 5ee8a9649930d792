"""The rasters of a town: light, watchers, what is seen, where light is uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from machimori.formats.geotiff import (
    RasterQuantity,
    RasterWindow,
    write_geotiff,
    write_raster_style,
)
from machimori.formats.qml import ColourBand
from machimori.formats.town.mosaic import Field, lux, watchers
from machimori.formats.town.store import TownStore
from machimori.geometry import PlaneFrame
from machimori.language import Language, Text
from machimori.town import TileResult, TownLattice

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class TownRaster:
    """One raster: its file, what it holds, and its colours."""

    name: str
    quantity: RasterQuantity
    field: Field
    bands: tuple[ColourBand, ...]


def _seen(result: TileResult) -> Floats:
    counts = watchers(result)
    return np.where(np.isnan(counts), np.nan, counts > 0)


def _uncertain(result: TileResult) -> Floats:
    return result.unknown_lamps.astype(np.float64)


def _band(low: float, colour: str, ja: str, en: str) -> ColourBand:
    return ColourBand(low, Text(ja=ja, en=en), colour)


RASTERS = (
    TownRaster(
        name="illuminance.tif",
        quantity=RasterQuantity(
            name="illuminance",
            title=Text(ja="水平面照度", en="horizontal illuminance"),
            unit="lx",
        ),
        field=lux,
        bands=(
            _band(0.0, "#12122b", "1 lx 未満", "below 1 lx"),
            _band(1.0, "#3b2f6b", "1–3 lx", "1–3 lx"),
            _band(3.0, "#8c4f7e", "3–10 lx", "3–10 lx"),
            _band(10.0, "#e08a5b", "10–20 lx", "10–20 lx"),
            _band(20.0, "#f6c65b", "20–50 lx", "20–50 lx"),
            _band(50.0, "#fdf3b8", "50 lx 以上", "50 lx and more"),
        ),
    ),
    TownRaster(
        name="watchers.tif",
        quantity=RasterQuantity(
            name="watchers",
            title=Text(ja="見る視点の数", en="eyes that see it"),
            unit="1",
            dtype="uint16",
            no_data=65535,
        ),
        field=watchers,
        bands=(
            _band(0.0, "#a50f15", "なし", "none"),
            _band(1.0, "#fdbe85", "1–9", "1–9"),
            _band(10.0, "#d9ef8b", "10–49", "10–49"),
            _band(50.0, "#66bd63", "50–199", "50–199"),
            _band(200.0, "#006837", "200以上", "200 and more"),
        ),
    ),
    TownRaster(
        name="seen.tif",
        quantity=RasterQuantity(
            name="seen",
            title=Text(ja="見えるか", en="whether it is seen"),
            unit="1",
            dtype="uint8",
            no_data=255,
            overviews="mode",
        ),
        field=_seen,
        bands=(
            _band(0.0, "#a50f15", "どこからも見えない", "unseen"),
            _band(1.0, "#66bd63", "見える", "seen"),
        ),
    ),
    TownRaster(
        name="unknown-lamps.tif",
        quantity=RasterQuantity(
            name="unknown_lamps",
            title=Text(
                ja="光の分からない照明の数", en="lamps near whose light is unknown"
            ),
            unit="1",
            dtype="uint8",
            no_data=255,
            overviews="nearest",
        ),
        field=_uncertain,
        bands=(
            _band(0.0, "#f7f7f7", "なし（照度は確か）", "none: light is certain"),
            _band(
                1.0, "#b2abd2", "あり（照度は少なくとも）", "some: at least that lit"
            ),
        ),
    ),
)


def write_rasters(
    folder: Path,
    store: TownStore,
    lattice: TownLattice,
    *,
    frame: PlaneFrame,
    language: Language,
) -> tuple[str, ...]:
    """Write all rasters of a finished town, tile by tile, each with its style.

    Parameters
    ----------
    folder : Path
    store : TownStore
    lattice : TownLattice
    frame : PlaneFrame
    language : "ja" or "en"

    Returns
    -------
    tuple of str
        Names of the files.

    Raises
    ------
    MissingExtra, CannotWrite
    """
    for raster in RASTERS:
        path = folder / raster.name
        write_geotiff(
            path,
            lattice.whole.lattice,
            _windows(store, lattice, raster.field),
            frame=frame,
            quantity=raster.quantity,
            language=language,
        )
        write_raster_style(path, raster.bands, language=language)
    return tuple(raster.name for raster in RASTERS)


def _windows(
    store: TownStore, lattice: TownLattice, field: Field
) -> Iterator[RasterWindow]:
    for tile in store.tiles:
        row = tile.first_row - lattice.first_row
        column = tile.first_column - lattice.first_column
        yield RasterWindow(row, column, field(store.read(tile.number)))
