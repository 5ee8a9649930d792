from __future__ import annotations

from machimori.assessment import Outcome
from machimori.language import Language
from machimori.reports.content.front import hold_lines
from machimori.reports.content.headlines import HEADLINES, headline_of, why_of
from machimori.reports.content.items import ranges
from machimori.reports.digest import fixes_of, roll_up_by_place
from machimori.reports.digest.themes import THEMES
from tests.machimori.reports.judged import FENCES, PARK, dark, finding
from tests.machimori.reports.town import feature, town

FIRST, SECOND = (town().by_id[id_] for id_ in ("path-1", "path-2"))


def headline(*findings: object, language: Language = "ja") -> str:
    (fix,) = fixes_of(roll_up_by_place(findings))  # type: ignore[arg-type]
    return headline_of(fix, language)


def test_a_headline_names_place_and_element_and_what_is_wrong() -> None:
    assert headline(dark(FIRST, 0.9)) == "みどり公園の東西園路が、夜に暗い"
    said = headline(dark(FIRST, 0.9), dark(SECOND, 2.0))
    assert said == "みどり公園の東西園路・南北園路が、夜に暗い"


def test_a_headline_never_names_an_id() -> None:
    nameless = feature("osm:way/12", "path", FIRST.geometry)
    for language in ("ja", "en"):
        assert "osm:" not in headline(dark(nameless, 1.0), language=language)


def test_several_without_a_name_are_counted() -> None:
    paths = [feature(f"osm:way/{n}", "path", FIRST.geometry) for n in range(3)]
    assert "3か所" in headline(*(dark(path, 1.0) for path in paths))


def test_a_check_without_a_headline_is_told_in_the_words_of_the_criterion() -> None:
    said = headline(finding(Outcome.NOT_SATISFIED, of=FENCES))
    assert said == f"{PARK.name}：{FENCES.says.ja.rstrip('。')}"


def test_of_elements_with_different_reasons_it_says_whose() -> None:
    (fix,) = fixes_of(roll_up_by_place([dark(FIRST, 0.9)]))
    assert "東西園路：" not in why_of(fix, "ja")


def test_headlines_are_of_checks_that_exist() -> None:
    assert set(HEADLINES) <= set(THEMES)


def test_what_holds_is_told_once_a_theme() -> None:
    findings = [finding(Outcome.SATISFIED), finding(Outcome.SATISFIED, of=FENCES)]
    holds, total = hold_lines(roll_up_by_place(findings), "ja")
    assert [hold.theme for hold in holds] == ["明るさ", "手入れ"]
    assert total == "2項目"


def test_rows_of_numbers_are_written_as_ranges() -> None:
    assert ranges([1, 2, 3, 7], "en") == "1–3, 7"
    assert ranges([], "ja") == ""
