"""``machimori validate``: whether a scene file says what it may say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table

from machimori.cli.options import language_option, scene_argument
from machimori.cli.printing import show
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.formats.scene_file import read_scene
from machimori.language import Language, Text
from machimori.scene import vocabulary


@click.command(
    "validate",
    cls=Command,
    says=Text(
        ja="場面ファイルを検査します。"
        "\n\n問題があればすべて挙げ、終了コード2で終わります。"
        "SCENE は場面ファイル（.geojson、.json、.gpkg）です。",
        en="Check a scene file."
        "\n\nEvery problem is listed, and the exit status is 2. SCENE is a scene file "
        "(.geojson, .json, .gpkg).",
    ),
    examples=("machimori validate town.geojson",),
)
@scene_argument
@language_option
def validate_command(scene: Path, language: Language) -> None:
    """Check a scene file."""
    town = read_scene(scene)
    show(say(f"{scene}: 問題はありません。", f"{scene}: no problems."))
    show(counted(Counter(feature.kind for feature in town.features), language))


def counted(kinds: Counter[str], language: Language) -> Table:
    """List how many there are of each kind."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("種類", "kind"))
    table.add_column(say("件数", "count"), justify="right")
    for kind, count in sorted(kinds.items()):
        label = vocabulary().label(kind).in_(language)
        table.add_row(f"{label} ({kind})", f"{count:,}")
    return table
