"""A cut of a lattice shows, to the last digit, what the whole lattice shows."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely.affinity import rotate
from shapely.geometry import LineString, box

from machimori.geometry import (
    Lattice,
    Obstacle,
    ObstacleSet,
    reached_on_lattice,
    watchers_on_lattice,
)

SIDE = 96
WHOLE = Lattice(0.5, 0.5, 1.0, SIDE, SIDE)
LEVEL_M = 0.25


def obstacles(rng: np.random.Generator) -> list[Obstacle]:
    """Houses, and hedges of many opacities, half of them along the lattice."""
    built = []
    for k in range(90):
        x, y = rng.integers(4, SIDE - 4, 2)
        turn = rng.choice([0.0, rng.uniform(0.0, 90.0)])
        house = rotate(box(x - 3, y - 2, x + 3, y + 2), turn)
        hedge = rotate(LineString([(x - 4, y + 3), (x + 4, y + 3)]), turn)
        top_m, opacity = rng.uniform(0.5, 6.0), float(rng.uniform(0.1, 0.6))
        built.append(Obstacle(f"house-{k}", house, 0.0, float(top_m), 1.0))
        built.append(Obstacle(f"hedge-{k}", hedge, 0.0, 1.0 + k / 100, opacity))
    return built


def sources(rng: np.random.Generator) -> np.ndarray:
    """Eyes and lamps on whole parts of a metre that a computer holds exactly."""
    plan = np.round(rng.uniform(0.0, SIDE, (80, 2)) * 1024) / 1024
    return np.column_stack([plan, rng.choice([1.5, 4.5], 80)])


def cuts() -> list[tuple[int, int, int, int]]:
    return [(0, 0, 96, 96), (0, 0, 37, 50), (41, 3, 33, 61), (90, 90, 6, 6)]


def near(built: list[Obstacle], eyes: np.ndarray, cut: Lattice) -> ObstacleSet:
    """Only what stands about the cut and the sources."""
    last = cut.west_m + cut.columns, cut.south_m + cut.rows
    corners = np.vstack([eyes[:, :2], (cut.west_m, cut.south_m), last])
    about = shapely.box(*corners.min(axis=0), *corners.max(axis=0))
    return ObstacleSet(o for o in built if o.footprint.intersects(about))


@pytest.mark.parametrize(("west", "south", "columns", "rows"), cuts())
def test_a_cut_shows_what_the_whole_shows(
    west: int, south: int, columns: int, rows: int
) -> None:
    rng = np.random.default_rng(8)
    built, eyes = obstacles(rng), sources(rng)
    cut = Lattice(west + 0.5, south + 0.5, 1.0, columns, rows)
    for k in range(0, len(eyes), 8):
        some = eyes[k : k + 8]
        whole = share(ObstacleSet(built), some, WHOLE)
        part = share(near(built, some, cut), some, cut)
        assert (part == whole[:, south : south + rows, west : west + columns]).all()


def share(built: ObstacleSet, eyes: np.ndarray, lattice: Lattice) -> np.ndarray:
    reach_m = np.full(len(eyes), 40.0)
    found = reached_on_lattice(built, eyes, lattice, level_m=LEVEL_M, range_m=reach_m)
    field = np.zeros((len(eyes), lattice.rows * lattice.columns))
    for k in range(len(eyes)):
        numbers, shares = found.of(k)
        field[k, numbers] = shares
    return field.reshape(len(eyes), lattice.rows, lattice.columns)


def test_a_cut_counts_the_watchers_that_the_whole_counts() -> None:
    rng = np.random.default_rng(9)
    built, eyes = ObstacleSet(obstacles(rng)), sources(rng)
    cut = Lattice(20.5, 30.5, 1.0, 40, 30)

    def count(lattice: Lattice) -> np.ndarray:
        said = {"level_m": LEVEL_M, "threshold": 0.09, "range_m": 50.0}
        return watchers_on_lattice(built, eyes, lattice, **said)

    assert (count(cut) == count(WHOLE)[30:60, 20:60]).all()
