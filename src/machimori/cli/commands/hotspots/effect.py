"""``machimori hotspots effect``: whether a measure helped, beside a control."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from machimori.cli.commands.hotspots.group import study_output
from machimori.cli.options import (
    file_option,
    format_option,
    language_option,
    metres_option,
    option,
)
from machimori.cli.studies.incidents import Selection, publish, undated_options
from machimori.cli.studies.trials import counted_trial
from machimori.cli.worded import Command
from machimori.errors import InvalidInput, Problem
from machimori.hotspots import Trial, weighted_displacement_difference
from machimori.language import Language, Text
from machimori.reports.hotspots import effect_sheet

_COUNT = click.IntRange(0)
_LENGTH = click.FloatRange(0.0, min_open=True)


@click.command(
    "effect",
    cls=Command,
    says=Text(
        ja="対策の前後を、対策をしなかった所（対照）と比べます。"
        "\n\n前後だけを比べると、全体の増減を対策の効果と取り違えます。周りへ移った分も"
        "数えられます。件数を書くか、対照のある計画（patrol plan --format trial）と"
        "事案の一覧を渡します。",
        en="Compare before and after a measure with places where none was taken."
        "\n\nBefore and after alone would take what happened everywhere for the "
        "measure's effect. What moved to the surroundings can be counted too. Give the "
        "counts, or a plan with a control (patrol plan --format trial) and incidents.",
    ),
    examples=(
        "machimori hotspots effect --treated 207 110 --control 308 318 \\",
        "    --around-treated 178 157 --around-control 150 140",
        "machimori hotspots effect --trial trial.geojson --incidents incidents.geojson",
    ),
)
@option(
    "--treated",
    nargs=2,
    type=_COUNT,
    metavar="BEFORE AFTER",
    says=Text(ja="対策をした所の件数（前・後）。", en="Incidents where it was taken."),
)
@option(
    "--control",
    nargs=2,
    type=_COUNT,
    metavar="BEFORE AFTER",
    says=Text(ja="対照の件数（前・後）。", en="Incidents where it was not."),
)
@option(
    "--around-treated",
    nargs=2,
    type=_COUNT,
    default=(0, 0),
    metavar="BEFORE AFTER",
    says=Text(ja="対策をした所の周りの件数。", en="Incidents around the first."),
)
@option(
    "--around-control",
    nargs=2,
    type=_COUNT,
    default=(0, 0),
    metavar="BEFORE AFTER",
    says=Text(ja="対照の周りの件数。", en="Incidents around the second."),
)
@option(
    "--weeks",
    nargs=2,
    type=_LENGTH,
    default=(1.0, 1.0),
    metavar="BEFORE AFTER",
    says=Text(
        ja="前と後の期間の長さ（同じなら不要）。",
        en="Lengths of the periods, where they differ.",
    ),
)
@file_option(
    "--trial",
    Text(
        ja="対照のある巡回の計画（patrol plan --format trial）。",
        en="A plan of patrols with a control (of patrol plan --format trial).",
    ),
)
@file_option(
    "--incidents",
    Text(
        ja="実際の地点の分かる事案。計画の期間と、その前の同じ長さを数えます。",
        en="Incidents with real points, of the plan's time and as long before.",
    ),
)
@undated_options
@metres_option(
    "--within-m",
    Text(
        ja="場所からこの距離までを数える（その倍までが周り）。",
        en="Count so near to a place; twice as far is around it.",
    ),
    least=10.0,
    most=2000.0,
    default=150.0,
)
@format_option("text", "html", "pdf", "json")
@study_output
@language_option
def effect_command(
    trial: Path | None,
    incidents: Path | None,
    selection: Selection,
    within_m: float,
    format_: str,
    output: Path | None,
    language: Language,
    **written: Any,
) -> None:
    """Evaluate a measure."""
    notices: list[Text] = []
    if trial is not None and incidents is not None:
        counts, notices = counted_trial(trial, incidents, selection, within_m)
    elif written["treated"] is not None and written["control"] is not None:
        counts = Trial(**written)
    else:
        raise InvalidInput([_NOTHING])
    effect = weighted_displacement_difference(counts)
    sheet = effect_sheet(counts, effect, notices=notices)
    publish(sheet, format_=format_, output=output, language=language)


_NOTHING = Problem(
    file="",
    where=Text(ja="件数", en="counts"),
    found="—",
    expected=Text(
        ja="--treated と --control、または --trial と --incidents",
        en="--treated and --control, or --trial and --incidents",
    ),
    remedy=Text(ja="どちらかの組を書いてください。", en="Give one of the pairs."),
)
