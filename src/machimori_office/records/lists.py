"""What a city wrote down in Excel of what was done: inspections, pruning, drills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from machimori.errors import did_you_mean
from machimori.language import Text
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.records.forms import apart
from machimori_office.records.models import Record
from machimori_office.records.services import (
    BY_HAND,
    CITY,
    Done,
    activities,
    append_all,
    refuse_unless_plausible,
)
from machimori_office.web.errors import CellWrong
from machimori_office.web.lists import (
    How,
    ListColumn,
    ListImport,
    Row,
    Taken,
    day,
    words,
)


def _activity(cell: Any) -> str:
    said = str(words(80)(cell))
    known = {id_: id_ for id_ in activities()}
    known |= {label.ja: id_ for id_, label in activities().items()}
    if said not in known:
        raise CellWrong(did_you_mean(said, known), _A_WORD)
    return known[said]


def _subjects(cell: Any) -> str:
    return ";".join(apart(str(words(2000)(cell)))) or CITY


_COLUMNS = (
    ListColumn(
        name="on",
        heads=("実施日", "年月日", "日付", "点検日", "作業日"),
        reads=day,
        example="令和8年5月1日",
        is_needed=True,
    ),
    ListColumn(
        name="activity",
        heads=("活動", "作業", "内容", "業務", "区分"),
        reads=_activity,
        example="剪定・伐採",
        is_needed=True,
    ),
    ListColumn(
        name="subjects",
        heads=("場所・対象", "場所", "対象", "施設", "id"),
        reads=_subjects,
        example="park-hibari",
        is_needed=True,
    ),
    ListColumn(name="result", heads=("結果", "成果"), reads=words(200), example="実施"),
    ListColumn(
        name="by", heads=("実施者", "担当", "業者"), reads=words(80), example="公園係"
    ),
    ListColumn(name="note", heads=("備考", "摘要"), reads=words(400), example=""),
)
_KEY = ("on", "activity", "subjects")


def _known(rows: Sequence[Row]) -> Mapping[tuple[Any, ...], Row]:
    """Return the records of the days of the file: two queries."""
    days = {row["on"] for row in rows}
    held = Record.objects.standing().filter(on__in=days).prefetch_related("subjects")
    return {_key(record): _told(record) for record in held}


def _key(record: Record) -> tuple[Any, ...]:
    subjects = ";".join(subject.subject for subject in record.subjects.all())
    return (record.on, record.activity, subjects)


def _told(record: Record) -> Row:
    on, activity, subjects = _key(record)
    said = {"on": on, "activity": activity, "subjects": subjects}
    rest = {"by": record.by or None, "note": record.note or None}
    return {**said, **rest, "result": record.result}


def _refuses(row: Row, known: Row | None, on: date) -> CellWrong | None:
    return CellWrong(_PAST, _DAY) if row["on"] > on else None


def _put(rows: Sequence[Taken], how: How) -> None:
    """Write the records; of the same day, activity and place one is there already."""
    new = [taken for taken in rows if taken.known is None]
    for taken in new:
        with taken.named():
            refuse_unless_plausible(_done(taken.says), how.at)
    append_all([_done(taken.says) for taken in new], actor=how.actor, at=how.at)


def _done(row: Row) -> Done:
    return Done(
        activity=row["activity"],
        subjects=row["subjects"].split(";"),
        on=row["on"],
        duty=BY_HAND,
        result=_result(row["result"]),
        by=row["by"] or "",
        note=row["note"] or "",
    )


def _result(written: str | None) -> str:
    return "done" if written in (None, "実施", "済", "done") else written


def _may(staff: Staff) -> bool:
    return may(staff, Act.WRITE_RECORDS)


_A_WORD = Text(
    ja="記録の入力画面にある活動の名前で書いてください。",
    en="Write an activity as the page for entering records names it.",
)
_PAST = Text(ja="今日までの日付", en="a day up to today")
_DAY = Text(ja="実施した日に直してください。", en="Write the day on which it was done.")

LISTS = (
    ListImport(
        name="records",
        title=_("Records of what was done"),
        explains=_(
            "One row for each thing that was done. What stands in the records already "
            "(same day, activity and places) is left as it is."
        ),
        is_for=_may,
        columns=lambda: _COLUMNS,
        key=_KEY,
        known=_known,
        put=_put,
        refuses=_refuses,
        home="records:records",
    ),
)
