"""When things happen, and whether they come again soon and near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from machimori.errors import InvalidInput
from machimori.incidents import choose
from machimori.language import Text
from machimori.reports.hotspots import (
    Sheet,
    block_near_repeat_sheet,
    profile_sheet,
    sheet_page,
    sheet_pdf,
)
from machimori_office.analyses.models import Analysis
from machimori_office.analyses.reading import incidents_of
from machimori_office.analyses.studies.hot_blocks import excel_sheets
from machimori_office.analyses.studies.made import (
    EXCEL,
    HTML,
    LANGUAGES,
    PDF,
    Found,
    Made,
    Tell,
    days,
    on_day,
)
from machimori_office.web.tables import workbook

PERMUTATIONS, SEED = 999, 1


def times(analysis: Analysis, tell: Tell, at: datetime) -> Found:
    """Study hours and days, and near repeats by block."""
    if analysis.incidents is None:
        raise InvalidInput([])
    first_on, last_on = days(analysis)
    kinds = analysis.asked["kinds"]
    every = incidents_of(analysis.incidents)
    chosen = choose(every, kinds, first_on=first_on, last_on=last_on)
    hours = profile_sheet(chosen.incidents)
    repeats = block_near_repeat_sheet(
        chosen.incidents, PERMUTATIONS, seed=SEED, tell=tell
    )
    period = Text.same(f"{first_on} – {last_on}")
    sheet = _together(hours, repeats, period, chosen.notices)
    pages = [
        Made(f"report.{to}.html", HTML, sheet_page(sheet, language=to).encode())
        for to in LANGUAGES
    ]
    papers = [
        Made(f"times.{to}.pdf", PDF, sheet_pdf(sheet, on=on_day(at), language=to))
        for to in LANGUAGES
    ]
    excel = workbook(analysis.title, excel_sheets(sheet), at=at)
    return Found((*pages, *papers, Made("times.xlsx", EXCEL, excel)))


def _together(
    hours: Sheet, repeats: Sheet, period: Text, notices: Sequence[Text]
) -> Sheet:
    return replace(
        hours,
        title=_TITLE,
        facts=[(_PERIOD, period), *hours.facts],
        notices=[*hours.notices, *repeats.notices, *notices],
        tables=[*hours.tables, *repeats.tables],
    )


_TITLE = Text(
    ja="いつ多いか、続けて起きるか", en="When it happens, and whether it comes again"
)
_PERIOD = Text(ja="期間", en="Period")
