"""``machimori guidelines`` lists, shows and proves the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from machimori.guidelines import shipped_catalogue
from tests.machimori.cli.terminal import result_of, run


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_guideline_is_listed(language: str) -> None:
    shown = run("guidelines", "list", "--language", language)
    assert shown.exit_code == 0
    assert all(id_ in shown.stdout for id_ in shipped_catalogue().instruments)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("id_", ["jp-16/roads", "jp-16/roads/park-path-light"])
def test_a_guideline_and_a_criterion_are_shown(id_: str, language: str) -> None:
    shown = run("guidelines", "show", id_, "--language", language)
    assert shown.exit_code == 0
    assert "park-path-light" in shown.stdout


def test_an_id_that_nobody_knows_gets_the_closest() -> None:
    refused = run("guidelines", "show", "jp-16/raods")
    assert refused.exit_code == 2
    assert "jp-16/roads" in refused.stderr


def test_every_leaf_is_covered() -> None:
    shown = run("guidelines", "coverage")
    assert "jp-16/roads: 46/46 (2020-09-01)" in shown.stdout.splitlines()


def test_every_leaf_can_be_shown() -> None:
    shown = run("guidelines", "coverage", "--leaves").stdout
    leaves = [line for line in shown.splitlines() if line.startswith("  ")]
    assert len(leaves) >= 46 + 31


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_two_prefectures_ask_differently_is_told(language: str) -> None:
    roads, parks = "jp-16/roads", "jp-31/parks"
    shown = run("guidelines", "diff", roads, parks, "--language", language)
    assert shown.exit_code == 0
    assert "3 lx" in shown.stdout
    assert "2 lx" in shown.stdout


def test_all_of_two_prefectures_can_be_compared_by_machines() -> None:
    found = result_of("guidelines", "diff", "jp-16", "jp-31")
    assert found["counterparts"]
    assert {c["criterion"].split("/")[0] for c in found["only_after"]} == {"jp-31"}


def test_two_editions_are_compared_across_folders(tmp_path: Path) -> None:
    run("guidelines", "template", tmp_path / "old")
    run("guidelines", "template", tmp_path / "new")
    criteria = tmp_path / "new" / "jp-99" / "parks" / "park.yaml"
    text = criteria.read_text(encoding="utf-8")
    assert "strength: required" in text
    changed = text.replace("strength: required", "strength: desirable")
    criteria.write_text(changed, encoding="utf-8")
    found = result_of(
        *("guidelines", "diff", "jp-99/parks", "jp-99/parks", "--language", "en"),
        *("--catalogue", tmp_path / "old", "--against", tmp_path / "new"),
    )
    differing = [pair for pair in found["counterparts"] if pair["differences"]]
    assert [pair["before"] for pair in differing] == ["jp-99/parks/path-light"]
    assert differing[0]["differences"] == ["strength: make an effort against desirable"]


def test_the_template_is_a_whole_guideline(tmp_path: Path) -> None:
    made = run("guidelines", "template", tmp_path / "mine")
    assert made.exit_code == 0
    shown = run("guidelines", "coverage", "--catalogue", tmp_path / "mine")
    assert "jp-99/parks: 3/3 (2026-04-01)" in shown.stdout.splitlines()


def test_a_template_is_laid_over_nothing_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("mine", encoding="utf-8")
    refused = run("guidelines", "template", tmp_path)
    assert refused.exit_code == 2
    assert "own.txt" in refused.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["own.txt"]


def test_what_law_has_to_say_to_a_recommendation_is_shown() -> None:
    analytics = run("guidelines", "show", "jp-16/roads/camera-analytics").stdout
    assert "個人情報保護" in analytics
    plain = run("guidelines", "show", "jp-16/roads/camera-sign").stdout
    assert "注意" not in plain
    assert "法令" not in plain


def test_a_guideline_tells_the_words_that_its_notes_explain() -> None:
    shown = run("guidelines", "show", "jp-31/schools").stdout
    assert "不審者等" in shown


def test_a_term_is_shown_with_its_notes_and_numbers() -> None:
    shown = run("guidelines", "show", "jp-16/security-film").stdout
    assert "注5" in shown
    assert "350" in shown
