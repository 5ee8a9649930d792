"""A folder of guideline data that a user brings."""

from __future__ import annotations

from pathlib import Path

from machimori.errors import InvalidInput, Problem
from machimori.guidelines import Catalogue, extended_catalogue
from machimori.language import Text


def read_catalogue(folder: Path) -> Catalogue:
    """Read guidelines on top of those that ship: another prefecture's, a new edition.

    Parameters
    ----------
    folder : Path
        Laid out like the shipped one; see ``guidelines.load_catalogue``. What it need
        not say anew (parameters, activities) it takes from there.

    Returns
    -------
    Catalogue

    Raises
    ------
    InvalidInput
        With all problems of all files.
    """
    if not any(folder.glob("*/*/instrument.yaml")):
        raise InvalidInput([_not_a_catalogue(folder)])
    return extended_catalogue(folder)


def _not_a_catalogue(folder: Path) -> Problem:
    return Problem(
        file=str(folder),
        where=Text(ja="フォルダ", en="the folder"),
        found="*/*/instrument.yaml ?",
        expected=Text(
            ja="指針データのフォルダ（jp-99/parks/instrument.yaml のように、"
            "都道府県・指針ごとに分かれたもの）",
            en="a folder of guideline data, by prefecture and guideline, such as "
            "jp-99/parks/instrument.yaml",
        ),
        remedy=Text(ja="パスを確かめてください。", en="Check the path."),
    )
