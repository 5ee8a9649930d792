"""Answers of somebody who looked on site, and what an owner states of a place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from machimori.assessment import Evidence
from machimori.errors import did_you_mean
from machimori.formats.collected import unfolded
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
    Column("until", "有効期限"),
    Column("signed_by", "署名"),
    Column("lux", "照度"),
    Column("lux_points", "点数"),
    Column("note", "備考"),
    *(Column(*names) for names in (("clause", "条項"), ("asks", "確かめること"))),
    Column("look", "見るところ"),
)
"""The last three are on forms for those who fill them in; nothing reads them."""

WRITTEN = tuple(column.name for column in COLUMNS[:11])
"""The columns that are read, in their order."""

_POINTS = "interpretation/lux-survey-points"
_NO_NEGATIVE = Text(ja="0以上の数値", en="a number of 0 or more")

_MEANINGS: dict[bool | None, tuple[str, ...]] = {
    True: ("yes", "はい", "○", "◯", "〇", "true"),
    False: ("no", "いいえ", "×", "✕", "false"),
    None: ("unknown", "do not know", "わからない", "分からない", "不明", "?"),
}
_WORDS = {meaning: words[0] for meaning, words in _MEANINGS.items()}
ANSWERS = {word: meaning for meaning, words in _MEANINGS.items() for word in words}
"""What may stand in the answer column, and what it means."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody wrote into one row of a form.

    Parameters
    ----------
    criterion, subject : str
        Which criterion, of which element or place.
    is_answered : bool
        Whether there is an answer, and not a lux value alone.
    holds : bool or None
        None: somebody looked and could not tell.
    on, until : date
    by, signed_by, note : str
    lux, lux_points : float or None
        A mean of readings [lx], and of how many.
    """

    criterion: str
    subject: str
    is_answered: bool
    holds: bool | None
    on: date
    until: date | None
    by: str
    signed_by: str
    lux: float | None
    lux_points: float | None
    note: str


def read_answers(
    path: Path, catalogue: Catalogue, scene: Scene
) -> tuple[Evidence, ...]:
    """Read answers as evidence.

    Parameters
    ----------
    path, catalogue, scene
        See `read_filled`.

    Returns
    -------
    tuple of Evidence
        What somebody signed counts as stated by them until the day that they name, all
        else as seen on site. A mean of too few lux readings decides nothing.

    Raises
    ------
    InvalidInput
        With all problems: unknown criteria and subjects with the closest that exist.
    """
    filled = read_filled(path, catalogue, scene)
    return tuple(e for one in filled for e in _evidence(one, catalogue, str(path)))


def read_filled(path: Path, catalogue: Catalogue, scene: Scene) -> tuple[Answer, ...]:
    """Read a form that was filled in.

    Parameters
    ----------
    path : Path
        CSV, Excel, JSON or YAML with the columns of ``COLUMNS``, or what ODK or
        KoboToolbox exports of a survey form. A row without an element speaks of the
        whole place; one without an answer or a lux value says nothing.
    catalogue : Catalogue
        Whose criteria may be named.
    scene : Scene
        Whose places and elements may be named.

    Returns
    -------
    tuple of Answer

    Raises
    ------
    InvalidInput
        With all problems.
    """
    return read_each(
        path,
        COLUMNS,
        lambda row: _answer(row, catalogue, scene),
        reshape=lambda sheet: unfolded(sheet, catalogue, scene),
    )


def answers_table(answers: Iterable[Answer]) -> str:
    """Write answers as CSV that `read_answers` takes, and Excel opens."""
    paper = io.StringIO()
    writer = csv.writer(paper, lineterminator="\r\n")
    writer.writerow(WRITTEN)
    for one in answers:
        said = _WORDS[one.holds] if one.is_answered else ""
        numbers = (one.lux, one.lux_points)
        written = ("" if n is None else f"{n:g}" for n in numbers)
        until = one.until.isoformat() if one.until else ""
        where = (one.criterion, "", one.subject, said, one.on.isoformat(), one.by)
        writer.writerow((*where, until, one.signed_by, *written, one.note))
    return "\ufeff" + paper.getvalue()


def _answer(row: Row, catalogue: Catalogue, scene: Scene) -> Answer | None:
    is_answered = bool(row.text("answer"))
    if not is_answered and "lux" not in row.cells:
        return None
    lux, points = row.number("lux"), row.number("lux_points")
    for name, number in (("lux", lux), ("lux_points", points)):
        if number is not None and number < 0:
            row.wrong(name, number, _NO_NEGATIVE)
    criterion, subject = criterion_of(row, catalogue), subject_of(row, scene)
    holds = row.choice("answer", ANSWERS) if is_answered else None
    on, until = row.needed_day("on"), row.day("until")
    if on is None:
        return None
    return Answer(
        criterion=criterion,
        subject=subject,
        is_answered=is_answered,
        holds=holds,
        on=on,
        until=until,
        by=row.text("by"),
        signed_by=row.text("signed_by"),
        lux=lux,
        lux_points=points,
        note=row.text("note"),
    )


def _evidence(one: Answer, catalogue: Catalogue, file: str) -> Iterator[Evidence]:
    base = Evidence(
        subject=one.subject,
        quantity=one.criterion,
        method="declared" if one.signed_by else "surveyed",
        value=one.holds,
        observed_on=one.on,
        expires_on=one.until,
        by=one.signed_by or one.by,
        source=one.note or file,
    )
    if one.is_answered:
        yield base
    if one.lux is not None:
        needed = catalogue.parameters[_POINTS].on(one.on).value or 1
        value = one.lux if (one.lux_points or 0) >= needed else None
        yield replace(
            base,
            quantity="mean_illuminance_lx",
            method="measured",
            value=value,
            unit="lx",
        )


def criterion_of(row: Row, catalogue: Catalogue) -> str:
    """Return the criterion that a row names, noting one that nobody knows."""
    name = row.needed("criterion")
    if name and name not in catalogue.criteria:
        row.wrong("criterion", name, did_you_mean(name, catalogue.criteria), _SEE_LIST)
    return name


def subject_of(row: Row, scene: Scene) -> str:
    """Return the element, or else the place, that a row names.

    A place may be named by its name; where the scene holds one only, not at all.
    """
    place = _place(row, scene)
    element = _named(row, "element", scene.by_id)
    if not place and not element and len(scene.places) == 1:
        return scene.places[0].id
    return element or place or row.needed("place")


def _place(row: Row, scene: Scene) -> str:
    called = [p.id for p in scene.places if p.name == row.text("place")]
    if len(called) == 1:
        return called[0]
    return _named(row, "place", (place.id for place in scene.places))


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
