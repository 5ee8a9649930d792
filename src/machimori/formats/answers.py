"""Answers of somebody who looked on site: one row a criterion and place or element."""

from __future__ import annotations

from pathlib import Path

from machimori.assessment import Evidence
from machimori.errors import did_you_mean
from machimori.formats.tables import Column, Row, finish, read_table
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

ANSWERS: dict[str, bool | None] = {
    "yes": True,
    "はい": True,
    "○": True,
    "no": False,
    "いいえ": False,
    "×": False,
    "unknown": None,
    "わからない": None,
    "分からない": None,
    "?": None,
}
"""What may stand in the answer column, and what it means."""


def read_answers(
    path: Path, catalogue: Catalogue, scene: Scene
) -> tuple[Evidence, ...]:
    """Read answers as evidence by survey.

    Parameters
    ----------
    path : Path
        CSV, Excel, JSON or YAML with the columns of ``COLUMNS``. A row without an
        element speaks of the whole place.
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
    rows = [row for row in read_table(path, COLUMNS) if row.text("answer")]
    answers = [_answer(row, catalogue, scene) for row in rows]
    finish(rows)
    return tuple(a for a in answers if a is not None)


def _answer(row: Row, catalogue: Catalogue, scene: Scene) -> Evidence | None:
    criterion = criterion_of(row, catalogue)
    subject = subject_of(row, scene)
    said = row.text("answer").lower()
    if said not in ANSWERS:
        row.wrong("answer", said, did_you_mean(said, ANSWERS))
    on = row.day("on")
    if on is None:
        row.needed("on")
        return None
    return Evidence(
        subject=subject,
        quantity=criterion,
        method="surveyed",
        value=ANSWERS.get(said),
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
    """Return the element, or else the place, that a row names."""
    column = "element" if row.text("element") else "place"
    name = row.text(column)
    if not name and len(scene.places) == 1:
        return scene.places[0].id
    if not name:
        row.needed("place")
    elif name not in scene.by_id:
        row.wrong(column, name, did_you_mean(name, scene.by_id), _SEE_SCENE)
    return name


_SEE_LIST = Text(
    ja="machimori guidelines show で項目の一覧を確かめてください。",
    en="See the list with machimori guidelines show.",
)
_SEE_SCENE = Text(
    ja="場面ファイルのidを書いてください。", en="Give an id of the scene file."
)
