"""Exact isovists among the houses of a district, beside pysovist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from benchmarks.claims import Claim, Row
from benchmarks.district import SIDE_M, district, outdoors
from benchmarks.timing import ONE_THREAD, best_s
from machimori.geometry import ObstacleSet
from machimori.sightlines import PlanVisibility

Floats = NDArray[np.float64]

BOUNDS = (0.0, 0.0, SIDE_M, SIDE_M)
EYES = 20_000
EYES_OF_PEER = 300
AGREEMENT = 1e-9


def run() -> Iterator[Row]:
    """Areas at 60 m and unlimited, whole isovists, and what is done once before."""
    houses, eyes = _scene()
    plan = PlanVisibility(houses, bounds=BOUNDS)
    yield _areas(plan, houses, eyes, 60.0, at_least_ratio=2000.0, at_most_s=3e-6)
    yield _areas(plan, houses, eyes, None)
    yield _polygons(plan, houses, eyes[:EYES_OF_PEER], 60.0)
    yield _preparation(houses)


def _scene() -> tuple[list[Polygon], Floats]:
    """The houses of the district, on millimetres, and eyes between them."""
    built = [o for o in district().obstacles if o.footprint.geom_type == "Polygon"]
    houses = list(shapely.set_precision([o.footprint for o in built], 0.001))
    points = np.random.default_rng(2).uniform(0.0, SIDE_M, (2 * EYES, 2))
    return houses, points[outdoors(points, ObstacleSet(built))][:EYES]


def _areas(
    plan: PlanVisibility,
    houses: list[Polygon],
    eyes: Floats,
    range_m: float | None,
    *,
    at_least_ratio: float | None = None,
    at_most_s: float | None = None,
) -> Row:
    few = eyes[:EYES_OF_PEER]
    peer = _areas_of_peer(houses, few, range_m)
    theirs = np.array(peer())
    error = np.abs(plan.areas(few, range_m=range_m) / theirs - 1.0).max()
    all_s = best_s(
        lambda: plan.areas(eyes, range_m=range_m), repeats=40, clock=ONE_THREAD
    )
    return Row(
        work=f"area of an isovist, {_words(range_m)}, 1 thread",
        ours_s=all_s / len(eyes),
        peer=_peer(),
        peer_s=best_s(peer, repeats=3, clock=ONE_THREAD) / len(few),
        at_least_ratio=at_least_ratio,
        at_most_s=at_most_s,
        accuracy=f"areas within {error:.0e} (goal: {AGREEMENT:.0e})",
        is_accurate=bool(error <= AGREEMENT),
    )


def _polygons(
    plan: PlanVisibility, houses: list[Polygon], eyes: Floats, range_m: float
) -> Row:
    """The peer's isovists come with more measures than ours and without a polygon."""
    peer = _areas_of_peer(houses, eyes, range_m)
    return Row(
        work=f"isovist with outline and lengths, one by one, {_words(range_m)}",
        ours_s=best_s(
            lambda: [plan.isovist(eye, range_m=range_m) for eye in eyes],
            repeats=5,
            clock=ONE_THREAD,
        )
        / len(eyes),
        peer=_peer(),
        peer_s=best_s(peer, repeats=3, clock=ONE_THREAD) / len(eyes),
    )


def _preparation(houses: list[Polygon]) -> Row:
    import pysovist

    walls = _walls(houses)
    return Row(
        work="laying the plan out, once",
        ours_s=best_s(
            lambda: PlanVisibility(houses, bounds=BOUNDS), repeats=5, clock=ONE_THREAD
        ),
        peer=_peer(),
        peer_s=best_s(lambda: pysovist.Plan(walls), repeats=3, clock=ONE_THREAD),
    )


def _areas_of_peer(
    houses: list[Polygon], eyes: Floats, range_m: float | None
) -> Callable[[], list[float]]:
    import pysovist

    plan = pysovist.Plan(_walls(houses))
    reach = np.inf if range_m is None else range_m
    return lambda: [
        pysovist.isovist(plan, eye, max_distance=reach).area for eye in eyes
    ]


def _walls(houses: list[Polygon]) -> Floats:
    """4,100 segments: four of each house, four of the bounds."""
    rings = [shapely.get_coordinates(h) for h in (*houses, shapely.box(*BOUNDS))]
    return np.concatenate([np.stack([xy[:-1], xy[1:]], axis=1) for xy in rings])


def _words(range_m: float | None) -> str:
    return "unlimited" if range_m is None else f"{range_m:.0f} m"


def _peer() -> str:
    return f"pysovist {version('pysovist')}"


CLAIM = Claim(
    name="isovist",
    title="Isovists in plan",
    scene="1,024 turned houses on 400 m × 400 m, as 4,100 wall segments; 20,000 eyes "
    "between them (pysovist: the first 300 of these). Finding the eye in the plan is "
    "part of our time. pysovist works out perimeter and other measures along with each "
    "area, and cannot be asked for less.",
    peers=("pysovist",),
    run=run,
)
