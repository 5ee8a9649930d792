"""``machimori guidelines`` lists, shows and proves the catalogue."""

from __future__ import annotations

import pytest

from machimori.guidelines import shipped_catalogue
from tests.machimori.cli.terminal import run


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
    assert {"jp-16/roads: 46/46", "jp-31/parks: 31/31"} <= set(
        shown.stdout.splitlines()
    )


def test_every_leaf_can_be_shown() -> None:
    shown = run("guidelines", "coverage", "--leaves").stdout
    leaves = [line for line in shown.splitlines() if line.startswith("  ")]
    assert len(leaves) >= 46 + 31
