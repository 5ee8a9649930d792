from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from machimori.watch import Window, propose_posts, watch_gap
from tests.machimori.watch.hamlet import (
    NO_WINDOWS,
    assumed,
    blocks_of_town,
    hamlet,
    watcher,
)


def test_a_post_is_proposed_where_and_when_children_pass_unseen() -> None:
    post, *_ = propose_posts(watch_gap(hamlet(), windows=NO_WINDOWS), 1)
    # Ten pupils walk 60 m of street before its eyes, of which it notices nine tenths.
    assert post.window in (Window(7.0, 8.0), Window(7.5, 8.5))
    assert post.removed_child_m == pytest.approx(0.9 * 60 * post.passing, rel=1e-6)
    assert post.passing == pytest.approx(9, abs=1)
    assert post.y == 0


def test_what_a_post_removes_is_what_the_gap_then_lacks() -> None:
    place = replace(blocks_of_town(), blocks=())
    before = watch_gap(place)
    posts = propose_posts(before, 3)
    stands = tuple(watcher("post", p.x, p.y, hours=(p.window,)) for p in posts)
    after = watch_gap(replace(place, watchers=stands))
    left = before.unseen_child_m(before.most) - after.unseen_child_m(after.most)
    assert left.sum() == pytest.approx(sum(p.removed_child_m for p in posts))


def test_each_further_post_removes_no_more_than_the_one_before() -> None:
    removed = [p.removed_child_m for p in propose_posts(watch_gap(blocks_of_town()), 6)]
    assert np.all(np.diff(removed) <= 1e-9)


def test_nothing_is_proposed_where_nobody_walks() -> None:
    assert propose_posts(watch_gap(hamlet(blocks=(), schools=())), 3) == ()
    watched = watch_gap(hamlet(), assumed(chance_post=0.0))
    assert propose_posts(watched, 3) == ()
