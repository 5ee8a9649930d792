from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.release_file import (
    read_release,
    release_csv,
    release_geojson,
)
from machimori.incidents import Block, Blocks, Source, lay_out
from machimori.publication import Release, publish
from tests.machimori.publication.made_up import KINDS, month, town

COUNTS = np.array([[[7], [1]], [[4], [2]], [[0], [0]], [[9], [5]]])


@pytest.fixture
def release() -> Release:
    return publish(town(COUNTS), KINDS[:2], [month(0)])


def blocks() -> Blocks:
    return town(COUNTS).blocks


def test_what_was_written_is_read_back(release: Release, tmp_path: Path) -> None:
    path = tmp_path / "release.csv"
    path.write_text(release_csv(release, blocks()), encoding="utf-8")
    again = read_release(path)
    assert [(r.area, r.kinds, r.window, r.shown) for r in again] == [
        (r.area, r.kinds, r.window, r.shown) for r in release.rows
    ]


def test_excel_takes_no_count_for_a_day(release: Release) -> None:
    written = release_csv(release, blocks())
    assert written.startswith("\ufeff")
    assert "1–2" in written
    assert ",1-2," not in written


def test_a_map_has_areas_and_no_points(release: Release) -> None:
    square = {"a0": (139.9, 35.8)}
    located = lay_out(
        Block(id=b.id, name=b.name, centre_m=square.get(b.id)) for b in blocks()
    )
    document = release_geojson(release, located, [Source(id="x", publisher="ある市")])
    text = json.dumps(document, ensure_ascii=False)
    assert "Point" not in text
    assert "139.9" not in text
    assert document["machimori"]["reasons"]
    first = document["features"][0]["properties"]
    assert first["bicycle_theft"] == "7"
    assert first["car_theft"] == "1-2"
    assert "car_theft:per_1000_residents" not in first


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        (",exact,", ",certain,"),
        ("bicycle_theft", "sorcery"),
        ("2024-01-30", "2023-01-30"),
        (",1,2,", ",2,1,"),
        (",1,2,", ",-1,2,"),
        (",1,2,", ",1.5,2,"),
    ],
)
def test_what_a_release_cannot_say_is_refused(
    release: Release, tmp_path: Path, found: str, instead: str
) -> None:
    path = tmp_path / "release.csv"
    written = release_csv(release, blocks()).replace(found, instead)
    path.write_text(written, encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_release(path)
    assert all("release.csv" in p.file for p in refused.value.problems)


@settings(deadline=None, max_examples=60)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "release.csv"
    path.write_bytes(content)
    with pytest.raises(InvalidInput):
        read_release(path)
