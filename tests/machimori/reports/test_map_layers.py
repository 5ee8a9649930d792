"""Layers and rasters have the classes and colours of the reports' maps."""

from __future__ import annotations

import numpy as np
import pytest
from shapely import LineString, box

from machimori.formats.styled_layers import ResultLayer
from machimori.geometry import ContourBand, ContourLine
from machimori.reports.map_layers import (
    illuminance_colours,
    isolux_layer,
    light_bands_layer,
    watched_layer,
    watchers_colours,
)
from machimori.reports.plan.style import style


def fill_of(layer: ResultLayer, value: float) -> str | None:
    """Colour that QGIS gives a value: that of the first range that holds it."""
    for one in layer.style.ranges:
        if one.low <= value <= one.high:
            return one.symbol.fill
    return None


def test_each_band_of_light_has_its_colour_of_the_maps() -> None:
    bounds = style().illuminance.bounds_lx
    bands = [
        ContourBand(low, high, box(low, 0, low + 1, 1))
        for low, high in zip(bounds, (*bounds[1:], np.inf), strict=True)
    ]
    layer = light_bands_layer({"park": bands})
    drawn = [fill_of(layer, band.low) for band in bands]
    assert drawn == list(style().illuminance.colours)
    assert layer.attributes["to_lx"].values[-1] is None


@pytest.mark.parametrize(
    ("count", "label"),
    [(0, "blind spot"), (1, "1–2"), (2, "1–2"), (3, "3–9"), (400, "100 and more")],
)
def test_each_count_has_one_class(count: int, label: str) -> None:
    counts = np.array([count])
    layer = watched_layer(np.array([box(0, 0, 1, 1)]), counts, ["park"])
    held = [r.label.en for r in layer.style.ranges if r.low <= count <= r.high]
    assert held == [label]


def test_rasters_rise_from_what_nobody_sees_and_what_is_dark() -> None:
    for colours in (illuminance_colours(), watchers_colours()):
        lows = [band.low for band in colours]
        assert lows[0] == 0.0
        assert lows == sorted(set(lows))


def test_isolux_lines_are_told_apart_by_their_level_and_labelled() -> None:
    line = ContourLine(3.0, LineString([(0, 0), (1, 1)]))
    layer = isolux_layer({"park": [line]})
    assert [one.value for one in layer.style.categories] == list(style().isolux)
    assert layer.style.label == "level_lx"
    assert list(layer.attributes["area"].values) == ["park"]


def test_layers_may_be_empty() -> None:
    assert len(isolux_layer({}).geometries) == 0
    assert len(light_bands_layer({"park": []}).geometries) == 0
