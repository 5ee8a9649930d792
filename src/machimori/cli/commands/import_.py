"""``machimori import``: scenes from other people's maps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from machimori.cli.commands.validate import counted
from machimori.cli.options import (
    FILE,
    file_option,
    language_of_group,
    language_option,
    metres_option,
    option,
    output_option,
)
from machimori.cli.printing import progress, show
from machimori.cli.speaking import say
from machimori.cli.worded import Group
from machimori.formats.citygml import read_citygml
from machimori.formats.ifc import read_ifc
from machimori.formats.importing import ImportResult
from machimori.formats.osm import read_osm
from machimori.formats.scene_file import write_scene
from machimori.formats.shapes import read_shapes
from machimori.language import Language, Text

NOTES_SHOWN = 10
HOMES = ("detached_house", "apartments", "row_house", "lodging", "school", "bank")
"""Kinds of place that a building by itself may be."""

scene_output = output_option(
    Text(ja="書き込む場面ファイル。", en="Scene file to write."), required=True
)


place_kind_option = option(
    "--place-kind",
    type=click.Choice(HOMES),
    says=Text(
        ja="用途の書かれていない建物を、この種類の場所とする。",
        en="What a building of unknown use is a place of.",
    ),
)


@click.group(
    "import",
    cls=Group,
    says=Text(
        ja="ほかの地図から場面ファイルを作ります。"
        "\n\n取り込んだだけでは、漏れなく調べたことにはなりません。",
        en="Make scene files of other maps."
        "\n\nNothing is declared to be surveyed completely by an import.",
    ),
)
@language_of_group
def import_group() -> None:
    """Hold the commands together."""


@import_group.command(
    "osm",
    says=Text(
        ja="OpenStreetMapの抜粋（XML、PBF）から場面ファイルを作ります。",
        en="Make a scene file of an OpenStreetMap extract (XML, PBF).",
    ),
    examples=(
        "machimori import osm town.osm --output town.geojson",
        "machimori import osm town.osm.pbf --place osm:way/123 -o park.geojson",
    ),
)
@click.argument("file", type=FILE, metavar="FILE")
@scene_output
@option(
    "--place",
    metavar="ID",
    says=Text(
        ja="この要素とその周りだけを取り込む（例 osm:way/123）。",
        en="Only this element and its surroundings (such as osm:way/123).",
    ),
)
@metres_option(
    "--margin-m",
    Text(ja="--place の周りの幅（m）。", en="How far around --place (m)."),
    least=0.0,
    most=5000.0,
    default=60.0,
)
@language_option
def osm_command(
    file: Path, output: Path, place: str | None, margin_m: float, language: Language
) -> None:
    """Import an OpenStreetMap extract."""
    _bring_in(
        say("地図を読んでいます", "reading the map"),
        lambda: read_osm(file, only=place, margin_m=margin_m),
        output,
        language,
    )


@import_group.command(
    "shapes",
    says=Text(
        ja="市のShapefileやGeoJSONなどから、対応表に従って場面ファイルを作ります。",
        en="Make a scene file of a city's shapefiles, GeoJSON and the like.",
    ),
    examples=(
        "machimori import shapes parks.shp routes.shp --mapping city.yaml \\",
        "    --output city.geojson",
    ),
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@file_option(
    "--mapping",
    Text(
        ja="どの列が何になるかを書いた対応表（YAML）。",
        en="Which column becomes what (YAML).",
    ),
    required=True,
)
@scene_output
@language_option
def shapes_command(
    files: tuple[Path, ...], mapping: Path, output: Path, language: Language
) -> None:
    """Import a city's files."""
    _bring_in(
        say("地図を読んでいます", "reading the maps"),
        lambda: read_shapes(files, mapping=mapping),
        output,
        language,
    )


@import_group.command(
    "citygml",
    says=Text(
        ja="PLATEAUの3D都市モデル（CityGML、建築物）から場面ファイルを作ります。"
        "\n\n建物の高さ・階数・用途と、LOD3の窓と扉を取り込みます。",
        en="Make a scene file of PLATEAU's city models (CityGML, buildings)."
        "\n\nTakes the height, storeys and use of buildings, and the windows and doors "
        "of LOD3.",
    ),
    examples=(
        "machimori import citygml 53395404_bldg_6697_op.gml --output town.geojson",
        "machimori import citygml flats.gml --place-kind apartments -o flats.geojson",
    ),
)
@click.argument("file", type=FILE, metavar="FILE")
@scene_output
@place_kind_option
@language_option
def citygml_command(
    file: Path, output: Path, place_kind: str | None, language: Language
) -> None:
    """Import a CityGML file."""
    _bring_in(
        say("都市モデルを読んでいます", "reading the city model"),
        lambda: read_citygml(file, place_kind=place_kind),
        output,
        language,
    )


@import_group.command(
    "ifc",
    says=Text(
        ja="BIMのモデル（IFC）から場面ファイルを作ります。"
        "\n\n戸建て住宅や共同住宅の階、扉、窓、バルコニー、共用部分を取り込みます。",
        en="Make a scene file of a building model (IFC)."
        "\n\nTakes storeys, doors, windows, balconies and shared rooms of houses and "
        "blocks of flats.",
    ),
    examples=(
        "machimori import ifc house.ifc --place-kind detached_house -o house.geojson",
        "machimori import ifc flats.ifczip --place-kind apartments -o flats.geojson",
    ),
)
@click.argument("file", type=FILE, metavar="FILE")
@scene_output
@place_kind_option
@language_option
def ifc_command(
    file: Path, output: Path, place_kind: str | None, language: Language
) -> None:
    """Import an IFC model."""
    _bring_in(
        say("建物のモデルを読んでいます", "reading the building model"),
        lambda: read_ifc(file, place_kind=place_kind),
        output,
        language,
    )


def _bring_in(
    doing: str, read: Callable[[], ImportResult], output: Path, language: Language
) -> None:
    """Read a map, write its scene, and tell how it went."""
    with progress(doing):
        result = read()
        write_scene(result.scene, output)
    _tell(result, output, language)


def _tell(result: ImportResult, output: Path, language: Language) -> None:
    show(say(f"{output} を書きました。", f"Wrote {output}."))
    show(counted(Counter(result.report.counts), language))
    for sentence in (*_assumed(result, language), *_noted(result, language)):
        show(sentence)


def _assumed(result: ImportResult, language: Language) -> Iterator[str]:
    for assumption in result.scene.assumptions:
        sentence = _ASSUMED.format(
            property=assumption.property,
            value=assumption.value,
            count=len(assumption.features),
            reason=assumption.reason,
        )
        yield sentence.in_(language)


def _noted(result: ImportResult, language: Language) -> Iterator[str]:
    notes = (*result.report.skipped, *result.report.notes)
    for one in notes[:NOTES_SHOWN]:
        yield f"{one.element}: {one.text.in_(language)}"
    left = len(notes) - NOTES_SHOWN
    if left > 0:
        yield say(f"ほか {left} 件", f"and {left} more")


_ASSUMED = Text(
    ja="仮定: {property} = {value}（{count}件。{reason}）",
    en="Assumed: {property} = {value} ({count} features; {reason})",
)
