"""What the computation of a whole town is set to."""

from __future__ import annotations

from dataclasses import dataclass, field

from machimori.lighting import LightSettings
from machimori.sightlines import SightSettings


@dataclass(frozen=True, kw_only=True)
class TownSettings:
    """Choices for a whole town; each is written beside the results.

    Parameters
    ----------
    cell_m : float
        Side of a cell, one of :data:`machimori.town.CELLS_M`. [m]
    watchers : tuple of str
        From where one looks: kinds, groups of kinds, or ids.
    sight : SightSettings
    light : LightSettings
    faint_lx : float
        What one lamp gives less of than this is left out. [lx]
    dark_below_lx : float
        A cell with less light is dark. [lx]
    street_m : float
        Width of a road or path that states none. [m]
    """

    cell_m: float = 1.0
    watchers: tuple[str, ...] = ("road", "path")
    sight: SightSettings = field(default_factory=SightSettings)
    light: LightSettings = field(default_factory=LightSettings)
    faint_lx: float = 1e-4
    dark_below_lx: float = 3.0
    street_m: float = 4.0
