"""The group that holds the commands together."""

from __future__ import annotations

import click

from machimori.cli.options import language_of_group
from machimori.cli.worded import Group
from machimori.language import Text


@click.group(
    "patrol",
    cls=Group,
    says=Text(
        ja="誰が、いつ、どこを歩くかを決めます。",
        en="Settle who walks where and when.",
    ),
)
@language_of_group
def patrol_group() -> None:
    """Hold the commands together."""
