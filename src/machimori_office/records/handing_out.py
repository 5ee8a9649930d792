"""The records as the library's assessment reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from machimori import assessment as library
from machimori.formats.records import COLUMNS
from machimori_office.records.models import Record
from machimori_office.records.services import standing, told
from machimori_office.web.tables import disarmed


def known_records() -> list[library.Record]:
    """Return all records that hold."""
    return [_read(record) for record in standing()]


def records_table(records: Iterable[Record]) -> str:
    """Write records as the CSV that ``machimori assess --records`` takes."""
    paper = io.StringIO()
    writer = csv.writer(paper, lineterminator="\r\n")
    writer.writerow(column.name for column in COLUMNS)
    writer.writerows(_row(record) for record in records)
    # Excel takes a table for Japanese by the mark at its beginning.
    return "\ufeff" + paper.getvalue()


def _row(record: Record) -> list[str]:
    done = told(record)
    said = {
        "id": str(record.pk),
        "activity": done.activity,
        "subjects": ";".join(done.subjects),
        "on": done.on.isoformat(),
        "result": done.result,
        "by": done.by,
        "note": done.note,
    }
    return [disarmed(said[column.name]) for column in COLUMNS]


def _read(record: Record) -> library.Record:
    done = told(record)
    return library.Record(
        id=str(record.pk),
        activity=done.activity,
        subjects=tuple(done.subjects),
        on=done.on,
        result=done.result,
        by=done.by,
        source=f"office record {record.pk}",
    )
