"""Triangles between walls: whole, Delaunay, and crossed by no wall."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from machimori.geometry.arrangement import Arrangement, arrange, segments_of
from machimori.geometry.triangulation import HULL, Triangulation, triangulate

Ints = NDArray[np.int64]

lattice_walls = st.lists(
    st.tuples(*[st.integers(0, 12)] * 4), min_size=0, max_size=14
).map(lambda rows: np.array(rows, dtype=np.int64).reshape(-1, 2, 2))


def made(segments: Ints) -> tuple[Arrangement, Triangulation]:
    walls = arrange(segments)
    low, high = (-50, -50), (100, 100)
    if len(walls.corners):
        low, high = walls.corners.min(axis=0) - 50, walls.corners.max(axis=0) + 50
    return walls, triangulate(
        walls,
        frame=(*low.tolist(), *high.tolist()) if len(walls.corners) else (*low, *high),
    )


def half_edges(mesh: Triangulation) -> Ints:
    h = np.arange(len(mesh.vertex))
    return h[h % 4 != 3]


def following(h: Ints) -> Ints:
    return np.where(h % 4 == 2, h - 2, h + 1)


def twice_areas(mesh: Triangulation) -> Ints:
    a, b, c = (mesh.xy[mesh.vertex[k::4]] for k in range(3))
    u, v = b - a, c - a
    return u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]


def assert_is_whole(mesh: Triangulation) -> None:
    areas = twice_areas(mesh)
    width, height = np.ptp(mesh.xy[-4:], axis=0)
    assert (areas > 0).all()
    assert areas.sum() == 2 * width * height
    h = half_edges(mesh)
    h = h[mesh.across[h] != HULL]
    g = mesh.across[h].astype(np.int64)
    g = np.where(g < 0, ~g, g)
    assert (mesh.vertex[g] == mesh.vertex[following(h)]).all()
    back = mesh.across[g].astype(np.int64)
    assert (np.where(back < 0, ~back, back) == h).all()


def walls_of(mesh: Triangulation) -> set[tuple[int, int]]:
    h = half_edges(mesh)
    h = h[(mesh.across[h] < 0) & (mesh.across[h] != HULL)]
    ends = np.sort(
        np.stack([mesh.vertex[h], mesh.vertex[following(h)]], axis=1), axis=1
    )
    return set(map(tuple, ends.tolist()))


def is_in_circle(a: Ints, b: Ints, c: Ints, d: Ints) -> bool:
    """Whether d is inside the circle through a, b, c; in whole numbers of any size."""
    rows = [[int(v) for v in p - d] for p in (a, b, c)]
    (ax, ay), (bx, by), (cx, cy) = rows
    aa, bb, cc = ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy
    return (
        aa * (bx * cy - by * cx) + bb * (cx * ay - cy * ax) + cc * (ax * by - ay * bx)
    ) > 0


def assert_is_delaunay(mesh: Triangulation) -> None:
    for h in half_edges(mesh):
        g = mesh.across[h]
        if g < h:
            continue
        a, b, c = (
            mesh.xy[mesh.vertex[k]] for k in (h, following(h), following(following(h)))
        )
        d = mesh.xy[mesh.vertex[following(following(np.int64(g)))]]
        assert not is_in_circle(a, b, c, d)


def test_without_walls_the_frame_is_two_triangles() -> None:
    _, mesh = made(np.empty((0, 2, 2), np.int64))
    assert_is_whole(mesh)
    assert len(twice_areas(mesh)) == 2


@given(lattice_walls)
def test_any_walls_give_a_whole_delaunay_triangulation(segments: Ints) -> None:
    walls, mesh = made(segments)
    assert_is_whole(mesh)
    assert walls_of(mesh) == set(map(tuple, walls.walls.tolist()))
    assert_is_delaunay(mesh)


@pytest.mark.parametrize("seed", range(6))
def test_long_walls_through_many_corners_become_edges(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 10_000_000, (150, 2))
    ticks = np.stack([points, points + rng.integers(1, 40_000, (150, 2))], axis=1)
    long = rng.integers(0, 10_000_000, (12, 2, 2))
    walls, mesh = made(np.concatenate([ticks, long]))
    assert_is_whole(mesh)
    assert walls_of(mesh) == set(map(tuple, walls.walls.tolist()))
    assert_is_delaunay(mesh)


@pytest.mark.parametrize("seed", range(6))
def test_a_wall_becomes_an_edge_though_both_its_sides_are_alike(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 1000, (60, 1, 2))
    points = points[points[:, 0, 0] > points[:, 0, 1] + 5]
    ticks = np.concatenate([points, points + 1], axis=1)
    mirrored = ticks[:, :, ::-1]
    walls, mesh = made(np.concatenate([ticks, mirrored, [[[0, 0], [1000, 1000]]]]))
    assert_is_whole(mesh)
    assert walls_of(mesh) == set(map(tuple, walls.walls.tolist()))


def test_corners_in_one_line_or_on_one_circle_are_no_trouble() -> None:
    row = np.array([[[i, 7], [i + 1, 7]] for i in range(0, 60, 2)])
    turns = np.arange(48) * np.pi / 24
    ring = np.rint(1000 * np.stack([np.cos(turns), np.sin(turns)], axis=1)).astype(int)
    for segments in (row, np.stack([ring, np.roll(ring, -1, axis=0)], axis=1)):
        walls, mesh = made(segments)
        assert_is_whole(mesh)
        assert len(walls_of(mesh)) == len(walls.walls) == len(segments)


def test_inside_a_polygon_it_is_as_good_as_that_of_shapely() -> None:
    rng = np.random.default_rng(3)
    turns = np.sort(rng.uniform(0, 2 * np.pi, 40))
    radius = rng.uniform(20_000, 100_000, 40)
    ring = np.rint(radius[:, None] * np.stack([np.cos(turns), np.sin(turns)], axis=1))
    polygon = shapely.Polygon(ring)
    _, mesh = made(segments_of([polygon]).astype(np.int64))
    ours = [
        shapely.Polygon(mesh.xy[mesh.vertex[4 * t : 4 * t + 3]])
        for t in range(len(mesh.vertex) // 4)
    ]
    inside = [t for t in ours if polygon.contains(t.centroid)]
    theirs = shapely.get_parts(shapely.constrained_delaunay_triangles(polygon))
    assert len(inside) == len(theirs)
    assert {t.normalize().wkt for t in inside} == {t.normalize().wkt for t in theirs}


def test_walls_that_cross_overlap_or_end_on_another_share_corners() -> None:
    crossing = np.array([[[0, 0], [10, 10]], [[0, 10], [10, 0]]])
    assert len(arrange(crossing).walls) == 4
    overlapping = np.array([[[0, 0], [6, 0]], [[4, 0], [9, 0]], [[9, 0], [4, 0]]])
    assert len(arrange(overlapping).walls) == 3
    tee = np.array([[[0, 0], [7, 3]], [[4, 2], [4, 9]]])  # 2 / 7 of a step off the wall
    assert len(arrange(tee).walls) == 3


def test_walls_of_no_length_and_what_has_no_outline_are_left_out() -> None:
    assert len(arrange(np.array([[[3, 3], [3, 3]]])).walls) == 0
    shapes = [shapely.Point(1, 1), shapely.LineString(), shapely.Polygon()]
    assert segments_of(shapes).shape == (0, 2, 2)
    assert segments_of([]).shape == (0, 2, 2)
