"""``machimori compare``: one scene under two guidelines."""

from __future__ import annotations

from pathlib import Path

import pytest

from machimori.formats.tables.excel import read_sheets
from tests.machimori.cli.terminal import result_of, run, save
from tests.machimori.scene.documents import feature, line, park, plane, point

DAY = "2026-11-20"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a park whose path is too dark for five lux and bright enough for three."""
    folder = tmp_path_factory.mktemp("town")
    path = feature("path", "path", line((4, 5), (6, 5)), width_m=1.0)
    lamp = feature(
        *("lamp", "lamp", point(5, 5)),
        height_m=4.5,
        photometry="isotropic",
        luminous_flux_lm=1000.0,
    )
    place = park("park", complete=["lamp", "obstacle"])
    return save(folder / "town.geojson", plane(place, path, lamp))


def test_another_prefecture_is_compared_as_data_alone(
    town: Path, tmp_path: Path
) -> None:
    run("guidelines", "template", tmp_path / "mine")
    found = result_of(
        *("compare", town, "--guideline", "jp-16/roads", "--guideline", "jp-99/parks"),
        *("--catalogue", tmp_path / "mine", "--on", DAY, "--language", "en"),
    )
    light = [f for f in found["flips"] if "light" in f["before"]["criterion"]]
    assert [f["element"] for f in light] == ["path"]
    assert light[0]["before"]["outcome"] == "satisfied"
    assert light[0]["after"]["outcome"] == "not_satisfied"
    assert light[0]["causes"] == ["number (mean illuminance): 3 lx against 5 lx"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_answers_that_differ_are_set_for_people(town: Path, language: str) -> None:
    shown = run(
        *("compare", town, "--guideline", "jp-16", "--guideline", "jp-31"),
        *("--on", DAY, "--language", language),
    )
    assert shown.exit_code == 0, shown.stderr


def test_the_answers_that_differ_go_into_a_workbook(town: Path, tmp_path: Path) -> None:
    run("guidelines", "template", tmp_path / "mine")
    output = tmp_path / "differences.xlsx"
    made = run(
        *("compare", town, "--guideline", "jp-16/roads", "--guideline", "jp-99/parks"),
        *("--catalogue", tmp_path / "mine", "--on", DAY, "--language", "en"),
        *("--format", "xlsx", "--output", output),
    )
    assert made.exit_code == 0, made.stderr
    (rows,) = read_sheets(output).values()
    assert any("3 lx against 5 lx" in str(cell) for row in rows for cell in row)


def test_a_workbook_needs_a_file(town: Path) -> None:
    both = ("--guideline", "jp-16", "--guideline", "jp-31")
    refused = run("compare", town, *both, "--format", "xlsx", "--language", "en")
    assert refused.exit_code == 2
    assert "--output" in refused.stderr


def test_what_only_one_prefecture_knows_is_said(town: Path) -> None:
    shown = run(
        *("compare", town, "--guideline", "jp-31/schools", "--guideline", "jp-16"),
        *("--on", DAY, "--language", "en"),
    )
    assert "both guidelines" in shown.stdout


@pytest.mark.parametrize("named", [["jp-16"], ["jp-16", "jp-16"], ["jp-16"] * 3])
def test_two_guidelines_are_to_be_named(town: Path, named: list[str]) -> None:
    words = [word for name in named for word in ("--guideline", name)]
    refused = run("compare", town, *words, "--language", "en")
    assert refused.exit_code == 2
    assert "exactly two" in refused.stderr


def test_a_guideline_that_nobody_knows_gets_the_closest(town: Path) -> None:
    words = ("--guideline", "jp-16", "--guideline", "jp-31/prks")
    refused = run("compare", town, *words, "--language", "en")
    assert refused.exit_code == 2
    assert "jp-31/parks" in refused.stderr
