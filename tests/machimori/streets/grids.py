"""Small made-up towns of streets."""

from __future__ import annotations

import numpy as np

from machimori.geometry import PlaneFrame
from machimori.streets import (
    LayingSettings,
    Street,
    StreetFacts,
    StreetGraph,
    lay_streets,
)

PLANE = PlaneFrame(None)


def street(name: str, *vertices: tuple[float, float], **facts: object) -> Street:
    return Street(name, np.array(vertices, float), StreetFacts(**facts))  # type: ignore[arg-type]


def laid(*streets: Street, join_m: float = 0.0, crossings: bool = False) -> StreetGraph:
    settings = LayingSettings(join_m=join_m, joins_crossings=crossings)
    return lay_streets(streets, PLANE, settings)


def town(blocks: int = 4, side_m: float = 100.0) -> StreetGraph:
    """Streets every ``side_m`` both ways, each one line across the town."""
    far = blocks * side_m
    ways = [side_m * i for i in range(blocks + 1)]
    across = [street(f"row{y:g}", (0, y), (far, y)) for y in ways]
    along = [street(f"column{x:g}", (x, 0), (x, far)) for x in ways]
    return laid(*across, *along, crossings=True)
