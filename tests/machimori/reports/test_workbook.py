from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from machimori.assessment import Outcome
from machimori.formats.answers import ANSWERS as READ
from machimori.formats.answers import COLUMNS, read_answers
from machimori.guidelines import Catalogue, shipped_catalogue
from machimori.reports import report_xlsx, wording
from machimori.reports.workbook import ANSWER_COLUMNS, ANSWERS, as_text
from tests.machimori.reports.judged import (
    FENCES,
    GUIDELINE,
    PARK,
    PATHS,
    TOILETS,
    assessment,
    every_outcome,
    finding,
)
from tests.machimori.reports.town import feature, town

CATALOGUE = Catalogue(
    instruments={GUIDELINE.id: GUIDELINE},
    criteria={c.id: c for c in (PATHS, FENCES, TOILETS)},
    parameters=shipped_catalogue().parameters,
    activities={},
)


@pytest.fixture(scope="module")
def written() -> bytes:
    return report_xlsx(every_outcome(), language="ja")


def sheet(book: bytes, name: str) -> list[list[object]]:
    found = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name(name)
    return [list(row) for row in found.to_python()]


def test_the_sheets_have_their_names(written: bytes) -> None:
    names = CalamineWorkbook.from_filelike(io.BytesIO(written)).sheet_names
    assert names == [
        "概要",
        "判定",
        "まだ分からないこと",
        "調べ方",
        "パラメータ",
        "入力",
    ]


def test_each_finding_is_a_row(written: bytes) -> None:
    head, *rows = sheet(written, "判定")
    assert len(rows) == len(every_outcome().findings)
    first = dict(zip(head, rows[0], strict=True))
    assert first[wording.OUTCOME.ja] == "× 満たしていない"
    assert (first[wording.VALUE.ja], first[wording.THRESHOLD.ja]) == (
        "0.9 lx",
        "3 lx 以上",
    )


def test_the_open_items_are_a_form_that_the_reader_of_answers_takes(
    written: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(written)
    assert read_answers(path, CATALOGUE, town()) == ()
    head, *rows = sheet(written, "まだ分からないこと")
    assert head[: len(ANSWER_COLUMNS)] == list(ANSWER_COLUMNS)
    assert [row[:3] for row in rows] == [
        [FENCES.id, "park", ""],
        [FENCES.id, "road-south", ""],
    ]
    assert not any(cell for row in rows for cell in row[3:])


def test_how_to_find_out_is_said_once_for_each_criterion(written: bytes) -> None:
    _, *rows = sheet(written, "調べ方")
    assert [row[0] for row in rows] == [FENCES.id]
    assert rows[0][1:4] == [FENCES.says.ja, FENCES.look.ja, "約15分"]


def test_the_columns_of_the_form_are_those_of_the_reader() -> None:
    read = [column.name for column in COLUMNS]
    assert [name for name in read if name in ANSWER_COLUMNS] == list(ANSWER_COLUMNS)


def test_the_answers_offered_are_answers_that_are_read() -> None:
    assert {a for listed in ANSWERS.values() for a in listed} <= set(READ)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_somebody_wrote_is_never_a_formula(start: str) -> None:
    name = f"{start}cmd|' /C calc'!A0"
    place = feature("x", "place", PARK.geometry, place_kind="park", name=name)
    judged = assessment(
        [finding(Outcome.CANNOT_TELL, place=place, element=place)], places=[place]
    )
    book = report_xlsx(judged, language="ja")
    assert as_text(name).startswith("'")
    with ZipFile(io.BytesIO(book)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not [n for n in sheets if b"<f>" in archive.read(n)]
        assert f">{start}cmd".encode() not in archive.read("xl/sharedStrings.xml")


def test_the_same_assessment_gives_the_same_bytes(written: bytes) -> None:
    assert report_xlsx(every_outcome(), language="ja") == written


def test_it_can_be_made_in_english_and_of_nothing() -> None:
    assert sheet(report_xlsx(every_outcome(), language="en"), "Findings")
    assert report_xlsx(assessment([], places=[]), language="en")
