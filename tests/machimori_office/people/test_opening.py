"""The first account, and the made-up city."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from machimori_office.audit.services import verify
from machimori_office.demo import city as demo
from machimori_office.people.models import Role, Staff

pytestmark = pytest.mark.django_db


def test_the_first_administrator_gets_a_link(
    capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    call_command("open_office", "地域安全課", "kimura", "木村 明")
    link = capsys.readouterr().out.strip()
    assert client.get(link.removeprefix("http://testserver")).status_code == 200
    assert Staff.objects.get().role == Role.ADMINISTRATOR
    with pytest.raises(CommandError):
        call_command("open_office", "地域安全課", "eve", "Eve")


def test_a_link_that_was_lost_is_replaced_until_it_was_opened(
    capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    links = []
    for _ in range(2):
        call_command("open_office", "地域安全課", "kimura", "木村 明")
        link = capsys.readouterr().out.strip().removeprefix("http://testserver")
        links.append(link)
    answers = [client.get(link) for link in links]
    assert [answer.status_code for answer in answers] == [404, 200]
    assert Staff.objects.count() == 1
    staff = Staff.objects.get()
    staff.set_password("a long enough password")
    staff.invitation_hash = ""
    staff.save()
    with pytest.raises(CommandError):
        call_command("open_office", "地域安全課", "kimura", "木村 明")


def test_the_demo_loads_once_and_prints_who_can_sign_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("load_demo")
    call_command("load_demo")
    printed = capsys.readouterr().out
    assert all(name in printed for name in (*demo.CAST, demo.PASSWORD, "http://"))
    assert Staff.objects.count() == len(demo.CAST)
    assert verify().faults == ()


def test_the_demo_stays_out_of_a_real_office(settings: Any) -> None:
    settings.OFFICE_IS_DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not Staff.objects.exists()


def test_on_the_public_part_it_says_where_to_open(settings: Any) -> None:
    settings.OFFICE_PART = "public"
    with pytest.raises(CommandError, match="MACHIMORI_PART=console"):
        call_command("open_office", "地域安全課", "kimura", "木村 明")
