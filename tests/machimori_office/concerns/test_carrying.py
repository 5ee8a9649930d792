"""Concerns between two boxes, each played in turn on one database."""

from __future__ import annotations

from typing import Any

import pytest

from machimori_office.concerns import links, two_boxes
from machimori_office.concerns.models import Concern, Counter, Photo
from machimori_office.concerns.services import carrying, handling, receiving, showing
from machimori_office.concerns.states import State
from machimori_office.exchange.models import Direction, Item
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Letter
from machimori_office.web.tokens import signed
from tests.machimori_office.concerns.reported import CLERK, NOW, concern

pytestmark = pytest.mark.django_db
MAIL = read_address("hana@carrier.example")


def carried_out(found: Concern) -> dict[str, Any]:
    """Let the console take a report and see to it; return what it says."""
    body = carrying.report(found)
    Concern.objects.all().delete()
    carrying.take_report(found.pk, body)
    taken = Concern.objects.get()
    handling.answer(taken, said="見に行きます", actor=CLERK, at=NOW)
    showing.publish(taken, text="生け垣", answer="切ります", actor=CLERK, at=NOW)
    said = carrying.outcome(taken)
    Concern.objects.all().delete()
    return said


def reported() -> Concern:
    found = concern(mail=MAIL, lon=139.5, lat=35.7, place_text="北側の入口")
    Photo.objects.create(concern=found, jpeg=b"pixels", width=2, height=1)
    receiving.confirm(token=signed(links.MAIL, found.pk), at=NOW)
    return found


def test_a_report_arrives_as_it_was_without_the_address() -> None:
    found = reported()
    body = carrying.report(found)
    assert "carrier" not in str(body)
    Concern.objects.all().delete()
    for _time in range(2):
        carrying.take_report(found.pk, body)
    taken = Concern.objects.get()
    assert (taken.text, taken.number, taken.lon) == (found.text, found.number, 139.5)
    assert bytes(taken.photos.get().jpeg) == b"pixels"
    assert taken.received_at == found.received_at
    assert not hasattr(taken, "reporter")


def test_what_came_of_it_is_shown_and_told_once() -> None:
    first = reported()
    pk, said = first.pk, carried_out(first)
    body = carrying.report(concern())
    Concern.objects.all().delete()
    carrying.take_report(pk, body)
    mine = Concern.objects.get()
    mine.number = said["number"]
    mine.save()
    receiving.Reporter.objects.create(concern=mine, mail=str(MAIL), confirmed_at=NOW)
    before = Letter.objects.count()
    for _time in range(2):
        carrying.take_outcome(pk, said, at=NOW)
    assert Letter.objects.count() == before + 1
    mine = Concern.objects.get()
    assert (mine.state, mine.published_text) == (State.IN_HAND, "生け垣")
    assert [s.said for s in mine.steps.exclude(said="")] == ["見に行きます"]


def test_one_merged_into_what_nobody_knows_here_is_being_seen_to() -> None:
    first, second = concern(), concern()
    handling.merge(first, into=second, actor=CLERK, reason="同じ件", at=NOW)
    pk, said = first.pk, carrying.outcome(first)
    first.delete()
    second.delete()
    carrying.take_outcome(pk, said, at=NOW)
    assert Concern.objects.get().state == State.IN_HAND


def test_the_files_hold_reports_one_way_and_outcomes_the_other() -> None:
    found = concern()
    reports, outcomes = two_boxes.CARRIED
    assert str(found.pk) in {key for key, _ in reports.says(NOW)}
    assert list(outcomes.says(NOW)) == []
    Item.objects.create(
        direction=Direction.IN, kind="concern", key=str(found.pk), sha256="x", at=NOW
    )
    ((key, body),) = outcomes.says(NOW)
    assert key == str(found.pk)
    assert "生け垣" not in str(body)


def test_the_internet_part_numbers_where_the_console_does_not(settings: Any) -> None:
    settings.OFFICE_PART = "public"
    assert concern().number == 50_001
    assert Counter.objects.get().last == 50_001
