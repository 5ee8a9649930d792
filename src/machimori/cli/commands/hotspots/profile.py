"""``machimori hotspots profile``: at what hours and on which days."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from machimori.cli.commands.hotspots.group import study_output
from machimori.cli.options import format_option, language_option
from machimori.cli.studies.incidents import (
    Selection,
    incidents_argument,
    publish,
    selection_options,
)
from machimori.cli.worded import Command
from machimori.language import Language, Text
from machimori.reports.hotspots import profile_sheet


@click.command(
    "profile",
    cls=Command,
    says=Text(
        ja="時刻と曜日ごとの件数を、分からない分を含めて示します。"
        "\n\n時刻に幅のある事案は幅に分け、確かな数と多くての数を添えます。",
        en="Show incidents by hour and weekday, with what is not known."
        "\n\nAn incident known to lie within a span is shared out over it; beside that "
        "stand the numbers that are certain, and that are possible.",
    ),
    examples=("machimori hotspots profile incidents.geojson --kind bicycle_theft",),
)
@incidents_argument
@selection_options
@format_option("text", "html", "pdf", "json")
@study_output
@language_option
def profile_command(
    incidents: Path,
    selection: Selection,
    format_: str,
    output: Path | None,
    language: Language,
) -> None:
    """Study hours and days."""
    found = selection.read(incidents)
    chosen = selection.of(found)
    chosen = replace(chosen, unplaced=0)  # no place is asked for
    sheet = profile_sheet(chosen.incidents, notices=chosen.notices)
    publish(sheet, format_=format_, output=output, language=language)
