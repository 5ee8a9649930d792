from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, InterfaceError, OperationalError

from machimori.language import Text
from machimori_office.limits.models import Bucket
from machimori_office.mailroom import registry, services
from machimori_office.mailroom.periodic import take_aside_again
from machimori_office.mailroom.registry import Arrived, mailbox
from machimori_office.mailroom.services import Handed, hand_over
from machimori_office.web.errors import MailAside
from machimori_office.web.gathering import Registry

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db
Register = Callable[[Callable[[Arrived], None]], None]


@pytest.fixture(autouse=True)
def register(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> Iterator[Register]:
    boxes: Registry[str, registry.Mailbox] = Registry("of_nobody", "mailboxes")
    monkeypatch.setattr(registry, "MAILBOXES", boxes)
    settings.OFFICE_FOLDER, settings.MAIL_DOMAIN = tmp_path, "city.jp"

    def set_up(takes: Callable[[Arrived], None]) -> None:
        boxes._items.clear()
        mailbox("join", title=Text(ja="登録", en="Registration"))(takes)

    return set_up


def mail(raw: bytes = b"Subject: x\r\n\r\nbody") -> Arrived:
    return Arrived(sender="taro@x.jp", recipient="join+a@city.jp", raw=raw, at=NOW)


def breaking(error: Exception) -> Callable[[Arrived], None]:
    def takes(_: Arrived) -> None:
        Bucket.objects.create(key="half", full_at_s=0)
        raise error

    return takes


def test_a_mail_is_handed_to_its_mailbox(register: Register) -> None:
    seen: list[Arrived] = []
    register(seen.append)
    assert hand_over(mail()) is Handed.TAKEN
    assert seen == [mail()]


def test_a_mail_for_nobody_is_not_taken() -> None:
    assert hand_over(mail()) is Handed.UNKNOWN


@pytest.mark.parametrize("error", [OperationalError(), InterfaceError()])
def test_while_the_database_is_away_mail_has_to_wait(
    register: Register, error: Exception, tmp_path: Path
) -> None:
    register(breaking(error))
    assert hand_over(mail()) is Handed.LATER
    assert not (tmp_path / "mail-aside").exists()


@pytest.mark.parametrize("error", [ValueError("NUL"), DataError(), RecursionError()])
def test_what_nobody_can_read_is_laid_aside_and_leaves_nothing_half_done(
    register: Register, error: Exception
) -> None:
    register(breaking(error))
    assert hand_over(mail()) is Handed.TAKEN
    assert not Bucket.objects.exists()
    (file,) = services.lie_aside()
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_cannot_even_be_laid_aside_has_to_wait(
    register: Register, settings: Any, tmp_path: Path
) -> None:
    settings.OFFICE_FOLDER = tmp_path / "file"
    (tmp_path / "file").write_text("in the way")
    register(breaking(ValueError()))
    assert hand_over(mail()) is Handed.LATER


def test_what_was_laid_aside_is_taken_once_it_can_be_read(register: Register) -> None:
    raw = b"Subject: x\r\n\r\n" + os.urandom(99) + b"\r\n\r\n"
    register(breaking(ValueError()))
    hand_over(mail(raw))
    with pytest.raises(MailAside):
        take_aside_again(NOW)
    seen: list[Arrived] = []
    register(seen.append)
    take_aside_again(NOW)
    assert seen == [mail(raw)]
    assert not list(services.lie_aside())


@pytest.mark.parametrize("to", ["join@city.jp", "JOIN+x@CITY.JP"])
def test_our_mailboxes_are_ours(register: Register, to: str) -> None:
    register(lambda _: None)
    assert services.is_ours(to)


@pytest.mark.parametrize(
    "to", ["join@elsewhere.jp", "nobody@city.jp", "join", "", "@city.jp", "join@"]
)
def test_anybody_elses_are_not(register: Register, to: str) -> None:
    register(lambda _: None)
    assert not services.is_ours(to)
