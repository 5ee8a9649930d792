"""``machimori assess``: a scene held against the guidelines."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console

from machimori.assessment import Assessment, Decision, Evidence, Scope, assess
from machimori.assessment import evidence_of_records as as_evidence
from machimori.assessment.lux_survey import illuminance_evidence
from machimori.cli.numbers import Numbers
from machimori.cli.options import (
    FILE,
    format_option,
    language_option,
    output_option,
    parameters_option,
    scene_argument,
)
from machimori.cli.printing import as_json, console, deliver, progress
from machimori.cli.speaking import say
from machimori.formats.answers import read_answers
from machimori.formats.catalogue import read_catalogue
from machimori.formats.decisions import read_decisions
from machimori.formats.lux_survey import read_lux_survey
from machimori.formats.parameters import read_parameters
from machimori.formats.records import read_records
from machimori.formats.scene_file import read_scene
from machimori.guidelines import Catalogue, ParameterTable, shipped_catalogue
from machimori.language import Language
from machimori.reports import (
    assessment_document,
    report_html,
    report_pdf,
    report_text,
    report_xlsx,
)
from machimori.scene import Scene

BINARY = ("pdf", "xlsx")
PAPER_WIDTH = 100


@click.command(
    "assess",
    help=say(
        "場面を指針に照らし、項目ごとに、満たすか・足りないか・まだ分からないかを示します。"
        "\n\n\b\n例：\n"
        "  machimori assess town.geojson\n"
        "  machimori assess town.geojson --guideline jp-16/roads --place park\n"
        "  machimori assess town.geojson --answers answers.csv --lux lux.csv \\\n"
        "      --format pdf --output report.pdf",
        "Hold a scene against the guidelines: item by item what holds, what falls "
        "short, and what nobody knows yet."
        "\n\n\b\nExamples:\n"
        "  machimori assess town.geojson\n"
        "  machimori assess town.geojson --guideline jp-16/roads --place park\n"
        "  machimori assess town.geojson --answers answers.csv --lux lux.csv \\\n"
        "      --format pdf --output report.pdf",
    ),
)
@scene_argument
@click.option(
    "--guideline",
    "guidelines",
    multiple=True,
    metavar="ID",
    help=say(
        "指針のid（machimori guidelines list）。繰り返し可。省略するとすべて。",
        "Id of a guideline (machimori guidelines list). Repeatable; all if left out.",
    ),
)
@click.option(
    "--place",
    "places",
    multiple=True,
    metavar="ID",
    help=say(
        "場所のid。繰り返し可。省略するとすべて。",
        "Id of a place. Repeatable; all if left out.",
    ),
)
@click.option(
    "--answers",
    type=FILE,
    help=say("現地で確かめた回答の表。", "Answers of somebody who looked on site."),
)
@click.option(
    "--lux",
    type=FILE,
    help=say("照度計の測定値の表。", "Readings of a lux meter."),
)
@click.option(
    "--records",
    type=FILE,
    help=say("点検・剪定・巡回などの記録の表。", "Records of what was done."),
)
@click.option(
    "--decisions",
    type=FILE,
    help=say("除外と必要性の判断の表。", "Exclusions and need decisions."),
)
@parameters_option
@click.option(
    "--catalogue",
    "catalogue_folder",
    type=FILE,
    help=say(
        "内蔵の代わりに使う指針データのフォルダ。",
        "Folder of guideline data to use instead of the shipped one.",
    ),
)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=say("判定の基準日。省略すると今日。", "Date of judgement; today if left out."),
)
@format_option("text", "json", "html", "pdf", "xlsx")
@output_option
@language_option
def assess_command(
    scene: Path,
    guidelines: tuple[str, ...],
    places: tuple[str, ...],
    on: datetime | None,
    format_: str,
    output: Path | None,
    language: Language,
    **files: Path | None,
) -> None:
    """Assess a scene."""
    if format_ in BINARY and output is None:
        message = say(
            "--output でファイルを指定してください。", "Name a file: --output."
        )
        raise click.UsageError(message)
    catalogue = _catalogue(files["catalogue_folder"])
    town = read_scene(scene)
    numbers = _numbers(files["parameters_file"], catalogue)
    day = on.date() if on else date.today()  # noqa: DTZ011, TID251 - the edge
    with progress(
        say("指針に照らしています", "holding against the guidelines")
    ) as told:
        assessment = assess(
            town,
            catalogue,
            on=day,
            evidence=_evidence(town, catalogue, Numbers(numbers, day), files),
            decisions=_decisions(town, catalogue, files["decisions"]),
            parameters=numbers,
            within=Scope(guidelines=guidelines, places=places),
            progress=told,
        )
    publish(assessment, format_, output, language)


def publish(
    assessment: Assessment, format_: str, output: Path | None, language: Language
) -> None:
    """Write an assessment in one of the formats."""
    if format_ == "text" and output is None:
        console().print(report_text(assessment, language=language))
    elif format_ == "text":
        paper = io.StringIO()
        screen = Console(file=paper, width=PAPER_WIDTH)
        screen.print(report_text(assessment, language=language))
        deliver(paper.getvalue(), output)
    elif format_ == "json":
        deliver(as_json(assessment_document(assessment, language=language)), output)
    elif format_ == "html":
        deliver(report_html(assessment, language=language), output)
    elif format_ == "pdf":
        deliver(report_pdf(assessment, language=language), output)
    else:
        deliver(report_xlsx(assessment, language=language), output)


def _catalogue(folder: Path | None) -> Catalogue:
    return shipped_catalogue() if folder is None else read_catalogue(folder)


def _numbers(file: Path | None, catalogue: Catalogue) -> ParameterTable:
    shipped = catalogue.parameters
    return shipped if file is None else read_parameters(file, shipped)


def _evidence(
    town: Scene,
    catalogue: Catalogue,
    numbers: Numbers,
    files: dict[str, Path | None],
) -> list[Evidence]:
    found: list[Evidence] = []
    if files["answers"] is not None:
        found += read_answers(files["answers"], catalogue, town)
    if files["lux"] is not None:
        readings = read_lux_survey(files["lux"], town)
        found += illuminance_evidence(town, readings, numbers)
    if files["records"] is not None:
        found += as_evidence(read_records(files["records"], catalogue))
    return found


def _decisions(
    town: Scene, catalogue: Catalogue, file: Path | None
) -> tuple[Decision, ...]:
    return () if file is None else read_decisions(file, catalogue, town)
