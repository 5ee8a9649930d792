"""A scene document becomes a scene, or a list of everything wrong with it."""

from __future__ import annotations

import math

import pytest
import shapely

from machimori.errors import InvalidInput
from machimori.scene import parse_scene
from tests.machimori.scene.documents import (
    LAT,
    LON,
    Json,
    collection,
    feature,
    line,
    only_problem,
    park,
    parsed,
    plane,
    point,
    problems,
    square,
)


def test_plane_metres_are_taken_as_they_are() -> None:
    scene = parsed(plane(park(), feature("lamp", "lamp", point(3, 4), height_m=4.5)))
    assert scene.frame.epsg is None
    assert scene.by_id["lamp"].geometry.equals(shapely.Point(3, 4))
    assert scene.by_id["lamp"].get("height_m") == 4.5
    assert [p.id for p in scene.places] == ["park"]


def test_longitudes_and_latitudes_are_projected_around_their_middle() -> None:
    east = feature("b", "lamp", point(LON + 0.001, LAT))
    scene = parsed(collection(feature("a", "lamp", point(LON, LAT)), east))
    assert scene.frame.epsg == 6677  # zone IX
    apart = scene.by_id["a"].geometry.distance(scene.by_id["b"].geometry)
    # One thousandth of a degree on the parallel of 35.7°, by the series for GRS80.
    degree = 111412.84 * math.cos(math.radians(LAT)) - 93.5 * math.cos(
        math.radians(3 * LAT)
    )
    assert apart == pytest.approx(degree / 1000, rel=2e-4)


def test_a_file_without_the_member_machimori_is_wgs84() -> None:
    assert parsed(collection(feature("a", "lamp", point(LON, LAT)))).frame.epsg == 6677


def test_an_empty_collection_is_an_empty_scene() -> None:
    assert parsed(collection()).features == ()


def test_the_header_says_season_snow_and_assumptions() -> None:
    assumed = {
        "kind": "building",
        "property": "height_m",
        "value": 6.0,
        "reason": {"ja": "二階建て", "en": "two storeys"},
        "features": ["osm:way/1"],
    }
    scene = parsed(plane(season="winter", snow_depth_m=0.8, assumptions=[assumed]))
    assert (scene.season, scene.snow_depth_m) == ("winter", 0.8)
    assert (scene.time_of_day, scene.terrain_file) == ("day", "")
    assert scene.assumptions[0].features == ("osm:way/1",)


def test_a_third_coordinate_is_left_out() -> None:
    high = {"type": "Point", "coordinates": [1.0, 2.0, 30.0]}
    scene = parsed(plane(feature("a", "lamp", high)))
    assert not scene.by_id["a"].geometry.has_z


def test_null_is_unknown_as_qgis_writes_it() -> None:
    columns_of_others = {"dwellings": None, "height_m": None}
    scene = parsed(plane(feature("a", "lamp", **columns_of_others)))
    assert scene.by_id["a"].properties == {}


def test_the_id_may_stand_among_the_properties() -> None:
    assert "7" in parsed(plane(feature(None, "lamp", id=7))).by_id
    assert "7" in parsed(plane(feature("7", "lamp", id=7))).by_id


def test_a_lamp_of_which_nothing_is_known_is_valid() -> None:
    assert parsed(plane(feature("a", "lamp"))).by_id["a"].get("height_m") is None


def test_storeys_written_with_a_decimal_point_are_whole() -> None:
    storey = parsed(plane(feature("a", "lamp", storey=2.0))).by_id["a"].get("storey")
    assert storey == 2
    assert isinstance(storey, int)


HEADER: Json = {"id": "p", "name": "中央公園", "status": "existing"}


class TestDefaultPlace:
    def test_it_fills_in_what_the_only_place_lacks(self) -> None:
        scene = parsed(plane(park(None), place=HEADER))
        place = scene.by_id["p"]
        assert (place.name, place.get("status")) == ("中央公園", "existing")

    def test_it_overrides_nothing(self) -> None:
        scene = parsed(plane(park("q", name="x", status="new"), place=HEADER))
        assert (scene.by_id["q"].name, scene.by_id["q"].get("status")) == ("x", "new")

    def test_the_name_goes_to_the_place_that_is_meant(self) -> None:
        scene = parsed(plane(park("p"), park("q"), place=HEADER))
        assert [place.name for place in scene.places] == ["中央公園", "q"]

    def test_it_never_makes_a_place(self) -> None:
        assert parsed(plane(feature("a", "lamp"), place=HEADER)).places == ()

    def test_two_places_without_an_id_remain_a_problem(self) -> None:
        found = problems(plane(park(None), park(None), place=HEADER))
        assert [p.where.en for p in found] == [
            "feature [0], id",
            "feature [1], id",
        ]


BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [9, 9], [9, 0], [0, 9], [0, 0]]]}


@pytest.mark.parametrize(
    ("document", "where", "says"),
    [
        ([], "type", "FeatureCollection"),
        ({"type": "Feature"}, "type", "FeatureCollection"),
        ({"type": "FeatureCollection"}, "features", "list of features"),
        (collection(machimory={}), "machimory", "machimori"),
        (collection(machimori=[]), "machimori", "object"),
        (plane(seasons="winter"), "machimori.seasons", "season"),
        (plane(schema=2), "machimori.schema", "Update Machimori"),
        (plane(schema=True), "machimori.schema", "Update Machimori"),
        (plane(coordinates="plane"), "machimori.coordinates", "plane_m"),
        (plane(season="wintre"), "machimori.season", "winter"),
        (plane(snow_depth_m=math.nan), "machimori.snow_depth_m", "from 0 to 20"),
        (plane(snow_depth_m=-1), "machimori.snow_depth_m", "from 0 to 20"),
        (plane(time_of_day="nigth"), "machimori.time_of_day", "night"),
        (plane(terrain="dem.png"), "machimori.terrain", "GeoTIFF"),
        (plane(assumptions=[{}]), "machimori.assumptions", "reason"),
        (plane(place={"idd": "a"}), "machimori.place.idd", "id"),
        (plane(place={"status": "old"}), "machimori.place.status", "existing"),
        (plane({"type": "Point"}), "feature [0]", "Feature"),
        (plane({"type": "Feature"}), "feature [0], properties", "kind"),
        (plane(feature(None, "lamp")), "feature [0], id", "unique name"),
        (plane(feature("", "lamp")), "feature [0], id", "unique name"),
        (plane(feature(True, "lamp")), "feature [0], id", "unique name"),
        (plane(feature("a", "lamp", id="b")), "feature [0], id", "same id"),
        (plane(feature("a", "lmap")), "feature a, kind", "lamp"),
        (plane(feature("a", "lamp", hieght_m=3)), "feature a, hieght_m", "height_m"),
        (plane(feature("a", "lamp", height_m=900)), "feature a, height_m", "700 m"),
        (plane(feature("a", "lamp", height_m="4")), "feature a, height_m", "quotation"),
        (plane(feature("a", "lamp", height_m=True)), "feature a, height_m", "number"),
        (plane(feature("a", "lamp", height_m=math.inf)), "feature a, height_m", "numb"),
        (plane(feature("a", "lamp", lit=1)), "feature a, lit", "true or false"),
        (plane(feature("a", "lamp", control="motoin")), "feature a, control", "motion"),
        (plane(feature("a", "lamp", part_of="b")), "feature a, part_of", "this file"),
        (plane(feature("a", "lamp", part_of="a")), "feature a, part_of", "circle"),
        (plane(park(attached_to="flats")), "feature park, attached_to", "this file"),
        (plane(park(complete=["lmap"])), "feature park, complete", "lamp"),
        (plane(feature("a", "place", square())), "feature a, place_kind", "State"),
        (plane({**feature("a", "lamp"), "width_m": 3}), "feature a, width_m", "Move"),
        (plane(feature("a", "wall", point(1, 1))), "feature a, geometry", "LineStr"),
        (plane(feature("a", "building", BOW_TIE)), "feature a, geometry", "4.5"),
        (collection(crs={"properties": {"name": "EPSG:6677"}}), "crs", "EPSG:4326"),
    ],
)  # fmt: skip
def test_a_problem_says_where_it_is_and_what_to_do(
    document: object, where: str, says: str
) -> None:
    problem = only_problem(document)
    assert problem.file == "town.geojson"
    assert problem.where.en.endswith(where)
    assert says in f"{problem.expected.en} {problem.remedy.en}"


def test_all_problems_are_listed_at_once() -> None:
    broken = plane(
        feature("a", "lamp", tilt_deg="x", lit="no"),
        feature("a", "wall", line((0, 0), (0, 0))),
        feature("b", "lmap"),
    )
    assert len(problems(broken)) == 5


def test_ids_that_stand_twice_are_named_once_with_their_number() -> None:
    doubled = plane(*[feature("a", "lamp", point(x, 0)) for x in range(3)])
    assert only_problem(doubled).found == "a × 3"


def test_owners_in_a_circle_are_shown_as_one() -> None:
    ring = [feature(n, "lamp", part_of=o) for n, o in ("ab", "bc", "ca", "da")]
    assert only_problem(plane(*ring)).found == "a → b → c → a"


class TestWrongCoordinates:
    def test_swapped_longitude_and_latitude_are_recognised(self) -> None:
        found = only_problem(collection(feature("a", "lamp", point(LAT, LON))))
        assert "swapped" in found.remedy.en

    def test_plane_metres_in_a_wgs84_file_are_recognised(self) -> None:
        found = only_problem(collection(feature("a", "lamp", point(-8312.5, 400.0))))
        assert "plane metres" in found.remedy.en

    def test_longitude_and_latitude_in_a_plane_file_are_recognised(self) -> None:
        house = square(0.0002, LON, LAT)
        found = only_problem(plane(feature("a", "building", house)))
        assert "longitude and latitude" in found.remedy.en

    def test_another_country_is_refused(self) -> None:
        found = only_problem(collection(feature("a", "lamp", point(2.35, 48.86))))
        assert "Japan" in found.expected.en

    def test_a_feature_that_lies_far_off_is_refused(self) -> None:
        far = [
            feature("a", "lamp", point(LON, LAT)),
            feature("b", "lamp", point(130, 33)),
        ]
        assert "far off" in only_problem(collection(*far)).remedy.en

    def test_metres_beyond_every_plane_system_are_refused(self) -> None:
        assert only_problem(plane(feature("a", "lamp", point(1e9, 0))))


class TestPhotometry:
    def test_a_built_in_name_needs_no_file(self) -> None:
        scene = parsed(plane(feature("a", "lamp", photometry="isotropic")))
        assert scene.photometries == {}

    def test_an_unknown_name_is_refused_with_a_suggestion(self) -> None:
        found = only_problem(plane(feature("a", "lamp", photometry="isotrpic")))
        assert "isotropic" in found.remedy.en

    def test_each_file_is_read_once(self) -> None:
        asked: list[str] = []

        def read(name: str) -> object:
            asked.append(name)
            return name

        lamps = plane(*[feature(n, "lamp", photometry="x.ies") for n in "abc"])
        scene = parse_scene(lamps, file="", read_photometry=read)  # type: ignore[arg-type]
        assert asked == ["x.ies"]
        assert set(scene.photometries) == {"x.ies"}

    def test_problems_of_the_file_are_told_with_those_of_the_scene(self) -> None:
        def read(name: str) -> object:
            raise InvalidInput(problems([]))

        lamp = feature("a", "lamp", photometry="x.ies", lit=1)
        with pytest.raises(InvalidInput) as refused:
            parse_scene(plane(lamp), file="t", read_photometry=read)  # type: ignore[arg-type]
        assert len(refused.value.problems) == 2
