"""``machimori light``: how bright it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from machimori.assessment.settings import light_settings
from machimori.cli.area_results import AreaResult, Columns, publish
from machimori.cli.areas import chosen_areas, over
from machimori.cli.numbers import numbers
from machimori.cli.options import (
    area_option,
    format_option,
    language_option,
    parameters_option,
    scene_argument,
    spacing_option,
)
from machimori.cli.printing import note
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.formats.scene_file import read_scene
from machimori.language import Language, Text
from machimori.lighting import LightSettings, illuminance_field
from machimori.scene import Feature, Scene

COLUMNS = Columns(
    quantity="lx",
    headings={
        "mean_lx": Text(ja="平均 lx", en="mean lx"),
        "min_lx": Text(ja="最小 lx", en="min lx"),
        "max_lx": Text(ja="最大 lx", en="max lx"),
        "uniformity": Text(ja="均斉度", en="uniformity"),
        "points": Text(ja="点数", en="points"),
    },
    formats={"points": ",d"},
)
LAMPS_NAMED = 8


@click.command(
    "light",
    cls=Command,
    says=Text(
        ja="照明が地面をどれだけ照らすかを計算します。"
        "\n\n遮るものを含む直接光による水平面照度です。"
        "SCENE は場面ファイル（.geojson、.json、.gpkg）です。",
        en="Compute how much the lamps light the ground."
        "\n\nThe direct horizontal illuminance, obstacles included. SCENE is a scene "
        "file (.geojson, .json, .gpkg).",
    ),
    examples=(
        "machimori light town.geojson",
        "machimori light town.geojson --area play --spacing-m 0.5 --format json",
        "machimori light town.geojson --format geojson > lux.geojson",
    ),
)
@scene_argument
@area_option
@spacing_option
@parameters_option
@format_option("text", "json", "geojson")
@language_option
def light_command(
    scene: Path,
    areas: tuple[str, ...],
    spacing_m: float,
    parameters: Path | None,
    format_: str,
    language: Language,
) -> None:
    """Compute illuminance over areas."""
    given = numbers(parameters, grid_spacing=spacing_m)
    town = read_scene(scene)
    chosen = chosen_areas(town, areas, spacing_m=spacing_m)
    settings = light_settings(given, town)
    results = over(
        chosen,
        say("照度を計算しています", "computing light"),
        lambda area: _result(town, area, settings),
    )
    used = given.document(language)
    publish(town, results, used, COLUMNS, format_=format_, language=language)
    _tell_unknown(results)


def _result(town: Scene, area: Feature, settings: LightSettings) -> AreaResult:
    field = illuminance_field(town, area.surface, settings=settings)
    return AreaResult(
        area=area,
        numbers={
            "mean_lx": field.mean_lx,
            "min_lx": field.min_lx,
            "max_lx": field.max_lx,
            "uniformity": field.uniformity,
            "points": field.points,
            "lamps": field.lamps,
            "unknown_lamps": field.unknown_lamps,
        },
        grid=field.grid,
        values=field.illuminance_lx,
    )


def _tell_unknown(results: Sequence[AreaResult]) -> None:
    unknown = sorted({lamp for r in results for lamp in r.numbers["unknown_lamps"]})
    if not unknown:
        return
    listed = ", ".join(unknown[:LAMPS_NAMED])
    listed += " …" if len(unknown) > LAMPS_NAMED else ""
    note(
        say(
            "光束・高さ・配光のどれかが分からず、計算に入れていない照明"
            f"（{len(unknown)}台）: {listed}",
            f"Lamps left out ({len(unknown)}), their flux, height or photometry "
            f"unknown: {listed}",
        )
    )
