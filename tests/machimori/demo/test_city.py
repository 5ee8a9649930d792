"""The made-up city has the size that is asked for, and a file that is read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from machimori.demo import city_counts, made_up_city
from machimori.demo.city import street_length_m
from machimori.formats.scene_file import read_scene, write_scene


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_the_city_is_read_back_from_its_file(tmp_path: Path, suffix: str) -> None:
    city = made_up_city(0.3, np.random.default_rng(3))
    path = tmp_path / f"city{suffix}"
    write_scene(city, path)
    assert dict(city_counts(read_scene(path))) == dict(city_counts(city))


def test_the_same_numbers_draw_the_same_city() -> None:
    one, other = (made_up_city(0.05, np.random.default_rng(3)) for _ in range(2))
    assert [f.geometry.wkb for f in one.features] == [
        f.geometry.wkb for f in other.features
    ]


def test_a_square_kilometre_has_what_a_dense_city_has() -> None:
    city = made_up_city(1.0, np.random.default_rng(1))
    counts = dict(city_counts(city))
    assert 2400 < counts["building"] < 3000
    assert 1600 < counts["lamp"] < 2000
    assert 17_000 < street_length_m(city) < 22_000
    assert {"place", "path", "tree", "hedge", "wall", "fence"} <= counts.keys()
