"""``machimori hotspots effect``: whether a measure helped, beside a control."""

from __future__ import annotations

from pathlib import Path

import click

from machimori.cli.commands.hotspots.group import study_output
from machimori.cli.options import format_option, language_option, option
from machimori.cli.studies.incidents import publish
from machimori.cli.worded import Command
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
        "数えられます。",
        en="Compare before and after a measure with places where none was taken."
        "\n\nBefore and after alone would take what happened everywhere for the "
        "measure's effect. What moved to the surroundings can be counted too.",
    ),
    examples=(
        "machimori hotspots effect --treated 207 110 --control 308 318 \\",
        "    --around-treated 178 157 --around-control 150 140",
    ),
)
@option(
    "--treated",
    nargs=2,
    type=_COUNT,
    required=True,
    metavar="BEFORE AFTER",
    says=Text(ja="対策をした所の件数（前・後）。", en="Incidents where it was taken."),
)
@option(
    "--control",
    nargs=2,
    type=_COUNT,
    required=True,
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
@format_option("text", "html", "json")
@study_output
@language_option
def effect_command(
    treated: tuple[int, int],
    control: tuple[int, int],
    around_treated: tuple[int, int],
    around_control: tuple[int, int],
    weeks: tuple[float, float],
    format_: str,
    output: Path | None,
    language: Language,
) -> None:
    """Evaluate a measure."""
    trial = Trial(
        treated=treated,
        control=control,
        around_treated=around_treated,
        around_control=around_control,
        weeks=weeks,
    )
    sheet = effect_sheet(trial, weighted_displacement_difference(trial))
    publish(sheet, format_=format_, output=output, language=language)
