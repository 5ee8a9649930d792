"""``machimori guidelines template``: a folder to begin another guideline with."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from machimori.cli.options import FILE, language_option
from machimori.cli.printing import note
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.errors import CannotWrite, InvalidInput, Problem
from machimori.formats.opening import atomic_write
from machimori.language import Language, Text


@click.command(
    "template",
    cls=Command,
    says=Text(
        ja="ほかの都道府県の指針をデータにするための、ひな型のフォルダーを作ります。"
        "\n\nDIR は、まだないか、空のフォルダーです。",
        en="Make a folder to begin with when another prefecture's guideline becomes "
        "data."
        "\n\nDIR is a folder that does not exist yet, or is empty.",
    ),
    examples=(
        "machimori guidelines template my-guidelines",
        "machimori guidelines coverage --catalogue my-guidelines --leaves",
    ),
)
@click.argument("folder", type=FILE, metavar="DIR")
@language_option
def template_command(folder: Path, language: Language) -> None:
    """Write the template."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise InvalidInput([_in_the_way(folder)])
    shipped = resources.files("machimori.guidelines").joinpath("template")
    for name, file in _files(shipped):
        _write(folder / name, file.read_bytes())
    note(
        say(
            f"{folder} にひな型を作りました。書き換えながら、machimori guidelines "
            f"coverage --catalogue {folder} で確かめてください。",
            f"Made a template in {folder}. Edit it, and check it with machimori "
            f"guidelines coverage --catalogue {folder}.",
        )
    )


def _files(folder: Traversable, below: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{below}{entry.name}"
        if entry.is_dir():
            yield from _files(entry, f"{name}/")
        elif name.endswith(".yaml"):
            yield name, entry


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path=path, why=error.strerror) from error
    with atomic_write(path) as part:
        part.write_bytes(content)


def _in_the_way(folder: Path) -> Problem:
    return Problem(
        file=str(folder),
        where=Text(ja="フォルダー", en="the folder"),
        found=next((e.name for e in folder.iterdir()), "") if folder.is_dir() else "",
        expected=Text(
            ja="まだないか、空のフォルダー",
            en="a folder that does not exist yet, or is empty",
        ),
        remedy=Text(ja="別の名前を付けてください。", en="Choose another name."),
    )
