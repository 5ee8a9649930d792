"""A street as it was drawn, before it is part of a graph."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class StreetFacts:
    """What is known of a street for those who walk along it; None where nobody said.

    Parameters
    ----------
    name : str or None
    kind : str or None
        What the source calls it: ``residential``, ``footway``, ``steps`` …
    is_walkable, is_drivable : bool
        Whether people walk, or cars drive, along it.
    one_way : int
        For cars: 1 as drawn, -1 against it, 0 both ways.
    has_footway : bool or None
        Whether walkers are apart from cars: a footway beside it, or no cars at all.
    is_lit : bool or None
    width_m : float or None
        [m]
    has_traffic : bool or None
        Whether much traffic passes: a main road.
    """

    name: str | None = None
    kind: str | None = None
    is_walkable: bool = True
    is_drivable: bool = True
    one_way: int = 0
    has_footway: bool | None = None
    is_lit: bool | None = None
    width_m: float | None = None
    has_traffic: bool | None = None


@dataclass(frozen=True, eq=False)
class Street:
    """One line of a map of streets.

    Parameters
    ----------
    id : str
        Of the source: ``osm:way/12``, or the file and row.
    vertices : (k, 2) array
        In plane metres. [m]
    facts : StreetFacts
    """

    id: str
    vertices: Floats
    facts: StreetFacts = field(default_factory=StreetFacts)
