"""``machimori light``: how bright it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from machimori.assessment.settings import light_settings
from machimori.cli import areas as area_results
from machimori.cli.numbers import numbers
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
from machimori.lighting import IlluminanceField, illuminance_field
from machimori.scene import Feature

HEADINGS = {
    "id": Text(ja="範囲", en="area"),
    "mean_lx": Text(ja="平均 lx", en="mean lx"),
    "min_lx": Text(ja="最小 lx", en="min lx"),
    "max_lx": Text(ja="最大 lx", en="max lx"),
    "uniformity": Text(ja="均斉度", en="uniformity"),
    "points": Text(ja="点数", en="points"),
}


@click.command(
    "light",
    help=say(
        "照明の水平面照度を計算します（遮るものを含む、直接光）。"
        "\n\n\b\n例：\n"
        "  machimori light town.geojson\n"
        "  machimori light town.geojson --area play --spacing-m 0.5 --format json",
        "Compute the direct horizontal illuminance of the lamps, obstacles included."
        "\n\n\b\nExamples:\n"
        "  machimori light town.geojson\n"
        "  machimori light town.geojson --area play --spacing-m 0.5 --format json",
    ),
)
@scene_argument
@area_option
@click.option(
    "--spacing-m",
    type=click.FloatRange(min=0.05, max=100.0),
    default=1.0,
    show_default=True,
    help=say("計算点の間隔（m）。", "Spacing of the points (m)."),
)
@parameters_option
@format_option("text", "json", "geojson")
@language_option
def light_command(
    scene: Path,
    areas: tuple[str, ...],
    spacing_m: float,
    parameters_file: Path | None,
    format_: str,
    language: Language,
) -> None:
    """Compute illuminance over areas."""
    given = numbers(parameters_file, grid_spacing=spacing_m)
    town = read_scene(scene)
    chosen = area_results.chosen_areas(town, areas)
    settings = light_settings(given, town)
    fields: list[tuple[Feature, IlluminanceField]] = []
    with progress(say("照度を計算中", "computing light")) as told:
        for done, area in enumerate(chosen):
            told(done, len(chosen))
            field = illuminance_field(town, area.surface, settings=settings)
            fields.append((area, field))
    rows = [_row(area, field) for area, field in fields]
    used = given.document(language)
    if format_ == "json":
        click.echo(area_results.json_of(rows, used))
    elif format_ == "geojson":
        layers = ((a.id, f.grid, "lx", f.illuminance_lx) for a, f in fields)
        click.echo(area_results.geojson_of(town, layers))
    else:
        area_results.print_table(rows, HEADINGS, language)
        area_results.print_parameters(used, language)
        _tell_unknown(fields)


def _row(area: Feature, field: IlluminanceField) -> dict[str, Any]:
    return {
        "id": area.id,
        "mean_lx": field.mean_lx,
        "min_lx": field.min_lx,
        "max_lx": field.max_lx,
        "uniformity": field.uniformity,
        "points": field.points,
        "lamps": list(field.lamps),
        "unknown_lamps": list(field.unknown_lamps),
    }


def _tell_unknown(fields: list[tuple[Feature, IlluminanceField]]) -> None:
    unknown = sorted({lamp for _, field in fields for lamp in field.unknown_lamps})
    if unknown:
        listed = ", ".join(unknown[:8])
        click.echo(
            say(
                f"光束・高さ・配光が分からず、計算に入れていない照明：{listed}",
                f"Lamps left out, their flux, height or photometry unknown: {listed}",
            )
        )
