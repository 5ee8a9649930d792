"""``machimori hotspots near-repeat``: whether incidents come again soon and near."""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np

from machimori.cli.commands.hotspots.group import study_output
from machimori.cli.options import flag_option, format_option, language_option, option
from machimori.cli.printing import progress
from machimori.cli.speaking import say
from machimori.cli.studies.incidents import (
    Selection,
    incidents_argument,
    publish,
    require_blocks,
    selection_options,
)
from machimori.cli.worded import Command
from machimori.hotspots import near_repeat
from machimori.incidents import Incidents
from machimori.language import Language, Text
from machimori.reports.hotspots import (
    DAY_EDGES,
    Sheet,
    block_near_repeat_sheet,
    near_repeat_sheet,
)

DISTANCE_EDGES_M = (0.0, 0.001, 100.0, 200.0, 400.0, float("inf"))


@click.command(
    "near-repeat",
    cls=Command,
    says=Text(
        ja="近い所で間を置かずに起きることが、偶然より多いかを調べます。"
        "\n\n町丁目までしか分からない事案は、同じ町丁目と隣の町丁目の組を数えます。"
        "--points では実際の地点どうしの距離で数えます。",
        en="Find out whether incidents near one another follow sooner than by chance."
        "\n\nWhere only the block is known, pairs in the same and in adjacent blocks "
        "are counted; --points counts pairs of real points by their distance.",
    ),
    examples=(
        "machimori hotspots near-repeat incidents.geojson --kind bicycle_theft",
        "machimori hotspots near-repeat incidents.geojson --points",
    ),
)
@incidents_argument
@selection_options
@flag_option(
    "--points",
    Text(
        ja="実際の地点が分かる事案だけを、距離で調べる。",
        en="Study incidents whose point is known, by distance.",
    ),
)
@option(
    "--permutations",
    type=click.IntRange(19, 99_999),
    default=999,
    show_default=True,
    says=Text(ja="日を入れ替える回数。", en="How many times the days are exchanged."),
)
@option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    says=Text(
        ja="入れ替えの種。同じ値なら同じ結果です。",
        en="Seed of the exchanges; the same gives the same result.",
    ),
)
@format_option("text", "html", "pdf", "json")
@study_output
@language_option
def near_repeat_command(
    incidents: Path,
    selection: Selection,
    points: bool,
    permutations: int,
    seed: int,
    format_: str,
    output: Path | None,
    language: Language,
) -> None:
    """Study near repeats."""
    found = selection.read(incidents)
    chosen = selection.of(found)
    if not points:
        require_blocks(chosen, incidents)
    study = _by_points if points else _by_blocks
    sheet = study(chosen.incidents, permutations, seed, chosen.notices)
    publish(sheet, format_=format_, output=output, language=language)


def _by_blocks(
    incidents: Incidents, permutations: int, seed: int, notices: list[Text]
) -> Sheet:
    with progress(say("日を入れ替えています", "exchanging days")) as told:
        return block_near_repeat_sheet(
            incidents, permutations, seed=seed, notices=notices, tell=told
        )


def _by_points(
    incidents: Incidents, permutations: int, seed: int, notices: list[Text]
) -> Sheet:
    columns = incidents.columns
    known = np.isfinite(columns.xy_m).all(axis=1) & ~np.isnat(columns.day)
    with progress(say("日を入れ替えています", "exchanging days")) as told:
        found = near_repeat(
            columns.xy_m[known],
            columns.day[known].astype(np.int64),
            distance_edges_m=DISTANCE_EDGES_M,
            day_edges=DAY_EDGES,
            permutations=permutations,
            rng=np.random.default_rng(seed),
            tell=told,
        )
    left_out = len(known) - int(known.sum())
    said = [*notices, _NO_POINT.format(count=left_out)] if left_out else notices
    labels = [_distance(n) for n in range(len(DISTANCE_EDGES_M) - 1)]
    return near_repeat_sheet(
        found, labels, DAY_EDGES, count=int(known.sum()), notices=said
    )


def _distance(number: int) -> Text:
    first, end = DISTANCE_EDGES_M[number], DISTANCE_EDGES_M[number + 1]
    if end < 1.0:
        return Text(ja="同じ地点", en="same point")
    if np.isinf(end):
        return Text(ja=f"{first:g} m以上", en=f"{first:g} m and more")
    return Text(ja=f"{first:.0f}〜{end:g} m", en=f"{first:.0f}–{end:g} m")


_NO_POINT = Text(
    ja="実際の地点か日が分からない{count}件は除きました。",
    en="{count} whose point or day is unknown are left out.",
)
