"""Contour lines and bands against fields whose contours are known."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from machimori.geometry import Lattice, contour_bands, contour_lines

SQUARE = Lattice(-10.0, -10.0, 0.5, 41, 41)


def on(lattice: Lattice) -> tuple[np.ndarray, np.ndarray]:
    xy = lattice.points(np.arange(lattice.rows * lattice.columns))
    shape = lattice.rows, lattice.columns
    return xy[:, 0].reshape(shape), xy[:, 1].reshape(shape)


def cone(lattice: Lattice = SQUARE) -> np.ndarray:
    return np.hypot(*on(lattice))


def test_the_line_of_a_plane_is_exact() -> None:
    x, y = on(SQUARE)
    (line,) = contour_lines(2 * x + y, SQUARE, [1.25])
    xy = shapely.get_coordinates(line.geometry)
    assert np.allclose(2 * xy[:, 0] + xy[:, 1], 1.25, atol=1e-12)
    assert line.geometry.length == pytest.approx(np.hypot(10, 20), abs=1e-9)


def test_the_circle_of_a_cone_is_found_with_an_error_of_second_order() -> None:
    errors = []
    for spacing_m in (0.5, 0.25, 0.125):
        steps = round(20 / spacing_m) + 1
        lattice = Lattice(-10.0, -10.0, spacing_m, steps, steps)
        (line,) = contour_lines(cone(lattice), lattice, [5.3])
        xy = shapely.get_coordinates(line.geometry)
        errors.append(np.abs(np.hypot(*xy.T) - 5.3).max())
    assert errors[0] < 0.5**2 / 5.3
    assert 3.0 < errors[0] / errors[1] < 5.0
    assert 3.0 < errors[1] / errors[2] < 5.0


def test_bands_fill_the_whole_without_overlap() -> None:
    bands = contour_bands(cone(), SQUARE, [0.0, 3.0, 6.0])
    assert [band.low for band in bands] == [0.0, 3.0, 6.0]
    assert bands[-1].high == np.inf
    assert sum(band.geometry.area for band in bands) == pytest.approx(400.0)
    overlap = shapely.intersection(bands[0].geometry, bands[1].geometry)
    assert overlap.area < 1e-6


def test_what_lies_outside_is_cut_off() -> None:
    within = shapely.box(0, 0, 10, 10)
    (line,) = contour_lines(cone(), SQUARE, [5.0], within=within)
    (_, band) = contour_bands(cone(), SQUARE, [0.0, 5.0], within=within)
    assert line.geometry.length == pytest.approx(np.pi * 5 / 2, rel=1e-2)
    assert band.geometry.area == pytest.approx(100 - np.pi * 25 / 4, rel=1e-3)


def test_no_line_comes_near_what_is_unknown() -> None:
    values = cone()
    values[:, 25:] = np.nan
    (line,) = contour_lines(values, SQUARE, [5.0])
    assert line.geometry.bounds[2] <= 2.0


def test_levels_that_are_never_met_give_nothing() -> None:
    assert contour_lines(cone(), SQUARE, [100.0]) == ()
    assert contour_bands(cone(), SQUARE, [100.0]) == ()
    assert contour_lines(np.full((41, 41), np.nan), SQUARE, [1.0]) == ()


def test_a_single_row_has_no_contours() -> None:
    thin = Lattice(0.0, 0.0, 1.0, 5, 1)
    assert contour_lines(np.arange(5.0)[None], thin, [2.0]) == ()
    assert contour_bands(np.arange(5.0)[None], thin, [2.0]) == ()


@given(arrays(np.float64, (6, 7), elements=st.floats(0, 50, width=32)))
def test_bands_from_nothing_up_cover_every_field_whole(values: np.ndarray) -> None:
    lattice = Lattice(0.0, 0.0, 1.0, 7, 6)
    bands = contour_bands(values, lattice, [0.0, 3.0, 10.0, 20.0])
    assert sum(band.geometry.area for band in bands) == pytest.approx(30.0, abs=1e-4)
