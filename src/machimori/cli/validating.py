"""``machimori validate``: whether a scene file says what it may say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from rich.table import Table

from machimori.cli.options import language_option, scene_argument
from machimori.cli.printing import console
from machimori.cli.speaking import say
from machimori.formats.scene_file import read_scene
from machimori.language import Language
from machimori.scene import vocabulary


@click.command(
    "validate",
    help=say(
        "場面ファイルを検査します。問題があればすべて挙げ、終了コード2で終わります。"
        "\n\n\b\n例：\n  machimori validate town.geojson",
        "Check a scene file. Every problem is listed, and the exit status is 2."
        "\n\n\b\nExample:\n  machimori validate town.geojson",
    ),
)
@scene_argument
@language_option
def validate_command(scene: Path, language: Language) -> None:
    """Check a scene file."""
    town = read_scene(scene)
    table = Table(title=say("問題はありません。", "No problems."), title_justify="left")
    table.add_column(say("種類", "kind"))
    table.add_column(say("件数", "count"), justify="right")
    counts = Counter(feature.kind for feature in town.features)
    for kind, count in sorted(counts.items()):
        table.add_row(vocabulary().label(kind).in_(language), f"{count:,}")
    console().print(table)
