"""Results as files for QGIS: layers in a GeoPackage, or one raster with its style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from machimori.cli.printing import note
from machimori.cli.speaking import say
from machimori.cli.studies.listings import Listing
from machimori.formats.geotiff import (
    RasterQuantity,
    write_geotiff,
    write_raster_style,
)
from machimori.formats.qml import ColourBand
from machimori.formats.styled_layers import Attribute, ResultLayer, write_layers
from machimori.geometry import AreaGrid
from machimori.language import Language
from machimori.scene import Scene


def write_package(
    layers: Iterable[ResultLayer], scene: Scene, output: Path, language: Language
) -> None:
    """Write layers, and say so."""
    write_layers(output, layers, frame=scene.frame, language=language)
    _wrote(output)


def write_raster(
    grid: AreaGrid,
    values: NDArray[np.float64],
    scene: Scene,
    output: Path,
    *,
    quantity: RasterQuantity,
    colours: Sequence[ColourBand],
    language: Language,
) -> None:
    """Write the cells of a grid as a raster with its style, and say so."""
    lattice = grid.lattice
    half = lattice.spacing_m / 2
    corner = np.array([lattice.west_m - half, lattice.south_m - half])
    columns, rows = ((grid.points - corner) // lattice.spacing_m).astype(int).T
    cells = np.full((lattice.rows, lattice.columns), np.nan)
    cells[
        np.clip(rows, 0, lattice.rows - 1), np.clip(columns, 0, lattice.columns - 1)
    ] = values
    write_geotiff(
        output, lattice, cells, frame=scene.frame, quantity=quantity, language=language
    )
    write_raster_style(output, colours, language=language)
    _wrote(output)


def attributes_of(listing: Listing) -> dict[str, Attribute]:
    """Columns that a listing shows, for a layer."""
    return {
        name: Attribute(heading, [row[name] for row in listing.rows])
        for name, heading in listing.headings.items()
    }


def _wrote(output: Path) -> None:
    note(say(f"{output} を書きました。", f"Wrote {output}."))
