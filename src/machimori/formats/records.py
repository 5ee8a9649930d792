"""Records of what was done: inspections, pruning, patrols, drills."""

from __future__ import annotations

from pathlib import Path

from machimori.assessment import Record
from machimori.errors import did_you_mean
from machimori.formats.tables import Column, Row, finish, read_table
from machimori.guidelines import Catalogue

COLUMNS = (
    Column("id", "番号"),
    Column("activity", "活動", required=True),
    Column("subjects", "場所・対象", required=True),
    Column("on", "実施日", required=True),
    Column("result", "結果"),
    Column("by", "実施者"),
    Column("note", "備考"),
)

_SEPARATORS = (";", "；", "、")


def read_records(path: Path, catalogue: Catalogue) -> tuple[Record, ...]:
    """Read records.

    Parameters
    ----------
    path : Path
        CSV, Excel, JSON or YAML with the columns of ``COLUMNS``. Several subjects are
        separated by semicolons (in JSON and YAML they may be a list); they may lie
        outside the scene, since an office's export holds the whole city.
    catalogue : Catalogue
        Whose words for activities count, by id or Japanese name.

    Returns
    -------
    tuple of Record

    Raises
    ------
    InvalidInput
        With all problems.
    """
    rows = read_table(path, COLUMNS)
    words = {a.label.ja: a.id for a in catalogue.activities.values()}
    words |= {id_: id_ for id_ in catalogue.activities}
    records = [_record(number, row, words) for number, row in enumerate(rows, 1)]
    finish(rows)
    return tuple(r for r in records if r is not None)


def _record(number: int, row: Row, words: dict[str, str]) -> Record | None:
    activity = row.needed("activity")
    if activity and activity not in words:
        row.wrong("activity", activity, did_you_mean(activity, words))
    on = row.day("on")
    subjects = _subjects(row)
    if on is None or not subjects:
        row.needed("on")
        row.needed("subjects")
        return None
    return Record(
        id=row.text("id") or str(number),
        activity=words.get(activity, activity),
        subjects=subjects,
        on=on,
        result=row.text("result", "done"),
        by=row.text("by"),
        source=f"{row.file} {row.where.en}",
    )


def _subjects(row: Row) -> tuple[str, ...]:
    given = row.cells.get("subjects", "")
    if isinstance(given, list | tuple):
        return tuple(str(one) for one in given)
    text = str(given)
    for separator in _SEPARATORS:
        text = text.replace(separator, "\n")
    return tuple(part.strip() for part in text.split("\n") if part.strip())
