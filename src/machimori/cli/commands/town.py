"""``machimori town``: light and sight over a whole town, tile by tile."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any

import click

from machimori.assessment.settings import light_settings, sight_settings
from machimori.cli.numbers import Numbers, numbers
from machimori.cli.options import (
    FILE,
    eye_option,
    language_option,
    metres_option,
    option,
    parameters_option,
    scene_argument,
    target_option,
)
from machimori.cli.printing import deliver, note, progress, show
from machimori.cli.speaking import say
from machimori.cli.studies.town import town_document, town_table
from machimori.cli.worded import Command
from machimori.cli.workers import workers
from machimori.errors import InvalidInput, MissingExtra, Problem, WorkersLost
from machimori.formats.scene_file import read_scene
from machimori.formats.town import Mosaic, TownStore, town_store
from machimori.language import Language, Text
from machimori.reports.town import LAYERS, write_rasters, write_town_layers
from machimori.scene import Scene
from machimori.town import (
    CELLS_M,
    Sums,
    TownPlan,
    TownSettings,
    ZoneResult,
    compute_tiles,
    plan_town,
    zone_results,
)

SUMMARY = "summary.json"
MOST_CELLS = 400_000_000
"""A stray feature far off makes a town of nothing: more cells than this are refused."""


@click.command(
    "town",
    cls=Command,
    says=Text(
        ja="町全体の明るさと見通しを計算します。"
        "\n\n場面ファイル SCENE の全域を升目に分け、照度、見える視点の数、死角、"
        "暗がり、道路・公園・通学路ごとの数値を DIR に書きます。途中で止まっても、"
        "同じ命令で続きから始まります。",
        en="Compute light and sight over a whole town."
        "\n\nDivides all of the scene file SCENE into cells and writes illuminance, "
        "watchers, blind spots, dark pockets and numbers for every street, park and "
        "school route to DIR. If it is stopped, the same command goes on.",
    ),
    examples=(
        "machimori town town.geojson --output town",
        "machimori town town.gpkg --output town --cell-m 0.5 --from road --from window",
        "machimori town town.gpkg --output town --dask tcp://10.0.0.5:8786",
    ),
)
@scene_argument
@option(
    "--output",
    "-o",
    "folder",
    type=FILE,
    metavar="DIR",
    required=True,
    says=Text(
        ja="書き出すフォルダ。空か、この計算の途中のもの。",
        en="The folder to write to: empty, or one in which this was begun.",
    ),
)
@option(
    "--from",
    "sources",
    multiple=True,
    default=("road", "path"),
    show_default="road, path",
    metavar="road|path|window|ID",
    says=Text(
        ja="見る人のいるところ: 種類、またはid。繰り返し可。",
        en="From where: a kind, or the id of anything. Repeatable.",
    ),
)
@option(
    "--cell-m",
    type=click.Choice([f"{side:g}" for side in CELLS_M]),
    default="1",
    show_default=True,
    says=Text(ja="升目の一辺（m）。", en="Side of a cell (m)."),
)
@option(
    "--tile-cells",
    type=click.IntRange(16, 4096),
    default=512,
    show_default=True,
    says=Text(
        ja="一度に計算する区画の一辺（升）。結果は変わりません。",
        en="Cells a side of what is computed at once; the result is the same.",
    ),
)
@eye_option
@target_option
@metres_option(
    "--range-m",
    Text(ja="見通す距離（m）。", en="Range of sight (m)."),
    least=1.0,
    most=1000.0,
    default=100.0,
)
@option(
    "--dark-below-lx",
    type=click.FloatRange(0.0, min_open=True),
    default=3.0,
    show_default=True,
    metavar="LX",
    says=Text(ja="これより暗い升を「暗い」とします。", en="Less than this is dark."),
)
@option(
    "--faint-lx",
    type=click.FloatRange(1e-6, 1.0),
    default=1e-4,
    show_default=True,
    metavar="LX",
    says=Text(
        ja="一灯の光がこれより弱い所では、その灯を数えません。",
        en="A lamp is left out where it gives less than this.",
    ),
)
@option(
    "--processes",
    type=click.IntRange(1, 256),
    default=lambda: os.cpu_count() or 1,
    says=Text(
        ja="同時に使う処理の数。省略すると、この計算機のコアの数。",
        en="How many processes to compute with; one a core where left out.",
    ),
)
@option(
    "--dask",
    metavar="ADDRESS",
    says=Text(
        ja="Dask の計算機群で計算します（例 tcp://10.0.0.5:8786）。",
        en="Compute on a Dask cluster (for example tcp://10.0.0.5:8786).",
    ),
)
@option(
    "--afresh",
    is_flag=True,
    says=Text(
        ja="計算済みの区画を捨て、はじめからやり直します。",
        en="Throw finished tiles away and begin again.",
    ),
)
@parameters_option
@language_option
def town_command(
    scene: Path, folder: Path, parameters: Path | None, language: Language, **asked: Any
) -> None:
    """Compute a whole town."""
    given = numbers(
        parameters,
        eye_height=asked["eye_m"],
        target_height_person=asked["target_m"],
        grid_spacing=float(asked["cell_m"]),
        sight_range=asked["range_m"],
    )
    with progress(say("場面を読んでいます", "reading the scene")):
        town = read_scene(scene)
    plan = _planned(town, _settings(town, given, asked))
    tile_cells, afresh = asked["tile_cells"], asked["afresh"]
    with town_store(folder, plan, tile_cells=tile_cells, afresh=afresh) as store:
        _compute(plan, store, asked["dask"], asked["processes"])
        results = _write(town, plan, store, language)
    if town.terrain is not None:
        note(
            say(
                "地形は使っていません。地面を平らとみなした結果です。",
                "Terrain is left out: the ground is taken as level.",
            )
        )
    document = town_document(plan, results, town, given.document(language))
    deliver(document, folder / SUMMARY)
    show(town_table(plan, results))


def _settings(town: Scene, given: Numbers, asked: Mapping[str, Any]) -> TownSettings:
    return TownSettings(
        cell_m=float(asked["cell_m"]),
        watchers=asked["sources"],
        sight=sight_settings(given, town, target_m=given("target-height-person")),
        light=light_settings(given, town),
        faint_lx=asked["faint_lx"],
        dark_below_lx=asked["dark_below_lx"],
    )


def _planned(town: Scene, settings: TownSettings) -> TownPlan:
    if not town.features:
        raise InvalidInput([_nothing(town)])
    plan = plan_town(town, settings)
    problems = []
    if not len(plan.eyes):
        problems.append(_nobody_looks(town, settings))
    if plan.lattice.cells > MOST_CELLS:
        problems.append(_too_wide(town, plan))
    if problems:
        raise InvalidInput(problems)
    return plan


def _compute(
    plan: TownPlan, store: TownStore, dask: str | None, processes: int
) -> None:
    """Compute the tiles that are missing, and keep each as soon as it is finished."""
    missing, every = store.missing(), len(store.tiles)
    done = every - len(missing)
    if done and missing:
        note(
            say(
                f"{every} 区画のうち {done} は計算済みです。続きを計算します。",
                f"{done} of {every} tiles are finished; going on.",
            )
        )
    if not missing:
        return
    try:
        with (
            workers(dask, processes) as (executor, in_flight),
            progress(say("町を計算しています", "computing the town")) as told,
        ):
            told(done, every)
            for result in compute_tiles(plan, missing, executor, in_flight=in_flight):
                store.keep(result)
                done += 1
                told(done, every)
    except BrokenExecutor as error:
        raise WorkersLost(why=type(error).__name__) from error
    except KeyboardInterrupt:
        note(
            say(
                f"\n止めました。{every} 区画のうち {done} は残っています。"
                "同じ命令で続きから始まります。",
                f"\nStopped. {done} of {every} tiles are kept: the same command goes "
                "on from there.",
            )
        )
        raise


def _write(
    town: Scene, plan: TownPlan, store: TownStore, language: Language
) -> tuple[ZoneResult, ...]:
    sums = Sums.together(
        (store.read(tile.number).sums for tile in store.tiles), len(plan.zones)
    )
    results = zone_results(plan.zones, sums)
    with progress(say("地図を書いています", "writing the maps")) as told:
        mosaic = Mosaic(store, plan.lattice)
        layers = store.folder / LAYERS
        write_town_layers(
            layers,
            plan,
            results,
            mosaic,
            frame=town.frame,
            language=language,
            tell=told,
        )
        try:
            write_rasters(
                store.folder,
                store,
                plan.lattice,
                frame=town.frame,
                language=language,
            )
        except MissingExtra as error:
            note(say("ラスターは書きません。", "No rasters.") + error.message(language))
    note(say(f"{layers} を書きました。", f"Wrote {layers}."))
    return results


def _nothing(town: Scene) -> Problem:
    return Problem(
        file=town.source,
        where=Text(ja="ファイル全体", en="the whole file"),
        found="0",
        expected=Text(ja="地物のある場面", en="a scene with features"),
        remedy=Text(
            ja="道路や建物を取り込んでください（machimori import）。",
            en="Import streets and buildings (machimori import).",
        ),
    )


def _nobody_looks(town: Scene, settings: TownSettings) -> Problem:
    return Problem(
        file=town.source,
        where=Text.same("--from"),
        found=", ".join(settings.watchers),
        expected=Text(
            ja="場面にある、見る人のいるところ",
            en="something in the scene to look from",
        ),
        remedy=Text(
            ja="道路（road）か通路（path）を場面に加えるか、--from で別のものを"
            "指定してください。",
            en="Add roads or paths to the scene, or name something else with --from.",
        ),
    )


def _too_wide(town: Scene, plan: TownPlan) -> Problem:
    lattice = plan.lattice
    return Problem(
        file=town.source,
        where=Text(ja="場面の広がり", en="the extent of the scene"),
        found=f"{lattice.columns:,} × {lattice.rows:,}",
        expected=Text(ja=f"{MOST_CELLS:,}升以内", en=f"at most {MOST_CELLS:,} cells"),
        remedy=Text(
            ja="遠くに離れた地物がないか確かめるか、--cell-m を大きくしてください。",
            en="Look for features far off the town, or give a larger --cell-m.",
        ),
    )
