"""Plans of walks: groups, posts and cars over some weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from machimori.patrols.calendar import weekday_of
from machimori.patrols.exposure import exposure_of
from machimori.patrols.outings import Outing, Planner
from machimori.patrols.posting import best_posts
from machimori.patrols.walkers import (
    PlaceThatMatters,
    PlanRules,
    Walk,
    Walker,
    WalkPlan,
)
from machimori.patrols.ways import Ways
from machimori.streets import StreetGraph

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Told = Callable[[int, int], object]


def plan_walks(
    graph: StreetGraph,
    places: Sequence[PlaceThatMatters],
    walkers: Sequence[Walker],
    *,
    first_on: date,
    last_on: date,
    seed: int,
    rules: PlanRules | None = None,
    tell: Told = lambda done, total: None,
) -> WalkPlan:
    """Plan who visits which places when.

    Parameters
    ----------
    graph : StreetGraph
    places : sequence of PlaceThatMatters
    walkers : sequence of Walker
    first_on, last_on : date
        Both lie in the time that is planned.
    seed : int
        The same plan comes of the same seed; who does not know it cannot foresee cars.
    rules : PlanRules, optional
    tell : callable
        Told how many walks are planned, of how many.

    Returns
    -------
    WalkPlan
        Walks of groups and posts leave nothing to chance; those of cars do.

    Raises
    ------
    InvalidInput
        Where a walker starts or ends on no street, or no street joins the two.
    """
    rules = rules or PlanRules()
    rng = np.random.default_rng(seed)
    worth = np.array([one.worth for one in places], dtype=np.float64)
    points = graph.frame.to_plane(
        np.array([(one.lon, one.lat) for one in places]).reshape(-1, 2)
    )
    control = _by_lot(worth, rng) if rules.has_control else np.zeros(len(places), bool)
    planner = Planner(graph, places, points, worth, control, rules, rng)
    planner.check(walkers)
    planner.remember(walkers)
    outings = list(_outings(walkers, first_on, last_on, together=rules.together))
    lots = _drawn(outings, rules.random_share, rng)
    walks: list[Walk] = []
    for number, outing in enumerate(outings):
        tell(number, len(outings))
        walks += planner.walks(outing, by_lot=number in lots)
    tell(len(outings), len(outings))
    posts = {
        one.id: tuple(places[n] for n in best_posts(one, places, points, worth))
        for one in walkers
        if one.kind == "post"
    }
    found = Ways(graph, "group").positions(points).found
    return WalkPlan(
        walks=tuple(walks),
        posts=posts,
        control=tuple(p for p, held in zip(places, control, strict=True) if held),
        unreachable=tuple(p for p, on in zip(places, found, strict=True) if not on),
        exposure=exposure_of(walks, places, control),
        seed=seed,
    )


def _outings(
    walkers: Sequence[Walker], first_on: date, last_on: date, *, together: bool
) -> Iterator[Outing]:
    for number in range((last_on - first_on).days + 1):
        on = first_on + timedelta(days=number)
        due = [one for one in walkers if one.kind != "post" and _is_due(one, on)]
        if not together:
            yield from (Outing(on, (one,)) for one in due)
            continue
        teams: dict[str, list[Walker]] = {}
        for one in due:
            teams.setdefault(one.kind, []).append(one)
        yield from (Outing(on, tuple(team)) for team in teams.values())


def _is_due(walker: Walker, on: date) -> bool:
    week = (on.day - 1) // 7 + 1
    is_week = not walker.weeks_of_month or week in walker.weeks_of_month
    return weekday_of(on) in walker.weekdays and is_week


def _drawn(
    outings: Sequence[Outing], share: float, rng: np.random.Generator
) -> set[int]:
    """Draw which outings of cars go by lot: at least the share of their walks."""
    sizes = {n: len(one.team) for n, one in enumerate(outings) if one.is_by_car}
    wanted = np.ceil(share * sum(sizes.values()))
    drawn: set[int] = set()
    for number in rng.permutation(list(sizes)).tolist():
        if sum(sizes[one] for one in drawn) < wanted:
            drawn.add(int(number))
    return drawn


def _by_lot(worth: Floats, rng: np.random.Generator) -> Bools:
    """Leave one of each two places that are next in worth out by lot."""
    order = np.argsort(-worth, kind="stable")
    pairs = order[: len(order) // 2 * 2].reshape(-1, 2)
    held = np.zeros(len(worth), dtype=bool)
    held[pairs[np.arange(len(pairs)), rng.integers(0, 2, len(pairs))]] = True
    return held
