"""How the entrances of a toilet lie to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class ToiletEntrance:
    """An entrance: where it is, for whom, how far back it lies.

    Parameters
    ----------
    geometry : geometry
        In plane metres.
    sex : str or None
        ``male``, ``female`` or ``all``; None where nobody said.
    setback_m : float or None
        Behind the front of the toilet. [m]
    """

    geometry: BaseGeometry
    sex: str | None
    setback_m: float | None = None


def least_gap_m(entrances: Sequence[ToiletEntrance]) -> float | None:
    """Least distance between an entrance for men and one for women.

    Parameters
    ----------
    entrances : sequence of ToiletEntrance

    Returns
    -------
    float or None
        [m]; None where there is not one of each.
    """
    men = [e.geometry for e in entrances if e.sex == "male"]
    women = [e.geometry for e in entrances if e.sex == "female"]
    if not men or not women:
        return None
    return float(np.min([shapely.distance(m, women).min() for m in men]))


def setback_difference_m(entrances: Sequence[ToiletEntrance]) -> float | None:
    """How much deeper every women's entrance lies than every men's.

    Parameters
    ----------
    entrances : sequence of ToiletEntrance

    Returns
    -------
    float or None
        Positive where it is deeper [m]; None where a setback is not stated.
    """
    men = [e.setback_m for e in entrances if e.sex == "male"]
    women = [e.setback_m for e in entrances if e.sex == "female"]
    if not men or not women or None in (*men, *women):
        return None
    return min(w for w in women if w is not None) - max(m for m in men if m is not None)
