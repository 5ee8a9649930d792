from __future__ import annotations

from datetime import timedelta

import pytest

from machimori_office.concerns.models import Concern
from machimori_office.patrols.figures import LABELS, table_of
from machimori_office.patrols.models import Group, Report
from machimori_office.patrols.services.groups import keep_group
from machimori_office.patrols.services.reports import (
    Told,
    Worry,
    report,
    report_walk,
)
from machimori_office.records.handing_out import known_records
from machimori_office.records.models import Record
from machimori_office.web.errors import NotNow
from tests.machimori_office.patrols.walking import (
    FINE,
    NOW,
    STAFF,
    TODAY,
    TOMORROW,
    car,
    member,
    turn,
    watch,
)

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(hours=8)


def counts(year: int) -> dict[str, int]:
    figures = {str(f.label): f.count for f in table_of(year).figures}
    return {key: figures[str(label)] for key, label in LABELS.items()}


def test_a_watch_becomes_a_record_that_the_next_assessment_reads() -> None:
    shift = watch(TODAY)
    turn(shift, member())
    made = report(shift, FINE, actor=STAFF, at=AFTER)
    record = Record.objects.get()
    assert made.record == record
    assert (record.activity, record.on, record.duty) == ("patrol", TODAY, "patrols")
    (known,) = known_records()
    assert known.subjects == (shift.school.code, "honcho")
    assert known.result == "done"


def test_the_record_names_nobody() -> None:
    shift = watch(TODAY)
    turn(shift, member("青木 明"))
    report(shift, FINE, actor=STAFF, at=AFTER)
    record = Record.objects.get()
    assert "青木" not in f"{record.by}{record.note}{record.result}"


def test_a_watch_has_one_report_and_none_before_it_begins() -> None:
    shift = watch(TODAY)
    with pytest.raises(NotNow):
        report(shift, FINE, actor=STAFF, at=NOW)
    report(shift, FINE, actor=STAFF, at=AFTER)
    with pytest.raises(NotNow):
        report(shift, FINE, actor=STAFF, at=AFTER)
    assert Report.objects.count() == Record.objects.count() == 1


def test_a_cancelled_watch_is_not_reported() -> None:
    shift = watch(TODAY, cancelled_at=NOW, cancelled_because="rain")
    with pytest.raises(NotNow):
        report(shift, FINE, actor=STAFF, at=AFTER)


def test_what_somebody_should_look_at_becomes_a_concern() -> None:
    worry = Worry(kind="lamp", text="街灯が消えている", place="正門の前")
    told = Told(**{**vars(FINE), "seen": Report.Seen.LAMP, "worry": worry})
    made = report(watch(TODAY), told, actor=STAFF, at=AFTER)
    concern = Concern.objects.get()
    assert made.concern == str(concern.pk)
    assert (concern.kind, concern.by, concern.district) == ("lamp", "patrol", "honcho")
    assert (concern.duty, concern.about) == ("patrols", str(made.pk))


def test_a_groups_walk_is_recorded_for_its_districts() -> None:
    group = Group(
        name="みまもり隊", districts=["honcho"], member_count=14, counted_on=TODAY
    )
    keep_group(group, actor=STAFF, reason="a new group", at=NOW)
    report_walk(group, FINE, on=TODAY, actor=STAFF, at=AFTER)
    (known,) = known_records()
    assert known.subjects == ("honcho",)


def test_the_years_figures_count_what_was_done() -> None:
    member("青木 明")
    member("上田 薫", left_on=TODAY)
    car()
    shift, _off = (
        watch(TODAY),
        watch(TOMORROW, cancelled_at=NOW, cancelled_because="rain"),
    )
    report(shift, FINE, actor=STAFF, at=AFTER)
    found = counts(2026)
    assert found == {
        "members": 1,
        "cars": 1,
        "watches": 1,
        "first_days": 0,
        "people": 2,
        "cancelled": 1,
        "groups": 0,
        "walks": 0,
        "concerns": 0,
    }
    assert counts(2025)["watches"] == 0
