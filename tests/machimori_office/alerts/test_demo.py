"""The made-up city's year of mails has the document's figures."""

from __future__ import annotations

from datetime import datetime

import pytest

from machimori_office.alerts import demo
from machimori_office.alerts.figures import table_of
from machimori_office.alerts.models import Alert
from machimori_office.audit.services import verify
from machimori_office.people.models import Staff
from machimori_office.web.words import JST
from tests.machimori_office.alerts.lives import subscriber

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=JST)


@pytest.fixture
def city(writer: Staff, second: Staff) -> None:
    subscriber("a@x.example")
    demo.fill(NOW)


def test_a_year_of_mails_is_made_up_once(city: None) -> None:
    last_year_counts_as_the_documents_year()
    today_has_work_and_the_audit_holds()
    a_city_that_has_mails_is_left_alone()


def last_year_counts_as_the_documents_year() -> None:
    _all, *kinds, _letters = table_of(2025).figures
    assert [figure.count for figure in kinds] == [19, 13, 2, 4, 2]
    assert table_of(2026).figures[0].count == 26


def today_has_work_and_the_audit_holds() -> None:
    assert Alert.objects.filter(state="waiting").count() == 2
    assert Alert.objects.filter(state="draft").count() == 1
    assert not verify().faults


def a_city_that_has_mails_is_left_alone() -> None:
    count = Alert.objects.count()
    demo.fill(NOW)
    assert Alert.objects.count() == count


@pytest.mark.parametrize("month", range(1, 13))
def test_it_is_believable_whenever_it_is_loaded(
    month: int, writer: Staff, second: Staff
) -> None:
    at = datetime(2026, month, 3, 9, 0, tzinfo=JST)
    assert all(sheet.written_at < at for sheet in demo.past_sheets(at, ["honcho"]))
