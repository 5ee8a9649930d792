"""``machimori light``: how bright it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from machimori.assessment.settings import light_settings
from machimori.cli.area_results import AreaResult, Columns, publish
from machimori.cli.areas import chosen_areas, over
from machimori.cli.conditions import terrain_option
from machimori.cli.numbers import numbers
from machimori.cli.options import (
    area_option,
    format_option,
    language_option,
    parameters_option,
    scene_argument,
    spacing_option,
)
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.errors import InvalidInput, Problem
from machimori.formats.scene_file import read_scene
from machimori.language import Language, Text
from machimori.lighting import LightSettings, illuminance_field
from machimori.scene import Feature, Scene
from machimori.scene.conditions import scene_conditions

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
LAMP_NEEDS = ("photometry", "luminous_flux_lm", "height_m")


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
@terrain_option
@parameters_option
@format_option("text", "json", "geojson")
@language_option
def light_command(
    scene: Path,
    areas: tuple[str, ...],
    spacing_m: float,
    terrain: Path | None,
    parameters: Path | None,
    format_: str,
    language: Language,
) -> None:
    """Compute illuminance over areas."""
    given = numbers(parameters, grid_spacing=spacing_m)
    town = read_scene(scene, terrain=terrain)
    chosen = chosen_areas(town, areas, spacing_m=spacing_m)
    settings = light_settings(given, town)
    results = over(
        chosen,
        say("照度を計算しています", "computing light"),
        lambda area: _result(town, area, settings),
    )
    _refuse_unknown(town, results)
    used = given.document(language)
    publish(
        town,
        results,
        used,
        COLUMNS,
        format_=format_,
        language=language,
        conditions=scene_conditions(town),
    )


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


def _refuse_unknown(town: Scene, results: Sequence[AreaResult]) -> None:
    """A mean without a lamp that burns would be wrong: say what to state of it."""
    unknown = sorted({lamp for r in results for lamp in r.numbers["unknown_lamps"]})
    if unknown:
        raise InvalidInput(_unknown_light(town, town.by_id[id_]) for id_ in unknown)


def _unknown_light(town: Scene, lamp: Feature) -> Problem:
    silent = [name for name in LAMP_NEEDS if lamp.get(name) is None]
    return Problem(
        file=town.source,
        where=Text(ja=f"照明 {lamp.id}", en=f"lamp {lamp.id}"),
        found="",
        expected=Text(
            ja=f"配光と高さ（未記入：{', '.join(silent)}）",
            en=f"photometry and height (not stated: {', '.join(silent)})",
        ),
        remedy=Text(
            ja="photometry（配光ファイルか内蔵の名前）、luminous_flux_lm、height_m を"
            "書いてください。点灯していなければ lit を false にします。",
            en="State photometry (a file or a built-in name), luminous_flux_lm and "
            "height_m; or lit: false if it does not burn.",
        ),
    )
