from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.safety_map import Photo, read_photo
from tests.machimori.formats.safety_map.photographs import OWNER, jpeg, png


def taken(tmp_path: Path, content: bytes) -> Photo:
    path = tmp_path / "photo"
    path.write_bytes(content)
    return read_photo(path)


@pytest.mark.parametrize("content", [jpeg(), jpeg(orientation=6), png()])
def test_what_a_camera_adds_is_left_behind(tmp_path: Path, content: bytes) -> None:
    assert OWNER in content
    kept = taken(tmp_path, content).content
    assert OWNER not in kept
    assert b"Cam" not in kept
    assert b"tIME" not in kept


def test_a_second_picture_behind_the_first_is_left_behind(tmp_path: Path) -> None:
    kept = taken(tmp_path, jpeg(behind=jpeg())).content
    assert kept == taken(tmp_path, jpeg()).content


def test_the_coded_picture_stays_as_it_was(tmp_path: Path) -> None:
    kept = taken(tmp_path, jpeg()).content
    scan = jpeg().index(b"\xff\xdb")
    assert kept.endswith(jpeg()[scan:])


def test_how_it_is_turned_is_kept(tmp_path: Path) -> None:
    kept = taken(tmp_path, jpeg(orientation=6)).content
    assert kept.count(b"Exif\0\0") == 1
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in kept


@pytest.mark.parametrize("content", [b"GIF89a", b"\xff\xd8\xff", png()[:40], b""])
def test_what_is_no_photo_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        taken(tmp_path, content)
    assert "JPEG" in refused.value.problems[0].expected.en


@given(st.data())
def test_a_damaged_photo_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = bytearray(data.draw(st.sampled_from([jpeg(orientation=3), png()])))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(
            st.integers(0, 255)
        )
    cut = data.draw(st.integers(0, len(content)))
    with suppress(InvalidInput):
        taken(tmp_path_factory.getbasetemp(), bytes(content[:cut]))
