"""Where more is to be expected: named by a rule, and sealed before its time."""

from __future__ import annotations

from datetime import datetime, timedelta

from machimori.errors import InvalidInput
from machimori.formats.scene_file import encode_json
from machimori.hotspots import forecast_blocks
from machimori.incidents import choose
from machimori.reports.hotspots import (
    forecast_sheet,
    sheet_features,
    sheet_page,
    sheet_pdf,
)
from machimori_office.analyses.forecasts.services import seal_once
from machimori_office.analyses.models import Analysis
from machimori_office.analyses.reading import incidents_of
from machimori_office.analyses.studies.made import (
    GEOJSON,
    HTML,
    LANGUAGES,
    PDF,
    Found,
    Made,
    Tell,
    days,
    on_day,
)


def forecast(analysis: Analysis, tell: Tell, at: datetime) -> Found:
    """Name the blocks and seal that; nothing is sealed once its days have begun.

    Raises
    ------
    NotItsTime
    """
    if analysis.incidents is None:
        raise InvalidInput([])
    tell(0, 2)
    found = incidents_of(analysis.incidents)
    asked = analysis.asked
    named = forecast_blocks(
        found,
        asked["kinds"],
        days(analysis),
        share=asked["share_percent"] / 100,
        half_life_days=asked["half_life_days"],
    )
    entry = seal_once(analysis, named, at=at)
    tell(1, 2)
    told = entry.forecast
    known = choose(found, told.kinds, last_on=told.first_on - timedelta(days=1))
    sheet = forecast_sheet(told, found.blocks, seal=entry, notices=known.notices)
    pages = [
        Made(f"report.{to}.html", HTML, sheet_page(sheet, language=to).encode())
        for to in LANGUAGES
    ]
    papers = [
        Made(f"forecast.{to}.pdf", PDF, sheet_pdf(sheet, on=on_day(at), language=to))
        for to in LANGUAGES
    ]
    features = encode_json(sheet_features(sheet, language="ja")).encode()
    return Found((*pages, *papers, Made("forecast.geojson", GEOJSON, features)))
