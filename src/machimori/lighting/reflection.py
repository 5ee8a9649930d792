"""Light that comes by way of one diffuse reflection, and how much more there can be.

All light at a point is E = E0 + K E0 + K² E0 + …, with the direct light E0 and, for
each reflection, (K E)(x) = Σ ρ F(x, y) E(y) over the pieces y that x sees. The form
factors of all that a point sees add up to V(x), never above 1. With ρ the largest
reflectance and e = max (K E0) over the pieces, no piece receives more than
e (1 + ρ + ρ² + …) = e / (1 - ρ) by reflections, and so what comes to x by two and more
of them is at most ρ V(x) e / (1 - ρ). In a closed room that is lit evenly this is
reached: there E1 = Φρ / A, and all reflections give Φρ / (A (1 - ρ)).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from machimori.geometry import ObstacleSet, transmission
from machimori.lighting.form_factors import Pieces, fill_form_factors
from machimori.lighting.law import UP

Floats = NDArray[np.float64]

_POINTS_AT_ONCE = 64
_AT_LEAST = 1e-9
"""A smaller form factor is not worth looking whether anything stands in the way."""


@dataclass(frozen=True)
class Surfaces:
    """Pieces of surfaces that reflect diffusely.

    Parameters
    ----------
    pieces : Pieces
    reflectances : (n,) array
        Share of the light that each sends back.
    """

    pieces: Pieces
    reflectances: Floats

    def __len__(self) -> int:
        return len(self.reflectances)

    @property
    def areas_m2(self) -> Floats:
        """Area of each piece: (n,) array [m²]."""
        crossed = np.cross(self.pieces.across, self.pieces.up)
        return np.asarray(4.0 * np.linalg.norm(crossed, axis=1))

    @classmethod
    def of_rectangle(
        cls,
        corner: Floats,
        across: Floats,
        up: Floats,
        *,
        side_m: float,
        reflectance: float,
    ) -> Surfaces:
        """Cut a rectangle, lit on the side of ``across × up``, into pieces.

        Parameters
        ----------
        corner, across, up : (3,) arrays
            A corner, and the two sides from it. [m]
        side_m : float
            No piece is longer or wider. [m]
        reflectance : float
        """
        columns, rows = (_count(edge, side_m) for edge in (across, up))
        along, high = np.meshgrid(
            (np.arange(columns) + 0.5) / columns, (np.arange(rows) + 0.5) / rows
        )
        centres = corner + along.reshape(-1, 1) * across + high.reshape(-1, 1) * up
        normal = np.cross(across, up)
        shape = centres.shape
        pieces = Pieces(
            np.ascontiguousarray(centres, dtype=np.float64),
            np.ascontiguousarray(np.broadcast_to(across / (2.0 * columns), shape)),
            np.ascontiguousarray(np.broadcast_to(up / (2.0 * rows), shape)),
            np.ascontiguousarray(
                np.broadcast_to(normal / np.linalg.norm(normal), shape)
            ),
        )
        return cls(pieces, np.full(len(centres), reflectance))

    @classmethod
    def together(cls, *parts: Surfaces) -> Surfaces:
        """Put surfaces together."""
        if not parts:
            return cls(Pieces(*(np.empty((0, 3)) for _ in range(4))), np.empty(0))
        columns = zip(*(part.pieces for part in parts), strict=True)
        pieces = Pieces(*(np.concatenate(column) for column in columns))
        return cls(pieces, np.concatenate([part.reflectances for part in parts]))


def _count(edge: Floats, side_m: float) -> int:
    return max(1, int(np.ceil(float(np.linalg.norm(edge)) / side_m - 1e-9)))


class Reflected(NamedTuple):
    """What surfaces send to points.

    Parameters
    ----------
    once_lx : (n,) array
        After one reflection. [lx]
    in_view : (n,) array
        Form factors of all surfaces seen, each times its reflectance: ρ V.
    """

    once_lx: Floats
    in_view: Floats


def reflected(
    surfaces: Surfaces,
    received_lx: Floats,
    obstacles: ObstacleSet,
    points: Floats,
    normals: Floats = UP,
) -> Reflected:
    """Illuminance that surfaces give by sending back what they receive.

    Parameters
    ----------
    surfaces : Surfaces
    received_lx : (m,) array
        Illuminance of each of their pieces. [lx]
    obstacles : ObstacleSet
        What stands in the way, looked at from the centre of each piece.
    points : (n, 3) array
        [m]
    normals : (3,) or (n, 3) array
        Unit vectors out of the surfaces' lit side.

    Returns
    -------
    Reflected
    """
    normals = np.ascontiguousarray(np.broadcast_to(normals, points.shape))
    once, in_view = np.zeros(len(points)), np.zeros(len(points))
    for start in range(0, len(points), _POINTS_AT_ONCE):
        part = slice(start, start + _POINTS_AT_ONCE)
        factors = _factors_seen(surfaces, obstacles, points[part], normals[part])
        sent_back = factors * surfaces.reflectances
        once[part] = sent_back @ received_lx
        in_view[part] = sent_back.sum(axis=1)
    return Reflected(once, in_view)


def _factors_seen(
    surfaces: Surfaces, obstacles: ObstacleSet, points: Floats, normals: Floats
) -> Floats:
    """Form factors, less by what stands in the way: (n, m) array."""
    factors = np.empty((len(points), len(surfaces)))
    fill_form_factors(np.ascontiguousarray(points), normals, surfaces.pieces, factors)
    i, j = np.nonzero(factors > _AT_LEAST)
    passes = transmission(obstacles, surfaces.pieces.centres[j], points[i])
    factors[i, j] *= passes
    return factors


def left_out_lx(
    surfaces: Surfaces,
    received_lx: Floats,
    obstacles: ObstacleSet,
    in_view: Floats,
) -> Floats:
    """Most that two and more reflections can add at points: (n,) array [lx].

    Parameters
    ----------
    surfaces, received_lx, obstacles
        As `reflected`.
    in_view : (n,) array
        Of the points, from `reflected`.

    Returns
    -------
    (n,) array
        ρ V(x) e / (1 - ρ), with e the largest illuminance of any piece after one
        reflection and ρ the largest reflectance; see the head of this file. [lx]

    Source
    ------
    Neumann series of the rendering equation (J. T. Kajiya, 1986) in the maximum norm;
    CIE 171:2006, 5.8, where the bound is reached.
    """
    if not len(surfaces):
        return np.zeros_like(in_view)
    pieces, largest = surfaces.pieces, float(surfaces.reflectances.max())
    among = reflected(surfaces, received_lx, obstacles, pieces.centres, pieces.normals)
    return np.asarray(in_view * among.once_lx.max() / (1.0 - largest))
