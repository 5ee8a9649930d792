"""Which values a property may have."""

from __future__ import annotations

import math
from typing import Any

import pytest

from machimori.language import Text
from machimori.scene import vocabulary
from machimori.scene.reading.values import expected_value, normal, refusal
from machimori.scene.vocabulary import PropertyTerm


def term(kind: str, name: str) -> PropertyTerm:
    return vocabulary().kinds[kind].properties[name]


EVIDENCE = {"method": "surveyed", "on": "2026-04-01", "by": "地域安全課"}


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("lamp", "height_m", 0),
        ("lamp", "height_m", 700),
        ("lamp", "tilt_deg", -180.0),
        ("fence", "opacity", 1),
        ("place", "dwellings", 3.0),
        ("place", "complete", ["lamp", "obstacle", "toilet"]),
        ("place", "complete", []),
        ("hedge", "pruned_on", "2026-02-28"),
        ("camera", "rules", ["manager", "retention"]),
        ("lamp", "evidence", EVIDENCE),
        ("lamp", "evidence", {**EVIDENCE, "source": "台帳"}),
        ("lamp", "evidence", {**EVIDENCE, "of": ["height_m"], "otherwise": EVIDENCE}),
        ("sign", "languages", ["ja", "en"]),
    ],
)
def test_what_the_vocabulary_allows_is_taken(kind: str, name: str, value: Any) -> None:
    assert refusal(term(kind, name), value) is None


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("lamp", "height_m", -0.01),
        ("lamp", "height_m", math.nan),
        ("lamp", "height_m", -math.inf),
        ("lamp", "height_m", 10**400),
        ("lamp", "height_m", "4.5"),
        ("lamp", "height_m", [4.5]),
        ("lamp", "maintenance_factor", 0),
        ("fence", "opacity", 1.01),
        ("place", "dwellings", 2.5),
        ("place", "dwellings", True),
        ("place", "complete", "lamp"),
        ("place", "complete", ["lamp", "lamp"]),
        ("place", "complete", ["lamps"]),
        ("place", "complete", [{}]),
        ("place", "place_kind", []),
        ("hedge", "pruned_on", "2026-02-30"),
        ("hedge", "pruned_on", "20260228"),
        ("hedge", "pruned_on", 20260228),
        ("camera", "rules", ["manager", "colour"]),
        ("lamp", "lit", "true"),
        ("lamp", "name", ""),
        ("lamp", "name", "  "),
        ("lamp", "name", "\ud800"),
        ("lamp", "name", "x" * 2001),
        ("lamp", "evidence", "surveyed"),
        ("lamp", "evidence", {}),
        ("lamp", "evidence", {**EVIDENCE, "method": "guessed"}),
        ("lamp", "evidence", {**EVIDENCE, "on": "today"}),
        ("lamp", "evidence", {**EVIDENCE, "by": ""}),
        ("lamp", "evidence", {**EVIDENCE, "when": "now"}),
        ("lamp", "evidence", {**EVIDENCE, "source": None}),
        ("lamp", "evidence", {**EVIDENCE, "of": "height_m"}),
        ("lamp", "evidence", {**EVIDENCE, "otherwise": {"method": "guessed"}}),
    ],
)
def test_what_it_does_not_allow_is_refused(kind: str, name: str, value: Any) -> None:
    refused = refusal(term(kind, name), value)
    assert refused is not None
    assert refused.expected.ja
    assert refused.remedy.ja


def test_a_value_out_of_range_asks_for_the_unit() -> None:
    refused = refusal(term("lamp", "height_m"), 4500)
    assert refused is not None
    assert "unit is m" in refused.remedy.en


def test_a_misspelt_word_is_named_with_its_neighbours() -> None:
    refused = refusal(term("place", "complete"), ["lamp", "obstacles"])
    assert refused is not None
    assert refused.remedy.en.startswith("obstacles: Did you mean: obstacle,")


def test_the_wrong_member_of_evidence_is_named() -> None:
    refused = refusal(term("lamp", "evidence"), {**EVIDENCE, "on": "yesterday"})
    assert refused is not None
    assert refused.member == "on"


def test_limits_are_worded_with_their_unit() -> None:
    assert expected_value(term("road", "width_m")) == Text(
        ja="0より大きく200 m以下の数", en="a number above 0 and up to 200 m"
    )
    assert expected_value(term("lamp", "tilt_deg")) == Text(
        ja="-180以上180 deg以下の数", en="a number from -180 to 180 deg"
    )


def test_whole_numbers_lose_their_decimal_point() -> None:
    assert repr(normal(term("place", "dwellings"), 3.0)) == "3"
    assert repr(normal(term("lamp", "height_m"), 3)) == "3"
