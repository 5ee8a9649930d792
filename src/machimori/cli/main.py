"""The ``machimori`` command."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from machimori import __version__
from machimori.cli.options import language_of_group
from machimori.cli.refusing import Refused
from machimori.cli.speaking import language_asked, speak
from machimori.cli.worded import Deferred, Group, Option
from machimori.errors import MachimoriError
from machimori.language import Text


class Machimori(Group):
    """The whole command line: its language, and what it does with bad input."""

    def main(self, args: Sequence[str] | None = None, *also: Any, **rest: Any) -> Any:
        """Run a command in the language that is asked for."""
        speak(language_asked(sys.argv[1:] if args is None else args, os.environ))
        return super().main(args, *also, **rest)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which people need them."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command and import it."""
        name, command, left = super().resolve_command(ctx, args)
        if isinstance(command, Deferred):
            command = command.load()
            _spare_blas()
        return name, command, left

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; bad input ends with status 2 and says what to do."""
        try:
            return super().invoke(ctx)
        except MachimoriError as error:
            raise Refused(error) from error


def _spare_blas() -> None:
    """Let numba, where it is loaded, do without a BLAS.

    It loads half of scipy, a fifth of a second, to see whether there is one; and none
    of our kernels multiplies matrices.
    """
    if "numba" not in sys.modules or "scipy.linalg" in sys.modules:
        return
    sys.modules["scipy.linalg"] = None  # type: ignore[assignment]
    with suppress(ImportError):
        import_module("numba.np.arraymath")
    del sys.modules["scipy.linalg"]


@click.group(
    cls=Machimori,
    says=Text(
        ja="まちもり: 場所を防犯の指針に照らし、"
        "どこが・なぜ・どの数値で足りないかを示します。"
        "\n\n英語で表示するには --language en か、環境変数 MACHIMORI_LANGUAGE=en "
        "を使います。",
        en="Machimori holds places against crime-prevention guidelines and says what "
        "falls short, why, and by which number."
        "\n\nJapanese is the default; --language en, or MACHIMORI_LANGUAGE=en in the "
        "environment, makes everything English.",
    ),
    examples=(
        "machimori demo demo-town",
        "machimori import osm town.osm --output town.geojson",
        "machimori assess town.geojson --format html --output report.html",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    __version__,
    prog_name="machimori",
    cls=Option,
    says=Text(ja="版を表示して終わります。", en="Show the version and exit."),
)
@language_of_group
def machimori() -> None:
    """Hold the commands together."""


# The modules behind weigh seconds: help and completion must not wait for them.
for command in (
    Deferred(
        "demo",
        "machimori.cli.commands.demo:demo_command",
        Text(
            ja="見本の町と、その評価の報告書を作ります。",
            en="Make the demo town and its report.",
        ),
    ),
    Deferred(
        "assess",
        "machimori.cli.commands.assess:assess_command",
        Text(
            ja="場面を指針に照らし、項目ごとの結果を示します。",
            en="Hold a scene against the guidelines, item by item.",
        ),
    ),
    Deferred(
        "compare",
        "machimori.cli.commands.compare:compare_command",
        Text(
            ja="一つの場面を二つの指針で比べます。",
            en="Hold one scene against two guidelines.",
        ),
    ),
    Deferred(
        "light",
        "machimori.cli.commands.light:light_command",
        Text(ja="照明の明るさを計算します。", en="Compute how bright it is."),
    ),
    Deferred(
        "sight",
        "machimori.cli.commands.sight:sight_command",
        Text(
            ja="どこから、どこが見えるかを計算します。",
            en="Compute what is seen from where.",
        ),
    ),
    Deferred(
        "town",
        "machimori.cli.commands.town:town_command",
        Text(
            ja="町全体の明るさと見通しを計算します。",
            en="Compute light and sight over a whole town.",
        ),
    ),
    Deferred(
        "hotspots",
        "machimori.cli.commands.hotspots:hotspots_group",
        Text(
            ja="発生の多い場所と時間を、分かっている細かさで調べます。",
            en="Study where and when things happen.",
        ),
    ),
    Deferred(
        "patrol",
        "machimori.cli.commands.patrol:patrol_group",
        Text(
            ja="見守りの当番表と、巡回の道順を作ります。",
            en="Make watch rosters, and plan walks.",
        ),
    ),
    Deferred(
        "watch",
        "machimori.cli.commands.watch:watch_group",
        Text(
            ja="子どもがどこを歩き、誰が見ているかを計算します。",
            en="Compute where children walk and who sees them.",
        ),
    ),
    Deferred(
        "school-route",
        "machimori.cli.commands.school_route:school_route_command",
        Text(
            ja="通学路を、ほかの道と比べます。",
            en="Hold a way to school against others.",
        ),
    ),
    Deferred(
        "safety-map",
        "machimori.cli.commands.safety_map:safety_map_command",
        Text(
            ja="子どもが読める地域安全マップを作ります。",
            en="Make a community safety map that children can read.",
        ),
    ),
    Deferred(
        "form",
        "machimori.cli.commands.form:form_command",
        Text(
            ja="指針の項目を現地で確かめる点検票を作ります。",
            en="Make a survey form of what a guideline asks.",
        ),
    ),
    Deferred(
        "answers",
        "machimori.cli.commands.answers:answers_group",
        Text(
            ja="記入した点検票を読み込みます。",
            en="Take in survey forms that were filled in.",
        ),
    ),
    Deferred(
        "guidelines",
        "machimori.cli.commands.guidelines:guidelines_group",
        Text(
            ja="指針の一覧・内容・網羅の証明。",
            en="List, show and prove the guidelines.",
        ),
    ),
    Deferred(
        "incidents",
        "machimori.cli.commands.incidents:incidents_group",
        Text(
            ja="起きたこと（発生事案）の一覧を読みます。",
            en="Read lists of what happened.",
        ),
    ),
    Deferred(
        "import",
        "machimori.cli.commands.import_:import_group",
        Text(
            ja="ほかの地図から場面ファイルを作ります。",
            en="Make scene files of other maps.",
        ),
    ),
    Deferred(
        "validate",
        "machimori.cli.commands.validate:validate_command",
        Text(ja="場面ファイルを検査します。", en="Check a scene file."),
    ),
):
    machimori.add_command(command)


_MANY_OBJECTS = 100_000


def main() -> None:
    """Run the command; what is redirected into a file is UTF-8 on every machine."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    # Loading makes a great many objects that stay: looking through them again and
    # again for what can go takes a seventh of the time of a short command.
    gc.set_threshold(_MANY_OBJECTS)
    machimori()
