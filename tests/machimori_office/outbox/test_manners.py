from __future__ import annotations

from datetime import UTC, datetime

import pytest

from machimori_office.mailroom.registry import Arrived
from machimori_office.outbox.manners import may_be_answered

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def answered(sender: str = "taro@x.jp", head: str = "") -> bool:
    raw = f"{head}Subject: hello\r\n\r\n".encode()
    mail = Arrived(sender=sender, recipient="join@city.jp", raw=raw, at=NOW)
    return may_be_answered(mail, our_domain="city.jp")


def test_a_person_is_answered() -> None:
    assert answered()
    assert answered(head="Auto-Submitted: no\r\n")
    assert answered("nobody-request-line@x.jp")


@pytest.mark.parametrize(
    "sender",
    [
        "",
        "MAILER-DAEMON@x.jp",
        "postmaster@x.jp",
        "no-reply@x.jp",
        "noreply@x.jp",
        "owner-list@x.jp",
        "list-request@x.jp",
        "bounces+abc@x.jp",
        "join@city.jp",
        "reply@CITY.jp",
    ],
)
def test_machines_lists_and_ourselves_are_not(sender: str) -> None:
    assert not answered(sender)


@pytest.mark.parametrize(
    "head",
    [
        "Auto-Submitted: auto-replied\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Precedence: bulk\r\n",
        "Precedence: list\r\n",
        "Precedence: junk\r\n",
        "List-Id: <a.x.jp>\r\n",
        "List-Unsubscribe: <https://x.jp>\r\n",
        "X-Autoreply: yes\r\n",
        "Received: from a by b\r\n" * 31,
    ],
)
def test_what_nobody_sat_down_to_write_is_not(head: str) -> None:
    assert not answered(head=head)
