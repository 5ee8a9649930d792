"""``machimori hotspots forecast`` and ``score``: sealed before, opened after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from machimori.cli.commands.hotspots.group import study_output
from machimori.cli.options import file_option, format_option, language_option, option
from machimori.cli.studies.incidents import (
    Selection,
    day_option,
    incidents_argument,
    publish,
    read_incidents,
    require_blocks,
    undated_options,
)
from machimori.cli.worded import Command
from machimori.formats.forecast_ledger import append_entry, read_ledger
from machimori.hotspots import (
    Entry,
    Forecast,
    Outcome,
    forecast_blocks,
    is_due,
    is_intact,
    outcome_of,
    seal,
)
from machimori.incidents import Incidents
from machimori.language import Language, Text
from machimori.reports.hotspots import forecast_sheet, scores_sheet
from machimori.reports.hotspots.forecasts import Scored


@click.command(
    "forecast",
    cls=Command,
    says=Text(
        ja="これから起きそうな町丁目の名を挙げ、台帳に封をします。"
        "\n\n初日より前の記録だけを使います。封は期間が始まる前にだけできます。過ぎた"
        "期間なら、台帳を使わずに当たりと外れをすぐ示します（稽古）。",
        en="Name the blocks where more is to be expected, and seal that in a ledger."
        "\n\nOnly what is known before the first day is used, and only before it can a "
        "forecast be sealed. For days that are past, hits and misses are shown at "
        "once, without a ledger (a rehearsal).",
    ),
    examples=(
        "machimori hotspots forecast incidents.geojson --first 2026-12-01 \\",
        "    --last 2026-12-31 --ledger forecasts.jsonl",
        "machimori hotspots forecast incidents.geojson --first 2018-10-01 \\",
        "    --last 2018-12-31",
    ),
)
@incidents_argument
@undated_options
@day_option("--first", Text(ja="予測する初日。", en="First day."), required=True)
@day_option("--last", Text(ja="予測する最終日。", en="Last day."), required=True)
@option(
    "--share",
    type=click.FloatRange(0.1, 50.0),
    default=5.0,
    show_default=True,
    metavar="PERCENT",
    callback=lambda _context, _option, percent: percent / 100,
    says=Text(
        ja="町丁目のうち、名を挙げる割合（%）。", en="Share of blocks to name (%)."
    ),
)
@option(
    "--half-life-days",
    type=click.FloatRange(1.0, 3650.0),
    metavar="DAYS",
    says=Text(
        ja="この日数で重みが半分になる。省略するとすべて同じ重み。",
        en="After so many days an incident counts for half; without, all count alike.",
    ),
)
@file_option(
    "--ledger",
    Text(
        ja="予測の台帳。ここに封をし、期間が終わってから採点します。",
        en="Ledger of forecasts: sealed here, and scored when their days are over.",
    ),
)
@format_option("text", "html", "pdf", "json", "geojson")
@study_output
@language_option
def forecast_command(
    incidents: Path,
    selection: Selection,
    first: date,
    last: date,
    ledger: Path | None,
    format_: str,
    output: Path | None,
    language: Language,
    **rule: Any,
) -> None:
    """Make a forecast."""
    if last < first:
        raise click.BadParameter(str(last), param_hint="--last")
    found = selection.read(incidents)
    known = replace(selection, last_on=first - timedelta(days=1)).of(found)
    require_blocks(known, incidents)
    forecast = forecast_blocks(found, selection.kinds, (first, last), **rule)
    entry = None if ledger is None else _sealed(forecast, ledger)
    rehearsed = None
    if ledger is None:
        rehearsed = outcome_of(forecast, found).by_size.get("blocks")
    sheet = forecast_sheet(
        forecast, found.blocks, seal=entry, rehearsed=rehearsed, notices=known.notices
    )
    publish(sheet, format_=format_, output=output, language=language)


@click.command(
    "score",
    cls=Command,
    says=Text(
        ja="台帳の予測のうち、期間が終わったものを採点します。"
        "\n\n外れも当たりと同じ大きさで示し、台帳が書き換えられていないかを確かめます。",
        en="Score the forecasts of a ledger whose days are over."
        "\n\nMisses are shown as large as hits, and whether the ledger is as it was "
        "sealed.",
    ),
    examples=("machimori hotspots score incidents.geojson --ledger forecasts.jsonl",),
)
@incidents_argument
@file_option(
    "--ledger",
    Text(ja="採点する予測の台帳。", en="Ledger whose forecasts to score."),
    required=True,
)
@day_option(
    "--complete-until",
    Text(
        ja="一覧がこの日までそろっていると分かっているとき。省くと、最後の発生日までしか"
        "知らないものとして扱います。",
        en="When the list is known to be complete until this day. Without, it is taken "
        "to reach as far as its last incident.",
    ),
)
@format_option("text", "html", "pdf", "json")
@study_output
@language_option
def score_command(
    incidents: Path,
    ledger: Path,
    complete_until: date | None,
    format_: str,
    output: Path | None,
    language: Language,
) -> None:
    """Score forecasts."""
    entries = read_ledger(ledger)
    found = read_incidents(incidents)
    now = _now()
    scored = [
        Scored(entry, holds, _outcome(entry.forecast, found, now, complete_until))
        for entry, holds in zip(entries, is_intact(entries), strict=True)
    ]
    publish(scores_sheet(scored), format_=format_, output=output, language=language)


def _sealed(forecast: Forecast, path: Path) -> Entry:
    entries = read_ledger(path) if path.exists() else ()
    entry = seal(forecast, entries, now=_now())
    append_entry(path, entries, entry)
    return entry


def _outcome(
    forecast: Forecast, found: Incidents, now: datetime, complete_until: date | None
) -> Outcome | None:
    if not is_due(forecast, now=now):
        return None
    return outcome_of(forecast, found, complete_until=complete_until)


def _now() -> datetime:
    return datetime.now().astimezone()  # noqa: TID251 - the edge
