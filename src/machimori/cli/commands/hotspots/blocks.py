"""``machimori hotspots blocks``: by town block."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from machimori.cli.commands.hotspots.group import study_output
from machimori.cli.options import format_option, language_option, option
from machimori.cli.printing import progress
from machimori.cli.speaking import say
from machimori.cli.studies.incidents import (
    Selection,
    day_option,
    incidents_argument,
    publish,
    require_blocks,
    selection_options,
)
from machimori.cli.worded import Command
from machimori.incidents import choose, days_of
from machimori.language import Language, Text
from machimori.reports.hotspots import blocks_sheet


@click.command(
    "blocks",
    cls=Command,
    says=Text(
        ja="町丁目ごとの件数と、隣も含めて偶然より多いまとまり（Gi*）を調べます。"
        "\n\nINCIDENTS は machimori incidents import が書いたファイルです。町丁目の順に"
        "並べ、順位は付けません。",
        en="Count incidents by town block, and find where neighbouring blocks have "
        "more than chance (Gi*)."
        "\n\nINCIDENTS is a file that machimori incidents import has written. Blocks "
        "stand in the order of their list; none is ranked.",
    ),
    examples=(
        "machimori hotspots blocks incidents.geojson --kind bicycle_theft",
        "machimori hotspots blocks incidents.geojson --periods 4 \\",
        "    --format html --output blocks.html",
        "machimori hotspots blocks incidents.geojson --from 2018-07-01 \\",
        "    --to 2018-12-31 --before-from 2018-01-01 --before-to 2018-06-30",
    ),
)
@incidents_argument
@selection_options
@day_option(
    "--before-from",
    Text(ja="比べる前の期間の初日。", en="First day of an earlier period to compare."),
)
@day_option(
    "--before-to",
    Text(ja="比べる前の期間の最終日。", en="Last day of the earlier period."),
)
@option(
    "--periods",
    type=click.IntRange(1, 60),
    default=1,
    show_default=True,
    says=Text(
        ja="期間をいくつに分けて、続くもの・新しいもの・薄れたものに分けるか。",
        en="Into how many parts to cut the days, to tell what persists, is new or "
        "fades.",
    ),
)
@format_option("text", "html", "pdf", "json", "geojson")
@study_output
@language_option
def blocks_command(
    incidents: Path,
    selection: Selection,
    before_from: date | None,
    before_to: date | None,
    periods: int,
    format_: str,
    output: Path | None,
    language: Language,
) -> None:
    """Study incidents by block."""
    if (before_from is None) != (before_to is None):
        raise click.UsageError(
            say(
                "--before-from と --before-to は一緒に指定してください。",
                "Give --before-from and --before-to together.",
            )
        )
    found = selection.read(incidents)
    now = selection.of(found)
    require_blocks(now, incidents)
    first, last = days_of(now.incidents) or (date.min, date.min)
    with progress(say("町丁目ごとに調べています", "studying the blocks")):
        before = None
        if before_from is not None and before_to is not None:
            earlier = choose(
                found, selection.kinds, first_on=before_from, last_on=before_to
            )
            before = (earlier.incidents, (before_from, before_to))
        sheet = blocks_sheet(
            now.incidents,
            (selection.first_on or first, selection.last_on or last),
            before=before,
            periods=periods,
            notices=now.notices,
        )
    publish(sheet, format_=format_, output=output, language=language)
