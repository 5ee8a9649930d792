"""``machimori compare``: one place under two guidelines."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from machimori.assessment import Assessment
from machimori.assessment.flips import Flips, flips_between
from machimori.cli.catalogues import catalogue_of, instruments_of
from machimori.cli.commands.assess import assess_files, refuse_screen, what_is_known
from machimori.cli.options import (
    format_option,
    language_option,
    option,
    output_option,
    place_option,
    scene_argument,
)
from machimori.cli.printing import as_json, as_text, deliver, show
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.language import Language, Text
from machimori.reports.comparison import Sides, flips_document, flips_text, flips_xlsx


@click.command(
    "compare",
    cls=Command,
    says=Text(
        ja="一つの場面を二つの指針に照らし、答えが分かれる所と、"
        "その元になった数値や定めを示します。"
        "\n\nSCENE は場面ファイル（.geojson、.json、.gpkg）です。",
        en="Hold one scene against two guidelines: where the answers differ, and which "
        "number or rule is the cause."
        "\n\nSCENE is a scene file (.geojson, .json, .gpkg).",
    ),
    examples=(
        "machimori compare town.geojson --guideline jp-16/roads \\",
        "    --guideline jp-31/parks",
        "machimori compare town.geojson --guideline jp-16 --guideline jp-31",
    ),
)
@scene_argument
@option(
    "--guideline",
    "guidelines",
    multiple=True,
    required=True,
    metavar="ID",
    says=Text(
        ja="比べる指針のid。二つ指定します。jp-16 と書けば、その都道府県のすべて。",
        en="Id of a guideline; name two. jp-16 stands for all of that prefecture.",
    ),
)
@place_option
@what_is_known
@format_option("text", "json", "xlsx")
@output_option(
    Text(
        ja="書き込むファイル。省略すると画面に出します。",
        en="File to write; the screen if left out.",
    )
)
@language_option
def compare_command(
    scene: Path,
    guidelines: tuple[str, ...],
    on: date | None,
    format_: str,
    output: Path | None,
    language: Language,
    catalogue: Path | None,
    **given: Any,
) -> None:
    """Compare two guidelines on a scene."""
    refuse_screen(format_, output)
    if len(set(guidelines)) != 2:
        raise click.UsageError(
            say(
                "--guideline で、比べる指針をちょうど二つ指定してください。",
                "Name exactly two guidelines to compare: --guideline.",
            )
        )
    held = catalogue_of(catalogue)
    before, after = (instruments_of(name, held) for name in guidelines)
    named = tuple(instrument.id for instrument in (*before, *after))
    day = on or date.today()  # noqa: DTZ011, TID251 - the edge
    assessment = assess_files(
        scene, day, guidelines=named, catalogue=catalogue, **given
    )
    found = flips_between(assessment, held, before, after)
    if format_ == "text" and output is None:
        show(flips_text(found, assessment.parameters, on=day, language=language))
        return
    sides = Sides(*guidelines)
    deliver(_set(found, assessment, sides, format_, language), output)


def _set(
    found: Flips,
    assessment: Assessment,
    sides: Sides,
    format_: str,
    language: Language,
) -> str | bytes:
    numbers, day = assessment.parameters, assessment.on
    if format_ == "json":
        return as_json(flips_document(found, numbers, on=day, language=language))
    if format_ == "xlsx":
        return flips_xlsx(found, numbers, sides, on=day, language=language)
    return as_text(flips_text(found, numbers, on=day, language=language))
