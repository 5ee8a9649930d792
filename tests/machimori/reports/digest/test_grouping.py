from __future__ import annotations

from shapely import LineString

from machimori.assessment import Outcome
from machimori.reports.digest import sections_of
from machimori.scene import Feature
from tests.machimori.reports.judged import PARK, assessment, dark, finding
from tests.machimori.reports.town import feature


def roads(count: int) -> list[Feature]:
    return [
        feature(f"r{n}", "place", LineString([(0, n), (50, n)]), place_kind="road")
        for n in range(count)
    ]


def test_roads_that_came_out_alike_are_one_section() -> None:
    places = roads(5)
    findings = [finding(Outcome.CANNOT_TELL, place=p, element=p) for p in places]
    (section,) = sections_of(assessment(findings, places=places))
    assert section.places == tuple(places)
    assert len(section.rollups[0].findings) == 5


def test_two_roads_alike_share_a_section_and_two_parks_do_not() -> None:
    parks = [
        feature(f"p{n}", "place", PARK.geometry, place_kind="park") for n in range(2)
    ]
    for places, count in ((roads(2), 1), (parks, 2)):
        findings = [finding(Outcome.CANNOT_TELL, place=p, element=p) for p in places]
        assert len(sections_of(assessment(findings, places=places))) == count


def test_a_road_that_came_out_otherwise_stays_by_itself() -> None:
    places = roads(4)
    findings = [finding(Outcome.CANNOT_TELL, place=p, element=p) for p in places[1:]]
    findings.append(finding(Outcome.SATISFIED, place=places[0], element=places[0]))
    sections = sections_of(assessment(findings, places=places))
    assert [len(s.places) for s in sections] == [1, 3]


def test_a_park_that_falls_short_keeps_its_own_plan() -> None:
    parks = [
        feature(f"p{n}", "place", PARK.geometry, place_kind="park") for n in range(3)
    ]
    findings = [dark(p, 1.0, place=p) for p in parks]
    assert all(s.is_one for s in sections_of(assessment(findings, places=parks)))


def test_sections_are_sorted_by_name_and_not_by_result() -> None:
    names = ["う", "あ", "い"]
    places = [
        feature(n, "place", PARK.geometry, place_kind="park", name=n) for n in names
    ]
    outcomes = [Outcome.SATISFIED, Outcome.SATISFIED, Outcome.CANNOT_TELL]
    findings = [
        finding(o, place=p, element=p) for p, o in zip(places, outcomes, strict=True)
    ]
    sections = sections_of(assessment(findings, places=places))
    assert [s.places[0].name for s in sections] == ["あ", "い", "う"]
