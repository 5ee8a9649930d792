"""The page that proves the catalogue whole is the catalogue's own."""

from __future__ import annotations

from pathlib import Path

from machimori.guidelines import shipped_catalogue
from machimori.guidelines.coverage_page import coverage_page

CATALOGUE = shipped_catalogue()
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "coverage.md"


def test_the_page_in_the_documentation_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == coverage_page(CATALOGUE)


def test_every_leaf_has_a_line_with_what_encodes_it() -> None:
    lines = coverage_page(CATALOGUE).splitlines()
    for instrument in CATALOGUE.instruments.values():
        for leaf in CATALOGUE.coverage(instrument):
            words = [id_.rsplit("/", 1)[1] for id_ in leaf.criteria]
            cited = f"| {instrument.citation(leaf.path)} |"
            assert any(
                line.startswith(cited) and all(f"`{word}`" in line for word in words)
                for line in lines
            )
