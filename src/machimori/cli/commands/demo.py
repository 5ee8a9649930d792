"""``machimori demo``: the demo town, and what is found in it."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click
import numpy as np

from machimori.assessment import Assessment
from machimori.cli.commands.assess import assess_files, publish, set_as
from machimori.cli.commands.demo_folder import DemoFolder
from machimori.cli.options import FILE, language_option, option
from machimori.cli.printing import note, progress
from machimori.cli.speaking import language_spoken, say
from machimori.cli.worded import Command
from machimori.demo import (
    DEMO_DAY,
    city_counts,
    demo_tables,
    demo_town,
    demo_watching,
    made_up_city,
)
from machimori.formats.scene_file import encode_json
from machimori.language import Language, Text
from machimori.scene import scene_document, vocabulary

SCENE = "town.geojson"
JSON = "assessment.json"
SEED = 1
"""Of the made-up city: always the same one."""
REPORTS: tuple[tuple[str, str, Language], ...] = (
    ("report.ja.html", "html", "ja"),
    ("report.en.html", "html", "en"),
    ("report.ja.pdf", "pdf", "ja"),
    ("report.ja.xlsx", "xlsx", "ja"),
    (JSON, "json", "ja"),
)
"""File name, format and language of everything that is set."""


@click.command(
    "demo",
    cls=Command,
    says=Text(
        ja="見本の町と、その評価の報告書を作ります。"
        "\n\n架空の町ひばりの地図（公園、道路、駐車場、学校など）と、回答・記録・照度・判断の"
        "表をDIRに書き、指針に照らした報告書（HTML、PDF、Excel、JSON）を添えます。"
        "DIRは、空か、前に作った見本のままのフォルダです。ほかのファイルには触れません。",
        en="Make the demo town and its report."
        "\n\nWrites the map of a town that does not exist (a park, streets, a car "
        "park, a school …) to DIR, with tables of answers, records, readings and "
        "decisions, and what the guidelines say of it as HTML, PDF, Excel and JSON. "
        "DIR is empty, or holds a former demo that nobody changed; no other file is "
        "ever touched.",
    ),
    examples=(
        "machimori demo demo-town",
        "machimori demo demo-town --open",
        "machimori demo city --km2 11",
    ),
)
@click.argument("folder", type=FILE, metavar="DIR")
@option(
    "--open/--no-open",
    "is_opened",
    default=False,
    show_default=True,
    says=Text(
        ja="できた報告書をブラウザーで開きます。",
        en="Open the report in the browser.",
    ),
)
@option(
    "--km2",
    "area_km2",
    type=click.FloatRange(0.02, 400.0),
    metavar="KM2",
    says=Text(
        ja="代わりに、この広さの架空の市の地図だけを作ります（小金井市で11）。",
        en="Make the map of a made-up city of this size instead (Koganei: 11).",
    ),
)
@language_option
def demo_command(
    folder: Path, is_opened: bool, area_km2: float | None, language: Language
) -> None:
    """Make the demo town and its report."""
    written = DemoFolder(folder)
    if area_km2 is not None:
        _write_city(written, area_km2)
        return
    tables = _write_inputs(written)
    assessment = assess_files(
        folder / SCENE,
        DEMO_DAY,
        answers=tables["answers"],
        records=tables["records"],
        lux=tables["lux"],
        decisions=tables["decisions"],
        parameters=tables["parameters"],
    )
    _write_reports(written, assessment)
    publish(assessment, "text", None, language)
    report = folder / f"report.{language}.html"
    _say_where(folder, report)
    _say_what_next(folder, tables)
    if is_opened and not webbrowser.open(_address(report)):
        note(
            say("開けるブラウザーがありません。", "There is no browser to open it in.")
        )


def _write_city(written: DemoFolder, area_km2: float) -> None:
    city = made_up_city(area_km2, np.random.default_rng(SEED))
    path = written.write(SCENE, encode_json(scene_document(city)))
    for kind, count in city_counts(city):
        click.echo(
            f"{count:>8,}  {vocabulary().kinds[kind].label.in_(language_spoken())}"
        )
    click.echo(say("\n次に試すこと", "\nTry next"))
    click.echo(f"  machimori town {_quoted(path)} --output town")


def _write_inputs(written: DemoFolder) -> dict[str, Path]:
    """Write the scene and the tables; return the tables by the option they go with."""
    written.write(SCENE, encode_json(scene_document(demo_town())))
    for name, content in demo_watching().items():
        written.write(name, content)
    return {
        name.partition(".")[0]: written.write(name, content)
        for name, content in demo_tables().items()
    }


def _write_reports(written: DemoFolder, assessment: Assessment) -> None:
    with progress(say("報告書を作っています", "setting the reports")) as told:
        for number, (name, format_, language) in enumerate(REPORTS):
            told(number, len(REPORTS))
            written.write(name, set_as(assessment, format_, language))


def _say_where(folder: Path, report: Path) -> None:
    # Never wrapped: an address in two pieces opens nothing.
    click.echo(say("\n報告書", "\nReport") + f"  {_address(report)}")
    others = ", ".join(name for name, _, _ in REPORTS if name != report.name)
    click.echo(say(f"{folder} にほかに: {others}", f"Also in {folder}: {others}"))


def _say_what_next(folder: Path, tables: dict[str, Path]) -> None:
    scene = _quoted(folder / SCENE)
    given = " ".join(f"--{name} {_quoted(path)}" for name, path in tables.items())
    click.echo(say("\n次に試すこと", "\nTry next"))
    for command in (
        f"machimori light {scene} --area hibari-play",
        f"machimori sight {scene} --from road --area hibari-play",
        f"machimori assess {scene} --place park-hibari --on {DEMO_DAY} {given}",
        f"machimori watch gap {_quoted(folder / 'watch.yaml')}",
        f"machimori safety-map {_quoted(folder / 'safety-map.yaml')} --output map.pdf",
        f"machimori patrol plan {_quoted(folder / 'walks.yaml')} "
        "--format pdf --output walks.pdf",
        "machimori guidelines show jp-16/roads",
    ):
        click.echo(f"  {command}")


def _address(path: Path) -> str:
    return path.resolve().as_uri()


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
