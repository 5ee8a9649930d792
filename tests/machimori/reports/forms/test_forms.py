"""Survey forms: what a guideline asks, on paper, in Excel and on a telephone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from pyxform.xls2xform import convert

from machimori.errors import UnknownName
from machimori.formats.answers import read_answers
from machimori.formats.collected import question_name
from machimori.guidelines import shipped_catalogue
from machimori.language import Language
from machimori.reports.forms import (
    SurveyForm,
    form_pdf,
    form_xlsform,
    form_xlsx,
    survey_form,
)
from machimori.reports.forms.workbook import COLUMNS
from machimori.scene import Scene
from tests.machimori.scene.documents import feature, line, park, parsed, plane, point

ON = date(2026, 6, 1)
CATALOGUE = shipped_catalogue()
LIGHT = "jp-16/roads/park-path-light"
KINDS = [
    (instrument.id, kind)
    for instrument in CATALOGUE.instruments.values()
    for kind in instrument.places
]
FIRST_KINDS = [(i.id, i.places[0]) for i in CATALOGUE.instruments.values()]
COLUMN = {english: number for number, (_, english, _) in enumerate(COLUMNS, start=1)}


@pytest.fixture(scope="module")
def scene() -> Scene:
    path = feature("path-1", "path", line((2, 2), (8, 8)), width_m=2.0)
    bench = feature("bench 北/1", "bench", point(5, 5))
    return parsed(plane(park("park", name="北公園"), path, bench))


def form_of(guideline: str, kind: str, **more: object) -> SurveyForm:
    instrument = CATALOGUE.instruments[guideline]
    return survey_form(CATALOGUE, instrument, kind, on=ON, **more)  # type: ignore[arg-type]


def mapped(scene: Scene, **more: object) -> SurveyForm:
    place = scene.places[0]
    return form_of("jp-16/roads", "park", scene=scene, place=place, **more)


@pytest.mark.parametrize(("guideline", "kind"), KINDS)
def test_all_that_is_asked_of_a_kind_of_place_stands_once_in_order(
    guideline: str, kind: str
) -> None:
    instrument = CATALOGUE.instruments[guideline]
    asked = [q.criterion for q in form_of(guideline, kind).questions]
    own = CATALOGUE.criteria_of(instrument)
    assert asked == [c.id for c in own if kind in c.applies.place]


def test_a_kind_that_the_guideline_does_not_know_is_refused() -> None:
    with pytest.raises(UnknownName, match="park"):
        form_of("jp-16/roads", "school")


def test_what_is_mapped_is_asked_one_by_one(scene: Scene) -> None:
    light = [q for q in mapped(scene).questions if q.criterion == LIGHT]
    assert [q.element for q in light] == ["path-1"]
    assert light[0].asks_lux


@pytest.mark.parametrize(("guideline", "kind"), FIRST_KINDS)
def test_the_telephone_form_is_taken_by_its_own_validator(
    guideline: str, kind: str
) -> None:
    form = form_of(guideline, kind, is_self_check=True)
    xform = taken(form)
    names = [question_name(q.criterion) for q in form.questions]
    assert all(f"/{name}" in xform for name in names)
    assert "/signature" in xform


def test_elements_of_any_name_can_be_asked_on_a_telephone(scene: Scene) -> None:
    assert "bench_北_1" in taken(mapped(scene))


def test_the_telephone_form_speaks_both_languages(scene: Scene) -> None:
    xform = taken(mapped(scene))
    assert '<translation lang="日本語 (ja)"' in xform
    assert '<translation lang="English (en)"' in xform


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_paper_form_has_every_clause_and_a_place_to_sign(
    language: Language,
) -> None:
    form = form_of("jp-31/schools", "school", is_self_check=True)
    written = paper(form, language)
    assert all(q.citation.replace(" ", "") in written for q in form.questions)
    assert ("署名" if language == "ja" else "Signedby") in written


def test_the_paper_form_is_the_same_whenever_it_is_made() -> None:
    form = form_of("jp-16/roads", "park")
    assert form_pdf(form, language="ja") == form_pdf(form, language="ja")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_excel_form_comes_back_filled(
    scene: Scene, tmp_path: Path, language: Language
) -> None:
    form = mapped(scene)
    path = tmp_path / "form.xlsx"
    path.write_bytes(form_xlsx(form, language=language))
    fill(path, {LIGHT: {"answer": "はい" if language == "ja" else "yes"}})
    (evidence,) = read_answers(path, CATALOGUE, scene)
    assert (evidence.quantity, evidence.subject) == (LIGHT, "path-1")
    assert (evidence.method, evidence.value) == ("surveyed", True)


def test_what_an_owner_signed_is_declared_until_its_day(
    scene: Scene, tmp_path: Path
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(form_xlsx(mapped(scene, is_self_check=True), language="ja"))
    signed = {"answer": "いいえ", "signed_by": "管理組合理事長 佐藤"}
    fill(path, {LIGHT: {**signed, "until": date(2027, 3, 31)}})
    (evidence,) = read_answers(path, CATALOGUE, scene)
    assert (evidence.method, evidence.value) == ("declared", False)
    assert evidence.by == "管理組合理事長 佐藤"
    assert evidence.expires_on == date(2027, 3, 31)


def test_a_form_that_nobody_filled_in_says_nothing(
    scene: Scene, tmp_path: Path
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(form_xlsx(mapped(scene), language="ja"))
    assert read_answers(path, CATALOGUE, scene) == ()


def taken(form: SurveyForm) -> str:
    """Let the validator of XLSForms read a form, and complain of nothing."""
    result = convert(io.BytesIO(form_xlsform(form)), file_type=".xlsx")
    assert result.warnings == []
    return str(result.xform)


def paper(form: SurveyForm, language: Language) -> str:
    pages = PdfReader(io.BytesIO(form_pdf(form, language=language))).pages
    return "".join(page.extract_text() for page in pages).replace(" ", "")


def fill(path: Path, answers: dict[str, dict[str, object]]) -> None:
    """Fill a form in as somebody does at a desk."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    for row in rows(sheet):
        values = answers.get(str(sheet.cell(row, COLUMN["criterion"]).value))
        if values is None:
            continue
        about = {"place": "park", "on": ON, "by": "鈴木"}
        for name, value in {**about, **values}.items():
            sheet.cell(row, COLUMN[name]).value = value
    book.save(path)


def rows(sheet: openpyxl.worksheet.worksheet.Worksheet) -> Iterator[int]:
    return iter(range(2, sheet.max_row + 1))
