"""``machimori import ifc``."""

from __future__ import annotations

from pathlib import Path

import pytest

from machimori.formats.scene_file import read_scene
from tests.machimori.cli.terminal import run
from tests.machimori.formats.ifc_model import House

pytest.importorskip("ifcopenshell", reason="needs the extra ifc")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path, house = tmp_path / "house.ifc", House()
    house.walls(8, 6)
    house.opening("IFCDOOR", "d", (2, 0.05, 0), (0.9, 2.0), name="玄関")
    path.write_text(house.text(), encoding="ascii")
    return path


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_building_model_becomes_a_scene_that_can_be_assessed(
    model: Path, tmp_path: Path, language: str
) -> None:
    output, said = tmp_path / "house.geojson", ("--language", language)
    words = ("--place-kind", "detached_house", "-o", output, *said)
    made = run("import", "ifc", model, *words)
    assert made.exit_code == 0, made.stderr
    assert {f.kind for f in read_scene(output).features} == {
        "building",
        "door",
        "place",
    }
    judged = run("assess", output, "--guideline", "jp-31/housing", *said)
    assert judged.exit_code == 0, judged.stderr


def test_a_broken_model_leaves_nothing_behind(model: Path, tmp_path: Path) -> None:
    model.write_bytes(model.read_bytes()[:-40])
    output = tmp_path / "house.geojson"
    assert run("import", "ifc", model, "--output", output).exit_code == 2
    assert not output.exists()
