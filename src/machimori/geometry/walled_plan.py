"""A plan with walls in it, laid out once for many looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.errors import InvalidInput, Problem
from machimori.geometry.arrangement import Lattice, arrange, segments_of
from machimori.geometry.expansion import Plan, fill_cells
from machimori.geometry.triangulation import (
    HULL,
    LARGEST_STEP,
    Triangulation,
    triangulate,
)
from machimori.language import Text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Bounds = tuple[float, float, float, float]

HORIZON_STEPS = 10**8
"""How far beyond the walls the plane goes on where nothing bounds it: 100 km in mm."""


@dataclass(frozen=True, eq=False)
class WalledPlan:
    """Triangles between walls, and the lattice that they are counted on.

    Parameters
    ----------
    lattice : Lattice
    plan : Plan
    """

    lattice: Lattice
    plan: Plan


def lay_out_plan(
    walls: Floats,
    solids: Sequence[BaseGeometry] = (),
    *,
    bounds: Bounds | None = None,
    snap_m: float = 0.001,
) -> WalledPlan:
    """Triangulate the plane between walls.

    Parameters
    ----------
    walls : (n, 2, 2) array
        Both ends of each, the outlines of solids included. [m]
    solids : sequence of polygons
        Nothing is seen from inside them.
    bounds : west, south, east, north, optional
        Where the plan ends, as if by a wall; without, 10^8 times ``snap_m`` beyond the
        obstacles. [m]
    snap_m : float
        Corners are rounded to multiples of it from the corner of the plan. [m]

    Returns
    -------
    WalledPlan

    Raises
    ------
    InvalidInput
        Where a coordinate is not a number, or too large to be kept apart at ``snap_m``.
    """
    segments = np.asarray(walls, dtype=np.float64).reshape(-1, 2, 2)
    if bounds is not None:
        outline = segments_of([shapely.box(*bounds)])
        segments = np.concatenate([outline, _clipped(segments, bounds)])
    ends = segments.reshape(-1, 2)
    lattice = Lattice(ends.min(axis=0) if len(ends) else np.zeros(2), snap_m)
    _refuse_unusable(ends - lattice.origin_m, snap_m)
    steps = lattice.nearest(segments.reshape(-1, 2))
    arrangement = arrange(steps.reshape(-1, 2, 2))
    margin = HORIZON_STEPS if bounds is None else int(np.ptp(steps)) // 2 + 10
    mesh = triangulate(arrangement, frame=_frame(steps, margin))
    is_closed = _closed(mesh, lattice, solids, bounds is not None)
    return WalledPlan(lattice, _with_cells(mesh, steps, is_closed))


def _clipped(segments: Floats, bounds: Bounds) -> Floats:
    """Cut off what lies beyond bounds; what is not a number stays, to be refused."""
    low, high = np.array(bounds).reshape(2, 2)
    reaches_out = ((segments < low) | (segments > high)).any(axis=(1, 2))
    reaches_out &= np.isfinite(segments).all(axis=(1, 2))
    lines = shapely.linestrings(segments[reaches_out])
    cut = segments_of(list(shapely.intersection(lines, shapely.box(*bounds))))
    return np.concatenate([segments[~reaches_out], cut])


def _refuse_unusable(extent_m: Floats, snap_m: float) -> None:
    limit_m = (LARGEST_STEP - HORIZON_STEPS) * snap_m
    is_usable = np.isfinite(extent_m) & (extent_m <= limit_m)
    if is_usable.all():
        return
    problem = Problem(
        file="",
        where=Text(
            ja="障害物または範囲の座標", en="coordinates of obstacles or bounds"
        ),
        found=f"{extent_m[~is_usable][0]:g} m",
        expected=Text(
            ja=f"{limit_m / 1000:g} km 以内の数",
            en=f"at most {limit_m / 1000:g} km",
        ),
        remedy=Text(
            ja="離れすぎた地物や壊れた座標を取り除いてください。",
            en="Remove what lies too far apart or has broken coordinates.",
        ),
    )
    raise InvalidInput([problem])


def _frame(steps: Ints, margin: int) -> tuple[int, int, int, int]:
    low, high = (0, 0), (0, 0)
    if len(steps):
        low, high = steps.min(axis=0), steps.max(axis=0)
    west, south = (int(v) - margin for v in low)
    east, north = (int(v) + margin for v in high)
    return west, south, east, north


def _closed(
    mesh: Triangulation, lattice: Lattice, solids: Sequence[BaseGeometry], ends: bool
) -> Bools:
    """Which triangles are inside a solid, or beyond bounds.

    Whether a face between walls is, its largest triangle tells: in a sliver, rounding
    of the corners could mislead.
    """
    face = _faces(mesh)
    corners = mesh.corners.reshape(-1, 4, 2)[:, :3]
    a, b = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    by_size = np.argsort(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])
    largest = np.zeros(face.max() + 1, dtype=np.int64)
    largest[face[by_size]] = by_size
    middles = shapely.points(lattice.place(corners[largest].mean(axis=1)))
    is_closed = np.zeros(len(largest), dtype=np.bool_)
    is_closed[shapely.STRtree(solids).query(middles, "intersects")[0]] = True
    if ends:
        is_outermost = (mesh.across.reshape(-1, 4)[:, :3] == HULL).any(axis=1)
        is_closed[face[is_outermost]] = True
    return is_closed[face]


def _faces(mesh: Triangulation) -> Ints:
    """Number the parts of the plane that walls keep apart: (t,) array."""
    from scipy.sparse import coo_array  # slow to load
    from scipy.sparse.csgraph import connected_components

    count = len(mesh.across) // 4
    passed = np.flatnonzero(mesh.across >= 0)
    pairs = (passed >> 2, mesh.across[passed] >> 2)
    joined = coo_array((np.ones(len(passed), np.int8), pairs), shape=(count, count))
    return np.asarray(connected_components(joined, directed=False)[1], dtype=np.int64)


def _with_cells(mesh: Triangulation, steps: Ints, is_closed: Bools) -> Plan:
    """File triangles by square cells, about as many as there are triangles."""
    low, size = np.zeros(2), np.ones(2)
    if len(steps):
        low, size = steps.min(axis=0), np.maximum(np.ptp(steps, axis=0), 1)
    side = max(np.sqrt(size.prod() / len(is_closed)), size.max() / len(is_closed))
    columns, rows = (size // side + 1).astype(int)
    near = np.zeros((rows, columns), dtype=np.int32)
    corners = np.ascontiguousarray(mesh.corners)
    plan = Plan(
        corners, mesh.across, is_closed, float(low[0]), float(low[1]), float(side), near
    )
    fill_cells(plan)
    return plan
