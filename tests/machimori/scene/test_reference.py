"""The reference page says what the vocabulary says."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

from machimori.scene import parse_scene, vocabulary
from machimori.scene.reference import reference_page

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "scene-vocabulary.md"


def test_the_page_in_the_docs_is_up_to_date() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == reference_page(), "run python -m machimori.scene.reference"


def test_every_kind_has_a_section() -> None:
    lines = reference_page().splitlines()
    assert all(f"## {kind}" in lines for kind in vocabulary().kinds)


def test_every_value_is_listed() -> None:
    page = reference_page()
    for kind in vocabulary().kinds.values():
        for term in kind.properties.values():
            assert all(f"| `{value}` |" in page for value in term.values or ())


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    widths = [line.count("|") for line in reference_page().splitlines()]
    for above, below in pairwise(widths):
        assert above == below or not above or not below


def test_the_example_of_the_scene_file_page_is_a_scene() -> None:
    page = PAGE.with_name("scene-file.md").read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    assert len(parse_scene(json.loads(example), file="example").features) == 2
