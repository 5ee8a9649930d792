"""What a scene leaves open: values that an importer put in, and unknown heights.

What nobody stated decides nothing. A height that an importer put in is unknown again;
sight and light are then computed twice, between the two extremes of what may stand
there: everything of unknown height endless, and everything of unknown height away. Only
a building certainly stands, one storey high at least. Where both extremes agree, no
height could change the result; where they do not, it stays open.

A width that an importer put in still gives the ground to compute on, so that a value
can be shown; it never decides either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from machimori.scene import Feature, Scene
from machimori.scene.obstacles import ObstacleAssumptions, obstacle_set

_HEIGHTS = ("height_m", "base_m")


def guesses(scene: Scene) -> frozenset[tuple[str, str]]:
    """Ids and properties of the values that an importer put in."""
    return frozenset((id_, a.property) for a in scene.assumptions for id_ in a.features)


def without_guessed_heights(scene: Scene) -> Scene:
    """Take the heights out that nobody stated."""
    guessed = guesses(scene)
    ids = {id_ for id_, name in guessed if name in _HEIGHTS}
    if not ids:
        return scene
    return scene.replacing(
        _without(f, [n for n in _HEIGHTS if (f.id, n) in guessed]) if f.id in ids else f
        for f in scene.features
    )


def open_obstacles(scene: Scene) -> tuple[BaseGeometry, ...]:
    """Outlines of the obstacles that differ between the two extremes."""
    assumed = ObstacleAssumptions()
    endless = obstacle_set(scene, assumed, unknown_height="opaque")
    away = obstacle_set(scene, assumed, unknown_height="absent")
    certain = {o.id: o for o in away.obstacles}
    return tuple(o.footprint for o in endless.obstacles if certain.get(o.id) != o)


def has_unknown_buildings(scene: Scene) -> bool:
    """Whether a building states no height."""
    return any(b.get("height_m") is None for b in scene.of_kind("building"))


def with_least_buildings(scene: Scene, least_m: float) -> Scene:
    """Let buildings of unknown height stand as high as is certain.

    Parameters
    ----------
    scene : Scene
        Whose unknown heights are then taken away.
    least_m : float
        One storey. [m]

    Returns
    -------
    Scene
        Where it is not known from what level a building rises, nothing is certain.
    """
    hovering = {id_ for id_, name in guesses(scene) if name == "base_m"}
    least = {"height_m": least_m}
    return scene.replacing(
        replace(f, properties={**f.properties, **least})
        if f.kind == "building" and f.get("height_m") is None and f.id not in hovering
        else f
        for f in scene.features
    )


def _without(feature: Feature, names: list[str]) -> Feature:
    left: Mapping[str, object] = {
        name: value for name, value in feature.properties.items() if name not in names
    }
    return replace(feature, properties=left)
