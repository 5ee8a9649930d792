"""``machimori import citygml``."""

from __future__ import annotations

from pathlib import Path

import pytest

from machimori.formats.scene_file import read_scene
from tests.machimori.cli.terminal import run
from tests.machimori.formats.city_model import building, city, footprint, said


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "city.gml"
    house = building(said("measuredHeight", 6.0), footprint())
    path.write_text(city(house, "<tran:Road/>"), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_city_model_becomes_a_scene(
    model: Path, tmp_path: Path, language: str
) -> None:
    output = tmp_path / "town.geojson"
    made = run("import", "citygml", model, "--output", output, "--language", language)
    assert made.exit_code == 0, made.stderr
    assert "Road" in made.stdout
    assert [f.kind for f in read_scene(output).features] == ["building"]


def test_the_kind_of_place_can_be_given(model: Path, tmp_path: Path) -> None:
    output = tmp_path / "flats.geojson"
    words = ("import", "citygml", model, "--place-kind", "apartments", "-o", output)
    assert run(*words).exit_code == 0
    (place,) = read_scene(output).places
    assert place.get("place_kind") == "apartments"


def test_a_broken_model_leaves_nothing_behind(model: Path, tmp_path: Path) -> None:
    model.write_text("<core:CityModel>", encoding="utf-8")
    output = tmp_path / "town.geojson"
    assert run("import", "citygml", model, "--output", output).exit_code == 2
    assert not output.exists()
