"""Blocks that lie like the fields of a board."""

from __future__ import annotations

import numpy as np

from machimori.hotspots import Neighbours, neighbours_of_pairs


def board(side: int) -> Neighbours:
    """Neighbours of a square board's fields, as a king moves."""
    field = np.arange(side * side).reshape(side, side)
    steps = (
        (field[:, :-1], field[:, 1:]),
        (field[:-1], field[1:]),
        (field[:-1, :-1], field[1:, 1:]),
        (field[:-1, 1:], field[1:, :-1]),
    )
    pairs = [np.column_stack([a.ravel(), b.ravel()]) for a, b in steps]
    return neighbours_of_pairs(np.concatenate(pairs), side * side)
