"""Building models become scenes: storeys, doors, windows, balconies, shared rooms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely

from machimori.assessment import Scope, assess
from machimori.formats.ifc import read_ifc
from machimori.formats.importing import ImportResult
from machimori.formats.scene_file import read_scene, write_scene
from machimori.guidelines import shipped_catalogue
from machimori.language import Language
from machimori.reports import report_html
from machimori.scene import Feature
from tests.machimori.conftest import REALDATA
from tests.machimori.formats.ifc_model import House

pytest.importorskip("ifcopenshell", reason="needs the extra ifc")

HOUSE = REALDATA / "ifc-buildings" / "AC20-FZK-Haus.ifc"
OFFICE = REALDATA / "ifc-buildings" / "Office_A_20110811.ifc.gz"
GUIDELINES = ("jp-16/housing", "jp-31/housing")


def imported(path: Path, house: House, **more: str) -> ImportResult:
    file = path / "model.ifc"
    file.write_text(house.text(), encoding="ascii")
    return read_ifc(file, **more)


def only(result: ImportResult, kind: str) -> Feature:
    (feature,) = result.scene.of_kind(kind)
    return feature


def by_id(result: ImportResult, id_: str) -> Feature:
    return result.scene.by_id[f"ifc:{id_.ljust(22, '0')}"]


def two_storeys(**more: object) -> House:
    """A house of 10 m by 8 m, 2.7 m a storey, with a door and two windows."""
    house = House(name="一戸建ての住宅", **more)  # type: ignore[arg-type]
    for floor in (0.0, 2.9):
        house.storey(floor)
        house.walls(10, 8, floor)
    house.opening("IFCDOOR", "front", (2, 0.1, 0), (0.9, 2.0), name="玄関ドア")
    house.opening("IFCWINDOW", "low", (5, 0.1, 0.8), (1.6, 1.2))
    house.opening("IFCWINDOW", "high", (9.9, 3, 3.9), (1.2, 0.9), along=(0, 1))
    return house


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> ImportResult:
    return imported(tmp_path_factory.mktemp("plain"), two_storeys())


def test_a_building_has_its_outline_height_and_storeys(plain: ImportResult) -> None:
    built = only(plain, "building")
    assert built.id == "ifc:B".ljust(26, "0")
    assert built.geometry.area == pytest.approx(80.0, rel=1e-3)
    assert built.get("height_m") == pytest.approx(5.6)
    assert (built.get("levels"), built.get("use")) == (2, "house")
    assert only(plain, "place").get("place_kind") == "detached_house"


def test_a_window_stands_on_its_storey_with_sill_head_and_bearing(
    plain: ImportResult,
) -> None:
    low, high = by_id(plain, "low"), by_id(plain, "high")
    assert (low.get("storey"), low.get("base_m")) == (1, 0.0)
    assert (low.get("sill_m"), low.get("head_m")) == (0.8, 2.0)
    assert (low.get("width_m"), low.get("facing_deg")) == (1.6, 180.0)
    assert (high.get("storey"), high.get("base_m")) == (2, 2.9)
    assert (high.get("sill_m"), high.get("head_m")) == (1.0, 1.9)
    assert high.get("facing_deg") == 90.0


def test_a_front_door_is_told_by_its_name(plain: ImportResult) -> None:
    door = only(plain, "door")
    assert (door.get("role"), door.get("type")) == ("dwelling", "hinged")
    assert door.get("name") == "玄関ドア"
    line = shapely.get_coordinates(door.geometry)
    assert np.allclose(line, [[2.0, 0.15], [2.9, 0.15]], atol=1e-6)


@pytest.mark.parametrize(
    ("per_m", "units"), [(1000.0, ".MILLI."), (1.0, "$"), (100.0, ".CENTI.")]
)
def test_units_of_length_do_not_matter(
    tmp_path: Path, plain: ImportResult, per_m: float, units: str
) -> None:
    result = imported(tmp_path, two_storeys(per_m=per_m, units=units))
    assert result.report == plain.report
    for made, same in zip(result.scene.features, plain.scene.features, strict=True):
        assert dict(made.properties) == dict(same.properties)
        assert shapely.hausdorff_distance(made.geometry, same.geometry) < 1e-3


def test_true_north_points_up_in_the_scene(tmp_path: Path) -> None:
    result = imported(tmp_path, two_storeys(north=(1, 0)))
    # North is the model's x axis, so its south side faces east's opposite: west is -y.
    assert by_id(result, "high").get("facing_deg") == pytest.approx(0.0, abs=1e-6)
    assert by_id(result, "low").get("facing_deg") == pytest.approx(90.0)


def test_a_site_in_japan_gives_the_scene_its_position(tmp_path: Path) -> None:
    lat_lon = (35, 42, 0), (139, 30, 0)
    result = imported(tmp_path, two_storeys(lat_lon=lat_lon))
    frame = result.scene.frame
    assert frame.epsg == 6677
    corner = shapely.get_coordinates(only(result, "building").geometry)
    lon_lat = frame.to_lon_lat(corner)
    # 10 m east and 8 m north of the site's own point.
    assert lon_lat.min(axis=0) == pytest.approx([139.5, 35.7], abs=1e-6)
    assert lon_lat.max(axis=0) == pytest.approx([139.50011, 35.70007], abs=1e-5)


def test_a_site_elsewhere_is_told_and_laid_out_in_metres(tmp_path: Path) -> None:
    result = imported(tmp_path, two_storeys(lat_lon=((49, 6, 1), (8, 26, 11))))
    assert result.scene.frame.epsg is None
    told = {note.element for note in result.report.notes}
    assert told == {"IfcSite", "IfcProject"}


def test_inner_doors_of_a_house_are_left_out_and_counted(tmp_path: Path) -> None:
    house = two_storeys()
    house.block("IFCWALL", "inner", (0, 4, 0), (10, 0.1, 2.7))
    house.opening("IFCDOOR", "kitchen", (4, 4, 0), (0.8, 2.0))
    result = imported(tmp_path, house)
    assert result.report.counts["door"] == 1
    assert [(n.element, n.text.en[-4:]) for n in result.report.skipped] == [
        ("IfcDoor", "(1).")
    ]


def test_an_outer_door_of_which_no_name_tells_has_no_role(tmp_path: Path) -> None:
    house = two_storeys()
    house.opening("IFCDOOR", "terrace", (6, 7.8, 0), (1.6, 2.0), IsExternal=True)
    assert by_id(imported(tmp_path, house), "terrace").get("role") is None


def test_its_own_word_on_whether_a_door_is_outer_counts_first(tmp_path: Path) -> None:
    house = two_storeys()
    house.opening("IFCDOOR", "inner", (6, 7.8, 0), (0.8, 2.0), IsExternal=False)
    house.opening("IFCDOOR", "outer", (6, 4, 0), (0.8, 2.0), IsExternal=True)
    result = imported(tmp_path, house)
    assert {d.id[4:9] for d in result.scene.of_kind("door")} == {"front", "outer"}


def test_locks_and_glass_come_in_where_they_are_given(tmp_path: Path) -> None:
    house = two_storeys()
    house.opening(
        "IFCDOOR", "d", (6, 0.1, 0), (0.9, 2.0), name="玄関", IsExternal=True,
        SecurityRating="CP認定", 補助錠="あり", ドアスコープ=True, chain_guard="no",
        GlazingAreaFraction=0.0,
    )  # fmt: skip
    house.opening(
        "IFCWINDOW", "w", (7.5, 0.1, 1), (0.9, 1.0), IsWired=True, 面格子="有"
    )
    result = imported(tmp_path, house)
    door, window = by_id(result, "d"), by_id(result, "w")
    assert door.get("certified_parts") == ["door"]
    assert [door.get(w) for w in ("auxiliary_lock", "viewer", "chain_guard")] == [
        True,
        True,
        False,
    ]
    assert door.get("glass") == "none"
    assert (window.get("glass"), window.get("grille")) == ("wired", True)


def test_a_rating_that_is_no_certificate_is_told_and_not_used(tmp_path: Path) -> None:
    house = two_storeys()
    house.opening("IFCDOOR", "d", (6, 0.1, 0), (0.9, 2.0), SecurityRating="RC 2")
    result = imported(tmp_path, house)
    assert by_id(result, "d").get("certified_parts") is None
    assert any("RC 2" in note.text.en for note in result.report.notes)


def test_nothing_unsaid_is_made_up(plain: ImportResult) -> None:
    unsaid = ("viewer", "glass", "auxiliary_lock", "certified_parts", "faces")
    door = only(plain, "door")
    assert all(door.get(word) is None for word in unsaid)
    assert only(plain, "place").get("complete") is None


def flats() -> House:
    """Two storeys of two dwellings on a shared corridor, each with a balcony."""
    house = House(name="共同住宅")
    for floor in (0.0, 3.0):
        house.storey(floor)
        house.walls(12, 10, floor)
        house.block("IFCWALL", f"front{floor}", (0, 2, floor), (12, 0.2, 2.7))
        house.room(f"C{floor}", "共用廊下", (0.2, 0.2, floor), (11.6, 1.8, 2.5))
        for x, word in ((0.2, "A"), (6.1, "B")):
            name = f"{word}{floor}"
            house.room(f"R{name}", "LDK", (x, 2.2, floor), (5.7, 7.6, 2.5))
            house.opening("IFCDOOR", f"D{name}", (x + 2, 2, floor), (0.9, 2.0))
            house.opening(
                "IFCWINDOW",
                f"W{name}",
                (x + 2, 9.8, floor),
                (1.8, 2.0),
                IsExternal=True,
            )
            balcony = (x, 10.0, floor - 0.2)
            if floor:
                house.block(
                    "IFCSLAB", f"V{name}", balcony, (5.5, 1.5, 0.2), "バルコニー"
                )
                rail = (x, 11.4, floor)
                house.block("IFCRAILING", f"H{name}", rail, (5.5, 0.05, 1.1))
    house.room("store", "倉庫", (12.2, 0.2, 0), (2, 2, 2.5))
    house.opening("IFCDOOR", "entrance", (5, 0.05, 0), (1.8, 2.1))
    house.opening("IFCDOOR", "between", (6, 5, 0), (0.8, 2.0))
    return house


@pytest.fixture(scope="module")
def block(tmp_path_factory: pytest.TempPathFactory) -> ImportResult:
    return imported(tmp_path_factory.mktemp("block"), flats())


def test_a_door_between_dwelling_and_shared_corridor_is_the_dwellings(
    block: ImportResult,
) -> None:
    door = by_id(block, "DA0.0")
    assert (door.get("role"), door.get("faces")) == ("dwelling", ["corridor"])
    assert door.get("facing_deg") == 180.0
    assert by_id(block, "DB3.0").get("storey") == 2


def test_a_door_from_outside_into_what_is_shared_is_shared(block: ImportResult) -> None:
    assert by_id(block, "entrance").get("role") == "side_entrance"


def test_doors_inside_a_dwelling_are_left_out(block: ImportResult) -> None:
    assert block.report.counts["door"] == 5
    assert "IfcDoor" in {note.element for note in block.report.skipped}


def test_windows_at_a_balcony_face_it(block: ImportResult) -> None:
    window = by_id(block, "WA3.0")
    assert (window.get("role"), window.get("faces")) == ("dwelling", ["balcony"])
    assert by_id(block, "WA0.0").get("faces") is None


def test_a_balcony_has_the_height_of_its_railing(block: ImportResult) -> None:
    balcony = by_id(block, "VA3.0")
    assert (balcony.kind, balcony.get("storey")) == ("balcony", 2)
    assert (balcony.get("base_m"), balcony.get("railing_height_m")) == (3.0, 1.1)
    assert balcony.geometry.area == pytest.approx(8.25, abs=0.01)


def test_shared_rooms_become_areas_and_others_are_counted(block: ImportResult) -> None:
    areas = block.scene.of_kind("area")
    assert {(a.get("use"), a.get("setting")) for a in areas} == {("corridor", "indoor")}
    assert [note.text.en for note in block.report.skipped][-1].endswith("(4).")


def test_a_corridor_in_a_house_is_not_shared(tmp_path: Path) -> None:
    house = two_storeys()
    house.room("hall", "廊下", (1, 1, 0), (6, 2, 2.5))
    assert not imported(tmp_path, house).scene.of_kind("area")


def test_a_kind_of_place_can_be_given_where_the_model_is_silent(tmp_path: Path) -> None:
    silent = two_storeys()
    silent.name = ""
    house = House()
    house.walls(6, 6)
    house.opening("IFCWINDOW", "w", (2, 0, 1), (1, 1))
    result = imported(tmp_path, house)
    assert not result.scene.places
    assert any("--place-kind" in note.text.en for note in result.report.notes)
    told = read_ifc(tmp_path / "model.ifc", place_kind="apartments")
    assert only(told, "place").get("place_kind") == "apartments"


def test_basements_and_landings_are_numbered_from_the_ground(tmp_path: Path) -> None:
    house = House(name="一戸建て")
    for floor in (-3.0, 0.5, 1.7, 3.4):
        house.storey(floor)
        house.walls(8, 6, floor)
        house.opening("IFCWINDOW", f"W{floor}", (2, 0, floor + 1), (1, 1))
    windows = imported(tmp_path, house).scene.of_kind("window")
    assert [w.get("storey") for w in windows] == [-1, 1, 1, 2]


def test_lamps_come_in_without_light(tmp_path: Path) -> None:
    house = two_storeys()
    house.block("IFCLIGHTFIXTURE", "lamp", (2, -0.2, 2.2), (0.2, 0.2, 0.2))
    lamp = only(imported(tmp_path, house), "lamp")
    assert lamp.get("height_m") == pytest.approx(2.2)
    assert lamp.get("photometry") is None
    assert lamp.get("luminous_flux_lm") is None


def test_an_opening_in_no_wall_is_left_out_with_a_reason(tmp_path: Path) -> None:
    house = two_storeys()
    house.opening("IFCWINDOW", "bare", (2, 0, 1), (0.01, 1))
    result = imported(tmp_path, house)
    assert "ifc:bare" in {note.element.rstrip("0") for note in result.report.skipped}


def test_older_models_are_read_alike(tmp_path: Path) -> None:
    house = House(name="一戸建て", schema="IFC4X3_ADD2")
    house.walls(6, 6)
    house.opening("IFCWINDOW", "w", (2, 0, 1), (1, 1))
    assert imported(tmp_path, house).report.counts["window"] == 1


def test_the_scene_can_be_written_and_read_again(
    block: ImportResult, tmp_path: Path
) -> None:
    write_scene(block.scene, tmp_path / "scene.geojson")
    again = read_scene(tmp_path / "scene.geojson")
    assert {f.id for f in again.features} == {f.id for f in block.scene.features}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_model_is_assessed_from_end_to_end(
    plain: ImportResult, block: ImportResult, language: Language
) -> None:
    for result in (plain, block):
        judged = assess(result.scene, shipped_catalogue(), on=date(2026, 4, 1))
        doors = {door.id for door in result.scene.of_kind("door")}
        assert doors <= {finding.element.id for finding in judged.findings}
        assert result.scene.places[0].name in report_html(judged, language=language)


@pytest.mark.skipif(not HOUSE.exists(), reason="no real building models here")
def test_the_openings_of_a_real_house_are_read() -> None:
    result = read_ifc(HOUSE, place_kind="detached_house")
    assert result.report.counts == {"building": 1, "door": 2, "place": 1, "window": 11}
    built = only(result, "building")
    assert built.geometry.area == pytest.approx(120.0, abs=0.1)
    assert built.get("height_m") == pytest.approx(6.318, abs=0.001)
    (front,) = (d for d in result.scene.of_kind("door") if d.get("role"))
    assert (front.name, front.get("role")) == ("Haustuer", "dwelling")
    storeys = [w.get("storey") for w in result.scene.of_kind("window")]
    assert sorted(storeys) == [1] * 9 + [2] * 2


@pytest.mark.skipif(not OFFICE.exists(), reason="no real building models here")
def test_the_openings_of_a_real_block_are_read() -> None:
    result = read_ifc(OFFICE, place_kind="apartments")
    counts = result.report.counts
    assert (counts["window"], counts["area"]) == (69, 14)
    doors = result.scene.of_kind("door")
    outer = [d for d in doors if d.get("faces") is None]
    assert len(outer) == 6
    assert {d.get("role") for d in doors if d not in outer} == {"dwelling"}
    for opening in (*outer, *result.scene.of_kind("window")):
        edge = only(result, "building").geometry.boundary
        assert opening.geometry.distance(edge) < 0.4
        assert opening.get("facing_deg") is not None


@pytest.mark.parametrize("path", [HOUSE, OFFICE], ids=lambda path: path.stem)
def test_real_models_are_assessed_from_end_to_end(path: Path) -> None:
    if not path.exists():
        pytest.skip("no real building models here")
    kind = "detached_house" if path is HOUSE else "apartments"
    scene = read_ifc(path, place_kind=kind).scene
    housing = Scope(guidelines=GUIDELINES)
    judged = assess(scene, shipped_catalogue(), on=date(2026, 4, 1), within=housing)
    asked = {finding.criterion.id.rpartition("/")[0] for finding in judged.findings}
    assert asked == set(GUIDELINES)
    languages: tuple[Language, ...] = ("ja", "en")
    for language in languages:
        assert scene.places[0].name in report_html(judged, language=language)
