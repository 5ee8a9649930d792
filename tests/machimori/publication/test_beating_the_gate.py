"""Property-based attempts to work out what the gate has let through.

The attacker here shares nothing with the gate's own: he enumerates every town that the
published rows could be true of.
"""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as made

from machimori.errors import NotPublishable
from machimori.publication import Release, Window, publish
from tests.machimori.publication.made_up import (
    KINDS,
    Counts,
    month,
    months,
    statements,
    town,
    worked_out,
)

SMALL = st.integers(0, 5)


def counts(areas: int, kinds: int, times: int) -> st.SearchStrategy[Counts]:
    return made.arrays(np.int64, (areas, kinds, times), elements=SMALL)


def let_through(
    truth: Counts,
    windows: list[Window],
    *,
    earlier: Release | None = None,
    are_totals_known: bool = True,
) -> Release | None:
    kinds = KINDS[: truth.shape[1]]
    before = () if earlier is None else earlier.rows
    try:
        return publish(
            town(truth),
            kinds,
            windows,
            earlier=before,
            are_totals_known=are_totals_known,
        )
    except NotPublishable:
        return None


def is_seen_to_differ(first: Release, second: Release, area: str) -> bool:
    rows = (*first.rows, *second.rows)
    shown = [row.shown for row in rows if row.area == area]
    least = max((one.low for one in shown), default=0)
    return any(one.high is not None and one.high < least for one in shown)


@settings(deadline=None, max_examples=60)
@given(counts(3, 2, 1) | counts(4, 1, 1) | counts(2, 3, 1))
def test_no_small_number_follows_from_one_publication(truth: Counts) -> None:
    release = let_through(truth, [month(0)])
    assert release is not None
    assert not worked_out(truth, release.rows, totals=[month(0)])


@settings(deadline=None, max_examples=40)
@given(counts(2, 1, 3))
def test_no_small_number_follows_from_windows_that_overlap(truth: Counts) -> None:
    windows = [months(0, 1), months(1, 2)]
    release = let_through(truth, windows)
    if release is not None:
        assert not worked_out(truth, release.rows, totals=windows)


@settings(deadline=None, max_examples=40)
@given(counts(2, 1, 3))
def test_no_small_number_follows_from_what_was_published_before(truth: Counts) -> None:
    first = let_through(truth, [months(0, 1)])
    assert first is not None
    second = let_through(truth, [months(1, 2)], earlier=first)
    if second is not None:
        both = [*first.rows, *second.rows]
        totals = [months(0, 1), months(1, 2)]
        assert not worked_out(truth, both, totals=totals)


@settings(deadline=None, max_examples=60)
@given(counts(3, 2, 1) | counts(4, 1, 1) | counts(2, 1, 2))
def test_the_totals_of_a_publication_give_nothing_away_by_themselves(
    truth: Counts,
) -> None:
    windows = [month(number) for number in range(truth.shape[2])]
    release = let_through(truth, windows, are_totals_known=False)
    assert release is not None
    assert not worked_out(truth, release.rows)


@settings(deadline=None, max_examples=60)
@given(counts(4, 1, 1), st.integers(0, 3), SMALL)
def test_no_small_number_follows_from_a_list_that_was_revised_in_one_block(
    before: Counts, area: int, revised: int
) -> None:
    first = let_through(before, [month(0)])
    assert first is not None
    after = before.copy()
    after[area] = revised
    second = let_through(after, [month(0)], earlier=first)
    if second is None or not is_seen_to_differ(first, second, f"a{area}"):
        return
    # One town for both tables: the block that was revised stands in it twice.
    both = np.concatenate([after, before[[area]]])
    then = [4 if one == area else one for one in range(4)]
    told = [
        *statements(both.shape, second.rows, range(4)),
        *statements(both.shape, first.rows, then),
    ]
    # What the old table gave away of that block is no longer true of anybody.
    assert set(worked_out(both, told=told)) <= {"[4]"}


@settings(deadline=None, max_examples=40)
@given(counts(3, 2, 1))
def test_all_that_is_published_is_true(truth: Counts) -> None:
    release = let_through(truth, [month(0)])
    assert release is not None
    sums = truth.sum(axis=2)
    for row in release.rows:
        if row.area.startswith("a") and row.area != "all":
            kinds = [KINDS.index(kind) for kind in row.kinds]
            value = sums[int(row.area[1:]), kinds].sum()
            assert row.shown.low <= value <= (row.shown.high or value)


@settings(deadline=None, max_examples=40)
@given(counts(3, 2, 1))
def test_zero_is_never_shown_like_something_that_happened(truth: Counts) -> None:
    release = let_through(truth, [month(0)])
    assert release is not None
    for row in release.rows:
        assert (row.shown.mark == "zero") == (row.shown.words == "0")
        assert (row.shown.low == 0) == (row.shown.mark == "zero")
        assert row.shown.words not in ("1", "2")


@settings(deadline=None, max_examples=40)
@given(counts(3, 2, 1), st.integers(0, 1500))
def test_rates_and_colours_tell_no_more_than_counts(
    truth: Counts, residents: int
) -> None:
    release = publish(town(truth, residents=residents), KINDS[:2], [month(0)])
    for row in release.rows:
        if row.rate is not None:
            assert residents >= 500
            assert row.shown.mark in ("zero", "exact")
        own = row.colour_class
        if own.colour != "none":
            assert own.low <= row.shown.low
            assert row.shown.high is not None
            assert row.shown.high <= (own.high or row.shown.high)
