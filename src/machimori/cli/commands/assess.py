"""``machimori assess``: a scene held against the guidelines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click

from machimori.assessment import Assessment, Decision, Evidence, Scope, assess
from machimori.assessment import evidence_of_records as as_evidence
from machimori.assessment.lux_survey import illuminance_evidence
from machimori.cli.catalogues import catalogue_of, catalogue_option
from machimori.cli.conditions import Conditions, conditions_options
from machimori.cli.numbers import Numbers, table_of
from machimori.cli.options import (
    Day,
    file_option,
    format_option,
    language_option,
    option,
    output_option,
    parameters_option,
    place_option,
    scene_argument,
)
from machimori.cli.printing import as_json, as_text, deliver, progress, show
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.formats.answers import read_answers
from machimori.formats.decisions import read_decisions
from machimori.formats.lux_survey import read_lux_survey
from machimori.formats.records import read_records
from machimori.guidelines import Catalogue
from machimori.language import Language, Text
from machimori.reports import (
    assessment_document,
    report_html,
    report_pdf,
    report_text,
    report_xlsx,
)
from machimori.scene import Scene

BINARY = ("pdf", "xlsx")

F = TypeVar("F", bound=Callable[..., Any])


def what_is_known(command: F) -> F:
    """Give a command the options for all that is known besides the scene."""
    known = (
        file_option(
            "--answers",
            Text(
                ja="現地で確かめた回答の表。",
                en="Answers of somebody who looked on site.",
            ),
        ),
        file_option(
            "--lux", Text(ja="照度計の測定値の表。", en="Readings of a lux meter.")
        ),
        file_option(
            "--records",
            Text(ja="点検・剪定・巡回などの記録の表。", en="Records of what was done."),
        ),
        file_option(
            "--decisions",
            Text(ja="除外と必要性の判断の表。", en="Exclusions and need decisions."),
        ),
        parameters_option,
        catalogue_option,
        option(
            "--on",
            type=Day(),
            metavar="DATE",
            says=Text(
                ja="判定の基準日（例 2026-04-01、令和8年4月1日）。省略すると今日。",
                en="Date of judgement, such as 2026-04-01; today if left out.",
            ),
        ),
    )
    return reduce(lambda made, declare: declare(made), reversed(known), command)


@click.command(
    "assess",
    cls=Command,
    says=Text(
        ja="場面を指針に照らし、項目ごとに、満たすか・足りないか・まだ分からないかを示します。"
        "\n\nSCENE は場面ファイル（.geojson、.json、.gpkg）です。表はCSV、Excel、JSON、"
        "YAMLのどれでもかまいません。",
        en="Hold a scene against the guidelines: item by item what holds, what falls "
        "short, and what nobody knows yet."
        "\n\nSCENE is a scene file (.geojson, .json, .gpkg). Tables may be CSV, Excel, "
        "JSON or YAML.",
    ),
    examples=(
        "machimori assess town.geojson",
        "machimori assess town.geojson --guideline jp-16/roads --place park",
        "machimori assess town.geojson --answers answers.csv --lux lux.csv \\",
        "    --format pdf --output report.pdf",
    ),
)
@scene_argument
@option(
    "--guideline",
    "guidelines",
    multiple=True,
    metavar="ID",
    says=Text(
        ja="指針のid（machimori guidelines list）。繰り返し可。省略するとすべて。",
        en="Id of a guideline (machimori guidelines list). Repeatable; all if left "
        "out.",
    ),
)
@place_option
@what_is_known
@conditions_options
@format_option("text", "json", "html", "pdf", "xlsx")
@output_option(
    Text(
        ja="書き込むファイル。省略すると画面に出します（pdf と xlsx では必須）。",
        en="File to write; the screen if left out (needed for pdf and xlsx).",
    )
)
@language_option
def assess_command(
    scene: Path,
    on: date | None,
    format_: str,
    output: Path | None,
    language: Language,
    **given: Any,
) -> None:
    """Assess a scene."""
    refuse_screen(format_, output)
    assessment = assess_files(scene, on or date.today(), **given)  # noqa: DTZ011, TID251
    publish(assessment, format_, output, language)


def refuse_screen(format_: str, output: Path | None) -> None:
    """Refuse to print what is no text."""
    if format_ in BINARY and output is None:
        raise click.UsageError(
            say("--output でファイルを指定してください。", "Name a file: --output.")
        )


def assess_files(
    scene: Path,
    day: date,
    *,
    guidelines: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    catalogue: Path | None = None,
    parameters: Path | None = None,
    decisions: Path | None = None,
    **rest: Any,
) -> Assessment:
    """Read a scene and the tables that go with it, and assess it."""
    held = catalogue_of(catalogue)
    numbers = Numbers(table_of(parameters, held.parameters), day)
    conditions = Conditions.chosen_among(rest)
    town = conditions.read_scene(scene, numbers, on=day)
    with progress(
        say("指針に照らしています", "holding against the guidelines")
    ) as told:
        return assess(
            town,
            held,
            on=day,
            evidence=_evidence(town, held, numbers, **rest),
            decisions=_decisions(town, held, decisions),
            parameters=numbers.table,
            within=Scope(guidelines=guidelines, places=places),
            progress=told,
        )


def _evidence(
    town: Scene,
    catalogue: Catalogue,
    numbers: Numbers,
    *,
    answers: Path | None = None,
    lux: Path | None = None,
    records: Path | None = None,
) -> list[Evidence]:
    found: list[Evidence] = []
    if answers is not None:
        found += read_answers(answers, catalogue, town)
    if lux is not None:
        found += illuminance_evidence(town, read_lux_survey(lux, town), numbers)
    if records is not None:
        found += as_evidence(read_records(records, catalogue))
    return found


def _decisions(
    town: Scene, catalogue: Catalogue, file: Path | None
) -> tuple[Decision, ...]:
    return () if file is None else read_decisions(file, catalogue, town)


def publish(
    assessment: Assessment, format_: str, output: Path | None, language: Language
) -> None:
    """Write an assessment in one of the formats."""
    if format_ == "text" and output is None:
        show(report_text(assessment, language=language))
    else:
        deliver(set_as(assessment, format_, language), output)


def set_as(assessment: Assessment, format_: str, language: Language) -> str | bytes:
    """Set an assessment in one of the formats."""
    if format_ == "text":
        return as_text(report_text(assessment, language=language))
    if format_ == "json":
        return as_json(assessment_document(assessment, language=language))
    if format_ == "html":
        return report_html(assessment, language=language)
    if format_ == "pdf":
        return report_pdf(assessment, language=language)
    return report_xlsx(assessment, language=language)
