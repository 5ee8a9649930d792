"""``machimori import``: scenes from other people's maps."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from machimori.cli.options import FILE, language_option
from machimori.cli.printing import console, progress
from machimori.cli.speaking import say
from machimori.formats.importing import ImportResult
from machimori.formats.osm import read_osm
from machimori.formats.scene_file import write_scene
from machimori.formats.shapes import read_shapes
from machimori.language import Language
from machimori.scene import vocabulary

NOTES_SHOWN = 10


@click.group(
    "import",
    help=say("ほかの地図から場面ファイルを作ります。", "Make scenes of other maps."),
)
def import_group() -> None:
    """Hold the commands together."""


@import_group.command(
    "osm",
    help=say(
        "OpenStreetMapの抜粋（XML、PBF）から場面ファイルを作ります。"
        "漏れなく調べたことにはなりません。"
        "\n\n\b\n例：\n"
        "  machimori import osm town.osm --output town.geojson\n"
        "  machimori import osm town.osm.pbf --place osm:way/123 -o park.geojson",
        "Make a scene of an OpenStreetMap extract (XML, PBF). "
        "Nothing is declared complete."
        "\n\n\b\nExamples:\n"
        "  machimori import osm town.osm --output town.geojson\n"
        "  machimori import osm town.osm.pbf --place osm:way/123 -o park.geojson",
    ),
)
@click.argument("file", type=FILE)
@click.option(
    "--output",
    "-o",
    type=FILE,
    required=True,
    help=say("書き込む場面ファイル。", "Scene file to write."),
)
@click.option(
    "--place",
    metavar="ID",
    help=say(
        "この要素とその周りだけを取り込む（osm:way/123）。",
        "Only this element and its surroundings (osm:way/123).",
    ),
)
@click.option(
    "--margin-m",
    type=click.FloatRange(0.0, 5000.0),
    default=60.0,
    show_default=True,
    help=say("--place の周りの幅（m）。", "How far around --place (m)."),
)
@language_option
def osm_command(
    file: Path, output: Path, place: str | None, margin_m: float, language: Language
) -> None:
    """Import an OpenStreetMap extract."""
    with progress(say("地図を読んでいます", "reading the map")):
        result = read_osm(file, only=place, margin_m=margin_m)
        write_scene(result.scene, output)
    _tell(result, output, language)


@import_group.command(
    "shapes",
    help=say(
        "市のShapefileやGeoJSONなどから、対応表（YAML）に従って場面ファイルを作ります。"
        "\n\n\b\n例：\n"
        "  machimori import shapes parks.shp routes.shp --mapping city.yaml \\\n"
        "      --output city.geojson",
        "Make a scene of a city's shapefiles, GeoJSON and the like, by a mapping."
        "\n\n\b\nExample:\n"
        "  machimori import shapes parks.shp routes.shp --mapping city.yaml \\\n"
        "      --output city.geojson",
    ),
)
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--mapping",
    type=FILE,
    required=True,
    help=say("列と種類の対応表（YAML）。", "Which column becomes what (YAML)."),
)
@click.option(
    "--output",
    "-o",
    type=FILE,
    required=True,
    help=say("書き込む場面ファイル。", "Scene file to write."),
)
@language_option
def shapes_command(
    files: tuple[Path, ...], mapping: Path, output: Path, language: Language
) -> None:
    """Import a city's files."""
    with progress(say("地図を読んでいます", "reading the maps")):
        result = read_shapes(files, mapping=mapping)
        write_scene(result.scene, output)
    _tell(result, output, language)


def _tell(result: ImportResult, output: Path, language: Language) -> None:
    report, screen = result.report, console()
    table = Table(title=say(f"{output} を書きました。", f"Wrote {output}."))
    table.add_column(say("種類", "kind"))
    table.add_column(say("件数", "count"), justify="right")
    for kind, count in report.counts.items():
        table.add_row(vocabulary().label(kind).in_(language), f"{count:,}")
    screen.print(table)
    for assumption in result.scene.assumptions:
        count = len(assumption.features)
        screen.print(
            say(
                f"仮定：{assumption.property} = {assumption.value}（{count}件、"
                f"{assumption.reason.ja}）",
                f"Assumed: {assumption.property} = {assumption.value} "
                f"({count} features; {assumption.reason.en})",
            )
        )
    for note in (*report.skipped, *report.notes)[:NOTES_SHOWN]:
        screen.print(f"{note.element}: {note.text.in_(language)}")
    left = len(report.skipped) + len(report.notes) - NOTES_SHOWN
    if left > 0:
        screen.print(say(f"ほか {left} 件の注意。", f"{left} more notes."))
