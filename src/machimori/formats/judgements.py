"""Residents' judgements of places: how easy to enter, how hard to see."""

from __future__ import annotations

from pathlib import Path

from machimori.formats.tables import Column, Row, read_each
from machimori.language import Text
from machimori.watch import Judgement

COLUMNS = (
    Column("subject", "場所・区間", required=True),
    Column("easy_to_enter", "入りやすい"),
    Column("hard_to_see", "見えにくい"),
    Column("note", "備考"),
)

_FROM_1_TO_5 = Text(ja="1（まったく）から5（とても）", en="1 (not at all) to 5 (very)")


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Read what residents say of places.

    Parameters
    ----------
    path : Path
        CSV, Excel, JSON or YAML with the columns of ``COLUMNS``: one row for each view,
        without the name of whoever holds it.

    Returns
    -------
    tuple of Judgement

    Raises
    ------
    InvalidInput
        With all problems.
    """
    return read_each(path, COLUMNS, _judgement)


def _judgement(row: Row) -> Judgement:
    subject = row.needed("subject")
    return Judgement(subject, _view(row, "easy_to_enter"), _view(row, "hard_to_see"))


def _view(row: Row, name: str) -> float | None:
    value = row.number(name)
    if value is not None and not 1 <= value <= 5:
        row.wrong(name, value, _FROM_1_TO_5)
        return None
    return value
