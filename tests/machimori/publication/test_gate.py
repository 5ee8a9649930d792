from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from machimori.errors import NotPublishable
from machimori.incidents import Incidents, When
from machimori.publication import ALL, Release, Window, atoms_of, publish
from tests.machimori.publication.made_up import KINDS, month, months, town


def table(release: Release) -> dict[tuple[str, tuple[str, ...]], str]:
    return {(row.area, row.kinds): row.shown.words for row in release.rows}


def of(*areas: list[int]) -> Incidents:
    """Make a town of areas, each a list of counts by kind, in one month."""
    return town(np.array(areas, dtype=np.int64)[:, :, np.newaxis])


def test_counts_totals_and_sums_are_shown() -> None:
    release = publish(of([7, 1], [4, 2], [0, 0], [9, 5]), KINDS[:2], [month(0)])
    shown = table(release)
    assert shown[ALL, ("bicycle_theft",)] == "20"
    assert shown["a0", ("bicycle_theft",)] == "7"
    assert shown["a0", ("car_theft",)] == "1-2"
    assert shown["a0", KINDS[:2]] == "8-9"
    assert shown["a2", KINDS[:2]] == "0"
    assert shown["a3", KINDS[:2]] == "14"


def test_a_second_count_is_withheld_where_the_first_would_follow() -> None:
    shown = table(publish(of([7], [1], [4], [9]), KINDS[:1], [month(0)]))
    assert shown["a1", KINDS[:1]] == "1-2"
    assert [shown[f"a{n}", KINDS[:1]] for n in (0, 2, 3)].count("…") >= 1


def test_a_rare_kind_is_put_together_with_another_of_its_family() -> None:
    release = publish(of([7, 1], [5, 1], [4, 0], [2, 0]), KINDS[:2], [month(0)])
    assert {row.kinds for row in release.rows if row.area != ALL} == {KINDS[:2]}
    assert any("Car theft" in reason.en for reason in release.reasons)


def test_a_rare_kind_without_family_is_shown_in_all_only() -> None:
    kinds = ("bicycle_theft", "arson")
    counts = np.array([[[7], [0], [1]], [[5], [0], [1]], [[4], [0], [0]]])
    release = publish(town(counts), kinds, [month(0)])
    assert {row.kinds for row in release.rows if row.area != ALL} == {kinds[:1]}
    assert any("Arson" in reason.en for reason in release.reasons)


def test_where_nobody_knows_the_totals_less_is_held_back() -> None:
    incidents = of([7], [1], [4], [9])
    release = publish(incidents, KINDS[:1], [month(0)], are_totals_known=False)
    assert "…" not in table(release).values()
    assert table(release)[ALL, KINDS[:1]] == "21-22"


@pytest.mark.parametrize(
    "windows",
    [
        [months(0, 1), months(0, 2)],
        [months(0, 2), months(1, 2)],
        [months(0, 11), month(0)],
    ],
)
def test_windows_that_only_grow_are_refused(windows: list[Window]) -> None:
    with pytest.raises(NotPublishable) as refused:
        publish(of([7], [1]), KINDS[:1], windows)
    assert "Slide it" in refused.value.message("en")
    assert "ずらして" in refused.value.message("ja")


def test_a_window_that_grew_since_is_refused() -> None:
    counts = np.array([[[5, 1]], [[6, 4]], [[9, 9]]])
    first = publish(town(counts), KINDS[:1], [month(0)])
    with pytest.raises(NotPublishable):
        publish(town(counts), KINDS[:1], [months(0, 1)], earlier=first.rows)


def test_the_same_publication_may_be_repeated() -> None:
    incidents = of([7], [4], [9])
    first = publish(incidents, KINDS[:1], [month(0)])
    again = publish(incidents, KINDS[:1], [month(0)], earlier=first.rows)
    assert again.rows == first.rows


def test_a_list_may_be_revised_where_nothing_was_before() -> None:
    first = publish(of([7], [0], [4], [9]), KINDS[:1], [month(0)])
    revised = publish(of([7], [3], [4], [9]), KINDS[:1], [month(0)], earlier=first.rows)
    assert table(revised)["a1", KINDS[:1]] == "3"


def test_the_table_before_a_revision_cannot_be_subtracted_from_the_one_after() -> None:
    first = publish(of([7], [2], [5], [9]), KINDS[:1], [month(0)])
    assert table(first)["a2", KINDS[:1]] == "…"
    after = publish(of([3], [2], [5], [9]), KINDS[:1], [month(0)], earlier=first.rows)
    # 23 - 7 - 9 were left for a1 and a2 before: a2 must not be shown now.
    assert table(after)["a2", KINDS[:1]] == "…"


def test_earlier_publications_of_other_areas_are_refused() -> None:
    first = publish(of([7], [4], [9]), KINDS[:1], [month(0)])
    with pytest.raises(NotPublishable) as refused:
        publish(of([7], [4]), KINDS[:1], [months(1, 2)], earlier=first.rows)
    assert "same boundaries" in refused.value.message("en")
    assert "同じ境界" in refused.value.message("ja")


def test_what_patrols_found_is_left_out_and_told() -> None:
    incidents = of([7], [4])
    found = replace(incidents.items[0], id="p", known_by="found_on_patrol")
    release = publish(
        replace(incidents, items=(*incidents.items, found)), KINDS[:1], [month(0)]
    )
    assert table(release)["a0", KINDS[:1]] == "7"
    assert any("patrol" in reason.en for reason in release.reasons)


def test_what_has_no_day_is_told() -> None:
    incidents = of([7], [4])
    undated = replace(incidents.items[0], id="u", when=When())
    release = publish(
        replace(incidents, items=(*incidents.items, undated)), KINDS[:1], [month(0)]
    )
    assert table(release)["a0", KINDS[:1]] == "7"
    assert any("the day is unknown" in reason.en for reason in release.reasons)


def test_every_withheld_thing_has_a_reason_in_both_languages() -> None:
    release = publish(of([7, 1], [1, 2], [4, 6], [9, 5]), KINDS[:2], [month(0)])
    assert release.attacked
    assert all(reason.ja and reason.en for reason in release.reasons)


def test_a_town_without_incidents_is_all_zero() -> None:
    release = publish(of([0], [0]), KINDS[:1], [month(0)])
    assert {row.shown.words for row in release.rows} == {"0"}


def test_time_is_cut_at_the_ends_of_all_windows() -> None:
    whole = Window(date(2024, 1, 1), date(2024, 1, 31))
    late = Window(date(2024, 1, 20), date(2024, 2, 5))
    assert atoms_of([whole, late]) == (
        Window(date(2024, 1, 1), date(2024, 1, 19)),
        Window(date(2024, 1, 20), date(2024, 1, 31)),
        Window(date(2024, 2, 1), date(2024, 2, 5)),
    )
    assert atoms_of([]) == ()
