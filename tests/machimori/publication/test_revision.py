"""The same days published again from a revised list: what changed stays hidden."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.errors import NotPublishable
from machimori.incidents import Incidents
from machimori.publication import FEW, Release, Row, publish
from tests.machimori.publication.made_up import KINDS, month, town


def of(*counts: int) -> Incidents:
    return town(np.array(counts, dtype=np.int64)[:, np.newaxis, np.newaxis])


def again(then: list[int], now: list[int]) -> tuple[Release, Release]:
    first = publish(of(*then), KINDS[:1], [month(0)])
    second = publish(of(*now), KINDS[:1], [month(0)], earlier=first.rows)
    return first, second


def words(release: Release) -> dict[str, str]:
    return {row.area: row.shown.words for row in release.rows}


def differences(then: Row, now: Row) -> range:
    """All that the two together can mean for one area by itself."""
    most = 10**6
    high = most if now.shown.high is None else now.shown.high
    before = most if then.shown.high is None else then.shown.high
    return range(now.shown.low - before, high - then.shown.low + 1)


@pytest.mark.parametrize("now", [6, 4, 7, 3])
def test_one_or_two_that_changed_are_not_told_by_two_exact_counts(now: int) -> None:
    first, second = again([5, 9, 8, 7, 30], [now, 9, 8, 7, 30])
    assert words(first)["a0"] == "5"
    shown = words(second)
    assert shown["a0"] == "…"
    # Nor by the total and all others being as they were.
    assert [shown[f"a{n}"] for n in range(1, 5)].count("…") >= 1


def test_a_change_of_three_or_more_is_shown() -> None:
    _, second = again([5, 9, 8, 30], [8, 9, 8, 30])
    assert words(second)["a0"] == "8"


def test_a_first_incident_that_came_late_by_itself_is_refused() -> None:
    # The total grew by one, and it can be nowhere but in a block that was empty.
    with pytest.raises(NotPublishable) as refused:
        again([0, 9, 8, 7, 30], [1, 9, 8, 7, 30])
    assert "revised since" in refused.value.message("en")
    assert "改められ" in refused.value.message("ja")


def test_what_was_not_revised_is_published_as_before() -> None:
    first, second = again([1, 5, 2, 9, 30], [1, 5, 2, 9, 30])
    assert first.rows == second.rows


def test_each_of_several_editions_is_laid_beside_the_new_one() -> None:
    first = publish(of(5, 9, 8, 30), KINDS[:1], [month(0)])
    second = publish(of(9, 9, 8, 30), KINDS[:1], [month(0)], earlier=first.rows)
    assert words(second)["a0"] == "9"
    third = publish(
        of(6, 9, 8, 30), KINDS[:1], [month(0)], earlier=[*first.rows, *second.rows]
    )
    assert words(third)["a0"] == "…"


counts = st.lists(st.integers(0, 9), min_size=3, max_size=6)


@settings(max_examples=60, deadline=None)
@given(counts, st.data())
def test_no_area_by_itself_tells_a_small_change(
    then: list[int], data: st.DataObject
) -> None:
    change = st.lists(st.integers(-2, 4), min_size=len(then), max_size=len(then))
    now = [max(0, n + d) for n, d in zip(then, data.draw(change), strict=True)]
    try:
        first, second = again(then, now)
    except NotPublishable:
        return
    before = {(row.area, row.kinds): row for row in first.rows}
    for row in second.rows:
        known = before.get((row.area, row.kinds))
        if row.area != "all" and known is not None:
            told = differences(known, row)
            assert len(told) > 1 or not 1 <= abs(told[0]) <= FEW
