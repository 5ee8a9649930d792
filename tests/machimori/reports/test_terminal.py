from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from machimori.language import Language
from machimori.reports import report_text, wording
from tests.machimori.reports.judged import assessment, every_outcome


def printed(language: Language, width: int) -> str:
    paper = io.StringIO()
    console = Console(file=paper, width=width, color_system=None)
    console.print(report_text(every_outcome(), language=language, width=width))
    return paper.getvalue()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_it_fits_the_terminal(language: Language, width: int) -> None:
    lines = printed(language, width).splitlines()
    assert max(cell_len(line.rstrip()) for line in lines) <= width


def test_it_says_what_to_fix_and_what_nobody_knows() -> None:
    text = printed("ja", 100)
    for words in (wording.FIX_FIRST, wording.UNKNOWN, wording.NOT_A_DUTY):
        assert words.ja[:12] in text
    assert "満たしていない" in text


def test_it_can_be_made_of_nothing() -> None:
    paper = io.StringIO()
    nothing = assessment([], places=[])
    Console(file=paper, width=80).print(report_text(nothing, language="en"))
    assert wording.NOTHING_TO_FIX.en in paper.getvalue()
