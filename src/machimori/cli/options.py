"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from machimori.cli.speaking import LANGUAGES, language_spoken, say
from machimori.cli.worded import Option
from machimori.language import Text

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(path_type=Path)
"""A path; whether it can be read is for the readers of files to say."""


def option(*names: str, says: Text, **rest: Any) -> Callable[[F], F]:
    """Declare an option worded in two languages."""
    return click.option(*names, cls=Option, says=says, **rest)


scene_argument = click.argument("scene", type=FILE, metavar="SCENE")
"""The scene file."""


def file_option(name: str, says: Text, **rest: Any) -> Callable[[F], F]:
    """Let the user name a file to read."""
    return option(name, type=FILE, metavar="FILE", says=says, **rest)


_LANGUAGE = Text(
    ja="表示の言語。何も指定しなければ日本語。",
    en="Language of everything that is printed; Japanese where nothing is said.",
)

language_option = option(
    "--language", type=click.Choice(LANGUAGES), default=language_spoken, says=_LANGUAGE
)
"""The language of what is printed."""

language_of_group = option(
    "--language", type=click.Choice(LANGUAGES), expose_value=False, says=_LANGUAGE
)
"""The same before the name of a command, where only :mod:`.speaking` looks at it."""

parameters_option = file_option(
    "--parameters",
    Text(
        ja="市町村が決めた解釈パラメータ（YAML）。",
        en="A city's own interpretation parameters (YAML).",
    ),
)
"""A city's own interpretation parameters, laid over ours."""

area_option = option(
    "--area",
    "areas",
    multiple=True,
    metavar="ID",
    says=Text(
        ja="計算する範囲のid（面、または幅のある線）。繰り返し可。省略するとすべての範囲。",
        en="Id of an area: a polygon, or a line with a width. Repeatable; all areas "
        "where left out.",
    ),
)
"""The areas to compute."""


place_option = option(
    "--place",
    "places",
    multiple=True,
    metavar="ID",
    says=Text(
        ja="場所のid。繰り返し可。省略するとすべて。",
        en="Id of a place. Repeatable; all if left out.",
    ),
)
"""The places to judge."""


def metres_option(
    name: str, says: Text, *, least: float, most: float, default: float
) -> Callable[[F], F]:
    """Let the user choose a length within bounds."""
    return option(
        name,
        type=click.FloatRange(least, most),
        metavar="M",
        default=default,
        show_default=True,
        says=says,
    )


spacing_option = metres_option(
    "--spacing-m",
    Text(ja="計算点の間隔（m）。", en="Spacing of the points (m)."),
    least=0.05,
    most=100.0,
    default=1.0,
)
"""How far apart the points are that are computed."""


eye_option = metres_option(
    "--eye-m",
    Text(ja="目の高さ（m）。", en="Height of the eyes (m)."),
    least=0.1,
    most=300.0,
    default=1.5,
)
"""How high the eyes are of those who look."""

target_option = metres_option(
    "--target-m",
    Text(ja="見られるものの高さ（m）。", en="Height of what is to be seen (m)."),
    least=0.0,
    most=300.0,
    default=1.0,
)
"""How high what they look at is."""


def flag_option(name: str, says: Text) -> Callable[[F], F]:
    """Let the user ask for something more."""
    return option(name, is_flag=True, default=False, says=says)


def format_option(*formats: str) -> Callable[[F], F]:
    """Let the user choose how the result is written; the first is the default."""
    return option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        says=Text(ja="出力の形式。", en="Format of the output."),
    )


FILES = ("gpkg", "geotiff")
"""Formats that are files and need a name."""


def require_output(format_: str, output: Path | None, *, has_more: bool) -> None:
    """Refuse a file without a name, and a raster of more than one quantity.

    Raises
    ------
    click.UsageError
    """
    if format_ in FILES and output is None:
        raise click.UsageError(
            say(
                f"--format {format_} には --output FILE が要ります。",
                f"--format {format_} needs --output FILE.",
            )
        )
    if format_ == "geotiff" and has_more:
        raise click.UsageError(
            say(
                "GeoTIFF には一つの量だけが入ります。ほかも要るときは --format gpkg に"
                "してください。",
                "A GeoTIFF holds one quantity; for more take --format gpkg.",
            )
        )


def output_option(
    says: Text, endings: tuple[str, ...] = (), **rest: Any
) -> Callable[[F], F]:
    """Let the user name a file to write, refused early where it cannot be written.

    Parameters
    ----------
    says : Text
    endings : tuple of str
        With which its name must end, where what is written is told by its name alone
        when it is read again.
    """
    return option(
        "--output",
        "-o",
        type=FILE,
        metavar="FILE",
        callback=partial(_writable, endings),
        says=says,
        **rest,
    )


def _writable(
    endings: tuple[str, ...],
    context: click.Context,
    parameter: click.Parameter,
    path: Path | None,
) -> Path | None:
    if path is None:
        return None
    if endings and path.suffix.lower() not in endings:
        raise click.BadParameter(
            say(
                f"{path} には書けません。名前を {path.stem}{endings[0]} のように"
                f" {endings[0]} で終えてください。",
                f"{path} is not written. End the name with {endings[0]}, as in "
                f"{path.stem}{endings[0]}.",
            )
        )
    if path.is_dir():
        raise click.BadParameter(
            say(
                f"{path} はフォルダーです。ファイル名を付けてください。",
                f"{path} is a folder. Name a file in it.",
            )
        )
    if not path.parent.is_dir():
        raise click.BadParameter(
            say(
                f"フォルダー {path.parent} がありません。先に作ってください。",
                f"There is no folder {path.parent}. Make it first.",
            )
        )
    return path


class Day(click.ParamType[date]):
    """A date as tables may hold it, in either calendar."""

    name = "date"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """Read a date."""
        from machimori.formats.tables.days import read_day

        day = read_day(value)
        if day is None:
            self.fail(
                say(
                    f"{value!r} は日付ではありません（例 2026-04-01、令和8年4月1日）。",
                    f"{value!r} is no date (for example 2026-04-01).",
                )
            )
        return day
