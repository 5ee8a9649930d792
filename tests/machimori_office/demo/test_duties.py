"""The made-up city's duties hold the figures that the example city's source prints."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from machimori_office.audit.services import verify
from machimori_office.camera_grants.models import Camera
from machimori_office.demo import city
from machimori_office.inspections.models import Assessment, Site
from machimori_office.people.models import Role, Staff
from machimori_office.recorders.figures import table_of
from machimori_office.recorders.models import Device
from machimori_office.recorders.todo import todo
from machimori_office.supplies.figures import table_of as supplied_in
from machimori_office.web.gathering import from_each_app

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
DUTIES = ("recorders", "supplies", "camera_grants", "inspections")


@pytest.fixture
def made_up(db: None) -> None:
    city.load(NOW)
    for fill in from_each_app("demo", "fill"):
        if fill.__module__.split(".")[1] in DUTIES:
            fill(NOW)
            fill(NOW)


def test_the_duties_tell_a_year_and_leave_work_for_today(made_up: None) -> None:
    the_duties_tell_a_year()
    assert not verify().faults
    operator = Staff.objects.filter(role=Role.OPERATOR)[0]
    assert list(todo(operator, NOW))


def the_duties_tell_a_year() -> None:
    groups, items, *_ = supplied_in(2026).figures
    assert (groups.count, items.count) == (5, 40)
    assert Camera.objects.filter(owner="group").count() == 50
    assert Camera.objects.count() == 50 + 43 + 123
    assert Device.objects.filter(state="lent").count() == 24
    assert all(figure.count or figure.before for figure in table_of(2026).figures[:2])
    assert (Site.objects.count(), Assessment.objects.count()) == (6, 3)
