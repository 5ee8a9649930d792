"""Whatever a valid scene says, it is judged, worded, and never beyond what it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from machimori.assessment import Assessment, Outcome, Reason, assess, word
from machimori.scene import Scene, vocabulary
from tests.machimori.assessment.scenes import scenes
from tests.machimori.assessment.staging import ON, SHIPPED

Law = Callable[[Scene, st.DataObject], None]

MET = (Outcome.SATISFIED, Outcome.SATISFIED_BY_ALTERNATIVE)
WORDS = sorted(vocabulary().surveyable())
THOROUGH = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def judged(scene: Scene) -> Assessment:
    return assess(scene, SHIPPED, on=ON)


def reasons(assessment: Assessment) -> Iterator[Reason]:
    yield from assessment.notices
    for finding in assessment.findings:
        yield finding.reason
        yield from (r.verdict.reason for r in finding.results)
        yield from (mark.note for mark in finding.marks)


def everything_is_worded(scene: Scene, data: st.DataObject) -> None:
    for reason in reasons(judged(scene)):
        said = word(reason)
        assert said.ja.endswith("。"), said.ja
        assert said.en.endswith("."), said.en
        for text in (said.ja, said.en):
            assert not re.search(r"[{}]|None|\bnan\b|（）|\(\)", text), text


def evidence_can_be_written(scene: Scene, data: st.DataObject) -> None:
    for finding in judged(scene).findings:
        for evidence in finding.evidence:
            json.dumps([evidence.value, evidence.bounds], allow_nan=False)
            if evidence.bounds is not None:
                assert evidence.bounds[0] <= evidence.bounds[1]


def the_same_comes_out_twice(scene: Scene, data: st.DataObject) -> None:
    shuffled = scene.replacing(data.draw(st.permutations(scene.features)))
    first, again = judged(scene), judged(scene)
    assert first.findings == again.findings
    assert outcomes(judged(shuffled)) == outcomes(first)


def a_thin_map_proves_nothing(scene: Scene, data: st.DataObject) -> None:
    for finding in judged(surveyed(scene, ())).findings:
        for result in finding.results:
            needs = result.check.needs
            if result.verdict.truth is not None:
                assert not (needs.to_hold if result.verdict.truth else needs.to_fail)


def a_further_survey_decides_and_never_turns(scene: Scene, data: st.DataObject) -> None:
    before = tuple(scene.places[0].get("complete") or ())
    more = data.draw(st.lists(st.sampled_from(WORDS), unique=True))
    first = outcomes(judged(scene))
    then = outcomes(judged(surveyed(scene, (*before, *more))))
    for key, outcome in first.items():
        if outcome in MET:
            assert then[key] in MET
        if outcome in (Outcome.NOT_SATISFIED, Outcome.INAPPLICABLE):
            assert then[key] is outcome


LAWS = (
    everything_is_worded,
    evidence_can_be_written,
    the_same_comes_out_twice,
    a_thin_map_proves_nothing,
    a_further_survey_decides_and_never_turns,
)


def surveyed(scene: Scene, words: tuple[str, ...]) -> Scene:
    place = scene.places[0]
    declared = replace(place, properties={**place.properties, "complete": words})
    return scene.replacing(declared if f is place else f for f in scene.features)


def outcomes(assessment: Assessment) -> dict[tuple[str, str], Outcome]:
    return {(f.criterion.id, f.element.id): f.outcome for f in assessment.findings}


def held(law: Law, count: int) -> Callable[[], None]:
    test = given(scene=scenes(), data=st.data())(law)
    return settings(THOROUGH, max_examples=count)(test)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_it_holds_of_any_scene(law: Law) -> None:
    held(law, 25)()


@pytest.mark.prove
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_it_holds_of_very_many_scenes(law: Law) -> None:
    held(law, 1500)()
