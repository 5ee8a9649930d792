"""The rasters of a town: light, watchers, what is seen, where light is uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from machimori.reports.map_layers import (
    ILLUMINANCE,
    WATCHERS,
    illuminance_colours,
    watchers_colours,
)
from machimori.reports.plan.style import style
from machimori.town import TileResult, TownLattice

Floats = NDArray[np.float64]

_SEEN = RasterQuantity(
    name="seen",
    title=Text(ja="見えるか", en="whether it is seen"),
    unit="1",
    dtype="uint8",
    no_data=255,
    overviews="mode",
)
_UNKNOWN_LAMPS = RasterQuantity(
    name="unknown_lamps",
    title=Text(ja="光の分からない照明の数", en="lamps near whose light is unknown"),
    unit="1",
    dtype="uint8",
    no_data=255,
    overviews="nearest",
)
_CERTAIN = Text(ja="なし（照度は確か）", en="none: light is certain")
_AT_LEAST = Text(ja="あり（照度は少なくとも）", en="some: at least that lit")


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


def town_rasters() -> tuple[TownRaster, ...]:
    """Return the rasters that are written of a town, in the colours of the maps."""
    look = style()
    unseen, seen = look.ink, look.watchers.colours[-1]
    return (
        TownRaster(
            name="illuminance.tif",
            quantity=ILLUMINANCE,
            field=lux,
            bands=illuminance_colours(),
        ),
        TownRaster(
            name="watchers.tif",
            quantity=replace(WATCHERS, dtype="uint16", no_data=65535),
            field=watchers,
            bands=watchers_colours(),
        ),
        TownRaster(
            name="seen.tif",
            quantity=_SEEN,
            field=_seen,
            bands=(
                ColourBand(0.0, Text(ja="どこからも見えない", en="unseen"), unseen),
                ColourBand(1.0, Text(ja="見える", en="seen"), seen),
            ),
        ),
        TownRaster(
            name="unknown-lamps.tif",
            quantity=_UNKNOWN_LAMPS,
            field=_uncertain,
            bands=(
                ColourBand(0.0, _CERTAIN, look.outside),
                ColourBand(1.0, _AT_LEAST, look.unknown),
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
    rasters = town_rasters()
    for raster in rasters:
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
    return tuple(raster.name for raster in rasters)


def _windows(
    store: TownStore, lattice: TownLattice, field: Field
) -> Iterator[RasterWindow]:
    for tile in store.tiles:
        row = tile.first_row - lattice.first_row
        column = tile.first_column - lattice.first_column
        yield RasterWindow(row, column, field(store.read(tile.number)))
