"""Tottori's guideline on school routes and parks of every day, held to its text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from shapely.geometry import LineString, Point, box

from machimori.assessment import Assessment, Evidence, Finding, Outcome, Scope, assess
from machimori.guidelines import Criterion, Strength, shipped_catalogue
from machimori.guidelines.checks import WatchGaps
from machimori.guidelines.conditions import Decided, conditions_of
from machimori.scene import Feature, Scene
from tests.machimori.guidelines.strengths import E, K, R

CATALOGUE = shipped_catalogue()
ROUTES = CATALOGUE.instrument("jp-31/school-routes")
PARKS = CATALOGUE.instrument("jp-31/parks")
CRITERIA = CATALOGUE.criteria_of(ROUTES)
ON = date(2026, 6, 1)


TABLE: tuple[tuple[str, str, Strength, Strength], ...] = (
    # 第2 1: no heading weakens it
    ("route-agreed", "第2 1", R, R),
    ("route-safe", "第2 1", K, K),
    ("route-used", "第2 1", R, R),
    # 第2 2(1): the way
    ("way-footway-separated", "第2 2(1)ア", R, E),
    ("way-planting-in-view", "第2 2(1)イ", R, E),
    ("way-pruned", "第2 2(1)イ", R, E),
    ("way-mirror", "第2 2(1)ウ", R, E),
    ("way-refuges", "第2 2(1)エ", R, E),
    ("way-light", "第2 2(1)オ", R, E),
    ("devices-where-dangerous", "第2 2(1)カ", R, E),
    # 第2 2(2): the park; 遊具やトイレなど are two criteria of one item
    ("park-planting-in-view", "第2 2(2)ア", R, E),
    ("park-pruned", "第2 2(2)ア", R, E),
    ("park-play-equipment-in-view", "第2 2(2)イ", R, E),
    ("park-toilet-in-view", "第2 2(2)ウ", R, E),
    ("park-refuge", "第2 2(2)エ", R, E),
    ("park-play-light", "第2 2(2)オ", R, E),
    ("park-toilet-light", "第2 2(2)オ", R, E),
    ("park-alarm", "第2 2(2)カ", R, E),
    # 第2 3: together
    ("information-used", "第2 3(1)", R, E),
    ("watch-shared", "第2 3(2)", R, E),
    ("watch-in-passing", "第2 3(3)", R, E),
    ("watch-gaps-known", "第2 3(4)", R, E),
    ("way-inspected", "第2 3(4)", R, E),
    ("dangers-put-right", "第2 3(4)", R, E),
    ("dangers-made-known", "第2 3(5)", R, E),
    ("clubs-told", "第2 3(6)", R, E),
    ("way-from-clubs-watched", "第2 3(6)", R, E),
    # 第2 4: its own verb is 努める
    ("teachers-trained", "第2 4", E, E),
    ("safety-learnt-together", "第2 4", E, E),
)
"""Criterion, leaf, strength of its own verb, strength after the heading sentence."""


def criterion(word: str) -> Criterion:
    return CATALOGUE.criterion(f"jp-31/school-routes/{word}")


# What the text asks -------------------------------------------------------------------


def test_it_has_20_leaves_as_counted_in_the_source() -> None:
    paths = [leaf.path for leaf in ROUTES.leaves]
    parts = ("第2 1", "第2 2(1)", "第2 2(2)", "第2 3", "第2 4")
    assert [sum(p.startswith(part) for p in paths) for part in parts] == [1, 6, 6, 6, 1]


def test_the_table_names_every_criterion() -> None:
    assert {c.id.rsplit("/", 1)[1] for c in CRITERIA} == {row[0] for row in TABLE}


@pytest.mark.parametrize(("word", "leaf", "own", "effective"), TABLE)
def test_strengths_are_those_of_the_verb_and_of_the_heading(
    word: str, leaf: str, own: Strength, effective: Strength
) -> None:
    asked = criterion(word)
    assert asked.cites == (leaf,)
    assert asked.strength == own
    assert ROUTES.effective_strength(asked) == effective


def test_it_is_fitted_to_the_way_and_prints_its_labels_without_a_slip() -> None:
    assert ROUTES.exclusion == "to_suit"
    assert [p.path for p in ROUTES.provisions if p.printed] == []


@pytest.mark.parametrize("word", ["way-light", "park-play-light", "park-toilet-light"])
def test_light_is_3_lx_on_the_way_at_the_swings_and_in_the_toilet(word: str) -> None:
    (parameter,) = criterion(word).parameters
    assert parameter == "source/lux-behaviour"
    assert CATALOGUE.parameters[parameter].on(ON).value == 3


def test_devices_wait_for_somebody_to_say_that_they_are_needed() -> None:
    waiting = {
        c.id.rsplit("/", 1)[1]
        for c in CRITERIA
        if c.when and any(isinstance(p, Decided) for p in conditions_of(c.when))
    }
    assert waiting == {"devices-where-dangerous", "park-alarm"}


# Scope: this guideline and the one on parks share parks and roads ---------------------

KINDS = ("park", "road", "underpass")
BOTH = Scope(guidelines=["jp-31/parks", "jp-31/school-routes"])
OPEN = {Outcome.CANNOT_TELL, Outcome.NOT_ASSESSED}


def place(kind: str, daily: bool | None) -> Assessment:
    stated = {} if daily is None else {"used_daily_by_children": daily}
    said = {"place_kind": kind, **stated}
    here = Feature("here", "place", box(0, 0, 30, 20), said)
    return assess(Scene((here,)), CATALOGUE, on=ON, within=BOTH)


def outcomes(found: Assessment, instrument: str) -> set[Outcome]:
    return {f.outcome for f in found.findings if f.instrument.id == instrument}


def told_elsewhere(found: Assessment) -> dict[str, object]:
    """Which instrument sends the place on, and to which."""
    elsewhere = [f for f in found.findings if f.reason.code == "scope_elsewhere"]
    return {f.instrument.id: f.reason.values["instrument"] for f in elsewhere}


@pytest.mark.parametrize("kind", KINDS)
def test_what_children_use_daily_is_judged_here_only(kind: str) -> None:
    found = place(kind, daily=True)
    assert told_elsewhere(found) == {"jp-31/parks": "jp-31/school-routes"}
    assert outcomes(found, "jp-31/parks") == {Outcome.INAPPLICABLE}
    assert outcomes(found, "jp-31/school-routes") <= OPEN
    assert not found.notices


@pytest.mark.parametrize("kind", KINDS)
def test_what_they_do_not_use_daily_is_judged_under_parks_only(kind: str) -> None:
    found = place(kind, daily=False)
    assert told_elsewhere(found) == {"jp-31/school-routes": "jp-31/parks"}
    assert outcomes(found, "jp-31/school-routes") == {Outcome.INAPPLICABLE}
    assert outcomes(found, "jp-31/parks") <= OPEN
    assert not found.notices


@pytest.mark.parametrize("kind", KINDS)
def test_where_nobody_says_both_judge_and_say_that_it_is_open(kind: str) -> None:
    found = place(kind, daily=None)
    assert told_elsewhere(found) == {}
    assert outcomes(found, "jp-31/parks") <= OPEN
    assert outcomes(found, "jp-31/school-routes") <= OPEN
    assert [notice.code for notice in found.notices] == ["scope_open", "scope_open"]


def test_where_a_place_is_sent_on_that_guideline_speaks_of_it() -> None:
    here = [(split, PARKS) for split in ROUTES.splits]
    there = [(s, ROUTES) for s in PARKS.splits if s.belongs_to == ROUTES.id]
    assert len(here) == len(there) == 2
    for split, other in here + there:
        assert split.belongs_to == other.id
        assert set(split.places) <= set(other.places)


@pytest.mark.parametrize("kind", ["school_route", "preschool_walk"])
def test_a_route_comes_under_no_other_guideline(kind: str) -> None:
    found = place(kind, daily=None)
    assert outcomes(found, "jp-31/school-routes") <= OPEN
    assert {f.instrument.id for f in found.findings} == {"jp-31/school-routes"}
    assert not found.notices


# Judged -------------------------------------------------------------------------------

WAY = LineString([(0, 0), (400, 0)])
MAPPED = ("obstacle", "window", "lamp", "refuge", "device", "greenery", "road")


def judged(
    word: str,
    *features: Feature,
    kind: str = "school_route",
    evidence: Iterable[Evidence] = (),
    **stated: object,
) -> Finding:
    """Judge four hundred metres of route, or a park of 30 m by 20 m."""
    is_park = kind == "park"
    said = {"place_kind": kind, "used_daily_by_children": True, **stated}
    here = Feature("here", "place", box(0, 0, 30, 20) if is_park else WAY, said)
    only = Scope(guidelines=["jp-31/school-routes"])
    scene = Scene((here, *features))
    found = assess(scene, CATALOGUE, on=ON, evidence=evidence, within=only).findings
    return next(f for f in found if f.criterion.id == f"jp-31/school-routes/{word}")


def road(**stated: object) -> Feature:
    return Feature("way", "road", WAY, stated)


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [
        ({"width_m": 8.0, "separation": "rail"}, Outcome.SATISFIED),
        ({"width_m": 8.0, "separation": "none"}, Outcome.NOT_SATISFIED),
        ({"width_m": 8.0}, Outcome.NOT_ASSESSED),
        ({"width_m": 4.0, "separation": "none"}, Outcome.INAPPLICABLE),
        ({"separation": "none"}, Outcome.CANNOT_TELL),
    ],
)
def test_a_footway_is_asked_for_where_the_road_is_wide_enough(
    stated: dict[str, object], outcome: Outcome
) -> None:
    assert judged("way-footway-separated", road(**stated)).outcome is outcome


def refuge(x: float) -> Feature:
    return Feature(f"refuge-{x}", "refuge", Point(x, 5), {})


@pytest.mark.parametrize(
    ("refuges", "surveyed", "outcome"),
    [
        ([0, 400], MAPPED, Outcome.SATISFIED),
        ([0], MAPPED, Outcome.NOT_SATISFIED),
        ([0], (), Outcome.CANNOT_TELL),
        ([], MAPPED, Outcome.NOT_SATISFIED),
    ],
)
def test_one_refuge_at_the_beginning_does_not_serve_a_long_way(
    refuges: list[float], surveyed: tuple[str, ...], outcome: Outcome
) -> None:
    found = judged("way-refuges", *map(refuge, refuges), complete=surveyed)
    assert found.outcome is outcome


HEDGE = Feature(
    "hedge", "hedge", LineString([(100, 3.5), (300, 3.5)]), {"height_m": 2.0}
)
LOW_HEDGE = Feature("hedge", "hedge", HEDGE.geometry, {"height_m": 0.6})
HOMES = tuple(
    Feature(f"home-{x}", "window", Point(x, 12), {"facing_deg": 180.0, "sill_m": 0.9})
    for x in range(20, 400, 40)
)


@pytest.mark.parametrize(
    ("hedge", "surveyed", "outcome"),
    [
        (HEDGE, MAPPED, Outcome.NOT_SATISFIED),
        (LOW_HEDGE, MAPPED, Outcome.SATISFIED),
        (HEDGE, ("obstacle", "road"), Outcome.CANNOT_TELL),
    ],
)
def test_a_high_hedge_takes_the_way_from_the_view_of_the_homes(
    hedge: Feature, surveyed: tuple[str, ...], outcome: Outcome
) -> None:
    town = (road(width_m=4.0), hedge, *HOMES)
    found = judged("way-planting-in-view", *town, complete=surveyed)
    assert found.outcome is outcome


def test_a_lamp_post_lights_no_four_hundred_metres() -> None:
    lamp = Feature(
        "lamp",
        "lamp",
        Point(200, 2),
        {"height_m": 4.5, "photometry": "isotropic", "luminous_flux_lm": 2000.0},
    )
    town = (road(width_m=4.0), lamp)
    assert judged("way-light", *town).outcome is Outcome.CANNOT_TELL
    found = judged("way-light", *town, complete=MAPPED)
    assert found.outcome is Outcome.NOT_SATISFIED


def record(activity: str) -> Evidence:
    return Evidence(
        subject="here",
        quantity=f"activity:{activity}",
        method="recorded",
        value=True,
        observed_on=ON,
        by="town hall",
        source="log",
    )


def test_gaps_in_the_watch_are_not_computed_yet() -> None:
    (check,) = criterion("watch-gaps-known").checks
    assert isinstance(check, WatchGaps)
    found = judged("watch-gaps-known", complete=MAPPED)
    assert found.outcome is Outcome.NOT_ASSESSED
    assert found.reason.code == "later_work"


@pytest.mark.parametrize(
    "quantity", ["activity:watch-gap-survey", "jp-31/school-routes/watch-gaps-known"]
)
def test_a_record_or_an_answer_shows_that_gaps_are_known(quantity: str) -> None:
    method = "recorded" if quantity.startswith("activity") else "surveyed"
    seen = Evidence(
        subject="here",
        quantity=quantity,
        method=method,  # type: ignore[arg-type]
        value=True,
        observed_on=ON,
        by="town hall",
        source="survey",
    )
    assert judged("watch-gaps-known", evidence=[seen]).outcome is Outcome.SATISFIED


@pytest.mark.parametrize("activity", ["safety-map", "community-safety-lesson"])
def test_a_safety_map_is_one_way_to_learn_together(activity: str) -> None:
    found = judged("safety-learnt-together", evidence=[record(activity)])
    assert found.outcome is Outcome.SATISFIED


def test_mirrors_are_for_somebody_who_walks_there() -> None:
    mirror = Feature("mirror", "mirror", Point(200, 3), {})
    found = judged("way-mirror", mirror, complete=MAPPED)
    assert found.outcome is Outcome.NOT_ASSESSED


# The same toilet under the two guidelines ---------------------------------------------

TOILET = Feature("toilet", "area", box(10, 10, 14, 14), {"use": "toilet"})
LAMP = Feature(
    "lamp",
    "lamp",
    Point(12, 12),
    {"height_m": 4.0, "photometry": "isotropic", "luminous_flux_lm": 2500.0},
)


@pytest.mark.parametrize(
    ("daily", "instrument", "outcome"),
    [
        (True, "jp-31/school-routes", Outcome.SATISFIED),
        (True, "jp-31/parks", Outcome.INAPPLICABLE),
        (False, "jp-31/school-routes", Outcome.INAPPLICABLE),
        (False, "jp-31/parks", Outcome.NOT_SATISFIED),
    ],
)
def test_a_toilet_dim_enough_for_children_is_too_dim_for_others(
    daily: bool, instrument: str, outcome: Outcome
) -> None:
    said = {"place_kind": "park", "used_daily_by_children": daily, "complete": MAPPED}
    park = Feature("here", "place", box(0, 0, 30, 20), said)
    found = assess(Scene((park, TOILET, LAMP)), CATALOGUE, on=ON, within=BOTH).findings
    lit = [f for f in found if f.criterion.id == f"{instrument}/park-toilet-light"]
    assert outcome in {f.outcome for f in lit}


SLIDE = Feature(
    "slide",
    "play_equipment",
    box(14, 8, 16, 10),
    {"height_m": 1.8, "opacity": 0.2},
)
STREET = Feature("street", "road", LineString([(-5, -3), (40, -3)]), {"width_m": 4.0})
WALL = Feature("wall", "wall", LineString([(-9, -0.5), (39, -0.5)]), {"height_m": 3.0})


@pytest.mark.parametrize(
    ("between", "outcome"),
    [((), Outcome.SATISFIED), ((WALL,), Outcome.NOT_SATISFIED)],
)
def test_play_equipment_stands_in_view(
    between: tuple[Feature, ...], outcome: Outcome
) -> None:
    found = judged(
        "park-play-equipment-in-view",
        SLIDE,
        STREET,
        *between,
        kind="park",
        complete=MAPPED,
    )
    assert found.outcome is outcome
