"""A made-up hamlet with a school, on which watching can be reckoned by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from shapely.geometry import Point, box

from machimori.language import Text
from machimori.streets import StreetGraph
from machimori.watch import (
    Assumptions,
    Block,
    Destination,
    Neighbourhood,
    SeenByWindows,
    Watcher,
    WatcherKind,
    Window,
)
from tests.machimori.streets.grids import laid, street, town

NO_WINDOWS = SeenByWindows(np.zeros(20), np.zeros(20), np.ones(20, bool))
"""Of the one street, all of which was modelled and nothing looks at it."""

ALL_DAY = (Window(0.0, 24.0),)
SCHOOL = Destination("school", "東小学校", Point(0, 0))


def one_street(length_m: float = 400.0) -> StreetGraph:
    """A straight street with the school at its western end."""
    return laid(street("street", (0, 0), (length_m, 0)))


def hamlet(graph: StreetGraph | None = None, **rest: object) -> Neighbourhood:
    """Ten pupils, all of whom live in the easternmost 40 m of the street."""
    graph = one_street() if graph is None else graph
    blocks = (Block("east", box(360, -50, 400, 50), 10.0),)
    place = Neighbourhood(graph=graph, schools=(SCHOOL,), blocks=blocks)
    return replace(place, **rest)  # type: ignore[arg-type]


def watcher(kind: WatcherKind, x: float, y: float = 0.0, **rest: object) -> Watcher:
    given = {"hours": ALL_DAY, **rest}
    return Watcher(f"{kind}-{x:g}", kind, Point(x, y), **given)  # type: ignore[arg-type]


def assumed(**values: float) -> Assumptions:
    named = {name.replace("_", "-"): value for name, value in values.items()}
    return Assumptions().laid_over(named, Text.same("the test"))


def blocks_of_town() -> Neighbourhood:
    """A town of 4 × 4 blocks of 100 m, a school in a corner, and 160 pupils."""
    graph = town()
    blocks = tuple(
        Block(f"{x}-{y}", box(x, y, x + 200, y + 200), 40.0)
        for x in (0, 200)
        for y in (0, 200)
    )
    return Neighbourhood(graph=graph, schools=(SCHOOL,), blocks=blocks)
