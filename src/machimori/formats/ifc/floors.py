"""Storeys of a building: their numbers, and the ground below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from machimori.formats.ifc.engine import Storey

_BELOW_GROUND_M = 1.0
"""A floor that lies deeper than this below the ground belongs to a basement."""
_SAME_STOREY_M = 1.5
"""A level this little above the one before is part of it: a landing, a split level."""


@dataclass(frozen=True)
class Floor:
    """A storey as a scene counts it.

    Parameters
    ----------
    number : int
        1 is the ground floor, -1 the first basement.
    level_m : float
        Its floor in the model's own height. [m]
    """

    number: int
    level_m: float


def number_storeys(
    storeys: Iterable[Storey], *, used: Iterable[str], ground_m: float
) -> dict[str, Floor]:
    """Number the storeys of a building.

    Parameters
    ----------
    storeys : iterable of Storey
    used : iterable of str
        Ids of those in which there is a door, a window or a room; others are mere
        levels, such as the upper edge of a roof.
    ground_m : float
        The ground in the model's own height. [m]

    Returns
    -------
    dict of str to Floor
        By id; mere levels have the number of the storey that they lie in.
    """
    known = [(s.level_m, s.id) for s in storeys if s.level_m is not None]
    used = set(used)
    floors = _apart(sorted(level for level, id_ in known if id_ in used))
    basements = [f for f in floors if f < ground_m - _BELOW_GROUND_M]
    numbers = [*range(-len(basements), 0), *range(1, len(floors) - len(basements) + 1)]
    by_level = list(zip(floors, numbers, strict=True))
    return {id_: Floor(_number(level, by_level), level) for level, id_ in known}


def _apart(levels: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for level in levels:
        if not kept or level - kept[-1] >= _SAME_STOREY_M:
            kept.append(level)
    return kept


def _number(level: float, by_level: Sequence[tuple[float, int]]) -> int:
    below = [number for floor, number in by_level if floor <= level + 1e-6]
    return below[-1] if below else (by_level[0][1] if by_level else 1)
