"""City models become scenes: heights, uses, windows and doors, and what is unknown."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely

from machimori.assessment import Scope, assess
from machimori.errors import InvalidInput
from machimori.formats.citygml import document, read_citygml
from machimori.formats.importing import ImportResult
from machimori.formats.scene_file import read_scene, write_scene
from machimori.guidelines import shipped_catalogue
from machimori.language import Language
from machimori.reports import report_html
from machimori.scene import Feature
from tests.machimori.conftest import REALDATA
from tests.machimori.formats.city_model import (
    block,
    bounded,
    building,
    city,
    floor,
    footprint,
    opening,
    said,
    upright,
    walls,
)

NIIZA = REALDATA / "plateau-niiza" / "53395404_bldg_6697_op.gml"
TOKYO = REALDATA / "plateau-lod2-tokyo" / "53392633_bldg_6697_2_op.gml"
OPENINGS = REALDATA / "plateau-lod3" / "invalid.gml"


def imported(path: Path, text: str, **more: str) -> ImportResult:
    file = path / "city.gml"
    file.write_text(text, encoding="utf-8")
    return read_citygml(file, **more)


def only(result: ImportResult, kind: str) -> Feature:
    (feature,) = result.scene.of_kind(kind)
    return feature


def refused(path: Path, text: str | bytes) -> str:
    file = path / "city.gml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(InvalidInput) as wrong:
        read_citygml(file)
    return str(wrong.value)


def test_a_building_has_its_footprint_height_storeys_and_use(tmp_path: Path) -> None:
    stated = said("measuredHeight", 7.2), said("storeysAboveGround", 2)
    text = city(building(*stated, said("usage", 411), footprint(10, 8)))
    result = imported(tmp_path, text)
    house = only(result, "building")
    assert house.id == "citygml:B1"
    assert house.geometry.area == pytest.approx(80.0, abs=1e-3)
    assert dict(house.properties) == {"height_m": 7.2, "levels": 2, "use": "house"}
    assert only(result, "place").get("place_kind") == "detached_house"


@pytest.mark.parametrize("height", ["-9999", "-9999.0", "0", "9999", "", "nan"])
def test_a_height_that_nobody_measured_stays_unknown(
    tmp_path: Path, height: str
) -> None:
    text = city(building(said("measuredHeight", height), block(10, 8, 3.0)))
    house = only(imported(tmp_path, text), "building")
    assert house.get("height_m") is None
    assert house.geometry.area == pytest.approx(80.0, abs=1e-3)


def test_a_surveyed_roof_gives_the_height_where_nobody_stated_it(
    tmp_path: Path,
) -> None:
    sides = [bounded("WallSurface", wall) for wall in walls(10, 8, 6.0)]
    roof = bounded("RoofSurface", floor(10, 8, 6.5))
    ground = bounded("GroundSurface", floor(10, 8, 0.0))
    house = only(imported(tmp_path, city(building(ground, *sides, roof))), "building")
    assert house.get("height_m") == pytest.approx(6.5)


@pytest.mark.parametrize(
    ("one", "other", "facing"),
    [
        ((2, 0), (4, 0), 180),
        ((10, 2), (10, 4), 90),
        ((4, 8), (2, 8), 0),
        ((0, 4), (0, 2), 270),
    ],
)
def test_a_window_faces_out_of_its_wall_with_sill_and_head(
    tmp_path: Path,
    one: tuple[float, float],
    other: tuple[float, float],
    facing: float,
) -> None:
    pane = opening("Window", upright(one, other, 3.8, 5.0), "W1")
    sides = [bounded("WallSurface", wall) for wall in walls(10, 8, 6.0)]
    wall = bounded("WallSurface", next(iter(walls(10, 8, 6.0))), inside=pane)
    text = city(building(footprint(10, 8), *sides, wall))
    window = only(imported(tmp_path, text), "window")
    # Grid north is not quite that of the meridian, by less than a tenth of a degree.
    turned = (window.get("facing_deg") - facing + 180) % 360 - 180
    assert turned == pytest.approx(0, abs=0.1)
    assert (window.get("sill_m"), window.get("head_m")) == (3.8, 5.0)
    assert window.get("width_m") == pytest.approx(2.0, abs=0.01)
    assert window.get("part_of") == "citygml:B1"


def test_skylights_and_openings_elsewhere_are_left_out_with_a_reason(
    tmp_path: Path,
) -> None:
    skylight = opening("Window", [(x, y, 6.0) for x, y, _ in floor(1, 1, 0)], "sky")
    away = opening("Door", upright((900, 0), (901, 0), 0, 2), "away")
    empty = "<bldg:opening><bldg:Door gml:id='empty'/></bldg:opening>"
    inside = skylight + away + empty
    wall = bounded("WallSurface", next(iter(walls(10, 8, 6))), inside=inside)
    result = imported(tmp_path, city(building(footprint(), wall)))
    assert result.report.counts == {"building": 1}
    told = {note.element for note in result.report.skipped}
    assert told == {"citygml:sky", "citygml:away", "citygml:empty"}


def test_parts_of_a_building_stand_for_it(tmp_path: Path) -> None:
    parts = "".join(
        f"<bldg:consistsOfBuildingPart><bldg:BuildingPart gml:id='P{n}'>"
        f"{said('measuredHeight', n)}{footprint(10 + n, 8)}"
        "</bldg:BuildingPart></bldg:consistsOfBuildingPart>"
        for n in (5, 9)
    )
    result = imported(tmp_path, city(building(parts)))
    heights = {f.id: f.get("height_m") for f in result.scene.of_kind("building")}
    assert heights == {"citygml:P5": 5.0, "citygml:P9": 9.0}


def test_other_city_objects_are_told(tmp_path: Path) -> None:
    result = imported(tmp_path, city(building(footprint()), "<tran:Road/>"))
    assert [(n.element, n.text.en) for n in result.report.skipped] == [
        ("Road", "No building, so left out (1).")
    ]


def test_of_two_buildings_with_one_id_the_first_stays(tmp_path: Path) -> None:
    first = building(said("measuredHeight", 3), footprint())
    result = imported(tmp_path, city(first, building(footprint())))
    assert only(result, "building").get("height_m") == 3.0
    assert [note.element for note in result.report.notes][-1] == "citygml:B1"


def test_a_broken_outline_is_noted_and_the_rest_read(tmp_path: Path) -> None:
    bad = footprint().replace(" ", " x ", 1)
    text = city(building(bad), building(footprint(), id_="B2"))
    result = imported(tmp_path, text)
    assert [f.id for f in result.scene.of_kind("building")] == ["citygml:B2"]
    assert "citygml:B1" in {note.element for note in result.report.skipped}


def test_a_kind_of_place_can_be_given_where_the_file_is_silent(
    tmp_path: Path,
) -> None:
    text = city(building(footprint()))
    silent = imported(tmp_path, text)
    assert not silent.scene.of_kind("place")
    told = imported(tmp_path, text, place_kind="apartments")
    assert only(told, "place").get("place_kind") == "apartments"


def test_nothing_is_declared_complete(tmp_path: Path) -> None:
    text = city(building(said("usage", 412), footprint()))
    assert only(imported(tmp_path, text), "place").get("complete") is None


def test_a_packed_file_is_read_alike(tmp_path: Path) -> None:
    text = city(building(said("measuredHeight", 4), footprint()))
    packed = tmp_path / "city.gml.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    plain = imported(tmp_path, text)
    assert read_citygml(packed).report == plain.report


def test_the_scene_can_be_written_and_read_again(tmp_path: Path) -> None:
    result = imported(tmp_path, city(building(said("usage", 411), footprint())))
    write_scene(result.scene, tmp_path / "scene.geojson")
    again = read_scene(tmp_path / "scene.geojson")
    assert {f.id for f in again.features} == {f.id for f in result.scene.features}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "XML"),
        ("hello", "XML"),
        ("<kml/>", "CityModel"),
        (city(building(footprint()))[:-400], "cut short"),
        (city(), "bldg:Building"),
        (city("<tran:Road/>"), "Road"),
        (city(building(footprint()), srs=""), "EPSG"),
        (city(building(footprint()), srs="EPSG:9999999"), "EPSG"),
        (city(building(footprint()), srs="EPSG:3857"), "Japan"),
        (b"\x1f\x8b broken", "undamaged"),
        (b"\xff\xfe\x00", "XML"),
    ],
)
def test_what_is_no_city_model_is_refused_with_what_to_do(
    tmp_path: Path, text: str | bytes, told: str
) -> None:
    assert told in refused(tmp_path, text)


def test_entities_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    text = city(building(footprint()))
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    head, body = text.split("\n", 1)
    assert "DOCTYPE" in refused(tmp_path, f"{head}\n{bomb}\n{body}")


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "LIMIT_BYTES", 1000)
    text = city(*[building(footprint(), id_=f"B{n}") for n in range(20)])
    assert "MB" in refused(tmp_path, text)
    assert "MB" in refused(tmp_path, gzip.compress(text.encode()))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no-such"):
        read_citygml(tmp_path / "no-such.gml")


def test_any_cut_of_a_file_is_refused_or_read(tmp_path: Path) -> None:
    text = city(building(said("usage", 411), footprint(), block(10, 8, 3.0)))
    for end in np.linspace(0, len(text) - 1, 60).astype(int):
        assert refused(tmp_path, text[:end])


@pytest.mark.skipif(not NIIZA.exists(), reason="no real city models here")
def test_real_buildings_of_niiza_are_read() -> None:
    result = read_citygml(NIIZA)
    assert result.report.counts == {"building": 657}
    heights = [f.get("height_m") for f in result.scene.features]
    assert all(h is not None and 1 < h < 60 for h in heights)


@pytest.mark.skipif(not TOKYO.exists(), reason="no real city models here")
def test_real_buildings_with_roofs_are_read() -> None:
    result = read_citygml(TOKYO)
    assert result.report.counts == {"building": 9}
    assert max(f.get("height_m") for f in result.scene.features) == 48.7


@pytest.mark.skipif(not OPENINGS.exists(), reason="no real city models here")
def test_real_windows_look_square_out_of_their_wall() -> None:
    result = read_citygml(OPENINGS)
    assert result.report.counts == {"building": 10, "window": 5}
    assert [n.element for n in result.report.skipped] == ["citygml:door_invalid_1"]
    for window in result.scene.of_kind("window"):
        along = np.diff(shapely.get_coordinates(window.geometry), axis=0)[0]
        bearing = np.radians(window.get("facing_deg"))
        ahead = np.array([np.sin(bearing), np.cos(bearing)])
        assert abs(along @ ahead) < 0.01 * np.hypot(*along)
        assert 1.0 < window.get("sill_m") < window.get("head_m") < 15.0


@pytest.mark.parametrize("path", [NIIZA, TOKYO, OPENINGS], ids=lambda p: p.stem)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_real_city_models_are_assessed_from_end_to_end(
    path: Path, language: Language
) -> None:
    if not path.exists():
        pytest.skip("no real city models here")
    scene = read_citygml(path, place_kind="detached_house").scene
    some = Scope(places=[place.id for place in scene.places[:2]])
    judged = assess(scene, shipped_catalogue(), on=date(2026, 4, 1), within=some)
    assert {f.place.id for f in judged.findings} == set(some.places)
    assert f"{some.places[0]}" in report_html(judged, language=language)
