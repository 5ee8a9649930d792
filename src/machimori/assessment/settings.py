"""From interpretation parameters to what the engines of light and sight work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from machimori.lighting import LightSettings
from machimori.scene import Scene
from machimori.scene.obstacles import ObstacleAssumptions, UnknownHeight
from machimori.sightlines import SightSettings

Number = Callable[[str], float]
"""Gives the value of a parameter by the last part of its id."""


MOST_CELLS = 100_000
"""Ground that would have more cells than this gets larger ones."""

_MARKED_BY_A_POINT = (
    "snow_pile",
    "shed",
    "billboard",
    "play_equipment",
    "utility_box",
    "vending_machine",
    "clutter",
)

# Field of ObstacleAssumptions: parameter, kinds that it concerns, what they leave open.
_OBSTACLES = {
    "wall_opacity": ("wall-opacity", ("wall",), "opacity"),
    "fence_opacity": ("fence-opacity", ("fence",), "opacity"),
    "open_fence_opacity": ("open-fence-opacity", ("fence",), "opacity"),
    "hedge_opacity": ("hedge-opacity", ("hedge",), "opacity"),
    "planting_opacity": ("planting-opacity", ("planting",), "opacity"),
    "tree_opacity": ("tree-opacity", ("tree",), "opacity"),
    "play_equipment_opacity": (
        "play-equipment-opacity",
        ("play_equipment",),
        "opacity",
    ),
    "crown_base_m": ("crown-base", ("tree",), "crown_base_m"),
    "crown_radius_m": ("crown-radius", ("tree",), "crown_radius_m"),
    "roof_base_m": ("roof-base", ("roof", "carport"), "height_m"),
    "pile_radius_m": ("pile-radius", _MARKED_BY_A_POINT, "crown_radius_m"),
}
_BARE_IN_WINTER = {
    "bare_hedge_opacity": ("bare-hedge-opacity", ("hedge",), "opacity"),
    "bare_planting_opacity": ("bare-planting-opacity", ("planting",), "opacity"),
    "bare_tree_opacity": ("bare-tree-opacity", ("tree",), "opacity"),
}


def obstacle_assumptions(number: Number, scene: Scene) -> ObstacleAssumptions:
    """Opacities and sizes that features do not state, and only those that matter."""
    asked = {**_OBSTACLES, **(_BARE_IN_WINTER if scene.season == "winter" else {})}
    given = {
        field: number(name)
        for field, (name, kinds, property_) in asked.items()
        if _leaves_open(scene, kinds, property_)
    }
    return ObstacleAssumptions(**given)


def _leaves_open(scene: Scene, kinds: tuple[str, ...], property_: str) -> bool:
    return any(feature.get(property_) is None for feature in scene.of_kind(*kinds))


def spacing_for(area: BaseGeometry, spacing_m: float) -> float:
    """Side of the cells of an area: as chosen, larger where there would be too many."""
    return float(max(spacing_m, (area.area / MOST_CELLS) ** 0.5))


def light_settings(
    number: Number, scene: Scene, *, unknown_height: UnknownHeight = "opaque"
) -> LightSettings:
    """Make settings for light.

    Parameters
    ----------
    number : callable
        From the last part of an ``interpretation/…`` id to its value. Only what the
        scene leaves open is asked.
    scene : Scene
    unknown_height : "opaque" or "absent"
        How an obstacle that states no height is taken.

    Returns
    -------
    LightSettings
    """
    is_open = _leaves_open(scene, ("lamp",), "maintenance_factor")
    return LightSettings(
        spacing_m=number("grid-spacing"),
        maintenance_factor=number("maintenance-factor") if is_open else 1.0,
        obstacles=obstacle_assumptions(number, scene),
        unknown_height=unknown_height,
    )


def with_reflection(number: Number, settings: LightSettings) -> LightSettings:
    """Let settings for light count one reflection by ground and walls too.

    Findings never do: the guidelines' values are those of direct light, and what walls
    send on is theirs to repaint.
    """
    return replace(
        settings,
        bounces=1,
        ground_reflectance=number("ground-reflectance"),
        wall_reflectance=number("wall-reflectance"),
    )


def sight_settings(
    number: Number,
    scene: Scene,
    *,
    target_m: float,
    unknown_height: UnknownHeight = "opaque",
) -> SightSettings:
    """Make settings for sight.

    Parameters
    ----------
    number : callable
        From the last part of an ``interpretation/…`` id to its value. Only what the
        scene leaves open is asked.
    scene : Scene
    target_m : float
        Height of what should be seen. [m]
    unknown_height : "opaque" or "absent"
        How an obstacle that states no height is taken.

    Returns
    -------
    SightSettings
    """
    windows = _window_settings(number, scene)
    return SightSettings(
        eye_m=number("eye-height"),
        target_m=target_m,
        spacing_m=number("grid-spacing"),
        range_m=number("sight-range"),
        viewer_spacing_m=number("viewer-spacing"),
        seen_from_transmission=number("visible-transmission"),
        **windows,
        obstacles=obstacle_assumptions(number, scene),
        unknown_height=unknown_height,
    )


def _window_settings(number: Number, scene: Scene) -> dict[str, float]:
    if not scene.of_kind("window"):
        return {}
    return {
        "window_sill_m": number("window-sill"),
        "window_eye_above_sill_m": number("window-eye"),
        "storey_height_m": number("storey-height"),
    }
