"""The watch gap of a whole school district."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from benchmarks.claims import Claim, Row
from benchmarks.timing import best_s
from machimori.geometry import PlaneFrame
from machimori.streets import LayingSettings, Street, StreetFacts, lay_streets
from machimori.watch import (
    Block,
    Destination,
    Neighbourhood,
    Watcher,
    WatchGap,
    Window,
    propose_posts,
    watch_gap,
)

STREETS, SIDE_M = 40, 50.0
CHILDREN = 600.0
REFUGES = 200


def run() -> Iterator[Row]:
    """Compute the gap, and propose ten posts."""
    place = district()
    gap = watch_gap(place)
    segments = f"{len(place.graph):,} segments, {REFUGES} refuges"
    yield Row(
        work=f"watch gap of a district: {segments}",
        ours_s=best_s(lambda: watch_gap(place), repeats=3),
        at_most_s=10.0,
        accuracy=f"{_arrived(gap):.1f} of {CHILDREN:.0f} pupils set out; least ≤ most",
        is_accurate=bool((gap.least <= gap.most).all())
        and abs(_arrived(gap) - CHILDREN) < 0.1,
    )
    yield Row(
        work="ten posts that take away most of it",
        ours_s=best_s(lambda: propose_posts(gap, 10), repeats=3),
        at_most_s=5.0,
        accuracy=f"{len(propose_posts(gap, 10))} posts",
    )


def _arrived(gap: WatchGap) -> float:
    return float(gap.flows.homes.children.sum())


def district() -> Neighbourhood:
    """Lay out a grid of streets with a school in its middle."""
    far = (STREETS - 1) * SIDE_M
    ways = np.arange(STREETS) * SIDE_M
    lines = [((0.0, y), (far, y)) for y in ways] + [((x, 0.0), (x, far)) for x in ways]
    streets = [
        Street(f"street{n}", np.array(line), StreetFacts())
        for n, line in enumerate(lines)
    ]
    settings = LayingSettings(join_m=0.0, joins_crossings=True)
    graph = lay_streets(streets, PlaneFrame(None), settings)
    rng = np.random.default_rng(4)
    spots = rng.uniform(0.0, far, (REFUGES, 2))
    watchers = tuple(
        Watcher(f"refuge{n}", "refuge", shapely.Point(spot), (Window(7.0, 18.0),))
        for n, spot in enumerate(spots)
    )
    school = Destination("school", "school", shapely.Point(far / 2, far / 2))
    block = Block("district", shapely.box(0.0, 0.0, far, far), CHILDREN)
    return Neighbourhood(
        graph=graph, schools=(school,), blocks=(block,), watchers=watchers
    )


CLAIM = Claim(
    name="watching",
    title="Where nobody watches",
    scene="A school in the middle of 2 km × 2 km of streets every 50 m, 600 pupils, "
    "200 refuges; all half hours of a school day. No other program computes it.",
    peers=("shapely",),
    run=run,
)
