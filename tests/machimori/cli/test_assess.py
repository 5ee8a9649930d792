"""``machimori assess`` in every format, and what its answers lead to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from machimori.formats.answers import COLUMNS
from machimori.formats.tables import read_table
from tests.machimori.cli.terminal import run, save
from tests.machimori.scene.documents import (
    Json,
    feature,
    line,
    park,
    plane,
    point,
    square,
)

DAY = "2026-11-20"
LIGHT = "jp-16/roads/park-path-light"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("town")


@pytest.fixture(scope="module")
def town(folder: Path) -> Path:
    path = feature("path", "path", line((2, 2), (8, 8)), width_m=2.0)
    play = feature("play", "area", square(4, 1, 1), use="play")
    lamp = feature("lamp", "lamp", point(5, 5), height_m=4.5, photometry="isotropic")
    return save(folder / "town.geojson", plane(park("park"), path, play, lamp))


def document(*arguments: object) -> Any:
    finished = run("assess", *arguments, "--format", "json", "--on", DAY)
    assert finished.exit_code == 0, finished.stderr
    return json.loads(finished.stdout, parse_constant=not_finite)


def not_finite(constant: str) -> None:
    pytest.fail(f"{constant} in JSON")


def finding(document: Json, criterion: str) -> Json:
    (found,) = (f for f in document["findings"] if f["criterion"] == criterion)
    return dict(found)


class TestDocument:
    def test_it_has_the_shape_that_other_work_builds_on(self, town: Path) -> None:
        written = document(town)
        assert {"places", "guidelines", "on", "findings", "summary"} <= written.keys()
        assert written["on"] == DAY
        for one in written["findings"]:
            assert {"criterion", "guideline", "citation", "strength", "place"} <= set(
                one
            )
            assert {"element", "outcome", "reason", "evidence", "parameters"} <= set(
                one
            )
            assert set(one["strength"]) == {"own", "effective"}
            for evidence in one["evidence"]:
                assert {"method", "quantity", "value", "unit"} <= set(evidence)

    def test_a_day_may_be_of_the_japanese_calendar(self, town: Path) -> None:
        finished = run("assess", town, "--on", "令和8年11月20日", "--format", "json")
        assert json.loads(finished.stdout)["on"] == DAY

    def test_guidelines_and_places_may_be_chosen(self, town: Path) -> None:
        written = document(town, "--guideline", "jp-31/parks", "--place", "park")
        assert {f["guideline"] for f in written["findings"]} == {"jp-31/parks"}

    @pytest.mark.parametrize(
        ("option", "name", "closest"),
        [("--guideline", "jp-16/raods", "jp-16/roads"), ("--place", "prak", "park")],
    )
    def test_a_name_that_nobody_knows_gets_the_closest(
        self, town: Path, option: str, name: str, closest: str
    ) -> None:
        refused = run("assess", town, option, name)
        assert refused.exit_code == 2
        assert closest in refused.stderr


class TestEvidenceFromTables:
    def test_an_answer_decides_what_the_map_leaves_open(
        self, town: Path, tmp_path: Path
    ) -> None:
        answers = tmp_path / "answers.csv"
        answers.write_text(
            f"criterion,place,element,answer,on,by\n{LIGHT},park,path,no,{DAY},佐藤\n",
            encoding="utf-8",
        )
        assert finding(document(town), LIGHT)["outcome"] == "cannot_tell"
        decided = finding(document(town, "--answers", answers), LIGHT)
        assert decided["outcome"] == "not_satisfied"
        (evidence,) = decided["evidence"]
        assert (evidence["method"], evidence["by"]) == ("surveyed", "佐藤")

    def test_a_lux_survey_decides_too(self, town: Path, tmp_path: Path) -> None:
        lux = tmp_path / "lux.csv"
        rows = [f"path,{2 + i},{2 + i},5.0,2026-11-19T19:30+09:00" for i in range(7)]
        lux.write_text("\n".join(["point,x,y,lux,time", *rows]), encoding="utf-8")
        decided = finding(document(town, "--lux", lux), LIGHT)
        methods = {evidence["method"] for evidence in decided["evidence"]}
        assert "measured" in methods

    def test_records_and_decisions_are_taken(self, town: Path, tmp_path: Path) -> None:
        records = save(
            tmp_path / "records.json",
            [{"activity": "prune", "subjects": ["park"], "on": "2026-10-01"}],
        )
        decisions = save(
            tmp_path / "decisions.json",
            [
                {
                    "kind": "exclude",
                    "criterion": LIGHT,
                    "place": "park",
                    "element": "path",
                    "ground": "law",
                    "reason": "風致地区",
                    "decided_by": "市長",
                    "decided_on": "2026-04-01",
                }
            ],
        )
        written = document(town, "--records", records, "--decisions", decisions)
        assert finding(written, LIGHT)["outcome"] == "excluded"


class TestForm:
    def test_the_sheet_of_what_nobody_knows_reads_back_as_answers(
        self, town: Path, tmp_path: Path
    ) -> None:
        form = tmp_path / "report.xlsx"
        made = run("assess", town, "--on", DAY, "--format", "xlsx", "--output", form)
        assert made.exit_code == 0, made.stderr
        rows, problems = read_table(form, COLUMNS)
        assert not problems
        assert LIGHT in {row.text("criterion") for row in rows}
        unanswered = document(town, "--answers", form)
        assert unanswered["summary"] == document(town)["summary"]


class TestFormats:
    @pytest.mark.parametrize(
        ("format_", "start"),
        [
            ("text", b""),
            ("json", b"{"),
            ("html", b"<!"),
            ("pdf", b"%PDF"),
            ("xlsx", b"PK"),
        ],
    )
    @pytest.mark.parametrize("language", ["ja", "en"])
    def test_a_report_is_written_whole(
        self, town: Path, tmp_path: Path, format_: str, start: bytes, language: str
    ) -> None:
        output = tmp_path / f"report.{format_}"
        made = run(
            "assess", town, "--on", DAY, "--format", format_, "-o", output,
            "--language", language,
        )  # fmt: skip
        assert made.exit_code == 0, made.stderr
        assert made.stdout == ""
        assert str(output) in made.stderr
        assert output.read_bytes().startswith(start)
        assert [p.name for p in tmp_path.iterdir()] == [output.name]

    def test_text_for_a_file_has_no_colours(self, town: Path, tmp_path: Path) -> None:
        output = tmp_path / "report.txt"
        run("assess", town, "--on", DAY, "-o", output)
        assert "\x1b" not in output.read_text(encoding="utf-8")
