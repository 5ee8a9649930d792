from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.machimori.cli.terminal import result_of, run
from tests.machimori.formats.watch_plan.village import PLAN, at, build


def where(x: float, y: float) -> str:
    lon, lat = at(x, y)
    return f"{lon},{lat}"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return build(tmp_path)


def asked(plan: Path, *also: object) -> tuple[object, ...]:
    ends = "--school", "みどり小学校", "--from", where(4, 2.5)
    return "school-route", plan, *ends, *also


def test_the_present_route_is_held_against_others(plan: Path) -> None:
    found = result_of(*asked(plan))
    first, *others = found["ways"]
    assert first["found_as"] == "present"
    assert others
    lengths = [way["measures"]["length_m"]["most"] for way in found["ways"]]
    assert min(lengths) > 400
    assert first["measures"]["accidents"]["most"] == 1
    assert not first["measures"]["without_footway_m"]["known"]


def test_the_differences_are_explained_in_words(plan: Path) -> None:
    done = run(*asked(plan))
    assert done.exit_code == 0, done.output
    assert "みどり小学校への道" in done.stdout
    assert "減ります" in done.stdout
    assert "不明" in done.stdout


def test_where_the_map_has_one_way_only_that_is_said(tmp_path: Path) -> None:
    plan = build(tmp_path, PLAN.replace("streets: streets", "streets: routes"))
    start = ("--from", where(3, 1))
    done = run("school-route", plan, "--school", "みどり小学校", *start)
    assert done.exit_code == 0, done.output
    assert "ほかに道がありません" in done.stdout.replace("\n", "")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_has_a_map_and_places_to_gather(
    plan: Path, tmp_path: Path, language: str
) -> None:
    page = tmp_path / "route.html"
    done = run(
        *asked(plan, "--pick-up", "--format", "html", "-o", page),
        *("--language", language),
    )
    assert done.exit_code == 0, done.output
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg xmlns") == 1
    assert not re.search(r'(src|href)="?https?:', text)
    assert ("集合場所" if language == "ja" else "gather") in text
    assert "{{" not in text


def test_the_layer_holds_each_way_as_a_line(plan: Path, tmp_path: Path) -> None:
    layer = tmp_path / "route.geojson"
    run(*asked(plan, "--pick-up", "--format", "geojson", "-o", layer))
    features = json.loads(layer.read_text(encoding="utf-8"))["features"]
    lines = [f for f in features if f["geometry"]["type"] == "LineString"]
    assert sum(f["properties"]["suggested"] for f in lines) == 1
    assert lines[0]["geometry"]["coordinates"][-1] == pytest.approx(
        at(0, 1.2), abs=1e-4
    )
    assert any(f["properties"].get("pick_up") for f in features)


@pytest.mark.parametrize(
    ("start", "says"),
    [
        ("138,91", "経度,緯度"),
        ("here", "経度,緯度"),
        ("139.5,35.9", "道路から"),
    ],
)
def test_a_start_that_is_nowhere_is_refused(plan: Path, start: str, says: str) -> None:
    done = run("school-route", plan, "--school", "みどり小学校", "--from", start)
    assert done.exit_code == 2
    assert says in done.stderr


def test_a_school_that_the_plan_lacks_is_refused_with_those_it_has(plan: Path) -> None:
    done = run("school-route", plan, "--school", "あお小", "--from", where(4, 2.5))
    assert done.exit_code == 2
    assert "みどり小学校" in done.stderr


def test_a_start_from_which_no_street_leads_to_school_is_refused(
    tmp_path: Path,
) -> None:
    plan = build(
        tmp_path, PLAN.replace("streets.geojson", "[streets.geojson, x.geojson]")
    )
    island = json.loads((tmp_path / "routes.geojson").read_text(encoding="utf-8"))
    line = {"type": "LineString", "coordinates": [at(20, 20), at(22, 20)]}
    island["features"][0]["geometry"] = line
    del island["features"][1]
    (tmp_path / "x.geojson").write_text(json.dumps(island), encoding="utf-8")
    start = ("--from", where(21, 20))
    done = run("school-route", plan, "--school", "みどり小学校", *start)
    assert done.exit_code == 2
    assert "つながる" in done.stderr


def test_a_given_way_is_held_against_others(plan: Path, tmp_path: Path) -> None:
    way = tmp_path / "way.geojson"
    spots = [list(at(x, y)) for x, y in ((4, 3), (4, 0), (0, 0), (0, 1.2))]
    shape = {"type": "LineString", "coordinates": spots}
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    way.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    found = result_of(*asked(plan, "--route", way))
    first = found["ways"][0]
    assert first["found_as"] == "given"
    present = result_of(*asked(plan))["ways"][0]
    length = first["measures"]["length_m"]["most"]
    assert length > present["measures"]["length_m"]["most"] + 100


def test_a_given_way_beside_all_streets_is_refused(plan: Path, tmp_path: Path) -> None:
    way = tmp_path / "way.geojson"
    shape = {"type": "LineString", "coordinates": [[139.0, 35.0], [139.01, 35.0]]}
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    way.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    refused = run(*asked(plan, "--route", way))
    assert refused.exit_code != 0
    assert "計算書の道路に沿う線" in refused.stderr
