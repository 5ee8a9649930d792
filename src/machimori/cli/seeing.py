"""``machimori sight``: what is seen from where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from machimori.assessment.settings import sight_settings
from machimori.cli import areas as area_results
from machimori.cli.numbers import Numbers, numbers
from machimori.cli.options import (
    area_option,
    format_option,
    language_option,
    parameters_option,
    scene_argument,
)
from machimori.cli.printing import progress
from machimori.cli.speaking import say
from machimori.formats.scene_file import read_scene
from machimori.language import Language, Text
from machimori.scene import Feature, Scene
from machimori.sightlines import SightField, SightSettings, sight_field, viewpoints

HEADINGS = {
    "id": Text(ja="範囲", en="area"),
    "seen_share": Text(ja="見える割合", en="seen share"),
    "unseen_area_m2": Text(ja="見えない面積 m²", en="unseen m²"),
    "area_m2": Text(ja="面積 m²", en="area m²"),
}


@click.command(
    "sight",
    help=say(
        "道、通路、窓、または名指しした場所から、範囲のどこが見えるかを計算します。"
        "\n\n\b\n例：\n"
        "  machimori sight town.geojson --from road\n"
        "  machimori sight town.geojson --from road --from window --area play\n"
        "  machimori sight town.geojson --from caretaker --target-m 0.5 --format json",
        "Compute which parts of areas are seen from roads, paths, windows or named "
        "features."
        "\n\n\b\nExamples:\n"
        "  machimori sight town.geojson --from road\n"
        "  machimori sight town.geojson --from road --from window --area play\n"
        "  machimori sight town.geojson --from caretaker --target-m 0.5 --format json",
    ),
)
@scene_argument
@click.option(
    "--from",
    "sources",
    multiple=True,
    required=True,
    metavar="road|path|window|ID",
    help=say("見る人のいるところ。繰り返し可。", "From where; repeatable."),
)
@area_option
@click.option(
    "--eye-m",
    type=click.FloatRange(0.1, 300.0),
    default=1.5,
    show_default=True,
    help=say("目の高さ（m）。", "Height of the eyes (m)."),
)
@click.option(
    "--target-m",
    type=click.FloatRange(0.0, 300.0),
    default=1.0,
    show_default=True,
    help=say("見られるものの高さ（m）。", "Height of what is to be seen (m)."),
)
@click.option(
    "--spacing-m",
    type=click.FloatRange(0.05, 100.0),
    default=1.0,
    show_default=True,
    help=say("計算点の間隔（m）。", "Spacing of the points (m)."),
)
@click.option(
    "--range-m",
    type=click.FloatRange(1.0, 5000.0),
    default=100.0,
    show_default=True,
    help=say("見通す距離（m）。", "Range of sight (m)."),
)
@parameters_option
@format_option("text", "json", "geojson")
@language_option
def sight_command(
    scene: Path,
    sources: tuple[str, ...],
    areas: tuple[str, ...],
    parameters_file: Path | None,
    format_: str,
    language: Language,
    **metres: float,
) -> None:
    """Compute sight over areas."""
    given = numbers(
        parameters_file,
        eye_height=metres["eye_m"],
        target_height_person=metres["target_m"],
        grid_spacing=metres["spacing_m"],
        sight_range=metres["range_m"],
    )
    town = read_scene(scene)
    chosen = area_results.chosen_areas(town, areas)
    fields = _fields(town, chosen, sources, _settings(given, town))
    rows = [_row(area, field) for area, field in fields]
    used = given.document(language)
    if format_ == "json":
        click.echo(area_results.json_of(rows, used))
    elif format_ == "geojson":
        layers = ((a.id, f.grid, "seen", f.seen) for a, f in fields)
        click.echo(area_results.geojson_of(town, layers))
    else:
        area_results.print_table(rows, HEADINGS, language)
        area_results.print_parameters(used, language)


def _settings(given: Numbers, town: Scene) -> SightSettings:
    return sight_settings(given, town, target_m=given("target-height-person"))


def _fields(
    town: Scene,
    chosen: tuple[Feature, ...],
    sources: tuple[str, ...],
    settings: SightSettings,
) -> list[tuple[Feature, SightField]]:
    found = []
    with progress(say("見通しを計算中", "computing sight")) as told:
        for done, area in enumerate(chosen):
            told(done, len(chosen))
            near = area.surface
            eyes = viewpoints(town, sources, settings=settings, near=near)
            field = sight_field(town, near, eyes, settings=settings)
            found.append((area, field))
    return found


def _row(area: Feature, field: SightField) -> dict[str, Any]:
    return {
        "id": area.id,
        "seen_share": field.seen_share,
        "unseen_area_m2": field.unseen_area_m2,
        "area_m2": field.area_m2,
        "points": field.points,
    }
