from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from machimori.reports import report_pdf, wording
from tests.machimori.reports.judged import PATHS, assessment, every_outcome


@pytest.fixture(scope="module")
def printed() -> bytes:
    return report_pdf(every_outcome(), language="ja")


@pytest.fixture(scope="module")
def reader(printed: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(printed))


def text_of(reader: PdfReader) -> str:
    text = "".join(page.extract_text() for page in reader.pages)
    return "".join(text.split())


def test_only_the_shipped_fonts_are_used_and_embedded(reader: PdfReader) -> None:
    names = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            names.add(inner["/BaseFont"].split("+")[-1])
            descriptor = inner["/FontDescriptor"].get_object()
            assert "/FontFile3" in descriptor
    assert {n.split("-Identity")[0] for n in names} == {
        "NotoSansCJKjp-Regular",
        "NotoSansCJKjp-Bold",
    }


def test_its_japanese_can_be_copied_out(reader: PdfReader) -> None:
    text = text_of(reader)
    for words in (wording.FIX_FIRST, wording.UNKNOWN, wording.HOLDS, PATHS.says):
        assert words.ja in text
    assert "\ufffd" not in text


def test_every_page_is_numbered(reader: PdfReader) -> None:
    total = len(reader.pages)
    assert 4 <= total <= 12
    for number, page in enumerate(reader.pages, start=1):
        assert f"{number}/{total}" in "".join(page.extract_text().split())


def test_it_is_a4_and_dated_by_the_judgement(reader: PdfReader) -> None:
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    made = reader.metadata
    assert made is not None
    assert made.title is not None
    assert wording.REPORT.ja in made.title
    assert made.creation_date is not None
    assert made.creation_date.date().isoformat() == "2026-07-01"


def test_the_same_assessment_gives_the_same_bytes(printed: bytes) -> None:
    assert report_pdf(every_outcome(), language="ja") == printed


def test_the_first_page_holds_the_counts(reader: PdfReader) -> None:
    first = "".join(reader.pages[0].extract_text().split())
    assert wording.COUNTS.ja in first


def test_it_can_be_made_in_english_and_of_nothing() -> None:
    english = PdfReader(io.BytesIO(report_pdf(every_outcome(), language="en")))
    assert wording.FIX_FIRST.en.replace(" ", "") in text_of(english)
    assert report_pdf(assessment([], places=[]), language="en").startswith(b"%PDF")
