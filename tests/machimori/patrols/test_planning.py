from __future__ import annotations

from datetime import date, time, timedelta

import numpy as np
import pytest

from machimori.errors import InvalidInput
from machimori.patrols import (
    Before,
    PlaceThatMatters,
    PlanRules,
    Walker,
    WalkPlan,
    plan_walks,
)
from machimori.patrols.exposure import entropy_bits, gini
from tests.machimori.streets.grids import laid, street, town

WHEN = {"first_on": date(2026, 6, 1), "last_on": date(2026, 6, 28)}


def places(count: int = 12) -> list[PlaceThatMatters]:
    """Corners of the town, each worth something else."""
    return [
        PlaceThatMatters(
            id=f"p{n}",
            lon=100.0 * (n % 5),
            lat=100.0 * (n // 5),
            worth=float(1 + (n * 7) % 11),
        )
        for n in range(count)
    ]


def group(**facts: object) -> Walker:
    return Walker(
        **{
            "id": "group",
            "kind": "group",
            "start": (200.0, 200.0),
            "begins": time(16, 0),
            "lasts_min": 30,
            "weekdays": ("wed",),
            "weeks_of_month": (1, 3),
            **facts,
        }
    )


def car(**facts: object) -> Walker:
    usual = {"id": "car", "kind": "car", "lasts_min": 120, "weeks_of_month": ()}
    return group(**{**usual, "weekdays": ("mon", "tue", "thu"), **facts})


def planned(
    *walkers: Walker, seed: int = 1, rules: PlanRules | None = None
) -> WalkPlan:
    return plan_walks(town(), places(), walkers, seed=seed, rules=rules, **WHEN)


def test_a_group_walks_in_its_weeks_and_keeps_its_time() -> None:
    plan = planned(group())
    assert [one.on for one in plan.walks] == [date(2026, 6, 3), date(2026, 6, 17)]
    assert all(one.ends <= time(16, 30) for one in plan.walks)
    assert all(one.visits for one in plan.walks)


def test_a_walk_goes_along_the_streets_from_its_start_to_its_end() -> None:
    (walk, _) = planned(group(end=(0.0, 0.0))).walks
    assert walk.line.coords[0] == (200.0, 200.0)
    assert walk.line.coords[-1] == (0.0, 0.0)
    xy = np.array(walk.line.coords)
    assert (np.abs(xy / 100 - np.round(xy / 100)).min(axis=1) < 1e-6).all()


def test_the_second_walk_goes_where_the_first_was_not_worth_less() -> None:
    first, second = planned(group(weekdays=("wed", "thu"), weeks_of_month=(1,))).walks
    assert {v.place.id for v in first.visits} != {v.place.id for v in second.visits}


def test_a_car_stops_for_ten_to_sixteen_minutes() -> None:
    plan = planned(car())
    for visit in (v for walk in plan.walks for v in walk.visits):
        arrives, leaves = (
            at.hour * 60 + at.minute for at in (visit.arrives, visit.leaves)
        )
        assert 10 <= leaves - arrives <= 16


def test_the_same_seed_gives_the_same_plan_and_another_gives_another() -> None:
    def told(seed: int) -> list[tuple[date, list[str]]]:
        walks = planned(car(), seed=seed).walks
        return [(one.on, [v.place.id for v in one.visits]) for one in walks]

    assert told(1) == told(1) != told(2)


def test_groups_leave_nothing_to_chance() -> None:
    one, other = (planned(group(), seed=seed).walks for seed in (1, 2))
    assert [[v.place.id for v in walk.visits] for walk in one] == [
        [v.place.id for v in walk.visits] for walk in other
    ]


def test_cars_come_unforeseen_and_the_plan_says_how_much() -> None:
    exposure = planned(car()).exposure
    assert 0.5 * exposure.entropy_most_bits < exposure.entropy_bits
    assert exposure.entropy_bits <= exposure.entropy_most_bits


def test_a_share_of_the_cars_walks_is_drawn_by_lot() -> None:
    plan = planned(car(), rules=PlanRules(random_share=0.3))
    assert plan.exposure.by_lot >= 0.3
    assert sum(one.by_lot for one in plan.walks) == 4


def test_no_place_is_visited_in_more_weeks_running_than_the_cap() -> None:
    plan = planned(car(weekdays=("mon",)), rules=PlanRules(most_weeks=2))
    weeks: dict[str, set[date]] = {}
    for walk in plan.walks:
        for visit in walk.visits:
            weeks.setdefault(visit.place.id, set()).add(walk.on)
    for days in weeks.values():
        runs = (all(d + timedelta(weeks=n) in days for n in range(3)) for d in days)
        assert not any(runs)


def test_control_places_are_half_and_no_car_stops_there() -> None:
    plan = planned(car(), rules=PlanRules(has_control=True))
    held = {one.id for one in plan.control}
    assert len(held) == 6
    assert not held & {v.place.id for walk in plan.walks for v in walk.visits}


def test_posts_stand_apart_where_it_is_worth_most() -> None:
    post = group(id="post", kind="post", people=3, apart_m=150.0, start=None)
    chosen = planned(post).posts["post"]
    assert len(chosen) == 3
    spots = np.array([(one.lon, one.lat) for one in chosen])
    away = np.hypot(*(spots[:, None] - spots).transpose(2, 0, 1))
    assert away[~np.eye(3, dtype=bool)].min() > 150.0


def test_light_that_nobody_mapped_is_not_taken_for_light() -> None:
    (walk, _) = planned(group()).walks
    assert (walk.along.lit, walk.along.light_unknown) == (0.0, pytest.approx(1.0))


def test_a_group_prefers_the_lit_way() -> None:
    lit = street("lit", (0, 0), (0, 60), (200, 60), (200, 0), is_lit=True)
    dark = street("dark", (0, 0), (200, 0), is_lit=False)
    walk = plan_walks(
        laid(lit, dark),
        [PlaceThatMatters(id="far", lon=200.0, lat=0.0)],
        [group(start=(0.0, 0.0))],
        seed=1,
        **WHEN,
    ).walks[0]
    assert walk.along.unlit == 0.0


def test_a_walker_on_no_street_is_refused() -> None:
    with pytest.raises(InvalidInput, match="group"):
        planned(group(start=(5000.0, 5000.0)))


def test_a_place_off_all_streets_is_told() -> None:
    far = PlaceThatMatters(id="far", lon=9000.0, lat=0.0)
    plan = plan_walks(town(), [far], [group()], seed=1, **WHEN)
    assert plan.unreachable == (far,)
    assert plan.walks[0].visits == ()


def test_entropy_and_gini_have_their_textbook_values() -> None:
    assert entropy_bits([1, 1, 1, 1]) == pytest.approx(2.0)
    assert entropy_bits([5]) == 0.0
    assert gini([1, 1, 1]) == pytest.approx(0.0)
    assert gini([0, 0, 0, 4]) == pytest.approx(0.75)


def test_cars_planned_together_never_stop_at_one_place_on_one_day() -> None:
    second = car(id="second", start=(0.0, 0.0))
    plan = planned(car(lasts_min=60), second, rules=PlanRules(together=True))
    by_day: dict[date, list[str]] = {}
    for walk in plan.walks:
        by_day.setdefault(walk.on, []).extend(v.place.id for v in walk.visits)
    assert all(len(set(one)) == len(one) for one in by_day.values())
    assert len(plan.walks) == 24
    assert plan.exposure.by_lot >= 0.2


def test_a_car_may_come_back_after_a_while_and_not_before() -> None:
    plan = planned(car(revisit_after_min=20))
    again = 0
    for walk in plan.walks:
        left: dict[str, int] = {}
        for visit in walk.visits:
            arrives = visit.arrives.hour * 60 + visit.arrives.minute
            if visit.place.id in left:
                again += 1
                assert arrives - left[visit.place.id] >= 19
            left[visit.place.id] = visit.leaves.hour * 60 + visit.leaves.minute
    assert again


def test_what_was_visited_before_is_worth_less() -> None:
    fresh = planned(group())
    before = [
        Before(day=date(2026, 5, 20), lon=v.place.lon, lat=v.place.lat)
        for v in fresh.walks[0].visits
    ]
    knowing = planned(group(before=tuple(before))).walks[0]
    been = {v.place.id for v in fresh.walks[0].visits}
    assert {v.place.id for v in knowing.visits} != been


def test_a_visit_far_from_every_place_counts_for_none() -> None:
    far = (Before(day=date(2026, 5, 20), lon=9000.0, lat=0.0),)
    told, plain = planned(group(before=far)), planned(group())
    assert [[v.place.id for v in walk.visits] for walk in told.walks] == [
        [v.place.id for v in walk.visits] for walk in plain.walks
    ]
