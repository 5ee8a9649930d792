"""What a computation of light assumes where the scene is silent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from machimori.scene.obstacles import ObstacleAssumptions, UnknownHeight


@dataclass(frozen=True)
class LightSettings:
    """Choices that no scene states; each is reported with the result.

    Parameters
    ----------
    spacing_m : float
        Side of a cell of the grid. [m]
    maintenance_factor : float
        Of lamps that state none.
    plane_height_m : float
        Height above the ground of the surfaces on which the light falls; they are
        level, as one holds a lux meter, on a slope too. [m]
    upright_height_m : float
        Height above the ground at which upright planes across a road are taken; SES
        E1901-4 takes 1.5 m, where a face is. [m]
    obstacles : ObstacleAssumptions
        Opacities and sizes that features do not state.
    unknown_height : "opaque" or "absent"
        Whether an obstacle of unknown height is endless or left out; see
        ``machimori.scene.obstacles.obstacle_set``.
    bounces : 0 or 1
        Light straight from the lamps alone, or also what comes by way of one diffuse
        reflection.
    ground_reflectance, wall_reflectance : float
        Share of the light that the ground and upright faces send back.
    reflector_side_m : float
        Least side of the pieces in which they do so, each evenly lit. [m]
    reflection_range_m : float
        Ground and faces farther than this beside the points count as black. [m]

    Source
    ------
    CIE 144:2001, classes C2 (asphalt) and C1 (concrete): mean luminance coefficients of
    0.07 and 0.10 cd/m²/lx, times π.
    """

    spacing_m: float = 1.0
    maintenance_factor: float = 1.0
    plane_height_m: float = 0.0
    upright_height_m: float = 1.5
    obstacles: ObstacleAssumptions = field(default_factory=ObstacleAssumptions)
    unknown_height: UnknownHeight = "opaque"
    bounces: Literal[0, 1] = 0
    ground_reflectance: float = 0.22
    wall_reflectance: float = 0.31
    reflector_side_m: float = 2.0
    reflection_range_m: float = 15.0
