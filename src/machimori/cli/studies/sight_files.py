"""Who sees areas, as files for QGIS.

Apart from what is printed, because it needs far more code to be loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from machimori.cli.studies.map_files import write_package, write_raster
from machimori.cli.studies.sight import SeenArea, SightStudy
from machimori.formats.styled_layers import ResultLayer
from machimori.language import Language
from machimori.reports.map_layers import (
    WATCHERS,
    blind_spots_layer,
    watched_layer,
    watchers_colours,
)
from machimori.scene import Feature


def write_sight_raster(
    study: SightStudy, chosen: Sequence[Feature], output: Path, language: Language
) -> None:
    """Write the number of viewpoints that see each point as one raster."""
    seen = study.over_all(chosen)
    write_raster(
        seen.field.grid,
        seen.watchers.astype(np.float64),
        study.scene,
        output,
        quantity=WATCHERS,
        colours=watchers_colours(),
        language=language,
    )


def write_sight_package(
    study: SightStudy,
    seen: Sequence[SeenArea],
    least_m2: float,
    output: Path,
    language: Language,
) -> None:
    """Write the number of viewpoints, and the blind spots, as layers."""
    layers = _layers(study, seen, least_m2, language)
    write_package(layers, study.scene, output, language)


def _layers(
    study: SightStudy,
    seen: Sequence[SeenArea],
    least_m2: float,
    language: Language,
) -> Iterator[ResultLayer]:
    cells = np.concatenate([one.field.grid.cells for one in seen])
    counts = np.concatenate([one.watchers for one in seen])
    areas = [one.area.id for one in seen for _ in range(one.field.points)]
    yield watched_layer(cells, counts, areas)
    blamed = study.blame(seen, at_least_m2=least_m2)
    yield blind_spots_layer(blamed, study.scene, language)
