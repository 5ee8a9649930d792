"""Evidence that names what it speaks of leaves the rest as it was known."""

from __future__ import annotations

from shapely.geometry import LineString

from machimori.scene import Feature
from machimori.scene.stated import evidence_on

SURVEYED = {"method": "surveyed", "on": "2025-04-01", "by": "公園係"}
MEASURED = {"method": "measured", "on": "2026-04-01", "by": "点検", "of": ["height_m"]}


def hedge(evidence: object) -> Feature:
    properties = {"evidence": evidence} if evidence else {}
    line = LineString([(0, 0), (9, 0)])
    return Feature(id="hedge", kind="hedge", geometry=line, properties=properties)


def test_evidence_without_names_speaks_of_all() -> None:
    assert evidence_on(hedge(SURVEYED), "height_m") == SURVEYED


def test_a_measured_height_leaves_the_width_as_it_was_known() -> None:
    both = {**MEASURED, "otherwise": SURVEYED}
    assert evidence_on(hedge(both), "height_m") == both
    assert evidence_on(hedge(both), "thickness_m") == SURVEYED


def test_of_what_nobody_speaks_nothing_is_known() -> None:
    assert evidence_on(hedge(MEASURED), "opacity") == {}
    assert evidence_on(hedge(None), "opacity") == {}
