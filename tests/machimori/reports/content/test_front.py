"""The first page of a report."""

from __future__ import annotations

from dataclasses import replace

from machimori.language import Text
from machimori.reports.content.front import facts_of
from tests.machimori.reports.judged import GUIDELINE, assessment, every_outcome

OTHER = replace(GUIDELINE, id="jp-00/inns", title=Text("宿の指針", "inns"))


def guidelines_named(has_findings: bool) -> str:
    found = every_outcome() if has_findings else assessment([])
    found = replace(found, instruments=(GUIDELINE, OTHER))
    return next(f.value for f in facts_of(found, "en") if f.label == "Held against")


def test_only_guidelines_that_speak_of_the_places_are_named() -> None:
    assert guidelines_named(has_findings=True) == GUIDELINE.title.en


def test_where_none_speaks_all_that_were_asked_are_named() -> None:
    assert guidelines_named(has_findings=False) == f"{GUIDELINE.title.en}; inns"
