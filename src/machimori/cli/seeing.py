"""``machimori sight``: what is seen from where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from machimori.assessment.night_sight import sight_by_day_or_night
from machimori.assessment.settings import sight_settings
from machimori.cli.area_results import AreaResult, Columns, publish
from machimori.cli.areas import chosen_areas, over
from machimori.cli.conditions import Conditions, conditions_options
from machimori.cli.numbers import Numbers, numbers
from machimori.cli.options import (
    area_option,
    format_option,
    language_option,
    metres_option,
    option,
    parameters_option,
    scene_argument,
    spacing_option,
)
from machimori.cli.printing import note
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.language import Language, Text
from machimori.scene import Feature, Scene
from machimori.sightlines import SightSettings, viewpoints

METRES = ("eye_m", "target_m", "spacing_m", "range_m")

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
@metres_option(
    "--eye-m",
    Text(ja="目の高さ（m）。", en="Height of the eyes (m)."),
    least=0.1,
    most=300.0,
    default=1.5,
)
@metres_option(
    "--target-m",
    Text(ja="見られるものの高さ（m）。", en="Height of what is to be seen (m)."),
    least=0.0,
    most=300.0,
    default=1.0,
)
@spacing_option
@metres_option(
    "--range-m",
    Text(ja="見通す距離（m）。", en="Range of sight (m)."),
    least=1.0,
    most=5000.0,
    default=100.0,
)
@conditions_options
@parameters_option
@format_option("text", "json", "geojson")
@language_option
def sight_command(
    scene: Path,
    sources: tuple[str, ...],
    areas: tuple[str, ...],
    parameters: Path | None,
    format_: str,
    language: Language,
    **rest: Any,
) -> None:
    """Compute sight over areas."""
    metres = {name: rest.pop(name) for name in METRES}
    given = numbers(
        parameters,
        eye_height=metres["eye_m"],
        target_height_person=metres["target_m"],
        grid_spacing=metres["spacing_m"],
        sight_range=metres["range_m"],
    )
    conditions = Conditions(**rest)
    town = conditions.read_scene(scene, given)
    chosen = chosen_areas(town, areas, spacing_m=metres["spacing_m"])
    settings = sight_settings(given, town, target_m=given("target-height-person"))
    results = over(
        chosen,
        say("見通しを計算しています", "computing sight"),
        lambda area: _result(town, area, sources, settings, given),
    )
    publish(
        town,
        results,
        given.document(language),
        COLUMNS,
        format_=format_,
        language=language,
        conditions=conditions.stated(town),
    )
    if not any(result.numbers["viewers"] for result in results):
        note(
            say(
                "見る人のいるところが、見通す距離の中に一つもありません。",
                "There is nothing to look from within the range of sight.",
            )
        )


def _result(
    town: Scene,
    area: Feature,
    sources: tuple[str, ...],
    settings: SightSettings,
    given: Numbers,
) -> AreaResult:
    eyes = viewpoints(town, sources, settings=settings, near=area.surface)
    field = sight_by_day_or_night(
        town, area.surface, eyes, settings=settings, number=given
    )
    return AreaResult(
        area=area,
        numbers={
            "seen_share": field.seen_share,
            "unseen_area_m2": field.unseen_area_m2,
            "area_m2": field.area_m2,
            "points": field.points,
            "viewers": len(eyes),
        },
        grid=field.grid,
        values=field.seen,
    )
