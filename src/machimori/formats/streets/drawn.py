"""A street as a file draws it, in longitude and latitude."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from machimori.formats.importing import ImportNote
from machimori.streets import StreetFacts

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DrawnStreet:
    """One line of a file.

    Parameters
    ----------
    id : str
    lon_lat : (k, 2) array
        [deg]
    facts : StreetFacts
    """

    id: str
    lon_lat: Floats
    facts: StreetFacts = field(default_factory=StreetFacts)


@dataclass
class Drawing:
    """What a file draws, and what of it could not be used."""

    streets: list[DrawnStreet] = field(default_factory=list)
    skipped: list[ImportNote] = field(default_factory=list)
