"""Points over areas and along lines."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, MultiLineString, Point, Polygon, box

from machimori.geometry import area_grid, points_along

L_SHAPE = Polygon([(0, 0), (10, 0), (10, 5), (5, 5), (5, 10), (0, 10)])


@pytest.mark.parametrize("spacing_m", [0.3, 1.0, 2.7, 50.0])
@pytest.mark.parametrize(
    "area",
    [box(0, 0, 10, 10), L_SHAPE, Point(3, 4).buffer(7)],
    ids=["box", "L", "disc"],
)
def test_cells_add_up_to_the_area(area: Polygon, spacing_m: float) -> None:
    grid = area_grid(area, spacing_m=spacing_m)
    assert grid.area_m2 == pytest.approx(area.area, rel=1e-9)
    assert shapely.dwithin(area, shapely.points(grid.points), 1e-9).all()


@pytest.mark.parametrize("spacing_m", [0.1, 0.3, 1 / 3])
def test_neighbouring_cells_join_without_a_gap(spacing_m: float) -> None:
    grid = area_grid(box(0.7, 0.7, 5.7, 5.7), spacing_m=spacing_m)
    joined = shapely.union_all(grid.cells)
    assert joined.geom_type == "Polygon"
    assert not joined.interiors


def test_an_area_smaller_than_a_cell_gets_one_point() -> None:
    assert len(area_grid(box(0, 0, 0.2, 0.2), spacing_m=1.0).points) == 1


def test_the_mean_of_a_linear_quantity_is_its_value_at_the_centre_of_mass() -> None:
    convex = Polygon([(0, 0), (8, 1), (12, 6), (3, 9)])
    grid = area_grid(convex, spacing_m=0.7)
    x, y = convex.centroid.coords[0]
    values = 3 * grid.points[:, 0] + 2 * grid.points[:, 1]
    assert grid.mean(values) == pytest.approx(3 * x + 2 * y, rel=1e-9)


def test_the_mean_converges_with_the_square_of_the_spacing() -> None:
    disc = Point(0, 0).buffer(4, quad_segs=200)
    exact = 4**2 / 2
    errors = []
    for spacing_m in (1.0, 0.5, 0.25):
        grid = area_grid(disc, spacing_m=spacing_m)
        errors.append(abs(grid.mean((grid.points**2).sum(axis=1)) - exact))
    assert errors[1] < errors[0] / 3
    assert errors[2] < errors[1] / 3


def test_points_along_a_line_include_both_ends_and_keep_the_distance() -> None:
    points = points_along(LineString([(0, 0), (7, 0), (7, 4)]), spacing_m=2.0)
    assert points[0].tolist() == [0, 0]
    assert points[-1].tolist() == [7, 4]
    assert np.hypot(*np.diff(points, axis=0).T).max() <= 2.0 + 1e-9


def test_every_part_of_a_line_gets_its_points() -> None:
    parts = MultiLineString([[(0, 0), (1, 0)], [(5, 5), (5, 6)]])
    assert len(points_along(parts, spacing_m=1.0)) == 4


def test_a_line_of_no_length_gets_one_point() -> None:
    assert points_along(LineString([(2, 3), (2, 3)]), spacing_m=1.0).tolist() == [
        [2, 3]
    ]


@pytest.mark.parametrize("area", [box(0.3, 0.7, 10, 10), Point(3, 4).buffer(7)])
def test_the_centres_of_whole_cells_lie_on_the_lattice(area: Polygon) -> None:
    grid = area_grid(area, spacing_m=0.7)
    whole = grid.lattice_number >= 0
    on_lattice = grid.lattice.points(grid.lattice_number[whole])
    assert np.array_equal(grid.points[whole], on_lattice)
    assert whole.sum() > 100
    assert grid.weights_m2[whole] == pytest.approx(0.49)
    assert (grid.weights_m2[~whole] < 0.49).all()
