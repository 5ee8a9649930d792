"""Appending to the records, putting a wrong one right, and handing them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import transaction

from machimori.errors import did_you_mean
from machimori.formats.records import NOT_DONE
from machimori.guidelines import shipped_catalogue
from machimori.language import Text
from machimori_office.audit import services as audit
from machimori_office.records.models import Record, RecordQuerySet, Subject
from machimori_office.web.errors import NotARecord, RecordReplaced
from machimori_office.web.words import JST

BY_HAND = "records"
"""The duty of what a clerk enters."""

CITY = "city"
"""The subject of what is done for households and groups: no place of theirs is kept."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a duty reports: the fields of the library's `Record`, and who asks.

    Parameters
    ----------
    activity : str
        A word of the catalogue's activities.
    subjects : sequence of str
        Ids of places or elements.
    on : date
    duty, about : str
        Which duty writes, and the id of what it is about there.
    result : str
        ``done``, ``not_done``, or a remark that says what came of it.
    by, note : str
        No names of residents: records outlive them.
    """

    activity: str
    subjects: Sequence[str]
    on: date
    duty: str
    about: str = ""
    result: str = "done"
    by: str = ""
    note: str = ""


@cache
def activities() -> Mapping[str, Text]:
    """Return the catalogue's words for what is done."""
    found = shipped_catalogue().activities
    return {id_: activity.label for id_, activity in found.items()}


@transaction.atomic
def append(done: Done, *, actor: str, at: datetime) -> Record:
    """Write a record.

    Raises
    ------
    NotARecord
        The activity is unknown, nothing is named that it was done to, or the day lies
        ahead.
    """
    return append_all([done], actor=actor, at=at)[0]


@transaction.atomic
def append_all(done: Sequence[Done], *, actor: str, at: datetime) -> list[Record]:
    """Write several records, or none where one of them is wrong: few queries."""
    for each in done:
        refuse_unless_plausible(each, at)
    made = Record.objects.bulk_create(_record(each, actor, at) for each in done)
    Subject.objects.bulk_create(
        subject
        for record, each in zip(made, done, strict=True)
        for subject in _subjects(record, each)
    )
    written = [_happened(each, "records.appended", "record written") for each in made]
    audit.record_all(written, actor=actor, at=at)
    return made


@transaction.atomic
def replace(
    record: Record, done: Done, *, actor: str, reason: str, at: datetime
) -> Record:
    """Write what is right in the place of a wrong record, which stays readable."""
    return _instead(record, done, actor, reason, at, withdraws=False)


@transaction.atomic
def withdraw(record: Record, *, actor: str, reason: str, at: datetime) -> Record:
    """Say that what a record says did not happen."""
    return _instead(record, told(record), actor, reason, at, withdraws=True)


def told(record: Record) -> Done:
    """Return what a record says."""
    return Done(
        activity=record.activity,
        subjects=[subject.subject for subject in record.subjects.all()],
        on=record.on,
        duty=record.duty,
        about=record.about,
        result=record.result,
        by=record.by,
        note=record.note,
    )


def standing() -> RecordQuerySet:
    """Return the records that hold, with their subjects."""
    return Record.objects.standing().prefetch_related("subjects")


def _instead(
    record: Record,
    done: Done,
    actor: str,
    reason: str,
    at: datetime,
    *,
    withdraws: bool,
) -> Record:
    # Locked by itself: the row that might replace it is on the outer side of the join.
    Record.objects.select_for_update().get(pk=record.pk)
    if not Record.objects.standing().filter(pk=record.pk).exists():
        raise RecordReplaced
    refuse_unless_plausible(done, at)
    made = _record(done, actor, at, replaces=record, withdraws=withdraws)
    made.save(force_insert=True)
    Subject.objects.bulk_create(_subjects(made, done))
    action = "records.withdrawn" if withdraws else "records.replaced"
    replaced = _happened(made, action, reason, former=str(record.pk))
    audit.record_all([replaced], actor=actor, at=at)
    return made


def _record(done: Done, actor: str, at: datetime, **link: Any) -> Record:
    return Record(
        activity=done.activity,
        on=done.on,
        result=_worded(done.result),
        by=done.by,
        note=done.note,
        duty=done.duty,
        about=done.about,
        written_by=actor,
        written_at=at,
        **link,
    )


def _subjects(record: Record, done: Done) -> Iterator[Subject]:
    for subject in dict.fromkeys(done.subjects):
        yield Subject(record=record, subject=subject)


def _worded(result: str) -> str:
    """Word what was not done as the library does, however a clerk wrote it."""
    if result.strip() in NOT_DONE:
        return "not_done"
    return result or "done"


def refuse_unless_plausible(done: Done, at: datetime) -> None:
    """Refuse what cannot be a record.

    Raises
    ------
    NotARecord
    """
    if done.activity not in activities():
        raise NotARecord(why=did_you_mean(done.activity, activities()))
    if not done.subjects or not all(subject.strip() for subject in done.subjects):
        raise NotARecord(why=_NO_SUBJECT)
    if any(mark in subject for subject in done.subjects for mark in _SEPARATORS):
        raise NotARecord(why=_SEPARATED)
    if done.on > at.astimezone(JST).date():
        raise NotARecord(why=_AHEAD)


_NO_SUBJECT = Text(
    ja="場所か対象を1つ以上選んでください", en="Name at least one place or object"
)
_SEPARATORS = ";；、"
"""What parts one subject from the next in the table that the library reads."""

_SEPARATED = Text(
    ja="場所や対象のidに「;」や「、」は使えません",
    en="Ids of places and objects hold no “;” and no “、”",
)
_AHEAD = Text(ja="実施日が先の日付です", en="The day lies ahead")


def _happened(
    record: Record, action: str, reason: str, **details: str
) -> audit.Happening:
    return audit.Happening(
        action=action,
        object_kind="record",
        object_id=str(record.pk),
        reason=reason,
        details=details,
    )
