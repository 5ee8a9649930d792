from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from machimori_office.audit.models import Entry
from machimori_office.records import services
from machimori_office.records.models import Record
from machimori_office.records.services import Done, append, append_all, standing, told
from machimori_office.web.errors import NotARecord, RecordReplaced

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 4, 10, 0, 0, tzinfo=UTC)
TRIMMED = Done(
    activity="prune",
    subjects=["office:park-1", "hedge-3"],
    on=date(2026, 4, 9),
    duty="inspections",
    about="task-7",
    result="1.2 m",
    by="公園係",
)


def appended(done: Done = TRIMMED) -> Record:
    return append(done, actor="0f0f", at=NOW)


def test_a_record_says_what_the_duty_told() -> None:
    assert told(appended()) == TRIMMED


def test_a_subject_named_twice_counts_once() -> None:
    record = appended(replace(TRIMMED, subjects=["a", "b", "a"]))
    assert told(record).subjects == ["a", "b"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"activity": "prunning"},
        {"subjects": []},
        {"subjects": [" "]},
        {"on": date(2026, 4, 11)},
    ],
)
def test_what_cannot_have_been_done_is_refused(wrong: dict) -> None:
    with pytest.raises(NotARecord):
        appended(replace(TRIMMED, **wrong))
    assert not Record.objects.exists()
    assert not Entry.objects.exists()


def test_today_is_japans_day() -> None:
    late_evening = datetime(2026, 4, 10, 15, 30, tzinfo=UTC)
    append(replace(TRIMMED, on=date(2026, 4, 11)), actor="0f0f", at=late_evening)


def test_of_many_none_is_written_where_one_is_wrong() -> None:
    wrong = replace(TRIMMED, activity="?")
    with pytest.raises(NotARecord):
        append_all([TRIMMED, wrong], actor="0f0f", at=NOW)
    assert not Record.objects.exists()


def test_a_wrong_record_gives_way_and_stays_readable() -> None:
    wrong = appended()
    right = services.replace(
        wrong, replace(TRIMMED, result="1.0 m"), actor="0f0f", reason="typo", at=NOW
    )
    assert list(standing()) == [right]
    assert Record.objects.get(pk=wrong.pk).result == "1.2 m"
    entry = Entry.objects.last()
    assert (entry.action, entry.reason) == ("records.replaced", "typo")
    assert entry.details == {"former": str(wrong.pk)}


def test_a_withdrawn_record_counts_no_more() -> None:
    services.withdraw(appended(), actor="0f0f", reason="did not happen", at=NOW)
    assert not standing().exists()
    assert Record.objects.count() == 2


def test_a_record_gives_way_only_once() -> None:
    wrong = appended()
    services.withdraw(wrong, actor="0f0f", reason="did not happen", at=NOW)
    how = {"actor": "0f0f", "reason": "again", "at": NOW}
    with pytest.raises(RecordReplaced):
        services.withdraw(wrong, **how)
    with pytest.raises(RecordReplaced):
        services.replace(wrong, TRIMMED, **how)


def test_a_withdrawal_of_nothing_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.create(
            activity="prune",
            on=NOW.date(),
            duty="x",
            written_by="0f0f",
            written_at=NOW,
            withdraws=True,
        )
