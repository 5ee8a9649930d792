"""``machimori hotspots``: where and when things happen, as precisely as is known."""

from machimori.cli.commands.hotspots.blocks import blocks_command
from machimori.cli.commands.hotspots.effect import effect_command
from machimori.cli.commands.hotspots.forecast import forecast_command, score_command
from machimori.cli.commands.hotspots.group import hotspots_group
from machimori.cli.commands.hotspots.near_repeat import near_repeat_command
from machimori.cli.commands.hotspots.points import points_command
from machimori.cli.commands.hotspots.profile import profile_command
from machimori.cli.commands.hotspots.streets import streets_command

__all__ = ["hotspots_group"]

for command in (
    blocks_command,
    near_repeat_command,
    profile_command,
    points_command,
    streets_command,
    forecast_command,
    score_command,
    effect_command,
):
    hotspots_group.add_command(command)
