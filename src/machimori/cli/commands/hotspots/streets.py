"""``machimori hotspots streets``: density of real points along streets."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from machimori.cli.commands.hotspots.group import study_output
from machimori.cli.options import (
    FILE,
    format_option,
    language_option,
    metres_option,
    option,
)
from machimori.cli.printing import progress
from machimori.cli.speaking import say
from machimori.cli.studies.incidents import (
    Selection,
    incidents_argument,
    publish,
    selection_options,
)
from machimori.cli.studies.real_points import real_points
from machimori.cli.worded import Command
from machimori.formats.streets import read_streets
from machimori.hotspots import network_density
from machimori.hotspots.network_density import Estimator
from machimori.language import Language, Text
from machimori.reports.hotspots import streets_sheet
from machimori.streets import cut_evenly, nearest_positions

WITHIN_M = 50.0
"""A point farther from any street is on none."""


@click.command(
    "streets",
    cls=Command,
    says=Text(
        ja="実際の地点を最も近い道に寄せ、道に沿った密度を計算します。"
        "\n\nSTREETS は道路の地図（OpenStreetMap、GraphML、線のファイル）です。",
        en="Put real points onto the nearest street and compute the density along "
        "streets."
        "\n\nSTREETS are maps of streets: OpenStreetMap, GraphML, or files of lines.",
    ),
    examples=(
        "machimori hotspots streets incidents.geojson town.osm",
        "machimori hotspots streets incidents.geojson town.graphml \\",
        "    --format geojson --output streets.geojson",
    ),
)
@incidents_argument
@click.argument("streets", type=FILE, metavar="STREETS...", nargs=-1, required=True)
@selection_options
@metres_option(
    "--bandwidth-m",
    Text(ja="平滑化の幅（m）。", en="How far an incident is spread (m)."),
    least=20.0,
    most=2000.0,
    default=200.0,
)
@metres_option(
    "--piece-m",
    Text(ja="道を区切る長さ（m）。", en="Length of the pieces of street (m)."),
    least=2.0,
    most=200.0,
    default=20.0,
)
@option(
    "--estimator",
    type=click.Choice(get_args(Estimator)),
    default="equal-split-continuous",
    show_default=True,
    says=Text(
        ja="交差点での分け方。simple は最短の道のりだけ、equal-split は等分、"
        "equal-split-continuous は交差点で途切れない等分。",
        en="How it goes on at crossings: simple by shortest ways, equal-split in equal "
        "parts, equal-split-continuous the same without jumps.",
    ),
)
@format_option("text", "html", "pdf", "json", "geojson")
@study_output
@language_option
def streets_command(
    incidents: Path,
    streets: tuple[Path, ...],
    selection: Selection,
    bandwidth_m: float,
    estimator: Estimator,
    format_: str,
    output: Path | None,
    language: Language,
    **more: Any,
) -> None:
    """Study the density along streets."""
    found = selection.read(incidents)
    chosen = selection.of(found)
    points, notices = real_points(chosen, incidents)
    with progress(say("道を読んでいます", "reading the streets")):
        graph = read_streets(streets, frame=found.blocks.frame).graph
    with progress(say("密度を計算しています", "computing the density")):
        cut = cut_evenly(graph, more["piece_m"])
        positions = nearest_positions(graph, points, within_m=WITHIN_M)
        density = network_density(
            graph, cut, positions, bandwidth_m=bandwidth_m, estimator=estimator
        )
    on_streets = int(positions.found.sum())
    sheet = streets_sheet(
        density,
        graph,
        cut,
        count=on_streets,
        away=len(points) - on_streets,
        bandwidth_m=bandwidth_m,
        estimator=estimator,
        notices=notices,
    )
    publish(sheet, format_=format_, output=output, language=language)
