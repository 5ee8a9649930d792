from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from machimori.watch import (
    WATCHER_KINDS,
    Block,
    GroupWalk,
    SeenByWindows,
    Standing,
    Watcher,
    WatcherKind,
    Window,
    watch_gap,
)
from tests.machimori.streets.grids import laid
from tests.machimori.watch.hamlet import (
    ALL_DAY,
    NO_WINDOWS,
    SCHOOL,
    assumed,
    blocks_of_town,
    hamlet,
    one_street,
    watcher,
)

ALL_SURVEYED = frozenset(WATCHER_KINDS)


def test_the_gap_is_the_flow_where_nobody_watches() -> None:
    gap = watch_gap(hamlet(surveyed=ALL_SURVEYED), windows=NO_WINDOWS)
    assert gap.most == pytest.approx(gap.flow)
    assert gap.least == pytest.approx(gap.flow)
    assert gap.unsurveyed == ()


def test_a_post_takes_away_what_it_sees_of_the_street() -> None:
    # 30 m of reach both ways is three of twenty pieces: 0.9 × 3 / 20 = 0.135.
    post = watcher("post", 210.0)
    gap = watch_gap(hamlet(watchers=(post,), surveyed=ALL_SURVEYED))
    assert gap.surely["post"] == pytest.approx(np.full((1, len(gap.slots)), 0.135))
    assert gap.most == pytest.approx(gap.flow * 0.865)


def test_two_who_watch_the_same_place_miss_independently() -> None:
    both = watcher("post", 210.0), watcher("shop", 210.0)
    gap = watch_gap(hamlet(watchers=both, surveyed=ALL_SURVEYED))
    # A shop reaches 20 m, which is the same middle piece and its neighbours' middles.
    one = 1 - (1 - 0.9) * (1 - 0.3)
    assert 1 - gap.unseen_most[0, 0] == pytest.approx(3 * one / 20)


def test_a_post_watches_in_its_hours_only() -> None:
    morning = watcher("post", 210.0, hours=(Window(7.5, 8.25),))
    gap = watch_gap(hamlet(watchers=(morning,), surveyed=ALL_SURVEYED))
    seen = dict(zip(gap.slots.tolist(), gap.surely["post"][0], strict=True))
    assert seen[15] == pytest.approx(0.135)
    # Half of the half hour from 8:00 lies in the post's time.
    assert seen[16] == pytest.approx(3 * 0.45 / 20)
    assert seen[30] == 0.0


def test_a_watcher_without_hours_is_possible_and_not_certain() -> None:
    shop = watcher("shop", 210.0, hours=None)
    gap = watch_gap(hamlet(watchers=(shop,), surveyed=ALL_SURVEYED))
    assert gap.most == pytest.approx(gap.flow)
    assert np.all(gap.least < gap.flow)


@pytest.mark.parametrize("kind", WATCHER_KINDS)
def test_what_nobody_surveyed_is_never_taken_for_absent(kind: WatcherKind) -> None:
    rest = ALL_SURVEYED - {kind}
    gap = watch_gap(hamlet(surveyed=rest), windows=NO_WINDOWS)
    assert gap.unsurveyed == (kind,)
    assert gap.most == pytest.approx(gap.flow)
    assert np.all(gap.least[gap.flow > 0] < gap.flow[gap.flow > 0])


def test_a_walk_is_at_any_place_for_its_share_of_the_time() -> None:
    walk = Watcher("walk", "walk", LineString([(0, 0), (400, 0)]), ALL_DAY)
    gap = watch_gap(hamlet(watchers=(walk,), surveyed=ALL_SURVEYED))
    assert gap.surely["walk"][0, 0] == pytest.approx(0.7 * 60 / 400)


def test_people_who_watch_as_they_go_are_anywhere_in_their_area() -> None:
    area = box(-10, -10, 410, 10)
    some = Watcher("walkers", "nagara", area, ALL_DAY, people=5.0)
    gap = watch_gap(hamlet(watchers=(some,), surveyed=ALL_SURVEYED))
    assert gap.surely["nagara"][0, 0] == pytest.approx(1 - np.exp(-5 * 40 / 400 * 0.3))
    unknown = replace(some, people=None)
    gap = watch_gap(hamlet(watchers=(unknown,), surveyed=ALL_SURVEYED))
    assert gap.surely["nagara"][0, 0] == 0.0


def test_where_children_stand_still_the_gap_is_theirs() -> None:
    stop = Standing("stop", "バス停", Point(210, 5), (Window(7.5, 8.0),), 6.0)
    post = watcher("post", 210.0)
    gap = watch_gap(hamlet(standing=(stop,), watchers=(post,), surveyed=ALL_SURVEYED))
    (found,) = gap.standing
    assert found.unseen_most == pytest.approx(0.1)
    assert found.gap_most == pytest.approx(0.6)
    unknown = replace(stop, children=None, hours=None)
    (found,) = watch_gap(hamlet(standing=(unknown,))).standing
    assert found.gap_most is None
    assert found.unseen_least < found.unseen_most


def test_a_district_without_streets_is_told_and_not_zero_in_silence() -> None:
    far = Block("far", box(9000, 9000, 9100, 9100), 3.0)
    unknown = Block("unknown", box(0, -50, 40, 50))
    near = Block("near", box(300, 100, 340, 150), 2.0)
    place = hamlet()
    place = replace(place, blocks=(*place.blocks, far, unknown, near))
    gap = watch_gap(place)
    assert any("far" in note.en for note in gap.notes)
    assert any("unknown" in note.ja for note in gap.notes)
    assert gap.flows.homes.children.sum() == pytest.approx(12)


def test_a_group_walks_there_and_back() -> None:
    line = LineString([(0, 0), (400, 0)])
    walk = GroupWalk("walk", "みどり園", line, (Window(10.0, 11.5),), 12.0)
    gap = watch_gap(hamlet(nursery_walks=(walk,)))
    flow = gap.flows.by_trip["nursery_walk"][0]
    assert flow[20:23] == pytest.approx(np.full(3, 2 * 12 / 3))
    assert flow.sum() == pytest.approx(24)


def test_no_streets_make_no_gap() -> None:
    gap = watch_gap(hamlet(laid(), schools=(), blocks=()))
    assert gap.flow.shape == (0, 0)


def test_windows_are_looked_through_only_where_they_were_modelled() -> None:
    modelled = np.arange(20) < 10
    counts = np.where(modelled, 5.0, 0.0)
    gap = watch_gap(
        hamlet(surveyed=ALL_SURVEYED), windows=SeenByWindows(counts, counts, modelled)
    )
    half = 1 - 0.98**5
    assert gap.surely["window"][0, 0] == pytest.approx(half / 2)
    assert gap.perhaps["window"][0, 0] == pytest.approx((half + 1 - 0.98**10) / 2)


@given(st.integers(0, 2**32 - 1))
def test_more_watchers_never_widen_the_gap_and_bounds_hold(seed: int) -> None:
    rng = np.random.default_rng(seed)
    kinds = rng.choice(["post", "shop", "refuge", "police", "camera"], 5)
    every = tuple(
        watcher(
            kind, *rng.uniform(0, 400, 2), hours=ALL_DAY if rng.random() < 0.7 else None
        )
        for kind in kinds
    )
    place = replace(blocks_of_town(), surveyed=frozenset({"post", "shop"}))
    fewer = watch_gap(replace(place, watchers=every[:3]))
    more = watch_gap(replace(place, watchers=every))
    for gap in (fewer, more):
        assert np.all(gap.least <= gap.most + 1e-12)
        assert np.all(gap.most <= gap.flow + 1e-12)
        assert np.all(gap.least >= 0)
    assert np.all(more.most <= fewer.most + 1e-12)
    assert np.all(more.least <= fewer.least + 1e-12)


def test_a_city_s_own_numbers_are_laid_over_ours() -> None:
    post = watcher("post", 210.0)
    own = assumed(chance_post=0.5)
    gap = watch_gap(hamlet(watchers=(post,), surveyed=ALL_SURVEYED), own)
    assert gap.surely["post"][0, 0] == pytest.approx(3 * 0.5 / 20)
    assert own.every["chance-post"].chosen_by.en == "the test"
    assert SCHOOL.children is None
    assert len(one_street()) == 1
