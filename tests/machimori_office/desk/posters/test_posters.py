"""Posters and cards: one sheet each, with codes that a telephone can read."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from machimori.typesetting import typeset
from machimori_office.desk.posters import sheets
from machimori_office.desk.posters.views import _who
from machimori_office.people.models import Role, Staff
from machimori_office.web.paper import paper
from machimori_office.web.words import Words
from tests.source_tree import ROOT

MAILBOX = "join@anzen.city.hibari.lg.jp"
WEB = "https://anzen.city.hibari.lg.jp/ja/register/"
ON = date(2026, 11, 22)
MILLIMETRES = {"a4": (210, 297), "a3": (297, 420), "cards": (210, 297)}


def content(kind: str, place: str = "school") -> dict:
    return sheets.sheet(
        kind,
        place=place,
        service=Words("ひばり安全・安心メール", "", "Hibari Safety Mail"),
        foot="担当：ひばり市地域安全課",
        mailbox=MAILBOX,
        web=WEB,
    )


@pytest.mark.parametrize("place", sheets.places())
@pytest.mark.parametrize("kind", sheets.SHEETS)
def test_a_sheet_is_one_page_of_its_size(kind: str, place: str) -> None:
    made = paper("desk", sheets.SHEETS[kind], content(kind, place), on=ON)
    (page,) = pypdf.PdfReader(io.BytesIO(made)).pages
    size = tuple(round(float(x) / 72 * 25.4) for x in page.mediabox[2:])
    assert size == MILLIMETRES[kind]


def test_a_poster_says_who_what_and_how() -> None:
    made = paper("desk", "poster.typ", content("a4"), on=ON)
    said = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    for words in ("ひばり安全・安心メール", MAILBOX, "空メールで登録", "地域安全課"):
        assert words in said.replace("\n", "")


@pytest.mark.parametrize("kind", sheets.SHEETS)
def test_a_reader_of_codes_reads_both_from_the_picture(kind: str) -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    template = ROOT / "src/machimori_office/desk/paper" / sheets.SHEETS[kind]
    (picture,) = typeset(template, content(kind), on=ON, format="png", ppi=150)
    found = zxingcpp.read_barcodes(grey(picture))
    assert {each.text for each in found} == {f"mailto:{MAILBOX}", WEB}
    assert len(found) == (16 if kind == "cards" else 2)


def grey(picture: bytes) -> Any:
    io_ = pytest.importorskip("rasterio.io")
    with warnings.catch_warnings(), io_.MemoryFile(picture) as file:
        warnings.simplefilter("ignore")
        with file.open() as opened:
            return opened.read()[0]


def test_the_foot_of_a_poster_names_who_sends_and_no_link_to_fill_in() -> None:
    foot = "返信できません。\n担当：ひばり市地域安全課\n配信停止：{{unsubscribe}}"
    assert _who(foot) == "担当：ひばり市地域安全課"
    assert _who("配信停止：{{unsubscribe}}") == ""


def test_readings_stand_above_their_words() -> None:
    parts = sheets._with_readings("子《こ》どもの 安全《あんぜん》")
    assert parts == [["子", "こ"], ["どもの "], ["安全", "あんぜん"]]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sheets.SHEETS)
def test_the_page_offers_the_sheets_and_gives_the_pdf(
    kind: str, colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    browser = signed_in(colleague(Role.OPERATOR))
    assert "join@" in browser.get(reverse("desk:posters")).content.decode()
    answer = browser.get(reverse("desk:posters"), {"sheet": kind, "place": "library"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.django_db
def test_a_sheet_that_there_is_not_is_refused(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    browser = signed_in(colleague(Role.OPERATOR))
    wrong = {"sheet": "../../etc", "place": "library"}
    answer = browser.get(reverse("desk:posters"), wrong)
    assert answer["Content-Type"].startswith("text/html")
