"""From the checks of a criterion to one of the seven outcomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from shapely.geometry import Point

from machimori.assessment import Evidence, Finding, Outcome, Reason
from machimori.guidelines.checks import AllOf, AnyOf, Fact, Present, Surveyed
from machimori.guidelines.conditions import Meets, PlaceIs, Unless
from machimori.guidelines.model import Fallback, Split, Who
from tests.machimori.assessment.staging import (
    ON,
    SAYS,
    criterion,
    feature,
    finding,
    judged,
    park,
)

ALARM = Present(kinds=("alarm",))
CAMERA = Present(kinds=("camera",))
MANAGED = Fact(of="place", name="has_manager", one_of=(True,))
AN_ALARM = feature("alarm", "alarm", Point(5, 5))
SURVEYED = ("alarm", "camera")


def answer(value: bool | None, **said: Any) -> Evidence:
    given = {
        "subject": "park",
        "quantity": "jp-00/test/item",
        "method": "surveyed",
        "value": value,
        "observed_on": date(2026, 5, 1),
        "by": "Sato",
        **said,
    }
    return Evidence(**given)


def test_what_is_there_satisfies() -> None:
    found = finding(criterion(ALARM), park(), AN_ALARM)
    assert found.outcome is Outcome.SATISFIED
    assert found.reason.code == "present"


def test_what_is_certainly_not_there_does_not_satisfy() -> None:
    found = finding(criterion(ALARM), park("alarm"))
    assert (found.outcome, found.reason.code) == (Outcome.NOT_SATISFIED, "absent")


def test_what_may_merely_be_unmapped_cannot_be_told() -> None:
    found = finding(criterion(ALARM), park())
    assert (found.outcome, found.reason.code) == (Outcome.CANNOT_TELL, "thin_map")
    assert found.reason.values["value"].code == "absent"
    assert found.evidence[0].value == 0


def test_what_nobody_looked_at_is_not_assessed() -> None:
    found = finding(criterion(Surveyed()), park())
    assert (found.outcome, found.reason.code) == (Outcome.NOT_ASSESSED, "nobody_looked")


def test_who_looked_and_could_not_tell_leaves_it_open() -> None:
    found = finding(criterion(Surveyed()), park(), evidence=[answer(None)])
    assert (found.outcome, found.reason.code) == (
        Outcome.CANNOT_TELL,
        "answered_unknown",
    )


@pytest.mark.parametrize(
    ("value", "outcome"), [(True, Outcome.SATISFIED), (False, Outcome.NOT_SATISFIED)]
)
def test_who_looked_decides_what_only_a_look_can_tell(
    value: bool, outcome: Outcome
) -> None:
    found = finding(criterion(Surveyed()), park(), evidence=[answer(value)])
    assert found.outcome is outcome
    assert found.results[0].method == "surveyed"


# Several checks -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("require", "outcome"),
    [
        (AllOf(all=(ALARM, CAMERA)), Outcome.NOT_SATISFIED),
        (AllOf(all=(ALARM, MANAGED)), Outcome.NOT_ASSESSED),
        (AnyOf(any=(CAMERA, ALARM)), Outcome.SATISFIED),
        (AnyOf(any=(CAMERA, MANAGED)), Outcome.NOT_ASSESSED),
        (AnyOf(any=(AllOf(all=(CAMERA, MANAGED)), ALARM)), Outcome.SATISFIED),
    ],
)
def test_checks_combine_in_three_values(require: Any, outcome: Outcome) -> None:
    found = finding(criterion(require), park(*SURVEYED), AN_ALARM)
    assert found.outcome is outcome


def test_the_reason_is_that_of_the_check_which_decided() -> None:
    found = finding(criterion(AnyOf(any=(CAMERA, ALARM))), park(*SURVEYED), AN_ALARM)
    assert found.reason.code == "present"
    assert len(found.results) == 2


# Alternatives -------------------------------------------------------------------------


def with_alternative(**who: Any) -> Any:
    fallback = Fallback(require=CAMERA, who=Who(**who))
    return criterion(ALARM, otherwise=(fallback,))


A_CAMERA = feature("camera", "camera", Point(5, 5))


def test_anybody_may_use_an_alternative_that_names_nobody() -> None:
    found = finding(with_alternative(), park("alarm"), A_CAMERA)
    assert found.outcome is Outcome.SATISFIED_BY_ALTERNATIVE
    assert found.reason.code == "alternative"
    assert found.reason.values["value"].code == "present"


@pytest.mark.parametrize(
    ("work", "outcome", "code"),
    [
        ("renovation", Outcome.SATISFIED_BY_ALTERNATIVE, "alternative"),
        ("none", Outcome.NOT_SATISFIED, "absent"),
        (None, Outcome.CANNOT_TELL, "alternative_open"),
    ],
)
def test_an_alternative_for_renovation_asks_whether_there_is_one(
    work: str | None, outcome: Outcome, code: str
) -> None:
    place = park("alarm", work=work) if work else park("alarm")
    found = finding(with_alternative(work="renovation"), place, A_CAMERA)
    assert (found.outcome, found.reason.code) == (outcome, code)


def test_both_conditions_of_who_may_use_it_count() -> None:
    asked = with_alternative(work="renovation", status="existing")
    place = park("alarm", work="renovation", status="new")
    assert finding(asked, place, A_CAMERA).outcome is Outcome.NOT_SATISFIED


def test_the_usual_means_come_before_the_alternative() -> None:
    found = finding(with_alternative(), park(), AN_ALARM, A_CAMERA)
    assert found.outcome is Outcome.SATISFIED


def test_an_alternative_that_fails_too_leaves_it_failed() -> None:
    found = finding(with_alternative(), park(*SURVEYED))
    assert found.outcome is Outcome.NOT_SATISFIED
    assert len(found.results) == 2


def test_an_alternative_that_may_hold_leaves_it_open() -> None:
    found = finding(with_alternative(), park("alarm"))
    assert (found.outcome, found.reason.code) == (Outcome.CANNOT_TELL, "thin_map")


def test_an_alternative_decides_where_the_usual_means_are_open() -> None:
    found = finding(with_alternative(), park(), A_CAMERA)
    assert found.outcome is Outcome.SATISFIED_BY_ALTERNATIVE


# Conditions ---------------------------------------------------------------------------


def test_where_the_condition_fails_it_is_inapplicable() -> None:
    asked = criterion(ALARM, when=PlaceIs(place={"status": ("planned",)}))
    found = finding(asked, park(status="existing"))
    assert (found.outcome, found.reason) == (
        Outcome.INAPPLICABLE,
        Reason("condition_fails"),
    )


def test_where_the_condition_is_open_the_reason_names_what_to_state() -> None:
    asked = criterion(ALARM, when=PlaceIs(place={"status": ("planned",)}))
    found = finding(asked, park())
    assert (found.outcome, found.reason.code) == (
        Outcome.CANNOT_TELL,
        "condition_unknown",
    )
    assert found.reason.values["what"].en == "status"


def test_a_condition_that_a_check_leaves_open_shows_what_was_found() -> None:
    asked = criterion(ALARM, when=Unless(unless=Meets(meets=CAMERA)))
    found = finding(asked, park())
    assert (found.outcome, found.reason.code) == (Outcome.CANNOT_TELL, "condition_open")
    assert found.reason.values["value"].code == "thin_map"
    assert found.evidence[0].quantity == "count:camera"


def test_a_condition_that_a_check_decides_shows_by_what() -> None:
    asked = criterion(ALARM, when=Unless(unless=Meets(meets=CAMERA)))
    found = finding(asked, park(), A_CAMERA)
    assert found.outcome is Outcome.INAPPLICABLE
    assert found.evidence[0].value == 1


# Scope --------------------------------------------------------------------------------

SPLIT = Split(
    places=("park",),
    when=PlaceIs(place={"used_daily_by_children": (True,)}),
    belongs_to="jp-00/school-routes",
    says=SAYS,
)


def split_at(**said: Any) -> tuple[Finding, tuple[Reason, ...]]:
    assessment = judged(criterion(ALARM), park("alarm", **said), splits=(SPLIT,))
    return assessment.findings[0], assessment.notices


def test_a_place_of_another_guideline_is_inapplicable() -> None:
    found, notices = split_at(used_daily_by_children=True)
    assert found.outcome is Outcome.INAPPLICABLE
    assert found.reason.values["instrument"] == "jp-00/school-routes"
    assert not notices


def test_a_place_of_this_guideline_is_judged() -> None:
    found, notices = split_at(used_daily_by_children=False)
    assert found.outcome is Outcome.NOT_SATISFIED
    assert not notices


def test_a_place_of_unknown_guideline_is_judged_with_a_notice() -> None:
    found, notices = split_at()
    assert found.outcome is Outcome.NOT_SATISFIED
    assert [notice.code for notice in notices] == ["scope_open"]


PRIVATE = Split(
    places=("park",), when=PlaceIs(place={"open_to_public": (False,)}), says=SAYS
)


def test_a_place_of_no_guideline_is_inapplicable() -> None:
    shut = park("alarm", open_to_public=False)
    (found,) = judged(criterion(ALARM), shut, splits=(PRIVATE,)).findings
    assert found.outcome is Outcome.INAPPLICABLE
    assert found.reason.code == "scope_outside"


@pytest.mark.parametrize(("is_rare", "notices"), [(True, []), (False, ["scope_open"])])
def test_what_is_rare_is_not_asked(is_rare: bool, notices: list[str]) -> None:
    split = replace(PRIVATE, is_rare=is_rare)
    found = judged(criterion(ALARM), park("alarm"), splits=(split,))
    assert [notice.code for notice in found.notices] == notices


def test_a_place_that_is_attached_to_nothing_says_so() -> None:
    housing = PlaceIs(place={"attached_to": ("apartments",)})
    split = Split(places=("park",), when=housing, belongs_to="jp-00/housing", says=SAYS)
    alone = park("alarm", attached_to="none")
    assert not judged(criterion(ALARM), alone, splits=(split,)).notices


def test_the_same_scene_gives_the_same_findings_twice() -> None:
    asked, features = criterion(ALARM), (park(), AN_ALARM)
    assert judged(asked, *features) == judged(asked, *features)


def test_a_place_of_another_kind_is_not_judged() -> None:
    assert not judged(criterion(ALARM, places=("road",)), park(), on=ON).findings
