from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from shapely import Point

from machimori.demo import demo_watching
from machimori.formats.safety_map import SafetyMap, read_safety_map
from machimori.formats.safety_map.furigana import has_stray_mark
from machimori.formats.safety_map.reading import Spot
from machimori.formats.watch_plan import read_watch_plan
from machimori.reports.safety_map import (
    SafetySheet,
    compose_safety_map,
    safety_map_document,
    safety_map_page,
    safety_map_pdf,
    safety_map_png,
    wording,
)
from machimori.reports.safety_map.pictograms import Surroundings, picture_of_sign
from machimori.reports.safety_map.wording import SIGN_WORDS
from machimori.watch import SIGNS, Assumptions, Signed, place_signs
from tests.machimori.formats.safety_map.folder import editors_file


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> SafetyMap:
    return read_safety_map(editors_file(tmp_path_factory.mktemp("map")))


@pytest.fixture(scope="module")
def signed(read: SafetyMap) -> tuple[Signed, ...]:
    assert read.scene is not None
    return place_signs(read.scene, Assumptions())


@pytest.fixture(scope="module")
def sheet(read: SafetyMap, signed: tuple[Signed, ...]) -> SafetySheet:
    return compose_safety_map(read, signed, language="ja")


def test_every_sign_has_its_drawing_and_its_words() -> None:
    assert set(SIGN_WORDS) == set(SIGNS)
    for code in SIGNS:
        assert "<svg" in picture_of_sign(code, Surroundings(1.8), code)


def test_numbers_follow_the_map_from_the_top_and_not_the_signs(
    sheet: SafetySheet,
) -> None:
    names = ["".join(piece.base for piece in card.name) for card in sheet.cards]
    assert names == ["ひばり地下道", "ひばり公園", "すずめ児童公園"]


def test_both_sides_stand_apart_and_nothing_is_summed(sheet: SafetySheet) -> None:
    for place in safety_map_document(sheet)["places"]:
        assert set(place) == {"number", "name", "enter", "hide"}


def test_what_nobody_looked_at_is_said_and_not_drawn(sheet: SafetySheet) -> None:
    suzume = sheet.cards[2]
    assert all(part.open for part in suzume.sides)
    assert "url(#place-3-diagonal)" not in suzume.drawing
    assert "url(#place-3-crossed)" not in suzume.drawing
    park = sheet.cards[1]
    assert not any(part.open for part in park.sides)
    assert "url(#place-2-diagonal)" in park.drawing


def test_a_drawing_gives_the_height_of_the_tallest_barrier(sheet: SafetySheet) -> None:
    assert "2.4 m" in picture_of_sign("blind_ground", Surroundings(2.4), "hedge")
    assert " m<" not in picture_of_sign("blind_ground", Surroundings(), "hedge")


def test_homes_that_agreed_are_on_the_childrens_map(
    read: SafetyMap, signed: tuple[Signed, ...], sheet: SafetySheet
) -> None:
    quiet = replace(
        read, refuges=tuple(replace(r, has_consent=False) for r in read.refuges)
    )
    without = compose_safety_map(quiet, signed, language="ja")
    assert sheet.map.count(">110<") == without.map.count(">110<") + 1


def test_on_everybodys_map_homes_are_a_number_of_their_block(
    read: SafetyMap, signed: tuple[Signed, ...]
) -> None:
    everybody = replace(read, audience="open_data")
    sheet = compose_safety_map(everybody, signed, language="ja")
    own = compose_safety_map(read, signed, language="ja")
    assert sheet.map.count(">110<") == own.map.count(">110<") - 1
    assert ">1-2けん<" in sheet.map


def test_the_page_asks_no_host_and_has_no_id_twice(sheet: SafetySheet) -> None:
    page = safety_map_page(sheet)
    assert not re.search(r'(?:src|href)="(?!data:|#)', page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for used in re.findall(r"url\(#([^)]+)\)", page):
        assert used in ids
    assert "<ruby>公園<rp>（</rp><rt>こうえん</rt>" in page


def test_the_sheet_is_a_tagged_a3_with_its_words(sheet: SafetySheet) -> None:
    content = safety_map_pdf(sheet)
    reader = PdfReader(io.BytesIO(content))
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (1191, 842)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    text = "".join("".join(p.extract_text() for p in reader.pages).split())
    assert "にげこもう" in text
    assert content == safety_map_pdf(sheet)


def test_it_is_printed_in_both_languages(
    read: SafetyMap, signed: tuple[Signed, ...]
) -> None:
    english = compose_safety_map(read, signed, language="en")
    page = safety_map_page(english)
    assert "Hibari Park" in page
    assert "Any house will do" in page
    assert safety_map_png(english).startswith(b"\x89PNG")


def test_without_chosen_places_those_with_signs_of_both_sides_are_shown(
    read: SafetyMap, signed: tuple[Signed, ...]
) -> None:
    sheet = compose_safety_map(replace(read, spots=()), signed, language="ja")
    both = [one for one in signed if one.tally("enter")[0] and one.tally("hide")[0]]
    assert len(sheet.cards) == len(both)


def test_the_readings_of_the_fixed_words_are_marked_right() -> None:
    texts = [*wording.WORDS.values(), *wording.SIGN_WORDS.values()]
    texts += [*wording.LEGEND.values(), *wording.SIDE_WORDS.values()]
    texts += [text for _, text in wording.STEPS]
    assert not any(has_stray_mark(text.ja) for text in texts)


@pytest.mark.parametrize(("away_m", "is_shown"), [(900.0, True), (1100.0, False)])
def test_the_legend_has_the_school_only_where_the_map_has_it(
    read: SafetyMap, tmp_path: Path, away_m: float, is_shown: bool
) -> None:
    for name, text in demo_watching().items():
        plain = text.replace("scene: town.geojson\n", "")
        (tmp_path / name).write_text(plain, encoding="utf-8")
    plan = read_watch_plan(tmp_path / "watch.yaml")
    (school,) = plan.neighbourhood.schools
    corner = Point(school.point.x + away_m, school.point.y)
    spots = (Spot(point=corner, name="角"),)
    alone = replace(read, scene=None, plan=plan, refuges=(), spots=spots)
    sheet = compose_safety_map(alone, (), language="en")
    told = ["".join(p.base for p in one.words) for one in sheet.legend]
    assert ("school" in told) == is_shown
