"""Sheets that are printed: which column takes the room that is left."""

from __future__ import annotations

import re
from datetime import date

import pytest

from machimori.reports.paper import Paper, Part, paper_html


@pytest.mark.parametrize(
    ("wide", "short"), [(-1, ["a", "b"]), (1, ["a", "c"]), (0, ["b", "c"])]
)
def test_every_column_but_the_wide_one_keeps_its_line(
    wide: int, short: list[str]
) -> None:
    part = Part(title="x", head=("", "", ""), rows=(("a", "b", "c"),), wide=wide)
    paper = Paper(kicker="x", title="x", on=date(2026, 4, 1), parts=(part,))
    page = paper_html(paper, language="en")
    assert re.findall(r'class="short">(\w)</t', page) == short
