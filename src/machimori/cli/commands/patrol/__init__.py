"""``machimori patrol``: who walks where and when."""

from machimori.cli.commands.patrol.group import patrol_group
from machimori.cli.commands.patrol.plan import plan_command
from machimori.cli.commands.patrol.roster import roster_command

__all__ = ["patrol_group"]

for command in (plan_command, roster_command):
    patrol_group.add_command(command)
