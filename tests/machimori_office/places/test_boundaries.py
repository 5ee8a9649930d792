"""Districts in files: tables and maps, and everything that can be wrong with them."""

from __future__ import annotations

import json
from contextlib import suppress
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori_office.places.boundaries import read_outlines

SQUARE = [[139.5, 35.7], [139.51, 35.7], [139.51, 35.71], [139.5, 35.71], [139.5, 35.7]]
EAST = [[x + 0.01, y] for x, y in SQUARE]


def feature(ring: list, **properties: str) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def problems(content: bytes, file: str = "a.geojson") -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        read_outlines(content, file=file)
    return [problem.sentence("en") for problem in refused.value.problems]


def test_the_example_citys_table_is_read() -> None:
    file = resources.files("machimori_office").joinpath("koganei", "districts.csv")
    read = read_outlines(file.read_bytes(), file="districts.csv")
    assert len(read) == 10
    assert (read[6].code, read[6].name, read[6].name_en) == (
        "honcho",
        "本町",
        "Hon-cho",
    )
    assert all(outline.name_easy and not outline.geometry for outline in read)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_table_may_come_from_excel_in_japan(encoding: str) -> None:
    content = "名前,符号\r\n貫井　北町,nukui\r\n".encode(encoding)
    (read,) = read_outlines(content, file="町.csv")
    assert (read.name, read.code) == ("貫井北町", "nukui")


def test_all_that_is_wrong_with_a_table_is_said_with_its_place() -> None:
    said = problems("名前,符号\n,a\n本町,小\n".encode(), "町.csv")
    assert len(said) == 2
    assert all("町.csv" in sentence for sentence in said)


def test_boundaries_of_the_statistics_office_are_read_by_their_own_names() -> None:
    content = collection(feature(SQUARE, KEY_CODE="13210007001", S_NAME="本町１丁目"))
    (read,) = read_outlines(content, file="h27ka13210.geojson")
    assert (read.code, read.name) == ("13210007001", "本町1丁目")
    assert read.bounds == (139.5, 35.7, 139.51, 35.71)


def test_the_chome_of_a_town_become_one() -> None:
    content = collection(
        feature(SQUARE, KEY_CODE="13210007001", S_NAME="本町１丁目"),
        feature(EAST, KEY_CODE="13210007002", S_NAME="本町二丁目"),
        feature(EAST, KEY_CODE="132100080", S_NAME="緑町"),
    )
    town, other = read_outlines(content, file="a.geojson", unites_chome=True)
    assert (town.name, town.code) == ("本町", "1321000700")
    assert town.bounds == (139.5, 35.7, 139.52, 35.71)
    assert (other.name, other.code) == ("緑町", "132100080")


BOWTIE = [[139.5, 35.7], [139.51, 35.71], [139.51, 35.7], [139.5, 35.71], [139.5, 35.7]]
WRONG: list[Any] = [
    feature([[y, x] for x, y in SQUARE], name="北"),
    feature([[-1200.0, 3000.0], [-1100, 3000], [-1100, 3100]], name="平面"),
    feature(BOWTIE, name="蝶"),
    feature([], name="空"),
    feature(SQUARE, name=""),
    feature(SQUARE, name="長" * 41),
    feature(SQUARE, name="甲", code="../etc"),
    {"type": "Feature", "properties": {"name": "点"}, "geometry": None},
    {"properties": {"name": "点"}, "geometry": {"type": "Point", "coordinates": [1]}},
    {"geometry": {}},
    "feature",
]


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_a_map_that_cannot_be_used_is_refused_with_its_feature(wrong: Any) -> None:
    (said,) = problems(collection(feature(SQUARE, name="東"), wrong))
    assert "feature 2" in said


def test_all_features_are_complained_about_at_once() -> None:
    assert len(problems(collection(*WRONG))) == len(WRONG)


@pytest.mark.parametrize(
    ("content", "file"),
    [
        (b"", "a.geojson"),
        (b"{}", "a.geojson"),
        (b"[" * 100_000, "a.geojson"),
        (b"\xff\xfe", "a.geojson"),
        (collection(), "a.geojson"),
        (b"x", "a.kml"),
        (b"x", "none"),
        (b"PK\x03\x04broken", "a.xlsx"),
    ],
)
def test_what_is_no_map_is_refused(content: bytes, file: str) -> None:
    assert problems(content, file)


def test_two_districts_may_not_share_a_name_or_code() -> None:
    twice = feature(SQUARE, name="東", code="east")
    assert len(problems(collection(twice, twice))) == 2


@given(st.binary(max_size=300))
def test_no_bytes_are_answered_with_a_crash(content: bytes) -> None:
    for file in ("a.geojson", "a.csv"):
        with suppress(InvalidInput):
            read_outlines(content, file=file)
