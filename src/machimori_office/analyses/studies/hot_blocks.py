"""Hot spots by block, for the office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from machimori.formats.scene_file import encode_json
from machimori.incidents import Incidents
from machimori.language import Text
from machimori.reports.hotspots import (
    Sheet,
    blocks_sheet,
    sheet_features,
    sheet_page,
    sheet_pdf,
)
from machimori_office.analyses.models import Analysis
from machimori_office.analyses.studies.made import (
    EXCEL,
    GEOJSON,
    HTML,
    LANGUAGES,
    PDF,
    Found,
    Made,
    Tell,
    chosen,
    days,
    on_day,
)
from machimori_office.web.tables import Column, workbook
from machimori_office.web.tables import Sheet as ExcelSheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
"""Letters that no sheet of Excel has in its name."""


def hot_blocks(analysis: Analysis, tell: Tell, at: datetime) -> Found:
    """Find the blocks in which more happened than chance explains."""
    tell(0, 3)
    first_on, last_on = days(analysis)
    every = chosen(analysis)
    within = every.between(first_on, last_on)
    reported = within.only(lambda one: one.known_by == "reported")
    found = within.only(lambda one: one.known_by != "reported")
    notes = tuple(not_counted(every, within, found))
    tell(1, 3)
    sheet = blocks_sheet(
        reported,
        (first_on, last_on),
        before=_before(every, analysis.asked.get("before")),
        periods=analysis.asked.get("periods", 1),
        notices=notes,
    )
    tell(2, 3)
    pages = [
        Made(f"report.{to}.html", HTML, sheet_page(sheet, language=to).encode())
        for to in LANGUAGES
    ]
    pages += [
        Made(f"hot-spots.{to}.pdf", PDF, sheet_pdf(sheet, on=on_day(at), language=to))
        for to in LANGUAGES
    ]
    features = encode_json(sheet_features(sheet, language="ja")).encode()
    tables = [*excel_sheets(sheet), *_found_on_patrol(found)]
    excel = workbook(analysis.title, tables, at=at)
    return Found(
        (
            *pages,
            Made("hot-spots.geojson", GEOJSON, features),
            Made("hot-spots.xlsx", EXCEL, excel),
        ),
        notes,
    )


def _before(
    every: Incidents, days: Sequence[str] | None
) -> tuple[Incidents, tuple[date, date]] | None:
    """Return what was reported in an earlier time, where one was asked for."""
    if days is None:
        return None
    first_on, last_on = map(date.fromisoformat, days)
    reported = every.only(lambda one: one.known_by == "reported")
    return reported.between(first_on, last_on), (first_on, last_on)


def not_counted(
    every: Incidents, within: Incidents, found: Incidents
) -> Iterator[Text]:
    """Say how many incidents are in no count, and why."""
    placeless = sum(
        one.where.block is None for one in within if one.known_by == "reported"
    )
    undated = sum(one.when.first_on is None for one in every)
    for count, said in (
        (placeless, _PLACELESS),
        (undated, _UNDATED),
        (len(found), _ON_PATROL),
    ):
        if count:
            yield said.format(count=f"{count:,}")


def _found_on_patrol(found: Incidents) -> Iterator[ExcelSheet[Any]]:
    """Count apart what patrols found: where they walk decides what they find."""
    counts = found.counts_by_block()
    rows = [
        (block.name, int(count))
        for block, count in zip(found.blocks, counts, strict=True)
        if count
    ]
    if rows:
        yield ExcelSheet(
            "巡回中に見つけたもの",
            [Column("町丁目", itemgetter(0)), Column("件数", itemgetter(1))],
            rows,
        )


def excel_sheets(sheet: Sheet) -> list[ExcelSheet[Any]]:
    """Return the tables of a study as sheets of Excel."""
    return [
        ExcelSheet(
            _FORBIDDEN.sub(" ", table.title.ja)[:31],
            [
                Column[list[str]](heading.ja, itemgetter(n))
                for n, heading in enumerate(table.headings.values())
            ],
            [table.cells(row, "ja") for row in table.rows],
        )
        for table in sheet.tables
    ]


_PLACELESS = Text(
    ja="{count}件は、どの町丁目か分からないので数えていません。",
    en="{count} incidents are in no known block and are not counted.",
)
_UNDATED = Text(
    ja="{count}件は、起きた日が分からないので数えていません。",
    en="{count} incidents have no known day and are not counted.",
)
_ON_PATROL = Text(
    ja="巡回中に見つけた{count}件は、ほかと分けて数え、Excelの別の表に載せました。"
    "よく歩く所ほど多く見つかるためです。",
    en="{count} incidents that patrols found are counted apart, in a table of their "
    "own in the Excel file: more are found where patrols walk more.",
)
