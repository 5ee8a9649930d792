"""Which obstacles make a blind spot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.geometry import ObstacleSet, lines_met, opening_heights
from machimori.scene.model import Scene
from machimori.sightlines.field import BlindSpot, SightField, obstacles_about
from machimori.sightlines.settings import SightSettings
from machimori.sightlines.viewpoints import Viewpoints

Floats = NDArray[np.float64]

_ASKED_POINTS = 200
_NAMED_OBSTACLES = 5
_CLEAR_M = 1e-6
"""How far below a line an obstacle must end, so as not to graze it."""


@dataclass(frozen=True)
class Opener:
    """An obstacle that, taken away alone, opens part of a blind spot.

    Parameters
    ----------
    obstacle : str
        Its id.
    opened_m2 : float
        Area that somebody would then see. [m²]
    trim_to_m : float or None
        Greatest height, above the ground, at which its top may stay for nearly all of
        that area to be seen: see ``trim_share`` of `blame`. None where only taking it
        away helps. [m]
    """

    obstacle: str
    opened_m2: float
    trim_to_m: float | None = None


@dataclass(frozen=True)
class Bystander:
    """An obstacle that stands in lines to a blind spot, together with others.

    Parameters
    ----------
    obstacle : str
        Its id.
    share_of_lines : float
        Of all lines between eyes in range and the spot.
    """

    obstacle: str
    share_of_lines: float


@dataclass(frozen=True)
class Blame:
    """What makes one blind spot.

    Parameters
    ----------
    spot : BlindSpot
    openers : tuple of Opener
        Those that alone would open some of it, the most first.
    bystanders : tuple of Bystander
        Where no obstacle alone would: those in most lines. Both are empty where nobody
        is within range at all.
    """

    spot: BlindSpot
    openers: tuple[Opener, ...]
    bystanders: tuple[Bystander, ...]


def blame(
    scene: Scene,
    field: SightField,
    viewpoints: Viewpoints,
    *,
    settings: SightSettings,
    at_least_m2: float = 0.0,
    obstacles: ObstacleSet | None = None,
    trim_share: float = 0.95,
) -> tuple[Blame, ...]:
    """Say for each blind spot which obstacle makes it.

    Parameters
    ----------
    scene : Scene
    field : SightField
        As `sight_field` gave it for the same viewpoints and settings.
    viewpoints : Viewpoints
    settings : SightSettings
    at_least_m2 : float
        Leave out smaller blind spots. [m²]
    obstacles : ObstacleSet, optional
        Those of the scene, where the caller has them already.
    trim_share : float
        Share, of the area that taking an obstacle away opens, that trimming it to
        ``trim_to_m`` should open.

    Returns
    -------
    tuple of Blame
        One a blind spot, the largest first.
    """
    spots = field.blind_spots(at_least_m2=at_least_m2)
    if not spots:
        return ()
    if obstacles is None:
        obstacles = obstacles_about(scene, field.extent, settings)
    inquiry = _Inquiry(field, viewpoints.eyes, obstacles, settings, trim_share)
    return tuple(inquiry.into(spot) for spot in spots)


@dataclass(frozen=True)
class _Inquiry:
    field: SightField
    eyes: Floats
    obstacles: ObstacleSet
    settings: SightSettings
    trim_share: float

    def into(self, spot: BlindSpot) -> Blame:
        openers = self._openers(spot)
        return Blame(spot, openers, () if openers else self._bystanders(spot))

    def _openers(self, spot: BlindSpot) -> tuple[Opener, ...]:
        heights = opening_heights(
            self.obstacles,
            self.eyes,
            self.field.targets[spot.cells],
            threshold=self.settings.seen_from_transmission,
            range_m=self.settings.range_m,
        )
        weights = self.field.grid.weights_m2[spot.cells] * self.field.hidden[spot.cells]
        areas = weights @ (heights > -np.inf)
        order = np.argsort(-areas, kind="stable")
        return tuple(
            Opener(
                self.obstacles.ids[k],
                float(areas[k]),
                self._trim_to_m(k, heights[:, k], weights),
            )
            for k in order
            if areas[k] > 0
        )

    def _trim_to_m(self, k: int, heights: Floats, weights: Floats) -> float | None:
        """The height that opens enough, down to a whole millimetre."""
        highest_first = np.argsort(-heights, kind="stable")
        opened = np.cumsum(weights[highest_first] * (heights[highest_first] > -np.inf))
        last = np.searchsorted(opened, self.trim_share * opened[-1] * (1 - 1e-12))
        height_m = heights[highest_first[last]] - _CLEAR_M
        trimmed_m = float(np.floor(height_m * 1000.0) / 1000.0)
        return trimmed_m if trimmed_m > self.obstacles.obstacles[k].bottom_m else None

    def _bystanders(self, spot: BlindSpot) -> tuple[Bystander, ...]:
        every = -(-len(spot.cells) // _ASKED_POINTS)
        targets = self.field.targets[spot.cells[::every]]
        range_m = self.settings.range_m
        counts = lines_met(self.obstacles, self.eyes, targets, range_m=range_m)
        apart = targets[:, None, :2] - self.eyes[None, :, :2]
        lines = int((np.hypot(apart[..., 0], apart[..., 1]) <= range_m).sum())
        order = np.argsort(-counts, kind="stable")[:_NAMED_OBSTACLES]
        ids = self.obstacles.ids
        return tuple(Bystander(ids[k], counts[k] / lines) for k in order if counts[k])
