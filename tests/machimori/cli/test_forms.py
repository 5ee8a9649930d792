"""``machimori form`` and ``machimori answers``: out to the site, and back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.machimori.cli.terminal import result_of, run, save
from tests.machimori.scene.documents import feature, line, park, plane

SCHOOL = ("--guideline", "jp-31/schools", "--kind", "school")
LIGHT = "jp-16/roads/park-path-light"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = feature("path-1", "path", line((2, 2), (8, 8)), width_m=2.0)
    folder = tmp_path_factory.mktemp("town")
    return save(folder / "town.geojson", plane(park("park"), path))


@pytest.mark.parametrize(
    ("format_", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("xlsform", b"PK")]
)
def test_a_form_is_written_in_every_format(
    tmp_path: Path, format_: str, begins: bytes
) -> None:
    output = tmp_path / "form"
    made = run("form", *SCHOOL, "--format", format_, "--output", output)
    assert made.exit_code == 0, made.stderr
    assert output.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--guideline", "jp-16/roads"), "--kind"),
        (("--guideline", "jp-16/roads", "--kind", "school"), "park"),
        (("--guideline", "jp-16/roads", "--place", "park"), "--scene"),
        (("--guideline", "jp-16/raods", "--kind", "park"), "jp-16/roads"),
    ],
)
def test_what_is_missing_or_misspelt_is_told(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    refused = run("form", *words, "--output", tmp_path / "f.pdf", "--language", "en")
    assert refused.exit_code == 2
    assert told in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_the_scene_has_not_is_refused(town: Path, tmp_path: Path) -> None:
    words = ("--guideline", "jp-16/roads", "--scene", town, "--place", "prak")
    refused = run("form", *words, "--output", tmp_path / "f.pdf", "--language", "en")
    assert refused.exit_code == 2
    assert "park" in refused.stderr


def test_filled_forms_are_gathered_and_assessed(town: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(
        f"criterion,place,element,answer,on,by\n{LIGHT},park,path-1,yes,2026-05-01,S\n",
        encoding="utf-8",
    )
    second.write_text(
        "place,on,by,jp_16_roads_park_zones\npark,2026-05-02,T,no\n", encoding="utf-8"
    )
    output = tmp_path / "answers.csv"
    words = ("answers", "import", town, first, second, "--output", output)
    made = run(*words, "--language", "en")
    assert made.exit_code == 0, made.stderr
    assert "yes 1, no 1, do not know 0, lux 0" in made.stderr
    with output.open(encoding="utf-8-sig", newline="") as opened:
        assert [row["answer"] for row in csv.DictReader(opened)] == ["yes", "no"]
    told = result_of("assess", town, "--answers", output, "--on", "2026-06-01")
    outcomes = {f["criterion"]: f["outcome"] for f in told["findings"]}
    assert outcomes[LIGHT] == "satisfied"
    assert outcomes["jp-16/roads/park-zones"] == "not_satisfied"


def test_where_one_form_is_wrong_nothing_is_written(town: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("criterion,answer,on\nnothing,hai,yesterday\n", encoding="utf-8")
    output = tmp_path / "answers.csv"
    refused = run("answers", "import", town, wrong, "--output", output)
    assert refused.exit_code == 2
    assert not output.exists()
