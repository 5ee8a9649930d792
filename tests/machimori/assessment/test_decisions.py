"""Exclusions and need decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from shapely.geometry import Point

from machimori.assessment import Decision, Finding, Outcome, Scope
from machimori.guidelines.checks import Present
from machimori.guidelines.conditions import AllConditions, Decided, PlaceIs
from machimori.guidelines.model import Element
from tests.machimori.assessment.staging import criterion, feature, finding, judged, park

ALARM = Present(kinds=("alarm",))
AN_ALARM = feature("alarm", "alarm", Point(5, 5))
AS_NEEDED = criterion(ALARM, when=Decided(decision="need"))


def decision(kind: Any, **said: Any) -> Decision:
    given = {
        "criterion": "jp-00/test/item",
        "subject": "park",
        "ground": "plan",
        "reason": "too narrow",
        "decided_by": "division",
        "decided_on": date(2026, 1, 10),
        **said,
    }
    return Decision(kind=kind, **given)


EXPIRED = date(2026, 6, 1)


def needed(*given: Decision, there: bool = False) -> Finding:
    features = (park("alarm"), AN_ALARM) if there else (park("alarm"),)
    return finding(AS_NEEDED, *features, decisions=given)


@pytest.mark.parametrize(
    ("given", "outcome", "code"),
    [
        ((), Outcome.CANNOT_TELL, "need_undecided"),
        ((decision("need"),), Outcome.NOT_SATISFIED, "absent"),
        ((decision("no_need"),), Outcome.INAPPLICABLE, "no_need"),
        (
            (decision("need", review_on=EXPIRED),),
            Outcome.CANNOT_TELL,
            "decision_expired",
        ),
        (
            (decision("need", decided_on=date(2026, 7, 1)),),
            Outcome.CANNOT_TELL,
            "need_undecided",
        ),
        (
            (decision("need"), decision("no_need", decided_on=date(2026, 2, 1))),
            Outcome.INAPPLICABLE,
            "no_need",
        ),
    ],
    ids=["none", "need", "no need", "due for review", "decided later", "newest"],
)
def test_what_is_not_met_waits_for_a_decision_that_it_is_needed(
    given: tuple[Decision, ...], outcome: Outcome, code: str
) -> None:
    found = needed(*given)
    assert (found.outcome, found.reason.code) == (outcome, code)


@pytest.mark.parametrize("kind", [None, "need", "no_need"])
def test_what_is_met_is_satisfied_whatever_the_need(kind: Any) -> None:
    given = (decision(kind),) if kind else ()
    assert needed(*given, there=True).outcome is Outcome.SATISFIED


def test_a_decision_up_for_review_tomorrow_still_counts() -> None:
    found = needed(decision("no_need", review_on=date(2026, 6, 2)))
    assert found.outcome is Outcome.INAPPLICABLE


def test_a_need_does_not_make_a_condition_hold() -> None:
    indoors = PlaceIs(place={"setting": ("indoor",)})
    asked = criterion(
        ALARM, when=AllConditions(all=(indoors, Decided(decision="need")))
    )
    found = finding(asked, park(setting="outdoor"), decisions=[decision("need")])
    assert found.outcome is Outcome.INAPPLICABLE


def test_no_need_also_settles_what_the_map_does_not_show() -> None:
    asked = criterion(when=Decided(decision="need"), element=Element(kind=("bench",)))
    assert finding(asked, park()).reason.code == "not_mapped"
    found = finding(asked, park(), decisions=[decision("no_need")])
    assert (found.outcome, found.reason.code) == (Outcome.INAPPLICABLE, "no_need")


# Exclusions ---------------------------------------------------------------------------

NOT_MET = criterion(ALARM)


def test_what_is_too_hard_here_is_excluded_and_says_who_decided() -> None:
    found = finding(NOT_MET, park("alarm"), decisions=[decision("exclude")])
    assert (found.outcome, found.reason.code) == (Outcome.EXCLUDED, "excluded")
    assert found.reason.values["decided_by"] == "division"
    assert found.decision == decision("exclude")


def test_an_exclusion_ends_on_the_day_of_its_review() -> None:
    due = decision("exclude", review_on=EXPIRED)
    found = finding(NOT_MET, park("alarm"), decisions=[due])
    assert found.outcome is Outcome.NOT_SATISFIED
    assert found.decision == due


def test_an_exclusion_does_not_count_before_it_was_decided() -> None:
    later = decision("exclude", decided_on=date(2026, 7, 1))
    found = finding(NOT_MET, park("alarm"), decisions=[later])
    assert (found.outcome, found.decision) == (Outcome.NOT_SATISFIED, None)


def test_an_exclusion_never_hides_what_holds_anyway() -> None:
    found = finding(NOT_MET, park(), AN_ALARM, decisions=[decision("exclude")])
    assert found.outcome is Outcome.SATISFIED
    assert found.decision is not None


def test_an_exclusion_covers_what_the_map_does_not_show() -> None:
    asked = criterion(element=Element(kind=("bench",)))
    found = finding(asked, park(), decisions=[decision("exclude")])
    assert found.outcome is Outcome.EXCLUDED


def test_an_exclusion_of_one_element_leaves_the_others() -> None:
    asked = criterion(Present(kinds=("sign",)), element=Element(kind=("bench",)))
    benches = [feature(f"bench-{n}", "bench", Point(n, n)) for n in (3, 7)]
    out = decision("exclude", subject="bench-3")
    assessment = judged(asked, park("sign"), *benches, decisions=[out])
    assert [f.outcome for f in assessment.findings] == [
        Outcome.EXCLUDED,
        Outcome.NOT_SATISFIED,
    ]


# Decisions that match nothing ---------------------------------------------------------


@pytest.mark.parametrize(
    "stray",
    [
        decision("exclude", subject="elsewhere"),
        decision("exclude", criterion="jp-00/test/unknown"),
    ],
)
def test_a_decision_that_matches_nothing_is_noticed(stray: Decision) -> None:
    assessment = judged(NOT_MET, park(), decisions=[stray])
    assert [notice.code for notice in assessment.notices] == ["decision_unmatched"]


def test_a_decision_on_a_place_that_was_not_asked_for_is_no_notice() -> None:
    other = feature("other", "place", park().geometry, place_kind="park")
    assessment = judged(
        NOT_MET,
        park(),
        other,
        decisions=[decision("exclude", subject="other")],
        within=Scope(places=("park",)),
    )
    assert not assessment.notices
