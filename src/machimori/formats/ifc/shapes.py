"""Meshes of building elements, boiled down to plans, levels and openings in walls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_GRID_M = 0.001
_LEAST_TRIANGLE_M2 = 1e-6
_MOST_TRIANGLES = 20_000
"""Of a finer mesh the hull stands for the plan."""
_UPRIGHT = 0.9
"""Least cosine between the opening's own height and the vertical."""


@dataclass(frozen=True)
class Solid:
    """A mesh in the model's world metres.

    Parameters
    ----------
    corners : (n, 3) array
    triangles : (m, 3) array of int
    axes : (4, 4) array
        The element's own axes and origin, as columns.
    """

    corners: Floats
    triangles: NDArray[np.int64]
    axes: Floats

    @property
    def z_range(self) -> list[float]:
        """Lowest and highest level of it. [m]."""
        return [float(self.corners[:, 2].min()), float(self.corners[:, 2].max())]


def solid_of(shape: Any) -> Solid:
    """Take over a mesh that the engine made."""
    axes = np.array(shape.transformation.matrix, dtype=float).reshape(4, 4).T
    local = np.array(shape.geometry.verts, dtype=float).reshape(-1, 3)
    triangles = np.array(shape.geometry.faces, dtype=np.int64).reshape(-1, 3)
    return Solid(local @ axes[:3, :3].T + axes[:3, 3], triangles, axes)


def plan_of(solid: Solid) -> str:
    """Ground that a solid covers seen from above, as well-known text."""
    flat = solid.corners[:, :2]
    if len(solid.triangles) > _MOST_TRIANGLES:
        return str(shapely.MultiPoint(flat).convex_hull.wkt)
    faces = shapely.polygons(flat[solid.triangles])
    faces = faces[shapely.area(faces) > _LEAST_TRIANGLE_M2]
    joined = shapely.union_all(shapely.normalize(faces), grid_size=_GRID_M)
    return str(shapely.to_wkt(joined, rounding_precision=3))


def opening_of(
    own: Solid | None,
    hole: Solid | None,
    *,
    width_m: float | None,
    height_m: float | None,
) -> dict[str, Any] | None:
    """Lay out a door or window: where it crosses its wall, and between which levels.

    The hole in the wall tells best; without one the element's own mesh does.

    Parameters
    ----------
    own, hole : Solid or None
    width_m, height_m : float or None
        As the model states them, else as drawn. [m]

    Returns
    -------
    dict or None
        ``line`` two ends, ``across`` a level unit vector through the wall, ``depth_m``,
        ``z`` two levels; None where nothing is drawn or it does not stand upright.
    """
    frame, drawn = own or hole, hole or own
    if frame is None or drawn is None or frame.axes[2, 2] < _UPRIGHT:
        return None
    along = frame.axes[:2, 0] / np.hypot(*frame.axes[:2, 0])
    across = np.array([-along[1], along[0]])
    u, v = drawn.corners[:, :2] @ along, drawn.corners[:, :2] @ across
    middle = along * (u.min() + u.max()) / 2 + across * (v.min() + v.max()) / 2
    reach = along * (width_m or float(np.ptp(u))) / 2
    low, high = drawn.z_range
    return {
        "line": [(middle - reach).tolist(), (middle + reach).tolist()],
        "across": across.tolist(),
        "depth_m": float(np.ptp(v)),
        "z": [low, low + height_m if height_m else high],
    }
