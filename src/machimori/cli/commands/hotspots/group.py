"""The group that holds the commands together."""

from __future__ import annotations

import click

from machimori.cli.options import language_of_group, output_option
from machimori.cli.worded import Group
from machimori.language import Text


@click.group(
    "hotspots",
    cls=Group,
    says=Text(
        ja="発生の多い場所・時間と、その移り変わりを、分かっている細かさで調べます。",
        en="Study where and when things happen, no more precisely than is known.",
    ),
)
@language_of_group
def hotspots_group() -> None:
    """Hold the commands together."""


study_output = output_option(
    Text(
        ja="書き込むファイル。省略すると画面に出します。",
        en="File to write; the screen if left out.",
    )
)
"""Where a study goes."""
