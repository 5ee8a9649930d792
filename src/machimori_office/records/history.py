"""The life of one record: what stood before it, who put it right, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from machimori_office.audit.models import Entry
from machimori_office.people.names import names_of
from machimori_office.records.models import Record
from machimori_office.records.rows import result


@dataclass(frozen=True)
class Event:
    """One wording of the record: who wrote it, and why."""

    record: Record
    result: str
    who: str
    reason: str


def history_of(record: Record) -> list[Event]:
    """Return all wordings, the oldest first."""
    line = list(_line(record))
    ids = [str(one.pk) for one in line]
    entries = Entry.objects.filter(object_kind="record", object_id__in=ids)
    reasons = dict(entries.values_list("object_id", "reason"))
    names = names_of(one.written_by for one in line)
    return [
        Event(
            record=one,
            result=result(one),
            who=names.get(one.written_by, ""),
            reason=reasons.get(str(one.pk), "") if one.replaces_id else "",
        )
        for one in line
    ]


def _line(record: Record) -> Iterator[Record]:
    first = record
    while first.replaces is not None:
        first = first.replaces
    current: Record | None = first
    while current is not None:
        yield current
        current = Record.objects.filter(replaces=current).first()
