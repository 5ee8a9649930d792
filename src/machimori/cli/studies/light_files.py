"""The light of areas as files for QGIS.

Apart from what is printed, because it needs far more code to be loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import shapely

from machimori.assessment.lux_survey import LuxReading
from machimori.cli.studies.light import LightStudy
from machimori.cli.studies.listings import Listing
from machimori.cli.studies.map_files import (
    attributes_of,
    write_package,
    write_raster,
)
from machimori.formats.qml import Symbol
from machimori.formats.styled_layers import Attribute, ResultLayer
from machimori.language import Language, Text
from machimori.lighting import RoadVertical
from machimori.reports.map_layers import (
    ILLUMINANCE,
    illuminance_colours,
    isolux_layer,
    light_bands_layer,
    points_layer,
)
from machimori.reports.plan.style import style
from machimori.scene import Feature


def write_light_raster(study: LightStudy, output: Path, language: Language) -> None:
    """Write the light of all areas as one raster."""
    field = study.field_of_all()
    write_raster(
        field.grid,
        field.illuminance_lx,
        study.scene,
        output,
        quantity=ILLUMINANCE,
        colours=illuminance_colours(),
        language=language,
    )


def write_light_package(
    study: LightStudy,
    output: Path,
    language: Language,
    *,
    axes: Sequence[Feature],
    readings: Sequence[LuxReading],
    effects: bool,
) -> None:
    """Write bands and isolux lines, and what was asked for, as layers."""
    layers = _layers(study, axes, readings, effects=effects)
    write_package(layers, study.scene, output, language)


def _layers(
    study: LightStudy,
    axes: Sequence[Feature],
    readings: Sequence[LuxReading],
    *,
    effects: bool,
) -> Iterator[ResultLayer]:
    maps = study.maps()
    bounds_lx = style().illuminance.bounds_lx
    yield light_bands_layer({area: m.bands(bounds_lx) for area, m in maps.items()})
    yield isolux_layer({area: m.lines() for area, m in maps.items()})
    if axes:
        yield _upright_layer(study.upright(axes))
    if effects:
        yield _layer_of(study.effects(), _LAMP)
    if readings:
        surveyed = study.survey(readings)
        yield _layer_of(surveyed, _READING, by="measured_lx", label="ratio")


_LAMP = Symbol(fill="#ffffff", marker="star", size_mm=3.4)
_READING = Symbol(marker="square", size_mm=3.0)
_FACE = Symbol(width_mm=0.15, size_mm=1.8)


def _layer_of(
    listing: Listing,
    symbol: Symbol,
    *,
    by: str | None = None,
    label: str | None = None,
) -> ResultLayer:
    return points_layer(
        listing.name,
        listing.title,
        shapely.get_coordinates(list(listing.geometries)),
        attributes_of(listing),
        symbol=symbol,
        by=by,
        label=label,
    )


def _upright_layer(roads: dict[str, RoadVertical]) -> ResultLayer:
    title = Text(ja="鉛直面照度", en="vertical illuminance")
    columns = {
        "weaker_lx": (
            Text(ja="暗い側 lx", en="darker side, lx"),
            [upright.weaker_lx for upright in roads.values()],
        ),
        "forward_lx": (
            Text(ja="前向き lx", en="facing along, lx"),
            [upright.forward_lx for upright in roads.values()],
        ),
        "backward_lx": (
            Text(ja="後ろ向き lx", en="facing back, lx"),
            [upright.backward_lx for upright in roads.values()],
        ),
        "bearing_deg": (
            Text(ja="道の方位 °", en="bearing of the road, °"),
            [upright.bearings_deg for upright in roads.values()],
        ),
    }
    named = [id_ for id_, upright in roads.items() for _ in upright.points]
    attributes = {
        "road": Attribute(Text(ja="道", en="road"), named),
        **{n: Attribute(text, np.concatenate(v)) for n, (text, v) in columns.items()},
    }
    points = np.concatenate([upright.points[:, :2] for upright in roads.values()])
    return points_layer(
        "vertical", title, points, attributes, symbol=_FACE, by="weaker_lx"
    )
