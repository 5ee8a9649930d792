"""A folder of guideline data that a user brings."""

from __future__ import annotations

from pathlib import Path

from machimori.errors import InvalidInput, Problem
from machimori.guidelines import Catalogue, load_catalogue
from machimori.language import Text


def read_catalogue(folder: Path) -> Catalogue:
    """Read a catalogue in place of the shipped one.

    Parameters
    ----------
    folder : Path
        Laid out like the shipped one; see ``guidelines.load_catalogue``.

    Returns
    -------
    Catalogue

    Raises
    ------
    InvalidInput
        With all problems of all files.
    """
    if not (folder / "activities.yaml").is_file():
        raise InvalidInput([_not_a_catalogue(folder)])
    return load_catalogue(folder)


def _not_a_catalogue(folder: Path) -> Problem:
    return Problem(
        file=str(folder),
        where=Text(ja="フォルダ", en="the folder"),
        found="activities.yaml ?",
        expected=Text(
            ja="activities.yaml と parameters/ のある指針データのフォルダ",
            en="a folder of guideline data with activities.yaml and parameters/",
        ),
        remedy=Text(ja="パスを確かめてください。", en="Check the path."),
    )
