"""Which guidelines a command works with: those that ship, and a folder's over them."""

from __future__ import annotations

from pathlib import Path

from machimori.cli.options import FILE, option
from machimori.errors import UnknownName
from machimori.formats.catalogue import read_catalogue
from machimori.guidelines import Catalogue, Instrument, shipped_catalogue
from machimori.language import Text

catalogue_option = option(
    "--catalogue",
    type=FILE,
    metavar="DIR",
    says=Text(
        ja="内蔵の指針に加える指針データのフォルダー（ほかの都道府県、新しい版）。",
        en="Folder of guideline data to add to what ships: another prefecture, a new "
        "edition.",
    ),
)
"""Further guidelines, or other editions."""


def catalogue_of(folder: Path | None) -> Catalogue:
    """Take the shipped catalogue, and a folder's over it."""
    return shipped_catalogue() if folder is None else read_catalogue(folder)


def instruments_of(name: str, catalogue: Catalogue) -> tuple[Instrument, ...]:
    """Return the guideline of an id, or all of a prefecture.

    Raises
    ------
    UnknownName
    """
    every = catalogue.instruments
    found = tuple(i for i in every.values() if name in (i.id, i.id.split("/")[0]))
    if not found:
        prefectures = dict.fromkeys(id_.split("/")[0] for id_ in every)
        what = Text(ja="指針", en="guideline")
        raise UnknownName(what, name, [*every, *prefectures])
    return found
