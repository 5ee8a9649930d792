"""What each lamp gives an area, and what is lost where one is dirty or overgrown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shapely.geometry import MultiPolygon, Polygon

from machimori.geometry import AreaGrid
from machimori.lighting.field import Floats, cells_over
from machimori.lighting.illuminance import illuminance_of_each_lx, within_reach
from machimori.lighting.lamps import PlacedLamp, lamps_of
from machimori.lighting.settings import LightSettings
from machimori.scene.model import Scene

PLANTS = ("hedge", "planting", "tree")
"""Kinds that grow before lamps and can be trimmed."""


@dataclass(frozen=True)
class LampEffect:
    """What one lamp means to the mean illuminance of an area.

    Parameters
    ----------
    lamp : str
        Id.
    share_of_mean : float
        Part of the mean that comes from it.
    mean_without_lx : float
        Mean if it went out. [lx]
    mean_clean_lx : float
        Mean if it alone were as new: its maintenance factor 1. [lx]
    mean_trimmed_lx : float
        Mean if no hedge, planting or tree stood in the way of its light. [lx]
    """

    lamp: str
    share_of_mean: float
    mean_without_lx: float
    mean_clean_lx: float
    mean_trimmed_lx: float


def lamp_effects(
    scene: Scene, area: Polygon | MultiPolygon, *, settings: LightSettings
) -> tuple[LampEffect, ...]:
    """Tell lamp by lamp what an area would lose and gain.

    Parameters
    ----------
    scene : Scene
    area : Polygon or MultiPolygon
        In plane metres.
    settings : LightSettings

    Returns
    -------
    tuple of LampEffect
        One for each lamp that reaches the area, the greatest share first. Light adds
        up, so each lamp is computed once, and once more without plants if there are
        any.
    """
    grid, points = cells_over(scene, area, settings)
    found = lamps_of(scene, maintenance_factor=settings.maintenance_factor)
    lamps = within_reach(found.placed, points, terrain=scene.terrain)
    means = _means_lx(scene, lamps, grid, points, settings)
    trimmed = _without_plants(scene)
    trimmed_means = (
        means if trimmed is scene else _means_lx(trimmed, lamps, grid, points, settings)
    )
    mean = sum(means)
    effects = [
        LampEffect(
            lamp=lamp.id,
            share_of_mean=own / mean if mean > 0 else 0.0,
            mean_without_lx=mean - own,
            mean_clean_lx=mean - own + own / lamp.maintenance_factor,
            mean_trimmed_lx=mean - own + own_trimmed,
        )
        for lamp, own, own_trimmed in zip(lamps, means, trimmed_means, strict=True)
    ]
    return tuple(sorted(effects, key=lambda effect: -effect.share_of_mean))


def _means_lx(
    scene: Scene,
    lamps: Sequence[PlacedLamp],
    grid: AreaGrid,
    points: Floats,
    settings: LightSettings,
) -> list[float]:
    each = illuminance_of_each_lx(scene, lamps, points, settings)
    return [grid.mean(illuminance) for illuminance in each]


def _without_plants(scene: Scene) -> Scene:
    kept = tuple(f for f in scene.features if f.kind not in PLANTS)
    return scene if len(kept) == len(scene.features) else replace(scene, features=kept)
