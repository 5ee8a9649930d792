"""``machimori light``: how bright it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from machimori.assessment.lux_survey import LuxReading
from machimori.assessment.settings import light_settings, with_reflection
from machimori.cli.conditions import terrain_option
from machimori.cli.numbers import numbers
from machimori.cli.options import (
    FILES,
    area_option,
    file_option,
    flag_option,
    format_option,
    language_option,
    output_option,
    parameters_option,
    require_output,
    scene_argument,
    spacing_option,
)
from machimori.cli.speaking import say
from machimori.cli.studies.area_results import AreaResult, Basis, Columns, publish
from machimori.cli.studies.areas import chosen_areas, over
from machimori.cli.studies.light import LightStudy, axes_of, light_listings
from machimori.cli.worded import Command
from machimori.errors import InvalidInput, Problem
from machimori.formats.scene_file import read_scene
from machimori.language import Language, Text
from machimori.lighting import IlluminanceField, LightSettings, illuminance_field
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
REFLECTED_COLUMNS = replace(
    COLUMNS,
    headings={
        **COLUMNS.headings,
        "reflected_mean_lx": Text(ja="うち反射 lx", en="reflected lx"),
        "left_out_lx": Text(ja="以後の反射（上限）lx", en="later bounces, at most lx"),
    },
)
LAMP_NEEDS = ("photometry", "luminous_flux_lm", "height_m")


@click.command(
    "light",
    cls=Command,
    says=Text(
        ja="照明が地面をどれだけ照らすかを計算します。"
        "\n\n遮るものを含む直接光による水平面照度です。--reflection で、地面と壁で一度"
        "反射した光も加えます。"
        "SCENE は場面ファイル（.geojson、.json、.gpkg）です。",
        en="Compute how much the lamps light the ground."
        "\n\nThe direct horizontal illuminance, obstacles included; --reflection adds "
        "what ground and walls send on once. SCENE is a scene file (.geojson, .json, "
        ".gpkg).",
    ),
    examples=(
        "machimori light town.geojson",
        "machimori light town.geojson --area play --spacing-m 0.5 --format json",
        "machimori light town.geojson --isolux --vertical --effects",
        "machimori light town.geojson --area play --reflection",
        "machimori light town.geojson --survey lux.csv",
        "machimori light town.geojson --format gpkg --output light.gpkg",
    ),
)
@scene_argument
@area_option
@spacing_option
@terrain_option
@flag_option(
    "--reflection",
    Text(
        ja="範囲の表と画像に、地面と壁で一度反射した光を加えます。",
        en="Add to tables and rasters of areas what ground and walls reflect once.",
    ),
)
@flag_option(
    "--isolux",
    Text(
        ja="3・10・20・50 lxの等照度線を加えます。",
        en="Add the isolux lines of 3, 10, 20 and 50 lx.",
    ),
)
@flag_option(
    "--vertical",
    Text(
        ja="道の軸を横切る高さ1.5 mの鉛直面の照度を加えます。",
        en="Add the illuminance on upright planes across roads, 1.5 m high.",
    ),
)
@flag_option(
    "--effects",
    Text(
        ja="照明ごとの寄与と、汚れ・茂った木で失われる明るさを加えます。",
        en="Add what each lamp gives, and what dirt and plants take from it.",
    ),
)
@file_option(
    "--survey",
    Text(
        ja="照度計の測定表。測定点ごとに計算と比べます。",
        en="A table of lux readings, to compare with what is computed there.",
    ),
)
@parameters_option
@format_option("text", "json", "geojson", *FILES)
@output_option(
    Text(
        ja="書き出すファイル。gpkgとgeotiffでは必須。",
        en="File to write; gpkg and geotiff need one.",
    )
)
@language_option
def light_command(
    scene: Path,
    areas: tuple[str, ...],
    spacing_m: float,
    terrain: Path | None,
    parameters: Path | None,
    format_: str,
    output: Path | None,
    language: Language,
    **more: Any,
) -> None:
    """Compute illuminance over areas."""
    reflection = more.pop("reflection")
    require_output(format_, output, has_more=any(more.values()))
    survey = more.pop("survey")
    given = numbers(parameters, grid_spacing=spacing_m)
    town = read_scene(scene, terrain=terrain)
    chosen = chosen_areas(town, areas, spacing_m=spacing_m)
    settings = light_settings(given, town)
    if reflection:
        settings = with_reflection(given, settings)
    study = LightStudy(town, chosen, settings)
    axes = axes_of(town, chosen, all_=not areas) if more["vertical"] else []
    readings = _readings(survey, town) if survey else ()
    _refuse_unknown(town, study.unknown_near(axes, readings))
    if format_ in FILES and output is not None:
        asked = {"axes": axes, "readings": readings, "effects": more["effects"]}
        _write_file(study, output, language, format_, asked)
        return
    results = over(
        chosen,
        say("照度を計算しています", "computing light"),
        lambda area: _result(town, area, study.settings),
    )
    publish(
        town,
        results,
        Basis(given.document(language), tuple(scene_conditions(town))),
        REFLECTED_COLUMNS if reflection else COLUMNS,
        format_=format_,
        language=language,
        listings=light_listings(study, axes, readings, **more),
        output=output,
    )


def _write_file(
    study: LightStudy,
    output: Path,
    language: Language,
    format_: str,
    asked: Mapping[str, Any],
) -> None:
    from machimori.cli.studies import light_files

    if format_ == "geotiff":
        light_files.write_light_raster(study, output, language)
    else:
        light_files.write_light_package(study, output, language, **asked)


def _readings(survey: Path, town: Scene) -> tuple[LuxReading, ...]:
    from machimori.formats.lux_survey import read_lux_survey

    return read_lux_survey(survey, town)


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
        }
        | _reflected(field),
        grid=field.grid,
        values=field.illuminance_lx,
    )


def _reflected(field: IlluminanceField) -> dict[str, float]:
    if field.reflected_lx is None or field.left_out_lx is None:
        return {}
    return {
        "reflected_mean_lx": field.grid.mean(field.reflected_lx),
        "left_out_lx": float(field.left_out_lx.max()),
    }


def _refuse_unknown(town: Scene, unknown: Sequence[str]) -> None:
    """A mean without a lamp that burns would be wrong: say what to state of it."""
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
