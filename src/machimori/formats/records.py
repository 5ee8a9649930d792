"""Records of what was done: inspections, pruning, patrols, drills."""

from __future__ import annotations

from pathlib import Path

from machimori.assessment import Record
from machimori.errors import did_you_mean
from machimori.formats.tables import Column, Row, read_each
from machimori.guidelines import Catalogue
from machimori.language import Text

COLUMNS = (
    Column("id", "番号"),
    Column("activity", "活動", required=True),
    Column("subjects", "場所・対象", required=True),
    Column("on", "実施日", required=True),
    Column("result", "結果"),
    Column("by", "実施者"),
    Column("note", "備考"),
)

NOT_DONE = ("not_done", "not done", "未実施", "中止")
"""Results that say that nothing was done; every other result says what came of it."""

_SEPARATORS = ";；、"
_SUBJECTS = Text(ja="場所または対象のid", en="ids of places or elements")


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
    words = {a.label.ja: a.id for a in catalogue.activities.values()}
    words |= {id_: id_ for id_ in catalogue.activities}
    return read_each(path, COLUMNS, lambda row: _record(row, words))


def _record(row: Row, words: dict[str, str]) -> Record | None:
    activity = row.needed("activity")
    if activity and activity not in words:
        row.wrong("activity", activity, did_you_mean(activity, words))
    subjects, on = row.texts("subjects", separators=_SEPARATORS), row.needed_day("on")
    if not subjects:
        row.wrong("subjects", row.text("subjects"), _SUBJECTS)
    if on is None:
        return None
    result = row.text("result", "done")
    return Record(
        id=row.text("id") or row.where.en,
        activity=words.get(activity, activity),
        subjects=subjects,
        on=on,
        result="not_done" if result in NOT_DONE else result,
        by=row.text("by"),
        source=f"{row.file} {row.where.en}",
    )
