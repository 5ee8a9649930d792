"""What Today says when no mail comes in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from machimori_office.desk.mail_in.todo import todo
from machimori_office.exchange.contract import Standing
from machimori_office.exchange.models import Item
from machimori_office.mailroom.models import WayIn
from machimori_office.mailroom.standing import worked
from machimori_office.mailroom.two_boxes import CARRIED, MAIL_IN
from machimori_office.people.models import Role, Staff

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def operator(colleague: Callable[..., Staff], settings: Any, tmp_path: Path) -> Staff:
    settings.OFFICE_FOLDER = tmp_path
    return colleague(Role.OPERATOR)


def reasons(staff: Staff, at: datetime = NOW) -> list[str]:
    with override("ja"):
        return [str(task.why) for task in todo(staff, at)]


def test_a_real_office_that_never_took_mail_is_told(
    operator: Staff, settings: Any
) -> None:
    assert reasons(operator) == []
    settings.OFFICE_IS_DEMO = False
    (said,) = reasons(operator)
    assert "receive_mail" in said


def test_when_the_program_was_last_there_is_told(operator: Staff) -> None:
    worked(WayIn.Name.BROUGHT, at=NOW)
    assert reasons(operator, NOW + timedelta(minutes=10)) == []
    (said,) = reasons(operator, NOW + HOUR)
    assert f"{NOW:%Y-%m-%d %H:%M}" in said


@pytest.mark.parametrize(("trouble", "word"), [("refused", "パスワード"), ("", "tick")])
def test_why_the_mailbox_cannot_be_read_is_told(
    operator: Staff, settings: Any, trouble: str, word: str
) -> None:
    settings.MAIL_IMAP = {"host": "mail.city.jp"}
    WayIn.objects.create(name="fetched", worked_at=NOW, trouble=trouble)
    (said,) = reasons(operator, NOW + HOUR)
    assert word in said
    WayIn.objects.update(worked_at=None)
    settings.OFFICE_IS_DEMO = False
    assert len(reasons(operator, NOW + HOUR)) == 1


def test_mails_that_nobody_could_read_are_told(operator: Staff, tmp_path: Path) -> None:
    (tmp_path / "mail-aside").mkdir()
    (tmp_path / "mail-aside" / "one.eml").write_bytes(b"")
    (task,) = todo(operator, NOW)
    assert "1" in str(task.title)


def test_who_writes_no_mails_is_told_nothing(
    operator: Staff, colleague: Callable[..., Staff], settings: Any
) -> None:
    settings.OFFICE_IS_DEMO = False
    assert len(reasons(operator)) == 1
    assert reasons(colleague(Role.VIEWER)) == []


def test_the_console_tells_what_the_internet_part_said(
    operator: Staff, settings: Any
) -> None:
    settings.OFFICE_PART, settings.OFFICE_IS_DEMO = "console", False
    assert reasons(operator) == []
    WayIn.objects.create(name="fetched", worked_at=NOW, trouble="closed")
    settings.MAIL_IMAP = {"host": "mail.city.jp"}
    ((key, said),) = standing_of(MAIL_IN).says(NOW + HOUR)
    standing_of(MAIL_IN).takes(key, said, NOW)
    item = {"direction": "in", "kind": MAIL_IN, "key": key, "at": NOW}
    Item.objects.create(**item, body=said)
    (told,) = reasons(operator, NOW + HOUR)
    assert f"{NOW:%Y-%m-%d %H:%M}" in told
    Item.objects.update(body={})
    assert reasons(operator, NOW + HOUR) == []


def standing_of(name: str) -> Standing:
    return next(s for s in CARRIED if isinstance(s, Standing) and s.name == name)
