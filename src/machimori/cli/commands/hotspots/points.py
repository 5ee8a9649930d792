"""``machimori hotspots points``: density of real points over a plane."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import numpy as np

from machimori.cli.commands.hotspots.group import study_output
from machimori.cli.options import format_option, language_option, metres_option
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
from machimori.geometry import Lattice
from machimori.hotspots import kernel_density
from machimori.language import Language, Text
from machimori.reports.hotspots import density_sheet

MOST_CELLS = 4_000_000


@click.command(
    "points",
    cls=Command,
    says=Text(
        ja="実際の地点の密度を計算します。"
        "\n\n町丁目までしか分からない事案は使いません"
        "（hotspots blocks を使ってください）。",
        en="Compute the density of real points."
        "\n\nIncidents known by block alone are not used: see hotspots blocks.",
    ),
    examples=(
        "machimori hotspots points incidents.geojson --bandwidth-m 200",
        "machimori hotspots points incidents.geojson --format geojson \\",
        "    --output density.geojson",
    ),
)
@incidents_argument
@selection_options
@metres_option(
    "--bandwidth-m",
    Text(ja="平滑化の幅（m）。", en="How far an incident is spread (m)."),
    least=20.0,
    most=5000.0,
    default=200.0,
)
@format_option("text", "html", "pdf", "json", "geojson")
@study_output
@language_option
def points_command(
    incidents: Path,
    selection: Selection,
    bandwidth_m: float,
    format_: str,
    output: Path | None,
    language: Language,
) -> None:
    """Study the density of points."""
    found = selection.read(incidents)
    chosen = selection.of(found)
    points, notices = real_points(chosen, incidents)
    with progress(say("密度を計算しています", "computing the density")):
        lattice = _lattice(points, bandwidth_m)
        density = kernel_density(points, lattice, bandwidth_m=bandwidth_m)
    sheet = density_sheet(
        density,
        lattice,
        found.blocks.frame,
        count=len(points),
        bandwidth_m=bandwidth_m,
        notices=notices,
    )
    publish(sheet, format_=format_, output=output, language=language)


def _lattice(points: np.ndarray[Any, Any], bandwidth_m: float) -> Lattice:
    """Twenty steps a bandwidth, as far as the memory goes."""
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    wide, high = east - west + 2 * bandwidth_m, north - south + 2 * bandwidth_m
    spacing = max(bandwidth_m / 20, float(np.sqrt(wide * high / MOST_CELLS)))
    return Lattice(
        float(west - bandwidth_m),
        float(south - bandwidth_m),
        spacing,
        int(wide / spacing) + 2,
        int(high / spacing) + 2,
    )
