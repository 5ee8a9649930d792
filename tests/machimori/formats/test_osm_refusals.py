"""What is no map, or only part of one, is refused; nothing else ever escapes."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.osm import read_osm
from machimori.formats.scene_file import read_scene, write_scene
from tests.machimori.formats.osm_map import LAT, LON, STEP


def refusal(path: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_osm(path)
    assert caught.value.message("ja")
    return caught.value.message("en")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1"),
        (b"lat,lon\n1,2\n", "line 1"),
        (b"<gpx></gpx>", "found <gpx>"),
        (b"<!DOCTYPE osm [<!ENTITY a 'a'>]><osm/>", "DOCTYPE"),
        (b"<osm>\n<node id='1' lat='36' lon='137'>\n", "line 3"),
        (b"<osm><node id='1' lat='nan' lon='137'/></osm>", "node 1"),
        (b"<osm><node id='x' lat='36' lon='137'/></osm>", "node x"),
        (b"<osm><node id='1' lat='36'/></osm>", "lon"),
        (b"<osm></osm>", "elements tagged"),
        (b"<osm><node id='1' lat='36' lon='137'/></osm>", "elements tagged"),
        (b"<osm><node id='1' lat='52' lon='13'/></osm>", "in Japan"),
        (b"\x1f\x8b\x08\x00broken", "compressed"),
        (gzip.compress(b"<osm>" * 999, mtime=0)[:-12], "compressed"),
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.osm"
    path.write_bytes(content)
    assert says in refusal(path)


def test_a_broken_pbf_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("osmium")
    path = tmp_path / "a.osm"
    path.write_bytes(b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x99\x99")
    assert "PBF" in refusal(path)


def test_all_malformed_elements_are_listed_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.osm"
    path.write_text(
        "<osm>\n<node id='1' lat='a' lon='1'/>\n<node id='2' lat='1'/>\n</osm>",
        encoding="utf-8",
    )
    message = refusal(path)
    assert "line 2, node 1" in message
    assert "line 3, node 2" in message


def test_a_bomb_and_a_giant_are_refused_unread(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.osm.gz"
    bomb.write_bytes(gzip.compress(b"<osm>" + b" " * 30_000_000))
    assert "at most" in refusal(bomb)
    giant = tmp_path / "giant.osm"
    with giant.open("wb") as file:
        file.truncate(2 << 30)
    assert "at most" in refusal(giant)


fuzzed = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@fuzzed
@given(content=st.binary(max_size=200), start=st.sampled_from([b"", b"<osm>", b"BZh9"]))
def test_any_bytes_are_a_map_or_refused(
    content: bytes, start: bytes, tmp_path: Path
) -> None:
    (tmp_path / "a.osm").write_bytes(start + content)
    with pytest.raises(InvalidInput):
        read_osm(tmp_path / "a.osm")


KEYS = ("building", "highway", "barrier", "leisure", "amenity", "area", "type",
        "height", "width", "tunnel", "natural", "playground")  # fmt: skip
VALUES = ("yes", "no", "", "residential", "footway", "wall", "park", "playground",
          "parking", "multipolygon", "tree", "3", "-3", "1e99", "5'")  # fmt: skip
tags = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=4)
refs = st.lists(st.integers(1, 9), max_size=7)


def drawing(ways: list[tuple[list[int], dict[str, str]]]) -> str:
    """Eight nodes on a spiral, ways between them, a relation of all ways."""
    rows = [
        f"<node id='{i}' lon='{LON + i * STEP}' lat='{LAT + i * i % 5 * STEP}'/>"
        for i in range(1, 9)
    ]
    for number, (nodes, about) in enumerate(ways, start=1):
        parts = "".join(f"<nd ref='{node}'/>" for node in nodes)
        marks = "".join(f"<tag k='{k}' v=\"{v}\"/>" for k, v in about.items())
        members = "".join(
            f"<member type='way' ref='{m}' role='outer'/>" for m in range(1, number)
        )
        rows.append(f"<way id='{number}'>{parts}{marks}</way>")
        rows.append(f"<relation id='{number}'>{members}{marks}</relation>")
    return "<osm>" + "".join(rows) + "</osm>"


@fuzzed
@given(ways=st.lists(st.tuples(refs, tags), min_size=1, max_size=5))
def test_any_drawing_gives_a_scene_that_can_be_kept_or_is_refused(
    ways: list[tuple[list[int], dict[str, str]]], tmp_path: Path
) -> None:
    (tmp_path / "a.osm").write_text(drawing(ways), encoding="utf-8")
    try:
        scene = read_osm(tmp_path / "a.osm").scene
    except InvalidInput:
        return
    write_scene(scene, tmp_path / "scene.geojson")
    again = read_scene(tmp_path / "scene.geojson")
    assert [f.id for f in again.features] == [f.id for f in scene.features]
