from __future__ import annotations

import itertools

import pytest

from machimori.assessment import Outcome
from machimori.reports.digest import roll_up, roll_up_by_place
from machimori.reports.digest.rollup import WORST_FIRST
from tests.machimori.reports.judged import FENCES, PARK, PATHS, ROAD, finding


def test_every_outcome_has_its_place_in_the_order() -> None:
    assert set(WORST_FIRST) == set(Outcome)


@pytest.mark.parametrize(("worse", "better"), [*itertools.combinations(WORST_FIRST, 2)])
def test_the_worst_element_decides(worse: Outcome, better: Outcome) -> None:
    (rollup,) = roll_up([finding(better), finding(worse), finding(better)])
    assert rollup.outcome is worse
    assert len(rollup.deciding) == 1


def test_findings_of_one_criterion_are_one_item() -> None:
    rollups = roll_up(
        [
            finding(Outcome.SATISFIED, of=PATHS),
            finding(Outcome.NOT_SATISFIED, of=FENCES),
            finding(Outcome.NOT_SATISFIED, of=PATHS),
        ]
    )
    assert [r.criterion for r in rollups] == [PATHS, FENCES]
    assert rollups[0].counts == {Outcome.SATISFIED: 1, Outcome.NOT_SATISFIED: 1}


def test_places_are_never_taken_together_unless_asked() -> None:
    findings = [
        finding(Outcome.SATISFIED),
        finding(Outcome.NOT_SATISFIED, place=ROAD, element=ROAD),
    ]
    by_place = roll_up_by_place(findings)
    assert [r.outcome for r in by_place] == [Outcome.SATISFIED, Outcome.NOT_SATISFIED]
    (together,) = roll_up(findings)
    assert together.places == (PARK, ROAD)


def test_nothing_rolls_up_to_nothing() -> None:
    assert roll_up([]) == ()
