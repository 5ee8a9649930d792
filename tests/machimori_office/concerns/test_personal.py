"""What concerns keep about people goes when its time is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from machimori_office.concerns import links, personal
from machimori_office.concerns.models import Concern, Photo, Reporter
from machimori_office.concerns.services import handling, receiving, showing
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Letter
from machimori_office.web.tokens import signed
from tests.machimori_office.concerns.reported import CLERK, NOW, concern

pytestmark = pytest.mark.django_db
MAIL = read_address("hana@carrier.example")
LATER = NOW + timedelta(days=366)


def closed(**how: object) -> Concern:
    found = concern(mail=MAIL, lon=139.5, lat=35.7, place_text="本町の角", **how)
    receiving.confirm(token=signed(links.MAIL, found.pk), at=NOW)
    Photo.objects.create(concern=found, jpeg=b"x", width=1, height=1)
    handling.answer(found, said="山田さんへ", actor=CLERK, at=NOW)
    showing.publish(found, text="生け垣", answer="切りました", actor=CLERK, at=NOW)
    handling.close(found, on=date(2026, 11, 20), actor=CLERK, at=NOW)
    return found


def test_after_its_months_nothing_of_the_reporter_is_left() -> None:
    found = closed()
    assert personal.delete_due(LATER) == 1
    left = Concern.objects.get(pk=found.pk)
    assert (left.text, left.place_text, left.lon) == ("—", "", None)
    assert not Reporter.objects.exists()
    assert not Photo.objects.exists()
    assert not any(step.said for step in left.steps.all())
    assert set(Letter.objects.values_list("text", flat=True)) == {"-"}
    assert left.published_text == "生け垣"


def test_before_its_months_nothing_is_deleted() -> None:
    closed()
    assert personal.delete_due(NOW + timedelta(days=300)) == 0


def test_an_open_concern_stays_as_long_as_it_is_open() -> None:
    concern()
    assert personal.delete_due(LATER) == 0


def test_what_an_address_reported_is_found() -> None:
    closed()
    assert [
        "声8-1" in kept.value for kept in personal.find("HANA@carrier.example")
    ] == [True]


def test_erasing_leaves_an_open_concern_without_its_reporter() -> None:
    ended, open_ = closed(), concern(mail=MAIL)
    assert personal.erase(str(MAIL), CLERK, "本人の求め", NOW)
    assert not Reporter.objects.exists()
    assert Concern.objects.get(pk=ended.pk).text == "—"
    assert Concern.objects.get(pk=open_.pk).text != "—"
