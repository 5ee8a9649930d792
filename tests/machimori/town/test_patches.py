"""Cells that lie together, as polygons."""

from __future__ import annotations

import numpy as np
from shapely.geometry import box

from machimori.town import Tile
from machimori.town.patches import patches, window_over

WINDOW = Tile(0, 10, -2, 3, 4, 0.5)


def test_cells_that_share_an_edge_are_one_patch() -> None:
    marked = np.array([[1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 1]], dtype=bool)
    found = patches(marked, WINDOW, at_least_m2=0.0)
    assert [patch.area for patch in found] == [0.75, 0.5]
    assert found[1].equals(box(-1.0, 5.0, 0.0, 5.5))


def test_small_patches_are_left_out_and_nothing_makes_none() -> None:
    marked = np.eye(3, 4, dtype=bool)
    assert patches(marked, WINDOW, at_least_m2=0.3) == ()
    assert patches(np.zeros((3, 4), dtype=bool), WINDOW, at_least_m2=0.0) == ()


def test_a_window_covers_its_polygon() -> None:
    window = window_over(box(-0.6, 3.0, 2.1, 4.2), 0.5)
    assert (window.bounds == (-1.0, 3.0, 2.5, 4.5)).all()
