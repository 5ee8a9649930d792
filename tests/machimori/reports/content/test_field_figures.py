"""Maps of light and sight: what stands on them, under them and in their sheets."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from python_calamine import CalamineWorkbook
from shapely import LineString

from machimori.assessment import Assessment, CheckResult, Outcome, Reason, Verdict
from machimori.lighting import ISOLUX_LEVELS_LX
from machimori.reports.content import compose
from machimori.reports.content.model import SectionContent
from machimori.reports.plan import captions, light_bands, sight_map
from machimori.reports.plan.sight import trimmed_to_m
from machimori.reports.workbook import report_xlsx
from machimori.scene import Scene
from machimori.sightlines import Opener
from tests.machimori.reports.judged import LIGHT, assessment, dark, evidence, finding
from tests.machimori.reports.town import PARK, ROAD, feature, town

RING = LineString([(60, 36), (80, 36), (80, 52), (60, 52), (60, 36)])


def seen_half(scene: Scene) -> Assessment:
    """A park whose light and sight were computed, and a lit road."""
    reason = Reason("nobody_looked")
    share = evidence(0.5, quantity="seen_share", unit="1")
    verdict = Verdict(False, reason, (share,))
    result = CheckResult(check=LIGHT, verdict=verdict, method="computed")
    findings = [
        dark(PARK, 1.0),
        dark(ROAD, 1.0, place=ROAD),
        finding(Outcome.NOT_SATISFIED, reason=reason, result=result),
    ]
    return assessment(findings, places=[PARK, ROAD], scene=scene)


@pytest.fixture(scope="module")
def judged() -> Assessment:
    return seen_half(town(feature("ring", "wall", RING, height_m=3.0, name="高い塀")))


def section(judged: Assessment, language: str, name: str) -> SectionContent:
    content = compose(judged, language=language)  # type: ignore[arg-type]
    return next(s for s in content.sections if s.title == name)


def test_light_and_sight_stand_beside_the_plan(judged: Assessment) -> None:
    _, light, sight = section(judged, "ja", PARK.name).figures
    assert (light.title, sight.title) == (captions.DARKNESS.ja, captions.SIGHT.ja)
    assert 'class="isolux"' in light.svg
    assert 'class="watchers"' in sight.svg


def test_isolux_lines_have_their_levels_on_the_map_and_in_the_legend(
    judged: Assessment,
) -> None:
    bands = light_bands(judged, PARK)
    assert bands is not None
    drawn = [line.level for line in bands.lines]
    assert drawn
    assert set(drawn) <= set(ISOLUX_LEVELS_LX)
    svg = section(judged, "en", PARK.name).figures[1].svg
    for level in drawn:
        assert svg.count(f">{level:g} lx</text>") == 1
    assert re.search(r'font-weight="bold"[^>]*>3</text>', svg)


def test_harsh_contrast_is_what_is_darker_than_a_share_of_the_mean(
    judged: Assessment,
) -> None:
    bands = light_bands(judged, PARK)
    assert bands is not None
    assert bands.has_gloom
    assert bands.gloom_share == 0.1
    note = captions.GLOOM_NOTE.in_("ja").split("{")[0]
    assert any(
        n.startswith(note) for n in section(judged, "ja", PARK.name).figures[1].notes
    )


def test_watched_bands_and_blind_spots_cover_the_open_ground(
    judged: Assessment,
) -> None:
    seen = sight_map(judged, PARK)
    assert seen is not None
    ground = PARK.geometry.difference(town().by_id["wc"].geometry)
    watched = sum(band.geometry.area for band in seen.bands)
    assert watched == pytest.approx(seen.seen_share * ground.area, rel=1e-6)
    assert np.all(np.diff([band.least for band in seen.bands]) > 0)


def test_the_table_says_which_obstacle_makes_a_spot_and_what_opens_it(
    judged: Assessment,
) -> None:
    table = section(judged, "ja", PARK.name).figures[2].table
    assert table is not None
    letter, area, cause, opened, trim = table.rows[0]
    assert (letter, cause) == ("A", "高い塀")
    assert area.endswith("m²")
    assert opened.endswith("m²")
    assert 0 < float(trim.removesuffix(" m")) < 3.0


def test_by_night_the_map_says_that_darkness_is_no_blind_spot() -> None:
    ring = feature("ring", "wall", RING, height_m=3.0)
    dark_ = seen_half(replace(town(ring), time_of_day="night"))
    seen = sight_map(dark_, PARK)
    by_day = sight_map(seen_half(town(ring)), PARK)
    assert seen is not None
    assert by_day is not None
    assert seen.is_night
    assert seen.seen_share < by_day.seen_share
    notes = section(dark_, "ja", PARK.name).figures[2].notes
    assert captions.NIGHT_NOTE.ja in notes


def test_nobody_is_told_to_cut_a_house_down() -> None:
    scene = town()
    assert trimmed_to_m(Opener("house-0", 5.0, 2.02), scene) is None
    assert trimmed_to_m(Opener("hedge-w", 5.0, None), scene) is None
    assert trimmed_to_m(Opener("hedge-w", 5.0, 0.999), scene) == pytest.approx(0.95)


def test_a_lit_road_says_how_bright_faces_are(judged: Assessment) -> None:
    (plan,) = section(judged, "ja", ROAD.name).figures
    assert "鉛直面照度" in plan.notes[0]
    assert "SES E1901" in section(judged, "en", ROAD.name).figures[0].notes[0]


def test_a_road_with_a_lamp_of_unknown_light_says_nothing_of_faces() -> None:
    unknown = feature("lamp-x", "lamp", LineString([(0, -6), (1, -6)]).centroid)
    unlit = seen_half(town(unknown))
    assert section(unlit, "ja", ROAD.name).figures[0].notes == ()


def rows(judged: Assessment, name: str) -> list[list[object]]:
    book = io.BytesIO(report_xlsx(judged, language="ja"))
    return CalamineWorkbook.from_filelike(book).get_sheet_by_name(name).to_python()


def test_the_workbook_lists_blind_spots_and_light_on_faces(judged: Assessment) -> None:
    _, first, *_ = rows(judged, "死角")
    assert first[:2] == [PARK.name, "A"]
    assert first[3:5] == ["高い塀", "ring"]
    _, road = rows(judged, "道の鉛直面照度")
    assert road[0] == ROAD.name
    assert 0 <= road[1] < road[2]  # type: ignore[operator]


def test_a_workbook_without_maps_has_no_sheets_of_them() -> None:
    book = io.BytesIO(report_xlsx(assessment([]), language="ja"))
    names = CalamineWorkbook.from_filelike(book).sheet_names
    assert not {"死角", "道の鉛直面照度"} & set(names)
