"""The clerk decides about what crossed with the office: taken over, or answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.applications import crossing, services
from machimori_office.applications.carried import Sent, Written
from machimori_office.applications.models import Application, Crossing
from machimori_office.applications.services import Who
from machimori_office.applications.states import Move
from machimori_office.applications.todo import todo
from machimori_office.people.models import Role, Staff
from machimori_office.recorders.procedures import LOAN

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
ANSWERS = {"birthday": "1948-02-03", "police-device": "no"}


@pytest.fixture
def clerk(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.OPERATOR)


@pytest.fixture
def desk(clerk: Staff, signed_in: Callable[..., Client]) -> Client:
    return signed_in(clerk)


def crossed(*, is_correction: bool = True) -> Crossing:
    who = Who(name="青木 ハナ", address="本町2-3")
    way = Application.Way.WEB
    made = services.receive(LOAN, who=who, answers=ANSWERS, way=way, at=NOW)
    moved = Who(name="青木 花", address="本町9-9")
    corrected = Written.by(moved, ANSWERS) if is_correction else None
    crossing.set_aside(made, Sent(at=NOW, seen=1, corrected=corrected))
    return Crossing.objects.get()


def page_of(found: Crossing) -> str:
    return reverse("applications:crossed", args=[found.application_id, found.pk])


def test_the_clerk_sees_both_and_takes_over_what_was_sent(
    desk: Client, clerk: Staff
) -> None:
    found = crossed()
    assert page_of(found) in [task.url for task in todo(clerk, NOW)]
    assert (
        page_of(found)
        in desk.get(
            reverse("applications:one", args=[found.application_id])
        ).content.decode()
    )
    page = desk.get(page_of(found)).content.decode()
    assert "本町2-3" in page
    assert "本町9-9" in page
    assert desk.post(page_of(found), {"take": ""}).status_code == 302
    assert found.application.applicant.__class__.objects.get().address == "本町9-9"
    assert not Crossing.objects.exists()
    # Pressed twice, it is gone, and nothing is done twice.
    assert desk.post(page_of(found), {"take": ""}).status_code == 404


def test_an_answer_leaves_all_as_it_is_and_tells_why(desk: Client) -> None:
    found = crossed()
    assert desk.post(page_of(found), {"said": ""}).status_code == 200
    assert Crossing.objects.exists()
    assert desk.post(page_of(found), {"said": "電話で伺いました"}).status_code == 302
    made = Application.objects.get()
    assert made.applicant.address == "本町2-3"
    assert [step.said for step in made.steps.exclude(said="")] == ["電話で伺いました"]


def test_what_cannot_be_done_any_more_is_refused_in_words(desk: Client) -> None:
    found = crossed(is_correction=False)
    services.move(found.application, Move.ACCEPT, actor="x", reason="test", at=NOW)
    services.move(found.application, Move.REFUSE, actor="x", reason="test", at=NOW)
    assert 'name="take"' not in desk.get(page_of(found)).content.decode()
    answer = desk.post(page_of(found), {"take": ""})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert Crossing.objects.exists()
