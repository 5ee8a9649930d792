"""Answers of somebody who looked on site: one row a criterion and place or element."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from machimori.assessment import Evidence
from machimori.errors import did_you_mean
from machimori.formats.tables import Column, Row, read_each
from machimori.guidelines import Catalogue
from machimori.language import Text
from machimori.scene import Scene

COLUMNS = (
    Column("criterion", "項目", required=True),
    Column("place", "場所"),
    Column("element", "対象"),
    Column("answer", "回答", required=True),
    Column("on", "確認日", required=True),
    Column("by", "確認者"),
    Column("note", "備考"),
)

_MEANINGS: dict[bool | None, tuple[str, ...]] = {
    True: ("yes", "はい", "○", "◯", "〇", "true"),
    False: ("no", "いいえ", "×", "✕", "false"),
    None: ("unknown", "わからない", "分からない", "不明", "?"),
}
ANSWERS = {word: meaning for meaning, words in _MEANINGS.items() for word in words}
"""What may stand in the answer column, and what it means."""


def read_answers(
    path: Path, catalogue: Catalogue, scene: Scene
) -> tuple[Evidence, ...]:
    """Read answers as evidence by survey.

    Parameters
    ----------
    path : Path
        CSV, Excel, JSON or YAML with the columns of ``COLUMNS``. A row without an
        element speaks of the whole place; one without an answer says nothing.
    catalogue : Catalogue
        Whose criteria may be named.
    scene : Scene
        Whose places and elements may be named.

    Returns
    -------
    tuple of Evidence

    Raises
    ------
    InvalidInput
        With all problems: unknown criteria and subjects with the closest that exist.
    """
    return read_each(path, COLUMNS, lambda row: _answer(row, catalogue, scene))


def _answer(row: Row, catalogue: Catalogue, scene: Scene) -> Evidence | None:
    if not row.text("answer"):
        return None
    criterion, subject = criterion_of(row, catalogue), subject_of(row, scene)
    value, on = row.choice("answer", ANSWERS), row.needed_day("on")
    if on is None:
        return None
    return Evidence(
        subject=subject,
        quantity=criterion,
        method="surveyed",
        value=value,
        observed_on=on,
        by=row.text("by"),
        source=row.text("note") or row.file,
    )


def criterion_of(row: Row, catalogue: Catalogue) -> str:
    """Return the criterion that a row names, noting one that nobody knows."""
    name = row.needed("criterion")
    if name and name not in catalogue.criteria:
        row.wrong("criterion", name, did_you_mean(name, catalogue.criteria), _SEE_LIST)
    return name


def subject_of(row: Row, scene: Scene) -> str:
    """Return the element, or else the place, that a row names.

    Where the scene holds one place only, it need not be named.
    """
    place = _named(row, "place", (place.id for place in scene.places))
    element = _named(row, "element", scene.by_id)
    if not place and not element and len(scene.places) == 1:
        return scene.places[0].id
    return element or place or row.needed("place")


def _named(row: Row, column: str, known: Iterable[str]) -> str:
    name, ids = row.text(column), set(known)
    if name and name not in ids:
        row.wrong(column, name, did_you_mean(name, ids), _SEE_SCENE)
    return name


_SEE_LIST = Text(
    ja="machimori guidelines show で項目の一覧を確かめてください。",
    en="See the list with machimori guidelines show.",
)
_SEE_SCENE = Text(
    ja="場面ファイルのidを書いてください。", en="Give an id of the scene file."
)
