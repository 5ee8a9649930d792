from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from machimori.assessment import Outcome, Reason
from machimori.language import Language, Text
from machimori.reports import report_html, wording
from machimori.reports.content import command_of
from tests.machimori.reports.judged import (
    GUIDELINE,
    PARK,
    PATHS,
    assessment,
    dark,
    every_outcome,
    evidence,
    finding,
)
from tests.machimori.reports.town import feature, town

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page() -> str:
    return report_html(every_outcome(), language="ja")


def test_every_tag_is_closed_and_none_runs_or_loads(page: str) -> None:
    parser = Balanced()
    parser.feed(page)
    assert not parser.open
    assert not parser.seen & {"script", "link", "img", "iframe", "object"}


def test_the_page_asks_no_host_for_anything(page: str) -> None:
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) == {
        "http://www.w3.org/2000/svg"
    }
    assert "@import" not in page


def test_it_says_each_outcome_in_words(page: str) -> None:
    for outcome in Outcome:
        assert wording.OUTCOMES[outcome].ja in page


def test_the_first_page_names_what_to_fix_to_ask_and_what_holds(page: str) -> None:
    first = page[: page.index('class="index"')]
    for words in (wording.FIX_FIRST, wording.UNKNOWN, wording.HOLDS, wording.COUNTS):
        assert words.ja in first
    assert PATHS.says.ja in first
    assert "3 lx 以上" in first


def test_an_item_that_falls_short_shows_value_threshold_and_whose_number(
    page: str,
) -> None:
    item = page[page.index('class="item open"') :]
    item = item[: item.index("</article>")]
    for shown in ("0.9 lx", "3 lx 以上", "指針 注11", "第1 1(1)", "東西園路", "佐藤"):
        assert shown in item


def test_the_last_pages_tell_how_to_repeat_it(page: str) -> None:
    assert "machimori assess town.geojson --guideline jp-00/test" in page
    assert "--on 2026-07-01" in page
    assert "a" * 64 in page
    assert "2階建てとみなした。" in page


def test_plants_that_have_grown_are_let_grow_again() -> None:
    judged = assessment([finding(Outcome.SATISFIED)])
    for until, words in (
        ("pruning", "--grown-until pruning"),
        (date(2030, 5, 1), "--grown-until 2030-05-01"),
    ):
        scene = replace(judged.scene, grown_until=until)
        assert words in command_of(replace(judged, scene=scene), "ja")
    scene = replace(judged.scene, grown_until=judged.on)
    assert "--grown-until" not in command_of(replace(judged, scene=scene), "ja")


def test_what_somebody_wrote_is_never_taken_for_markup() -> None:
    evil = '<script>alert(1)</script>&"'
    place = feature("x", "place", PARK.geometry, place_kind="park", name=evil)
    judged = assessment(
        [finding(Outcome.CANNOT_TELL, place=place, element=place)],
        places=[place],
        scene=town().replacing([place]),
    )
    page = report_html(judged, language="ja")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_report_of_nothing_can_be_made(language: Language) -> None:
    page = report_html(assessment([], places=[]), language=language)
    assert wording.NOTHING_TO_FIX.in_(language) in page


def test_the_english_report_holds_no_japanese_words_of_ours() -> None:
    page = report_html(every_outcome(), language="en")
    kana = re.compile(r"[ぁ-んァ-ヶ]+")
    shown = re.sub(r"<style>.*?</style>", "", page, flags=re.S)
    given = "".join([PARK.name, "南通り東西園路南北園路佐藤来年度に改修公園課長"])
    assert not [k for k in kana.findall(shown) if k not in given]


def test_notices_that_differ_only_by_place_are_one() -> None:
    notices = [
        Reason("scope_open", {"place": f"道{n}", "says": "通学路か"}) for n in range(9)
    ]
    page = report_html(assessment([], notices=notices), language="ja")
    assert page.count("通学路か") == 1
    assert "ほか6件" in page


def test_law_is_called_law_and_nothing_else_is(page: str) -> None:
    assert "これは法令" not in page
    law = Text("駐車場法施行令", "Parking order")
    by_law = finding(Outcome.NOT_SATISFIED, of=replace(PATHS, law=law))
    assert "これは法令の定めです：駐車場法施行令" in report_html(
        assessment([by_law]), language="ja"
    )


def test_the_same_assessment_gives_the_same_page(page: str) -> None:
    assert report_html(every_outcome(), language="ja") == page


def test_conflicting_evidence_is_shown(page: str) -> None:
    short = dark(town().by_id["path-1"], 0.5)
    other = evidence(9.9, method="measured", by="田中")
    result = replace(short.results[0], conflicts=(other,))
    page = report_html(assessment([replace(short, results=(result,))]), language="ja")
    assert "9.9 lx（測定、田中、2026-07-01）" in page
    assert GUIDELINE.title.ja in page


def test_a_caution_stands_with_the_item_that_needs_it() -> None:
    caution = Text("顔のデータは個人情報です。", "Faces are personal data.")
    risky = finding(Outcome.SATISFIED, of=replace(PATHS, caution=caution))
    page = report_html(assessment([risky]), language="ja")
    assert "注意：顔のデータは個人情報です。" in page
