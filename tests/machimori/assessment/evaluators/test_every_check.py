"""Each check on scenes where it holds, where it fails, and where nobody can tell.

A thin map shows its value and leaves it open; a result that further mapping cannot
overturn stands. The values themselves are proven beside each family.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from machimori.assessment.evaluators import EVALUATORS
from machimori.guidelines import checks
from machimori.guidelines.checks import Check
from tests.machimori.assessment.evaluators.cases import (
    arrangement,
    facts,
    indoors,
    light,
    passage,
    routes,
    sight,
    toilets,
)
from tests.machimori.assessment.evaluators.cases.case import (
    FAILS,
    HOLDS,
    OPEN,
    STANDS,
    THIN,
    Case,
)
from tests.machimori.assessment.staging import verdict

FAMILIES = (light, sight, indoors, arrangement, toilets, passage, routes, facts)
CASES: tuple[Case, ...] = tuple(c for family in FAMILIES for c in family.CASES)

DECIDED_BY_OTHERS = (
    checks.Recorded,
    checks.Surveyed,
    checks.OffenderPathSimulation,
    checks.WatchGaps,
)
"""The scene never decides these."""

NEVER_OPEN = (
    checks.ZonesApart,
    checks.ShareInside,
    checks.Near,
    checks.ApartFrom,
    checks.NearThroughout,
)
"""Whether things are there, and where, is on the map or it is not."""

NEVER_HOLDS = (checks.HardToClimbTo,)
"""That nothing on the map helps a climber does not decide it."""

NEVER_STANDS = (
    checks.NoDarkPockets,
    checks.KeepsViewOpen,
    checks.ZonesApart,
    checks.ShareInside,
    checks.FacesAway,
    checks.JustOutside,
    checks.Overlooks,
    checks.NoCutThrough,
)
"""Further mapping could overturn either result (for the last: a wall stands, below)."""


def all_checks(base: type[Check] = Check) -> Iterator[type[Check]]:
    for sub in base.__subclasses__():
        yield sub
        yield from all_checks(sub)


def test_every_check_has_exactly_one_evaluator() -> None:
    assert set(EVALUATORS) == set(all_checks())


@pytest.mark.parametrize("check", list(EVALUATORS), ids=lambda c: c.__name__)
def test_every_check_has_a_case_of_each_sort(check: type[Check]) -> None:
    own = [c for c in CASES if type(c.check) is check]
    wanted = {HOLDS, FAILS, OPEN}
    if check in DECIDED_BY_OTHERS:
        wanted = {OPEN}
    elif own[0].check.needs.to_hold or own[0].check.needs.to_fail:
        wanted |= {THIN, STANDS}
    wanted -= {HOLDS} if check in NEVER_HOLDS else set()
    wanted -= {OPEN} if check in NEVER_OPEN else set()
    wanted -= {STANDS} if check in NEVER_STANDS else set()
    assert wanted <= {c.sort for c in own}


@pytest.mark.parametrize("row", CASES, ids=str)
def test_it_comes_out_as_it_should(row: Case) -> None:
    found = verdict(row.check, row.element, row.features)
    assert found.truth is row.truth
    reason = found.reason
    if row.sort == THIN:
        assert reason.code == "thin_map"
        reason = reason.values["value"]
    assert reason.code == row.code
    if row.value is not None:
        assert found.evidence[0].value == pytest.approx(row.value)


@pytest.mark.parametrize("row", CASES, ids=str)
def test_whoever_looked_leaves_evidence(row: Case) -> None:
    found = verdict(row.check, row.element, row.features)
    silent = ("nobody_looked", "later_work", "not_stated")
    assert bool(found.evidence) or found.reason.code in silent
    if row.truth is not None:
        assert found.evidence[0].value is not None
