"""Plants grow until somebody prunes them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from shapely.geometry import LineString

from machimori.scene import Feature, Scene
from machimori.scene.conditions import scene_conditions
from machimori.scene.growth import before_pruning, grown

LINE = LineString([(0, 0), (10, 0)])


def hedge(**properties: Any) -> Scene:
    stated = {"height_m": 1.0, "growth_m_per_year": 0.5, "pruned_on": "2025-07-01"}
    stated = {k: v for k, v in {**stated, **properties}.items() if v is not None}
    return Scene((Feature("h", "hedge", LINE, stated),))


def height_m(scene: Scene) -> Any:
    return scene.by_id["h"].get("height_m")


def test_a_hedge_grows_from_the_day_it_was_pruned() -> None:
    later = grown(hedge(), date(2027, 7, 1))
    assert height_m(later) == pytest.approx(1.0 + 0.5 * 730 / 365.25)


def test_a_height_that_was_seen_later_grows_from_then() -> None:
    seen = hedge(evidence={"method": "surveyed", "on": "2026-07-01"})
    assert height_m(grown(seen, date(2027, 7, 1))) == pytest.approx(1.5, abs=1e-3)


def test_a_height_seen_before_the_pruning_counts_from_the_pruning() -> None:
    seen = hedge(evidence={"method": "surveyed", "on": "2020-07-01"})
    assert height_m(grown(seen, date(2026, 7, 1))) == pytest.approx(1.5, abs=1e-3)


def test_before_it_was_pruned_nothing_is_shorter() -> None:
    assert height_m(grown(hedge(), date(2020, 1, 1))) == 1.0


@pytest.mark.parametrize("silent", ["height_m", "growth_m_per_year", "pruned_on"])
def test_what_is_not_stated_stays_unknown(silent: str) -> None:
    scene = hedge(**{silent: None})
    assert height_m(grown(scene, date(2030, 1, 1))) == height_m(scene)


def test_only_dated_heights_grow_where_nobody_asks_for_more() -> None:
    day = date(2027, 7, 1)
    assert height_m(grown(hedge(), day, since_pruning=False)) == 1.0
    seen = hedge(evidence={"method": "surveyed", "on": "2026-07-01"})
    assert height_m(grown(seen, day, since_pruning=False)) > 1.4


def test_just_before_the_next_pruning_it_is_highest() -> None:
    assert height_m(before_pruning(hedge(), every_months=12)) == pytest.approx(
        1.5, abs=2e-3
    )
    assert height_m(before_pruning(hedge(pruned_on=None), every_months=12)) == 1.0


def test_a_scene_says_how_far_its_plants_have_grown() -> None:
    day = date(2027, 7, 1)
    assert grown(hedge(), day).grown_until == day
    assert grown(hedge(pruned_on=None), day).grown_until is None
    overgrown = before_pruning(hedge(), every_months=12.0)
    said = {what.en: how.en for what, how in scene_conditions(overgrown)}
    assert said["plants grown until"] == "just before the next pruning"
