"""What holds for the templates of all pages."""

from __future__ import annotations

import re
from importlib import resources

import pytest

import machimori.reports

FOLDER = resources.files(machimori.reports).joinpath("templates")
PAGES = sorted(p.name for p in FOLDER.iterdir() if p.name.endswith(".html.j2"))
FRAME = "{% call tables.framed("
SCROLLS_BY_ITSELF = '<table class="elements">'
"""In an item's body, which the style lets scroll."""


@pytest.mark.parametrize("page", PAGES)
def test_a_table_scrolls_in_its_frame_where_the_page_is_narrow(page: str) -> None:
    lines = FOLDER.joinpath(page).read_text("utf-8").splitlines()
    frame = "{% call framed(" if page == "tables.html.j2" else FRAME
    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if "<table" in line
        and not before.startswith(frame)
        and not line.startswith(SCROLLS_BY_ITSELF)
    ]
    assert bare == []


def test_there_are_tables_to_look_at() -> None:
    texts = [FOLDER.joinpath(page).read_text("utf-8") for page in PAGES]
    assert sum(len(re.findall("<table", text)) for text in texts) >= 10
