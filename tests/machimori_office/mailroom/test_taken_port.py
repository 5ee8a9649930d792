"""A port that somebody else holds is told with what to do."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_a_port_that_is_held_is_named_with_what_to_do(settings: Any) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        settings.MAIL_IN = held.getsockname()
        with pytest.raises(CommandError, match="MACHIMORI_MAIL_IN") as raised:
            call_command("receive_mail")
    assert str(settings.MAIL_IN[1]) in str(raised.value)
