from __future__ import annotations

from datetime import UTC, datetime

import pytest

from machimori.language import Text
from machimori_office.mailroom import registry
from machimori_office.mailroom.registry import Arrived, mailbox, mailbox_of
from machimori_office.web.gathering import Registry


@pytest.fixture(autouse=True)
def only_mine(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: Registry[str, registry.Mailbox] = Registry("of_nobody", "mailboxes")
    monkeypatch.setattr(registry, "MAILBOXES", boxes)
    mailbox("join", title=Text(ja="登録", en="Registration"))(lambda mail: None)


@pytest.mark.parametrize("to", ["join@x.jp", "JOIN@x.jp", "join+ja@x.jp"])
def test_a_mailbox_is_found_in_any_case_and_with_any_detail(to: str) -> None:
    assert mailbox_of(to) == registry.MAILBOXES["join"]


@pytest.mark.parametrize("to", ["", "join", "@x.jp", "joint@x.jp", "+join@x.jp"])
def test_any_other_address_has_none(to: str) -> None:
    assert mailbox_of(to) is None


def test_two_duties_cannot_have_the_same_mailbox() -> None:
    with pytest.raises(ValueError, match="join"):
        mailbox("join", title=Text(ja="登録", en="Registration"))(lambda mail: None)


def test_the_detail_is_what_stands_behind_the_plus() -> None:
    at = datetime(2026, 4, 1, tzinfo=UTC)
    arrived = Arrived(sender="", recipient="bounces+ab12@x.jp", raw=b"", at=at)
    assert arrived.detail == "ab12"
