"""The page of benchmarks says what was measured; how long it took, no test asks."""

from __future__ import annotations

import pytest

from benchmarks.claims import Row
from benchmarks.page import PAGE, cells, duration, page
from benchmarks.registry import CLAIMS


def test_the_page_is_what_the_kept_results_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(CLAIMS)


def test_a_goal_is_met_only_with_its_accuracy() -> None:
    row = Row(
        work="x", ours_s=1e-6, peer="p", peer_s=1e-3, at_least_ratio=900, at_most_s=2e-6
    )
    assert row.is_met
    assert cells(row) == (
        "x",
        "1 µs",
        "1 ms, p",
        "1,000 ×",
        "≥ 900 ×, ≤ 2 µs",
        "yes",
        "–",
    )
    wrong = Row(work="x", ours_s=1e-6, at_most_s=1.0, is_accurate=False)
    assert not wrong.is_met
    slow = Row(work="x", ours_s=2.0, peer="p", peer_s=8.0, at_least_ratio=5)
    assert not slow.is_met


def test_a_row_without_a_goal_claims_nothing() -> None:
    row = Row(work="x", ours_s=0.25)
    assert cells(row) == ("x", "250 ms", "–", "–", "–", "–", "–")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(61.5, "61.5 s"), (0.0123, "12.3 ms"), (2.4e-6, "2.4 µs"), (8e-8, "80 ns")],
)
def test_durations_are_worded_in_the_unit_that_reads_best(
    seconds: float, words: str
) -> None:
    assert duration(seconds) == words


def test_claims_have_names_of_their_own() -> None:
    names = [claim.name for claim in CLAIMS]
    assert len(set(names)) == len(names)
