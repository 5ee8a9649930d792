"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from machimori.cli.speaking import LANGUAGES, language_asked, say

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(path_type=Path)
"""A path; whether it can be read is for the readers of files to say."""


def scene_argument(command: F) -> F:
    """Take the scene file."""
    return click.argument("scene", type=FILE)(command)


def language_option(command: F) -> F:
    """Let the user choose the language of what is printed."""
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default=language_asked,
        show_default="ja",
        help=say("表示の言語。", "Language of the output."),
    )(command)


def parameters_option(command: F) -> F:
    """Let a city lay its own interpretation parameters over ours."""
    return click.option(
        "--parameters",
        "parameters_file",
        type=FILE,
        help=say(
            "市町村が決めた解釈パラメータ（YAML）。",
            "A city's own interpretation parameters (YAML).",
        ),
    )(command)


def area_option(command: F) -> F:
    """Let the user name the areas to compute."""
    return click.option(
        "--area",
        "areas",
        multiple=True,
        metavar="ID",
        help=say(
            "計算する範囲のid（面または幅のある線）。繰り返し可。省略するとすべての範囲。",
            "Id of an area (a polygon, or a line with a width). "
            "Repeatable; all areas where left out.",
        ),
    )(command)


def format_option(*formats: str) -> Callable[[F], F]:
    """Let the user choose how the result is written; the first is the default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=say("出力の形式。", "Format of the output."),
    )


def output_option(command: F) -> F:
    """Let the user choose a file to write to."""
    return click.option(
        "--output",
        "-o",
        type=FILE,
        help=say(
            "書き込むファイル。省略すると画面に出します（pdf と xlsx では必須）。",
            "File to write; the screen where left out (needed for pdf and xlsx).",
        ),
    )(command)
