"""How bad input is told: every problem on a line, and no more lines than help."""

from __future__ import annotations

import click

from machimori.cli.speaking import language_spoken, say
from machimori.errors import InvalidInput, MachimoriError

BAD_INPUT = 2

MOST_PROBLEMS = 50
"""More than this nobody reads before mending the first."""


class Refused(click.ClickException):
    """Bad input, told on standard error with exit status 2."""

    exit_code = BAD_INPUT

    def __init__(self, error: MachimoriError) -> None:
        super().__init__(_worded(error))


def _worded(error: MachimoriError) -> str:
    language = language_spoken()
    if not isinstance(error, InvalidInput):
        return error.message(language)
    head = error.text.format(**error.values).in_(language)
    shown = [p.sentence(language) for p in error.problems[:MOST_PROBLEMS]]
    left = len(error.problems) - MOST_PROBLEMS
    more = [say(f"ほか {left} 件", f"and {left} more")] if left > 0 else []
    return "\n".join([head, *shown, *more])
