"""The ``machimori`` command."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from machimori import __version__
from machimori.cli.assessing import assess_command
from machimori.cli.demonstrating import demo_command
from machimori.cli.guidelines import guidelines_group
from machimori.cli.importing import import_group
from machimori.cli.lighting import light_command
from machimori.cli.seeing import sight_command
from machimori.cli.speaking import language_asked, say
from machimori.cli.validating import validate_command
from machimori.errors import MachimoriError

BAD_INPUT = 2


@click.group(
    help=say(
        "まちもり：場所を防犯の指針に照らし、どこが・なぜ・どの数値で足りないかを示します。"
        "\n\n\b\n例：\n"
        "  machimori demo demo-town\n"
        "  machimori import osm town.osm --output town.geojson\n"
        "  machimori assess town.geojson --format html --output report.html",
        "Machimori holds places against crime-prevention guidelines and says what "
        "falls short, why, and by which number."
        "\n\n\b\nExamples:\n"
        "  machimori demo demo-town\n"
        "  machimori import osm town.osm --output town.geojson\n"
        "  machimori assess town.geojson --format html --output report.html",
    ),
    epilog=say(
        "英語で表示するには --language en か MACHIMORI_LANGUAGE=en を使います。",
        "Japanese is the default; MACHIMORI_LANGUAGE=en makes everything English.",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="machimori")
def machimori() -> None:
    """Hold the commands together."""


for command in (
    assess_command,
    light_command,
    sight_command,
    guidelines_group,
    import_group,
    validate_command,
    demo_command,
):
    machimori.add_command(command)


def main() -> NoReturn:
    """Run a command; bad input ends with status 2 and says what to do."""
    try:
        machimori(standalone_mode=False)
    except MachimoriError as error:
        click.echo(error.message(language_asked()), err=True)
        sys.exit(BAD_INPUT)
    except click.exceptions.Abort:
        click.echo(say("中止しました。", "Stopped."), err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever reads the output has had enough; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
