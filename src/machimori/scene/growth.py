"""How high plants stand on a day: they grow until somebody prunes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

from machimori.scene.model import Feature, Scene
from machimori.scene.stated import evidence_on

DAYS_A_YEAR = 365.25
MONTHS_A_YEAR = 12


def grown(scene: Scene, until: date, *, since_pruning: bool = True) -> Scene:
    """Let the plants of a scene grow until a day.

    Parameters
    ----------
    scene : Scene
    until : date
    since_pruning : bool
        Whether a height of which nobody says when it was seen is that of the day of
        pruning; else only heights whose ``evidence`` is dated grow.

    Returns
    -------
    Scene
        ``height_m`` raised by ``growth_m_per_year`` for the time since the height was
        seen, and ``grown_until`` where any is. Plants of which growth, height or day
        are not stated stay as they are, and nothing shrinks.
    """
    return _with_heights(scene, lambda plant: until, since_pruning, until)


def before_pruning(scene: Scene, *, every_months: float) -> Scene:
    """Let each plant grow until it is next to be pruned.

    Parameters
    ----------
    scene : Scene
    every_months : float
        From one pruning to the next. [month]

    Returns
    -------
    Scene
        As `grown`, each plant until its own day.
    """
    days = timedelta(days=every_months * DAYS_A_YEAR / MONTHS_A_YEAR)

    def next_pruning(plant: Feature) -> date | None:
        pruned = _day(plant.get("pruned_on"))
        return None if pruned is None else pruned + days

    return _with_heights(scene, next_pruning, True, "pruning")


def _with_heights(
    scene: Scene,
    until: Callable[[Feature], date | None],
    since_pruning: bool,
    named: date | Literal["pruning"],
) -> Scene:
    features = tuple(_grown(f, until(f), since_pruning) for f in scene.features)
    if all(new is old for new, old in zip(features, scene.features, strict=True)):
        return scene
    return replace(scene, features=features, grown_until=named)


def _grown(plant: Feature, until: date | None, since_pruning: bool) -> Feature:
    rate, height = plant.get("growth_m_per_year"), plant.get("height_m")
    since = _seen_on(plant, since_pruning)
    if not rate or height is None or since is None or until is None or until <= since:
        return plant
    years = (until - since).days / DAYS_A_YEAR
    properties = {**plant.properties, "height_m": height + rate * years}
    return replace(plant, properties=properties)


def _seen_on(plant: Feature, since_pruning: bool) -> date | None:
    """The day on which the height held: when it was seen, but not before pruning."""
    seen = _day(evidence_on(plant, "height_m").get("on"))
    pruned = _day(plant.get("pruned_on"))
    if seen is None:
        return pruned if since_pruning else None
    return seen if pruned is None else max(seen, pruned)


def _day(stated: Any) -> date | None:
    return date.fromisoformat(stated) if isinstance(stated, str) else stated
