from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from shapely.geometry import LineString, box

from machimori.formats.scene_file import write_scene
from machimori.geometry import PlaneFrame
from machimori.scene import Feature, Scene
from tests.machimori.cli.terminal import result_of, run
from tests.machimori.formats.watch_plan.village import LAT, LON, PLAN, build


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return build(tmp_path)


def test_the_gap_is_shown_by_half_hour_with_posts(plan: Path) -> None:
    done = run("watch", "gap", plan, "--posts", "3")
    assert done.exit_code == 0, done.output
    assert "見守りのすき間" not in done.stderr
    assert "7:30" in done.stdout
    assert "みどり小学校の" in done.stdout
    assert "調べ尽くした" in done.stdout


def test_numbers_per_100_pupils_are_said_to_be_such_wherever_they_stand(
    plan: Path,
) -> None:
    said = "Schools of unknown size are counted per 100 pupils"
    known = run("watch", "gap", plan, "--language", "en")
    assert said not in known.stdout
    text = plan.read_text(encoding="utf-8").replace(", children: 児童数", "")
    plan.write_text(text, encoding="utf-8")
    asked = ("watch", "gap", plan, "--language", "en")
    for output_format in ("text", "html"):
        done = run(*asked, "--format", output_format)
        assert said in " ".join(done.stdout.split()), output_format


@pytest.mark.parametrize(("language", "word"), [("ja", "すき間"), ("en", "gap")])
def test_the_page_holds_its_maps_and_asks_no_host(
    plan: Path, tmp_path: Path, language: str, word: str
) -> None:
    page = tmp_path / "gap.html"
    done = run(
        *("watch", "gap", plan, "--format", "html"),
        *("--output", page, "--language", language),
    )
    assert done.exit_code == 0, done.output
    text = page.read_text(encoding="utf-8")
    assert word in text
    assert text.count("<svg xmlns") >= 4
    assert not re.search(r'(src|href)="?https?:', text)
    assert "集合場所" in text
    assert "{{" not in text


def test_the_gap_is_printed_as_a_tagged_pdf(plan: Path, tmp_path: Path) -> None:
    paper = tmp_path / "gap.pdf"
    done = run("watch", "gap", plan, "--format", "pdf", "--output", paper)
    assert done.exit_code == 0, done.output
    assert paper.read_bytes().startswith(b"%PDF-")
    assert b"pdfuaid" in paper.read_bytes()


def test_the_document_has_the_parts_of_every_gap(plan: Path) -> None:
    document = result_of("watch", "gap", plan)
    assert document["unsurveyed"] == [
        *("walk", "nagara", "police", "shop", "camera", "window")
    ]
    segment = max(document["segments"], key=lambda one: max(one["gap_at_most"]))
    column = segment["gap_at_most"].index(max(segment["gap_at_most"]))
    seen = 1 - segment["unseen_at_most"][column]
    parts = [of["surely"][column] for of in segment["seen_by"].values()]
    assert max(parts) <= seen + 1e-3
    assert sum(parts) >= seen - 1e-3
    gap = segment["flow"][column] * segment["unseen_at_most"][column]
    assert gap == pytest.approx(max(segment["gap_at_most"]), abs=0.05)
    assert document["totals"]["unseen_at_least"] < document["totals"]["unseen_at_most"]
    assert {a["id"]: a["chosen_by"] for a in document["assumptions"]}[
        "chance-post"
    ] == "みどり村"


def test_the_layer_opens_in_qgis(plan: Path, tmp_path: Path) -> None:
    layer = tmp_path / "gap.geojson"
    done = run("watch", "gap", plan, "--format", "geojson", "-o", layer)
    assert done.exit_code == 0, done.output
    features = json.loads(layer.read_text(encoding="utf-8"))["features"]
    lon, lat = features[0]["geometry"]["coordinates"][0]
    assert (lon, lat) == pytest.approx((LON, LAT), abs=0.01)
    assert features[0]["properties"]["gap at most 7:30"] >= 0


def test_shortest_ways_are_walked_where_asked(plan: Path) -> None:
    kept = result_of("watch", "gap", plan)["totals"]["walked"]
    shortest = result_of("watch", "gap", plan, "--shortest")["totals"]["walked"]
    assert shortest <= kept


def test_windows_of_a_scene_watch_the_street(tmp_path: Path) -> None:
    frame = PlaneFrame.around(LON + 0.002, LAT + 0.001)
    house = box(-30, 10, 30, 20)
    window = LineString([(-2, 10), (2, 10)])
    features = (
        Feature("house", "building", house, {"height_m": 6.0}),
        Feature("window", "window", window, {"sill_m": 1.0, "head_m": 2.0}),
        Feature("street", "road", LineString([(-60, 0), (60, 0)]), {"width_m": 4.0}),
    )
    build(tmp_path, PLAN + "scene: scene.geojson\n")
    write_scene(Scene(features, frame=frame), tmp_path / "scene.geojson")
    document = result_of("watch", "gap", tmp_path / "watch.yaml")
    seen = [max(s["seen_by"]["window"]["surely"]) for s in document["segments"]]
    assert 0 < max(seen) <= 0.02


def test_bad_plans_are_refused_with_what_to_do(tmp_path: Path) -> None:
    path = build(tmp_path, PLAN.replace("kind: post", "kind: posts"))
    done = run("watch", "gap", path)
    assert done.exit_code == 2
    assert "watch.yaml" in done.stderr
    assert "post" in done.stderr


@pytest.fixture
def park(tmp_path: Path) -> Path:
    ground = Feature("park", "place", box(0, 0, 40, 30), {"place_kind": "park"})
    street = LineString([(-20, -4), (60, -4)])
    road = Feature("road", "road", street, {"width_m": 4.0})
    frame = PlaneFrame.around(LON, LAT)
    write_scene(Scene((ground, road), frame=frame), tmp_path / "park.geojson")
    return tmp_path / "park.geojson"


def test_signs_of_a_scene_are_shown_side_by_side(park: Path) -> None:
    done = run("watch", "signs", park)
    assert done.exit_code == 0, done.output
    assert "入りやすい" in done.stdout
    assert "車を寄せられる" in done.stdout
    (place,) = result_of("watch", "signs", park)["places"]
    undecided = [sign for sign in place["hide"] if sign["says"] is None]
    assert undecided
    assert all(sign["lacks"] for sign in undecided)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_residents_stand_beside_the_signs_on_the_page(
    park: Path, tmp_path: Path, language: str
) -> None:
    survey = tmp_path / "survey.csv"
    survey.write_text("場所・区間,入りやすい,見えにくい\npark,4,2\n", encoding="utf-8")
    page = tmp_path / "signs.html"
    done = run(
        *("watch", "signs", park, "--survey", survey, "--format", "html"),
        *("-o", page, "--language", language),
    )
    assert done.exit_code == 0, done.output
    text = page.read_text(encoding="utf-8")
    assert "4.0" in text
    assert "obstacle" not in text.replace("obstacles", "")
    assert "{{" not in text


def test_signs_of_a_plan_are_those_of_its_streets(plan: Path) -> None:
    places = result_of("watch", "signs", plan)["places"]
    assert {place["id"].split("/")[0] for place in places} == {"streets"}
    dark = [s for p in places for s in p["hide"] if s["sign"] == "dark"]
    assert {sign["says"] for sign in dark} == {False, None}


@pytest.mark.parametrize(
    ("row", "says"), [("park,9,2", "1（まったく）"), ("pond,4,2", "pond")]
)
def test_views_that_cannot_be_used_are_refused(
    park: Path, tmp_path: Path, row: str, says: str
) -> None:
    survey = tmp_path / "survey.csv"
    text = f"subject,easy_to_enter,hard_to_see\n{row}\n"
    survey.write_text(text, encoding="utf-8")
    done = run("watch", "signs", park, "--survey", survey)
    assert done.exit_code == 2
    assert says in done.stderr
