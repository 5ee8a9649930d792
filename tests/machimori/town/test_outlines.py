"""The cells whose centres lie in polygons."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import rotate
from shapely.geometry import MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry

from machimori.town import Tile, TownLattice, cells_inside
from machimori.town.outlines import Outlines

TILE = Tile(0, -20, -10, 60, 50, 0.5)


def shapes(rng: np.random.Generator) -> list[BaseGeometry]:
    """Turned boxes, some with a hole, some in two parts, some off the tile."""
    found: list[BaseGeometry] = []
    for k in range(12):
        x, y = rng.uniform((-8, -14), (24, 24))
        yard = box(x, y, x + 9, y + 7).difference(Point(x + 4, y + 3).buffer(2))
        pair = MultiPolygon([box(x, y, x + 2, y + 3), box(x + 3, y, x + 5, y + 1)])
        found.append(rotate([yard, pair, box(x, y, x + 4, y + 4)][k % 3], 31 * k))
    return found


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_cells_are_inside_where_their_centre_is(seed: int) -> None:
    given_shapes = shapes(np.random.default_rng(seed))
    shape, cell = cells_inside(Outlines.of(given_shapes), TILE)
    centres = TILE.lattice.points(np.arange(TILE.rows * TILE.columns))
    for number, polygon in enumerate(given_shapes):
        inside = np.flatnonzero(shapely.contains_xy(polygon, *centres.T))
        assert (cell[shape == number] == inside).all()


def test_neighbours_share_no_cell_and_leave_none_out() -> None:
    """Their common edges run through the centres of cells."""
    halves = [box(-5, -10, 2.25, 20), box(2.25, -10, 20, 20)]
    _, cell = cells_inside(Outlines.of(halves), TILE)
    assert (np.sort(cell) == np.arange(TILE.rows * TILE.columns)).all()


def test_some_polygons_are_taken_in_any_order() -> None:
    every = Outlines.of(shapes(np.random.default_rng(5)))
    shape, cell = cells_inside(every, TILE)
    some = np.array([7, 0, 4])
    of_some, cell_of_some = cells_inside(every.take(some), TILE)
    for number, chosen in enumerate(some):
        assert (cell_of_some[of_some == number] == cell[shape == chosen]).all()


def test_no_polygons_hold_no_cells() -> None:
    shape, cell = cells_inside(Outlines.of([]), TILE)
    assert len(shape) == len(cell) == 0


def test_tiles_cover_a_town_once() -> None:
    town = TownLattice.over(np.array([-3.2, 7.0, 40.1, 60.9]), 0.5)
    tiles = town.tiles(32)
    assert sum(tile.rows * tile.columns for tile in tiles) == town.cells
    assert [tile.number for tile in tiles] == list(range(len(tiles)))
    low = np.min([tile.bounds[:2] for tile in tiles], axis=0)
    high = np.max([tile.bounds[2:] for tile in tiles], axis=0)
    assert (low == (-3.5, 7.0)).all()
    assert (high == (40.5, 61.0)).all()


def test_a_town_of_one_point_has_one_cell() -> None:
    assert TownLattice.over(np.array([3.0, 4.0, 3.0, 4.0]), 1.0).cells == 1
