"""Which evidence decides: precedence, expiry, conflict, and whom it is about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from shapely.geometry import Point

from machimori.assessment import (
    Evidence,
    Finding,
    Outcome,
    Record,
    evidence_of_records,
)
from machimori.assessment.evidence import months_later
from machimori.guidelines.checks import (
    AllOf,
    AnyOf,
    Fact,
    MeanIlluminance,
    Measures,
    Present,
    Recorded,
    Surveyed,
)
from machimori.guidelines.conditions import Meets, Unless
from machimori.guidelines.model import Element
from tests.machimori.assessment.staging import (
    area,
    criterion,
    feature,
    finding,
    lamp,
    numbers,
    park,
)

ITEM = "jp-00/test/item"
BENCHES = Element(kind=("bench",))
A_BENCH = feature("bench", "bench", Point(5, 5))
ANCHORED = Fact(name="sign", one_of=(True,))


def said(value: Any, method: str, on: date, **more: Any) -> Evidence:
    given = {"subject": "park", "quantity": ITEM, "value": value, **more}
    return Evidence(method=method, observed_on=on, **given)


MAY = date(2026, 5, 1)
FOUND = Present(kinds=("alarm",))


def test_the_first_method_of_the_check_that_has_an_answer_decides() -> None:
    asked = criterion(
        Present(kinds=("alarm",), methods=("surveyed", "computed", "declared"))
    )
    found = finding(asked, park("alarm"), evidence=[said(True, "surveyed", MAY)])
    assert (found.outcome, found.results[0].method) == (Outcome.SATISFIED, "surveyed")


BENCHED = Present(kinds=("bench",))


@pytest.mark.parametrize("answer", [True, False])
def test_an_answer_speaks_of_the_whole_criterion_not_of_each_check(
    answer: bool,
) -> None:
    either = (
        AnyOf(any=(FOUND, Surveyed())) if answer else AllOf(all=(BENCHED, Surveyed()))
    )
    evidence = [said(answer, "surveyed", MAY)]
    found = finding(criterion(either), park("alarm"), A_BENCH, evidence=evidence)
    assert (found.outcome is Outcome.SATISFIED) == answer
    assert not found.conflicts


def test_an_answer_that_the_outcome_contradicts_is_a_conflict() -> None:
    both = AllOf(all=(FOUND, Surveyed()))
    yes = said(True, "surveyed", MAY)
    found = finding(criterion(both), park("alarm"), evidence=[yes])
    assert (found.outcome, found.conflicts) == (Outcome.NOT_SATISFIED, (yes,))


def test_an_answer_does_not_say_whether_a_criterion_applies() -> None:
    unless = Unless(unless=Meets(meets=BENCHED))
    evidence = [said(True, "surveyed", MAY)]
    asked = criterion(FOUND, when=unless)
    assert finding(asked, park("bench"), evidence=evidence).outcome is Outcome.SATISFIED


def test_what_disagrees_is_shown_and_never_averaged() -> None:
    found = finding(
        criterion(FOUND), park("alarm"), evidence=[said(True, "surveyed", MAY)]
    )
    assert (found.outcome, found.results[0].method) == (
        Outcome.NOT_SATISFIED,
        "computed",
    )
    assert [e.method for e in found.conflicts] == ["surveyed"]


def test_who_could_not_tell_gives_way_to_who_could() -> None:
    found = finding(criterion(FOUND), park(), evidence=[said(True, "surveyed", MAY)])
    assert (found.outcome, found.results[0].method) == (Outcome.SATISFIED, "surveyed")
    assert not found.conflicts


def test_a_method_that_the_check_does_not_take_is_not_asked() -> None:
    asked = criterion(Present(kinds=("alarm",), methods=("computed",)))
    found = finding(asked, park(), evidence=[said(True, "surveyed", MAY)])
    assert found.outcome is Outcome.CANNOT_TELL


def test_of_one_method_the_newest_decides_and_supersedes() -> None:
    april = date(2026, 4, 1)
    evidence = [said(True, "surveyed", april), said(False, "surveyed", MAY)]
    found = finding(criterion(), park(), evidence=evidence)
    assert found.outcome is Outcome.NOT_SATISFIED
    assert not found.conflicts


def test_a_newer_answer_counts_even_if_it_is_about_the_item_and_not_the_check() -> None:
    older = said(False, "surveyed", date(2026, 4, 1), quantity="count:alarm")
    asked = criterion(Present(kinds=("alarm",), methods=("surveyed",)))
    found = finding(asked, park(), evidence=[older, said(True, "surveyed", MAY)])
    assert found.outcome is Outcome.SATISFIED


def test_two_who_contradict_each_other_on_one_day_leave_it_open() -> None:
    evidence = [said(True, "surveyed", MAY), said(False, "surveyed", MAY)]
    found = finding(criterion(), park(), evidence=evidence)
    assert found.outcome is Outcome.CANNOT_TELL
    assert found.reason.code == "evidence_disagrees"
    assert len(found.evidence) == 2


def test_evidence_of_a_later_day_is_not_known_yet() -> None:
    late = said(True, "surveyed", date(2026, 6, 2))
    assert finding(criterion(), park(), evidence=[late]).outcome is Outcome.NOT_ASSESSED


def test_a_fact_that_was_stated_later_is_not_known_yet() -> None:
    later = {"method": "declared", "on": "2026-07-01"}
    place = park(has_manager=True, evidence=later)
    asked = criterion(Fact(of="place", name="has_manager", one_of=(True,)))
    assert finding(asked, place).outcome is Outcome.NOT_ASSESSED


def test_a_fact_counts_as_declared_unless_the_feature_says_how_it_is_known() -> None:
    asked = criterion(Fact(of="place", name="has_manager", one_of=(True,)))
    looked = {"method": "surveyed", "on": "2026-03-01", "by": "Sato"}
    plain = finding(asked, park(has_manager=True))
    seen = finding(asked, park(has_manager=True, evidence=looked))
    assert plain.results[0].method == "declared"
    assert seen.results[0].method == "surveyed"
    assert (seen.evidence[0].by, seen.evidence[0].observed_on) == (
        "Sato",
        date(2026, 3, 1),
    )


# Whom it is about ---------------------------------------------------------------------


def of_bench(*evidence: Evidence) -> Finding:
    asked = criterion(element=BENCHES)
    return finding(asked, park(), A_BENCH, evidence=evidence)


def test_an_answer_about_the_place_holds_for_what_is_in_it() -> None:
    assert of_bench(said(True, "surveyed", MAY)).outcome is Outcome.SATISFIED


def test_an_answer_about_the_element_comes_first_even_if_it_is_older() -> None:
    own = said(False, "surveyed", date(2026, 1, 1), subject="bench")
    assert of_bench(said(True, "surveyed", MAY), own).outcome is Outcome.NOT_SATISFIED


@pytest.mark.parametrize(
    "own",
    [
        said(
            False,
            "surveyed",
            date(2024, 1, 1),
            subject="bench",
            expires_on=date(2025, 1, 1),
        ),
        said(False, "surveyed", date(2027, 1, 1), subject="bench"),
    ],
    ids=["expired", "later"],
)
def test_what_does_not_count_does_not_shadow_the_place(own: Evidence) -> None:
    assert of_bench(said(True, "surveyed", MAY), own).outcome is Outcome.SATISFIED


def test_a_measurement_of_the_place_says_nothing_of_one_area_in_it() -> None:
    asked = criterion(
        MeanIlluminance(at_least="source/lux-behaviour"),
        element=Element(kind=("area",)),
    )
    whole = said(9.0, "measured", MAY, quantity="mean_illuminance_lx", unit="lx")
    found = finding(asked, park("lamp"), area("play", 0, 0, 9, 9), evidence=[whole])
    assert found.outcome is Outcome.NOT_SATISFIED


# Numbers ------------------------------------------------------------------------------


def lit(value: float | None) -> Finding:
    asked = criterion(MeanIlluminance(at_least="source/lux-behaviour"))
    measured = said(value, "measured", MAY, quantity="mean_illuminance_lx", unit="lx")
    return finding(asked, park("lamp"), evidence=[measured])


@pytest.mark.parametrize(
    ("lux", "outcome"),
    [(3.0, Outcome.SATISFIED), (2.99, Outcome.NOT_SATISFIED)],
)
def test_a_measured_value_is_held_against_the_threshold(
    lux: float, outcome: Outcome
) -> None:
    found = lit(lux)
    assert (found.outcome, found.results[0].method) == (outcome, "measured")


def test_a_measured_value_names_the_numbers_that_made_it() -> None:
    used = {use.id for use in lit(3.0).parameters}
    assert "interpretation/lux-survey-points" in used
    assert "source/lux-behaviour" in used


def test_too_few_readings_leave_it_to_the_computation() -> None:
    assert lit(None).results[0].method == "computed"


def test_what_was_measured_and_what_was_computed_may_contradict() -> None:
    asked = criterion(MeanIlluminance(at_least="source/lux-behaviour"))
    dark = said(0.5, "measured", MAY, quantity="mean_illuminance_lx", unit="lx")
    found = finding(
        asked, park("lamp", "obstacle"), lamp(10, 10), lamp(5, 5), evidence=[dark]
    )
    assert found.outcome is Outcome.NOT_SATISFIED
    assert [e.method for e in found.conflicts] == ["computed"]


# Records and their age ----------------------------------------------------------------

PATROL = Recorded(activity="patrol", within="interpretation/patrol-interval")


def patrolled(
    day: date, on: date, *, months: float | None = 1, result: str = "done"
) -> Finding:
    record = Record(
        id="1", activity="patrol", subjects=("park",), on=day, result=result
    )
    return finding(
        criterion(PATROL),
        park(),
        evidence=evidence_of_records([record]),
        parameters=numbers(patrol_interval=months),
        on=on,
    )


@pytest.mark.parametrize(
    ("done", "last_day"),
    [
        (date(2026, 4, 15), date(2026, 5, 15)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_a_record_counts_up_to_the_same_day_of_the_month(
    done: date, last_day: date
) -> None:
    assert patrolled(done, last_day).outcome is Outcome.SATISFIED
    late = patrolled(done, date.fromordinal(last_day.toordinal() + 1))
    assert (late.outcome, late.reason.code) == (Outcome.CANNOT_TELL, "evidence_expired")
    assert late.reason.values["expires"] == last_day
    assert late.results[0].expired


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(9999, 12, 1), 1, date.max),
        (date(2026, 5, 7), 0, date(2026, 5, 7)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(
    day: date, months: float, then: date
) -> None:
    assert months_later(day, months) == then


def test_without_an_interval_a_record_does_not_age() -> None:
    assert patrolled(date(2001, 1, 1), MAY, months=None).outcome is Outcome.SATISFIED


def test_what_was_not_done_proves_nothing() -> None:
    found = patrolled(date(2026, 4, 30), MAY, result="not_done")
    assert found.outcome is Outcome.NOT_ASSESSED


def test_evidence_may_bring_its_own_date_of_expiry() -> None:
    until = said(True, "surveyed", MAY, expires_on=date(2026, 5, 31))
    assert finding(criterion(), park(), evidence=[until]).outcome is Outcome.CANNOT_TELL


@pytest.mark.parametrize(
    ("height_m", "outcome"),
    [(0.8, Outcome.SATISFIED), (0.9, Outcome.NOT_SATISFIED)],
)
def test_a_measured_length_is_held_against_its_limit(
    height_m: float, outcome: Outcome
) -> None:
    low = Measures(name="height_m", at_most="interpretation/eye-level-low")
    asked = criterion(low, element=BENCHES)
    taped = said(height_m, "measured", MAY, subject="bench", quantity="height_m")
    found = finding(asked, park(), A_BENCH, evidence=[taped])
    assert (found.outcome, found.results[0].method) == (outcome, "measured")
