"""The demo shows what an assessment can say: every outcome, a conflict, a decision."""

from __future__ import annotations

from machimori.assessment import Assessment, Outcome

DECIDED = (Outcome.SATISFIED, Outcome.NOT_SATISFIED)


def test_every_outcome_occurs_but_the_one_that_needs_a_fallback(
    judged: Assessment,
) -> None:
    seen = {outcome for outcome, count in judged.counts.items() if count}
    assert seen == set(Outcome) - {Outcome.SATISFIED_BY_ALTERNATIVE}


def test_most_findings_are_decided(judged: Assessment) -> None:
    decided = sum(judged.counts[outcome] for outcome in DECIDED)
    assert decided >= 0.55 * len(judged.findings)
    concerned = len(judged.findings) - judged.counts[Outcome.INAPPLICABLE]
    assert decided >= 0.85 * concerned


def test_more_is_satisfied_than_not_and_yet_there_is_work(judged: Assessment) -> None:
    satisfied = judged.counts[Outcome.SATISFIED]
    assert 20 <= judged.counts[Outcome.NOT_SATISFIED] < satisfied / 4


def test_readings_that_contradict_the_computation_are_shown_as_a_conflict(
    judged: Assessment,
) -> None:
    lights = [f for f in judged.findings if f.element.id == "road-higashi"]
    contested = [f for f in lights if f.conflicts]
    assert {f.criterion.id for f in contested} == {
        "jp-16/roads/road-light",
        "jp-31/parks/road-light",
    }
    assert {f.outcome for f in contested} == {Outcome.NOT_SATISFIED}


def test_readings_that_agree_with_the_computation_decide_without_conflict(
    judged: Assessment,
) -> None:
    lights = [
        f
        for f in judged.findings
        if f.element.id == "road-kita" and f.criterion.id.endswith("/road-light")
    ]
    assert {f.outcome for f in lights} == {Outcome.SATISFIED}
    assert {r.method for f in lights for r in f.results} == {"measured"}
    assert not any(f.conflicts for f in lights)


def test_the_half_surveyed_park_is_mostly_unknown(judged: Assessment) -> None:
    park = judged.scene.by_id["park-suzume"]
    unknown = [f for f in judged.of_place(park) if f.outcome is Outcome.CANNOT_TELL]
    decided = [f for f in judged.of_place(park) if f.outcome in DECIDED]
    assert len(unknown) > len(decided)


def test_an_expired_decision_waits_for_its_review(judged: Assessment) -> None:
    waiting = [f for f in judged.findings if f.reason.code == "decision_expired"]
    assert [f.criterion.id for f in waiting] == [
        "jp-31/parks/parking-gate-or-attendant"
    ]


def test_nothing_in_the_tables_speaks_of_what_is_not_there(judged: Assessment) -> None:
    assert judged.notices == ()
