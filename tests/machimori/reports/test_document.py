from __future__ import annotations

import json
from dataclasses import replace

from machimori.assessment import Outcome
from machimori.reports import assessment_document
from tests.machimori.reports.judged import (
    assessment,
    dark,
    every_outcome,
    evidence,
    finding,
)
from tests.machimori.reports.town import town

FINDING = {
    "criterion",
    "guideline",
    "citation",
    "look",
    "strength",
    "place",
    "element",
    "outcome",
    "reason",
    "reason_code",
    "evidence",
    "conflicts",
    "parameters",
    "decision",
}
EVIDENCE = {
    "method",
    "quantity",
    "value",
    "unit",
    "bounds",
    "subject",
    "observed_on",
    "expires_on",
    "by",
    "source",
    "inputs_sha256",
}


def test_it_is_json_with_the_members_that_others_build_on() -> None:
    document = assessment_document(every_outcome(), language="ja")
    again = json.loads(json.dumps(document, allow_nan=False))
    assert again == document
    assert set(document["findings"][0]) == FINDING
    assert set(document["findings"][0]["evidence"][0]) == EVIDENCE
    assert document["places"][0] == {
        "id": "park",
        "name": "みどり公園",
        "place_kind": "park",
    }
    assert document["on"] == "2026-07-01"


def test_the_summary_counts_findings_by_outcome_and_strength() -> None:
    summary = assessment_document(every_outcome(), language="en")["summary"]
    assert set(summary["counts"]) == {o.value for o in Outcome}
    assert summary["counts"]["not_satisfied"] == 2
    assert summary["by_strength"]["required"]["not_satisfied"] == 2
    counted = sum(sum(own.values()) for own in summary["by_strength"].values())
    assert counted == len(every_outcome().findings)


def test_what_is_not_a_finite_number_becomes_null() -> None:
    path = town().by_id["path-1"]
    short = dark(path, float("nan"))
    document = assessment_document(assessment([short]), language="ja")
    json.dumps(document, allow_nan=False)
    assert document["findings"][0]["evidence"][0]["value"] is None


def test_an_open_bound_becomes_null() -> None:
    short = dark(town().by_id["path-1"], 1.0)
    result = short.results[0]
    open_ = evidence(1.0, bounds=(1.0, float("inf")))
    verdict = replace(result.verdict, evidence=(open_,))
    short = replace(short, results=(replace(result, verdict=verdict),))
    document = assessment_document(assessment([short]), language="ja")
    assert document["findings"][0]["evidence"][0]["bounds"] == [1.0, None]


def test_sentences_are_in_the_language_and_codes_in_neither() -> None:
    judged = assessment([finding(Outcome.NOT_ASSESSED)])
    ja, en = (
        assessment_document(judged, language=language)["findings"][0]
        for language in ("ja", "en")
    )
    assert ja["reason_code"] == en["reason_code"] == "nobody_looked"
    assert ja["reason"] != en["reason"]
