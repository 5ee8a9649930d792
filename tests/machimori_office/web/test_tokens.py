from __future__ import annotations

from uuid import UUID

import pytest

from machimori_office.web.tokens import signed, signed_id

ID = UUID("12345678-1234-5678-1234-567812345678")


def test_a_signed_id_is_read_for_its_purpose_alone() -> None:
    token = signed("ticket", ID)
    assert signed_id("ticket", token) == ID
    assert signed_id("consent", token) is None


@pytest.mark.parametrize("token", ["", "x", "x.y", "あ.い", "." * 300])
def test_what_is_not_ours_leads_nowhere(token: str) -> None:
    assert signed_id("ticket", token) is None


def test_every_changed_letter_is_noticed() -> None:
    token = signed("ticket", ID)
    for i, letter in enumerate(token):
        other = "A" if letter != "A" else "B"
        assert signed_id("ticket", token[:i] + other + token[i + 1 :]) is None
