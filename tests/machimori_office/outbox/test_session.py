from __future__ import annotations

import pytest

from machimori_office.outbox.sending.session import without_addresses


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("550 5.1.1 <taro@x.jp>: unknown user", "550 5.1.1 <…> unknown user"),
        ("250 2.1.5 taro@x.jp ok", "250 2.1.5 <…> ok"),
        ("250 2.0.0 Ok: queued as 4F1", "250 2.0.0 Ok: queued as 4F1"),
    ],
)
def test_no_address_stays_in_what_a_server_answered(answer: str, kept: str) -> None:
    assert without_addresses(answer) == kept
