"""What sight is computed with where the guidelines give no number."""

from __future__ import annotations

from dataclasses import dataclass, field

from machimori.scene.model import Feature
from machimori.scene.obstacles import ObstacleAssumptions, UnknownHeight


@dataclass(frozen=True, kw_only=True)
class SightSettings:
    """Heights, distances and assumptions of a computation of sight.

    Parameters
    ----------
    eye_m : float
        Eyes of who stands or walks, above the ground. [m]
    target_m : float
        What should be seen, above the ground. [m]
    spacing_m : float
        Side of the cells of an area. [m]
    range_m : float
        How far one sees, in plan. [m]
    viewer_spacing_m : float
        Between neighbouring viewpoints on a road, path or area. [m]
    seen_from_transmission : float
        Share of a line that must pass for its end to be seen.
    window_sill_m : float
        Sill above the floor where it is not stated. [m]
    window_eye_above_sill_m : float
        Eyes of who looks out of a window, above its sill. [m]
    storey_height_m : float
        From floor to floor, where a thing only states its storey. [m]
    obstacles : ObstacleAssumptions
    unknown_height : "opaque" or "absent"
        What an obstacle of unknown height is taken for.
    """

    eye_m: float = 1.5
    target_m: float = 1.0
    spacing_m: float = 1.0
    range_m: float = 100.0
    viewer_spacing_m: float = 2.0
    seen_from_transmission: float = 0.5
    window_sill_m: float = 0.9
    window_eye_above_sill_m: float = 0.6
    storey_height_m: float = 3.0
    obstacles: ObstacleAssumptions = field(default_factory=ObstacleAssumptions)
    unknown_height: UnknownHeight = "opaque"

    def floor_m(self, feature: Feature) -> float:
        """Height above the ground that a feature stands at, as far as it says [m]."""
        base = feature.get("base_m")
        if base is not None:
            return float(base)
        storeys_below = max((feature.get("storey") or 1) - 1, 0)
        return storeys_below * self.storey_height_m
