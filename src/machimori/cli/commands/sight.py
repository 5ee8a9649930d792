"""``machimori sight``: what is seen from where."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import click

from machimori.assessment.settings import sight_settings
from machimori.cli.conditions import Conditions, conditions_options
from machimori.cli.numbers import numbers
from machimori.cli.options import (
    FILES,
    area_option,
    eye_option,
    flag_option,
    format_option,
    language_option,
    metres_option,
    option,
    output_option,
    parameters_option,
    require_output,
    scene_argument,
    spacing_option,
    target_option,
)
from machimori.cli.printing import note
from machimori.cli.speaking import language_spoken, say
from machimori.cli.studies.area_results import AreaResult, Basis, Columns, publish
from machimori.cli.studies.areas import chosen_areas, over
from machimori.cli.studies.sight import (
    SeenArea,
    SightStudy,
    counts_of,
    with_counts,
)
from machimori.cli.worded import Command
from machimori.language import Language, Text
from machimori.scene.conditions import scene_conditions

COLUMNS = Columns(
    quantity="seen",
    headings={
        "seen_share": Text(ja="見える割合", en="seen"),
        "unseen_area_m2": Text(ja="見えない m²", en="unseen m²"),
        "area_m2": Text(ja="全体 m²", en="area m²"),
        "viewers": Text(ja="視点", en="viewpoints"),
    },
    formats={
        "seen_share": ".1%",
        "unseen_area_m2": ",.1f",
        "area_m2": ",.1f",
        "viewers": ",d",
    },
)


@click.command(
    "sight",
    cls=Command,
    says=Text(
        ja="道、通路、窓、または名指ししたものから、範囲のどこが見えるかを計算します。"
        "\n\nSCENE は場面ファイル（.geojson、.json、.gpkg）です。",
        en="Compute which parts of areas are seen from roads, paths, windows or "
        "whatever is named."
        "\n\nSCENE is a scene file (.geojson, .json, .gpkg).",
    ),
    examples=(
        "machimori sight town.geojson --from road",
        "machimori sight town.geojson --from road --from window --area play",
        "machimori sight town.geojson --from bench-1 --target-m 0.5 --format json",
        "machimori sight town.geojson --from watcher --count --blind-spots",
        "machimori sight town.geojson --from road --format gpkg --output sight.gpkg",
    ),
)
@scene_argument
@option(
    "--from",
    "sources",
    multiple=True,
    required=True,
    metavar="road|path|window|ID",
    says=Text(
        ja="見る人のいるところ: 種類、またはid。繰り返し可。",
        en="From where: a kind, or the id of anything. Repeatable.",
    ),
)
@area_option
@eye_option
@target_option
@spacing_option
@metres_option(
    "--range-m",
    Text(ja="見通す距離（m）。", en="Range of sight (m)."),
    least=1.0,
    most=5000.0,
    default=100.0,
)
@flag_option(
    "--count",
    Text(
        ja="見える視点の数も数えます。",
        en="Also count the viewpoints that see each point.",
    ),
)
@flag_option(
    "--blind-spots",
    Text(
        ja="死角ごとに、つくっているものと、どの高さまで下げれば見えるかを加えます。",
        en="Add the blind spots: what makes each, and to which height it must be cut.",
    ),
)
@conditions_options
@parameters_option
@format_option("text", "json", "geojson", *FILES)
@output_option(
    Text(
        ja="書き出すファイル。gpkgとgeotiffでは必須。",
        en="File to write; gpkg and geotiff need one.",
    )
)
@language_option
def sight_command(
    scene: Path,
    sources: tuple[str, ...],
    areas: tuple[str, ...],
    parameters: Path | None,
    format_: str,
    output: Path | None,
    language: Language,
    **asked: Any,
) -> None:
    """Compute sight over areas."""
    require_output(format_, output, has_more=asked["blind_spots"])
    given = numbers(
        parameters,
        eye_height=asked["eye_m"],
        target_height_person=asked["target_m"],
        grid_spacing=asked["spacing_m"],
        sight_range=asked["range_m"],
    )
    conditions = Conditions.chosen_among(asked)
    town = conditions.read_scene(scene, given)
    chosen = chosen_areas(town, areas, spacing_m=asked["spacing_m"])
    settings = sight_settings(given, town, target_m=given("target-height-person"))
    counts = asked["count"] or format_ in FILES
    study = SightStudy(town, sources, settings, counts=counts, number=given)
    if format_ == "geotiff" and output is not None:
        _files().write_sight_raster(study, chosen, output, language)
        return
    seen = over(chosen, say("見通しを計算しています", "computing sight"), study.over)
    if not any(len(one.eyes) for one in seen):
        note(_NOBODY.in_(language_spoken()))
    if format_ == "gpkg" and output is not None:
        least_m2 = given("blind-spot-area")
        _files().write_sight_package(study, seen, least_m2, output, language)
        return
    listings = []
    if asked["blind_spots"]:
        from machimori.cli.studies.blind_spots import blind_spots_listing

        blamed = study.blame(seen, at_least_m2=given("blind-spot-area"))
        listings.append(blind_spots_listing(blamed, town, language))
    publish(
        town,
        [_result(one) for one in seen],
        Basis(given.document(language), tuple(scene_conditions(town))),
        with_counts(COLUMNS) if asked["count"] else COLUMNS,
        format_=format_,
        language=language,
        listings=listings,
        output=output,
    )


_NOBODY = Text(
    ja="見る人のいるところが、見通す距離の中に一つもありません。",
    en="There is nothing to look from within the range of sight.",
)


def _files() -> ModuleType:
    from machimori.cli.studies import sight_files

    return sight_files


def _result(seen: SeenArea) -> AreaResult:
    field = seen.field
    counts = {} if field.watchers is None else counts_of(seen)
    return AreaResult(
        area=seen.area,
        numbers={
            "seen_share": field.seen_share,
            "unseen_area_m2": field.unseen_area_m2,
            "area_m2": field.area_m2,
            "points": field.points,
            "viewers": len(seen.eyes),
            **counts,
        },
        grid=field.grid,
        values=field.seen,
        more_values={} if field.watchers is None else {"watchers": field.watchers},
    )
