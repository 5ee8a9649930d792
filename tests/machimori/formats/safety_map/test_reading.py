from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from machimori.errors import InvalidInput, Problem
from machimori.formats.safety_map import SafetyMap, read_safety_map
from tests.machimori.formats.safety_map.folder import FILE, editors_file


def problems_of(folder: Path, changed: str) -> tuple[Problem, ...]:
    path = editors_file(folder)
    path.write_text(changed, "utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_safety_map(path)
    return tuple(refused.value.problems)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> SafetyMap:
    return read_safety_map(editors_file(tmp_path_factory.mktemp("map")))


def test_everything_is_laid_out_in_the_plane_of_the_scene(read: SafetyMap) -> None:
    assert read.scene is not None
    assert read.frame == read.scene.frame
    assert [spot.id for spot in read.spots] == [
        *("underpass-dote", "park-hibari", "park-suzume")
    ]
    assert read.school_routes
    assert next(iter(read.blocks)).name == "ひばり町"


def test_a_home_without_consent_is_a_home_without_consent(read: SafetyMap) -> None:
    homes = {refuge.id: refuge for refuge in read.refuges}
    assert homes["refuge-koji"].is_home
    assert homes["refuge-koji"].has_consent
    assert not homes["refuge-shop"].is_home


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    wrong = (
        FILE.replace("AUDIENCE", "everybody")
        .replace("made_on: 2026-11-20", "made_on: yesterday")
        .replace("裏《うら》", "《うら》")
        .replace("    alt: トイレの裏\n", "")
        .replace("advice:", "advise:")
    )
    found = problems_of(tmp_path, wrong)
    assert len(found) == 5
    assert all(problem.where.ja for problem in found)


def test_ids_that_nothing_has_are_told_with_a_suggestion(tmp_path: Path) -> None:
    wrong = (
        FILE.replace("AUDIENCE", "open_data")
        .replace("at: park-suzume", "at: park-suzum")
        .replace("[refuge-koji]", "[refuge-kouji]")
    )
    found = problems_of(tmp_path, wrong)
    assert {problem.found for problem in found} == {"park-suzum", "refuge-kouji"}
    assert "park-suzume" in "".join(problem.remedy.en for problem in found)


@pytest.mark.parametrize(
    "words", ["山田さんの家の角", "電話は 042-123-4567", "変な人がいた", "a@b.jp まで"]
)
def test_words_about_persons_are_refused(tmp_path: Path, words: str) -> None:
    wrong = FILE.replace("AUDIENCE", "open_data").replace(
        "[一人《ひとり》にならない]", f"[{words}]"
    )
    assert [problem.found for problem in problems_of(tmp_path, wrong)] == [words]


def test_missing_files_are_told_by_name(tmp_path: Path) -> None:
    wrong = FILE.replace("AUDIENCE", "open_data").replace("toilet.png", "gone.png")
    (found,) = problems_of(tmp_path, wrong)
    assert found.file.endswith("gone.png")


def test_spots_of_their_own_lie_where_they_say(tmp_path: Path) -> None:
    path = editors_file(tmp_path)
    given = path.read_text("utf-8").replace("at: park-suzume", "at: [139.5, 35.7]")
    path.write_text(given, "utf-8")
    read = read_safety_map(path)
    point = read.spots[2].point
    assert point is not None
    ((lon, lat),) = read.frame.to_lon_lat(np.array([[point.x, point.y]]))
    assert (lon, lat) == pytest.approx((139.5, 35.7), abs=1e-9)
