"""``machimori patrol plan``: which places to visit, when and in which order."""

from __future__ import annotations

from pathlib import Path

import click

from machimori.cli.options import FILE, format_option, language_option, output_option
from machimori.cli.printing import as_json, as_text, deliver, progress, show
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.formats.patrols import WalkFile, read_walk_file
from machimori.language import Language, Text
from machimori.patrols import WalkPlan, plan_walks
from machimori.reports.patrols import (
    paper_html,
    paper_pdf,
    walk_calendar,
    walk_document,
    walk_features,
    walk_gpx,
    walk_paper,
    walk_table,
    walk_trial,
)


@click.command(
    "plan",
    cls=Command,
    says=Text(
        ja="限られた時間で、どこをどの順に回るかを決めます。"
        "\n\nPLAN は、道路、見守りたい場所（見守りのすき間やホットスポットの"
        "GeoJSONでも）、歩く人（月に数回歩く会、毎回同じ所に立つ見守り、読まれない巡回の車）を書いた"
        "YAMLです。",
        en="Settle which places to visit in little time, and in which order."
        "\n\nPLAN is YAML with streets, places that matter (also GeoJSON of a watch "
        "gap or of hot spots) and who walks: groups a few times a month, posts that "
        "always stand at the same places, cars that come unforeseen.",
    ),
    examples=(
        "machimori patrol plan walks.yaml",
        "machimori patrol plan walks.yaml --format pdf --output walks.pdf",
        "machimori patrol plan walks.yaml --format gpx --output walks.gpx",
        "machimori patrol plan walks.yaml --format trial --output trial.geojson",
    ),
)
@click.argument("plan", type=FILE, metavar="PLAN")
@format_option("text", "html", "pdf", "gpx", "ics", "geojson", "trial", "json")
@output_option(
    Text(
        ja="書き込むファイル。省略すると画面に出します。",
        en="File to write; the screen if left out.",
    )
)
@language_option
def plan_command(
    plan: Path, format_: str, output: Path | None, language: Language
) -> None:
    """Plan walks."""
    with progress(say("ファイルを読んでいます", "reading the files")):
        read = read_walk_file(plan, language=language)
    with progress(say("道順を決めています", "planning walks")) as tell:
        found = plan_walks(
            read.graph,
            read.places,
            read.walkers,
            first_on=read.first_on,
            last_on=read.last_on,
            seed=read.seed,
            rules=read.rules,
            tell=tell,
        )
    if format_ == "text" and output is None:
        show(walk_table(read, found, language=language))
        return
    deliver(_written(format_, read, found, language), output)


def _written(
    format_: str, read: WalkFile, found: WalkPlan, language: Language
) -> str | bytes:
    if format_ in ("html", "pdf"):
        write = paper_html if format_ == "html" else paper_pdf
        return write(walk_paper(read, found, language=language), language=language)
    if format_ == "gpx":
        return walk_gpx(read, found)
    if format_ == "ics":
        return walk_calendar(read, found, language=language)
    if format_ == "geojson":
        return as_json(walk_features(read, found))
    if format_ == "trial":
        return as_json(walk_trial(read, found))
    if format_ == "json":
        return as_json(walk_document(read, found, language=language))
    return as_text(walk_table(read, found, language=language))
