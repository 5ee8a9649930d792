"""``machimori answers``: survey forms come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from machimori.cli.catalogues import catalogue_of, catalogue_option
from machimori.cli.options import (
    FILE,
    language_of_group,
    language_option,
    output_option,
    scene_argument,
)
from machimori.cli.printing import deliver, note
from machimori.cli.speaking import say
from machimori.cli.worded import Command, Group
from machimori.formats.answers import Answer, answers_table, read_filled
from machimori.formats.scene_file import read_scene
from machimori.language import Language, Text


@click.group(
    "answers",
    cls=Group,
    says=Text(
        ja="記入した点検票を読み込みます。",
        en="Take in survey forms that were filled in.",
    ),
)
@language_of_group
def answers_group() -> None:
    """Hold the commands together."""


@answers_group.command(
    "import",
    cls=Command,
    says=Text(
        ja="記入した点検票（Excel）や、ODK・KoboToolboxの書き出し（CSV、Excel）を、"
        "回答の表（CSV）一つにまとめます。"
        "\n\nSCENE は場面ファイルです。一つでも間違いがあれば、すべてを示して、"
        "何も書きません。",
        en="Gather filled-in forms (Excel) and exports of ODK or KoboToolbox (CSV, "
        "Excel) into one table of answers (CSV)."
        "\n\nSCENE is the scene file. Where anything is wrong, all of it is told and "
        "nothing is written.",
    ),
    examples=(
        "machimori answers import town.geojson park.xlsx school.csv \\",
        "    --output answers.csv",
        "machimori assess town.geojson --answers answers.csv",
    ),
)
@scene_argument
@click.argument("files", type=FILE, metavar="FILE...", nargs=-1, required=True)
@catalogue_option
@output_option(Text(ja="書き込むCSVファイル。", en="CSV file to write."), required=True)
@language_option
def import_command(
    scene: Path,
    files: tuple[Path, ...],
    catalogue: Path | None,
    output: Path,
    language: Language,
) -> None:
    """Gather answers."""
    town, held = read_scene(scene), catalogue_of(catalogue)
    found = [one for file in files for one in read_filled(file, held, town)]
    deliver(answers_table(found), output)
    note(_summary(found))


def _summary(found: Sequence[Answer]) -> str:
    answers = Counter(one.holds for one in found if one.is_answered)
    return say(
        "はい {yes}、いいえ {no}、分からない {unknown}、照度 {lux}",
        "yes {yes}, no {no}, do not know {unknown}, lux {lux}",
    ).format(
        yes=answers[True],
        no=answers[False],
        unknown=answers[None],
        lux=sum(one.lux is not None for one in found),
    )
