"""The obstacles of a whole town as arrays, to be parted among its tiles."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.geometry import ObstacleSet
from machimori.geometry.faces import Faces, Lids, file_faces
from machimori.town.outlines import overlap, ragged

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class ObstacleArrays(NamedTuple):
    """Obstacles without their names.

    Parameters
    ----------
    screens : (m, c) array
        As `ObstacleSet.screens`.
    screen_starts : (k + 1,) array
        Where the screens of each obstacle begin.
    lids : Lids
    lid_starts : (k + 1,) array
        Where the lids of each obstacle begin.
    opacity : (k,) array
    bounds : (k, 4) array
        West, south, east, north. [m]
    """

    screens: Floats
    screen_starts: Ints
    lids: Lids
    lid_starts: Ints
    opacity: Floats
    bounds: Floats

    @classmethod
    def of(cls, obstacles: ObstacleSet) -> ObstacleArrays:
        """Take a set apart."""
        screens, owner = obstacles.screens
        numbers = np.arange(len(obstacles) + 1)
        footprints = np.array([o.footprint for o in obstacles.obstacles], dtype=object)
        return cls(
            screens,
            np.searchsorted(owner, numbers),
            obstacles.lids,
            np.searchsorted(obstacles.lids.owner, numbers),
            obstacles.opacity,
            shapely.bounds(footprints).reshape(-1, 4),
        )

    def touching(self, bounds: Floats) -> ObstacleArrays:
        """Keep those that reach into bounds [m], in the same order."""
        chosen = np.flatnonzero(overlap(self.bounds, bounds))
        screens, screen_starts = ragged(self.screen_starts, chosen)
        lids, lid_starts = ragged(self.lid_starts, chosen)
        return ObstacleArrays(
            self.screens[screens],
            screen_starts,
            _some_lids(self.lids, lids, lid_starts),
            lid_starts,
            self.opacity[chosen],
            self.bounds[chosen],
        )

    def faces(self) -> Faces:
        """Lay them out for the kernels."""
        owner = _owners(self.screen_starts)
        return file_faces(self.screens, owner, self.lids, self.opacity)


def _some_lids(lids: Lids, chosen: Ints, lid_starts: Ints) -> Lids:
    rings, face_starts = ragged(lids.face_starts, chosen)
    vertices, ring_starts = ragged(lids.ring_starts, rings)
    return Lids(
        lids.vertices[vertices],
        ring_starts,
        face_starts,
        lids.height_m[chosen],
        _owners(lid_starts),
        lids.bounds[chosen],
    )


def _owners(starts: Ints) -> Ints:
    numbers = np.arange(len(starts) - 1, dtype=np.int64)
    return np.repeat(numbers, np.diff(starts))
