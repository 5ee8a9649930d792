"""Commands and options whose help is worded in the language that is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from machimori.cli.help_page import HelpPage
from machimori.cli.speaking import language_spoken, say
from machimori.language import Text


class Worded:
    """Something with help in two languages; click asks for it when it prints.

    Click keeps help as a plain attribute: hence ``type: ignore`` where the two meet.
    """

    says: Text

    @property
    def help(self) -> str:
        """The help, in the language that is spoken."""
        return self.says.in_(language_spoken())

    @help.setter
    def help(self, given: str | None) -> None:
        """Leave what click sets: ``says`` stands for it."""


class Option(Worded, click.Option):  # type: ignore[misc]
    """An option worded in two languages."""

    def __init__(self, *args: Any, says: Text, **rest: Any) -> None:
        self.says = says
        super().__init__(*args, **rest)


class _Context(click.Context):
    formatter_class = HelpPage


class Command(Worded, click.Command):  # type: ignore[misc]
    """A command worded in two languages, with examples that are the same in both."""

    context_class = _Context

    def __init__(
        self, *args: Any, says: Text, examples: Sequence[str] = (), **rest: Any
    ) -> None:
        self.says, self.examples = says, examples
        super().__init__(*args, **rest)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help, worded anew."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say(
                "この説明を表示して終わります。", "Show this message and exit."
            )
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first paragraph: what the command is for."""
        return self.help.split("\n\n")[0]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, each as it would be typed."""
        if not self.examples:
            return
        with formatter.section(say("例", "Examples")):
            for example in self.examples:
                formatter.write(f"  {example}\n")


class Group(Command, click.Group):  # type: ignore[misc]
    """A group of commands worded in two languages."""

    command_class = Command


class Deferred(Command):
    """A command whose module is imported only when it is called.

    Parameters
    ----------
    name : str
    target : str
        ``module:attribute`` of the command that stands behind.
    says : Text
        What it is for, as the list of commands says it.
    """

    def __init__(self, name: str, target: str, says: Text) -> None:
        super().__init__(name, says=says)
        self.target = target

    def load(self) -> click.Command:
        """Import the command."""
        module, _, attribute = self.target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command
