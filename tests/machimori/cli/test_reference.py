"""The reference page says what the commands say of themselves."""

from __future__ import annotations

from pathlib import Path

from machimori.cli.reference import commands, reference_page

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "cli.md"


def test_the_page_in_the_docs_is_up_to_date() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == reference_page(), "run python -m machimori.cli.reference"


NAMES = [
    "machimori",
    "demo",
    "assess",
    "compare",
    "light",
    "sight",
    "town",
    "hotspots",
    "hotspots blocks",
    "hotspots near-repeat",
    "hotspots profile",
    "hotspots points",
    "hotspots streets",
    "hotspots forecast",
    "hotspots score",
    "hotspots effect",
    "patrol",
    "patrol plan",
    "patrol roster",
    "watch",
    "watch gap",
    "watch signs",
    "school-route",
    "safety-map",
    "form",
    "answers",
    "answers import",
    "guidelines",
    "guidelines list",
    "guidelines show",
    "guidelines coverage",
    "guidelines diff",
    "guidelines template",
    "incidents",
    "incidents import",
    "incidents publish",
    "import",
    "import osm",
    "import shapes",
    "import citygml",
    "import ifc",
    "validate",
]


def test_the_names_of_commands_are_fixed() -> None:
    said = [words.removeprefix("machimori ") for words, _ in commands()]
    assert said == NAMES
