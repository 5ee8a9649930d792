"""From interpretation parameters to what the engines of light and sight work with."""

from __future__ import annotations

from collections.abc import Callable

from machimori.lighting import LightSettings
from machimori.scene.obstacles import ObstacleAssumptions, UnknownHeight
from machimori.sightlines import SightSettings

Number = Callable[[str], float]
"""Gives the value of a parameter by the last part of its id."""


def obstacle_assumptions(number: Number) -> ObstacleAssumptions:
    """Opacities and sizes that features do not state."""
    return ObstacleAssumptions(
        wall_opacity=number("wall-opacity"),
        fence_opacity=number("fence-opacity"),
        hedge_opacity=number("hedge-opacity"),
        tree_opacity=number("tree-opacity"),
        bare_tree_opacity=number("bare-tree-opacity"),
        play_equipment_opacity=number("play-equipment-opacity"),
        crown_base_m=number("crown-base"),
        crown_radius_m=number("crown-radius"),
        roof_base_m=number("roof-base"),
        pile_radius_m=number("pile-radius"),
    )


def light_settings(
    number: Number, *, unknown_height: UnknownHeight = "opaque"
) -> LightSettings:
    """Make settings for light.

    Parameters
    ----------
    number : callable
        From the last part of an ``interpretation/…`` id to its value.
    unknown_height : "opaque" or "absent"
        How an obstacle that states no height is taken.

    Returns
    -------
    LightSettings
    """
    return LightSettings(
        spacing_m=number("grid-spacing"),
        maintenance_factor=number("maintenance-factor"),
        obstacles=obstacle_assumptions(number),
        unknown_height=unknown_height,
    )


def sight_settings(
    number: Number, *, target_m: float, unknown_height: UnknownHeight = "opaque"
) -> SightSettings:
    """Make settings for sight.

    Parameters
    ----------
    number : callable
        From the last part of an ``interpretation/…`` id to its value.
    target_m : float
        Height of what should be seen. [m]
    unknown_height : "opaque" or "absent"
        How an obstacle that states no height is taken.

    Returns
    -------
    SightSettings
    """
    return SightSettings(
        eye_m=number("eye-height"),
        target_m=target_m,
        spacing_m=number("grid-spacing"),
        range_m=number("sight-range"),
        viewer_spacing_m=number("viewer-spacing"),
        seen_from_transmission=number("visible-transmission"),
        window_sill_m=number("window-sill"),
        window_eye_above_sill_m=number("window-eye"),
        storey_height_m=number("storey-height"),
        obstacles=obstacle_assumptions(number),
        unknown_height=unknown_height,
    )
