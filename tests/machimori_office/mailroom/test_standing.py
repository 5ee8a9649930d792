"""Each way in writes down that it works, and why it does not."""

from __future__ import annotations

import asyncio
import imaplib
import socket
import ssl
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from machimori_office.mailroom import periodic
from machimori_office.mailroom.models import WayIn
from machimori_office.mailroom.server import Reception
from machimori_office.mailroom.standing import PATIENCE, silence, trouble_of, worked
from tests.machimori_office.outbox.sink import closed_port

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
TROUBLES = [
    (imaplib.IMAP4.error("[AUTHENTICATIONFAILED] anzen"), "refused"),
    (imaplib.IMAP4.abort("socket error: EOF"), "away"),
    (ssl.SSLCertVerificationError("self-signed"), "certificate"),
    (socket.gaierror("no such name"), "no_name"),
    (ConnectionRefusedError(), "closed"),
    (TimeoutError(), "away"),
]


@pytest.fixture
def closed(settings: Any, db: None) -> None:
    account = {"host": "127.0.0.1", "port": closed_port(), "is_encrypted": False}
    settings.MAIL_IMAP = {**account, "user": "anzen", "password": "secret"}


@pytest.mark.parametrize(("error", "trouble"), TROUBLES)
def test_why_it_cannot_be_read_is_named(error: Exception, trouble: str) -> None:
    assert trouble_of(error) == trouble


@pytest.mark.usefixtures("closed")
def test_a_mailbox_that_cannot_be_read_is_written_down() -> None:
    worked(WayIn.Name.FETCHED, at=NOW)
    with pytest.raises(ConnectionRefusedError):
        periodic.fetch(NOW + timedelta(minutes=1))
    way = WayIn.objects.get()
    assert (way.worked_at, way.trouble) == (NOW, "closed")
    assert silence(NOW + PATIENCE) is None
    found = silence(NOW + PATIENCE + timedelta(minutes=1))
    assert found is not None
    assert (found.since, found.trouble) == (NOW, "closed")


@pytest.mark.django_db
def test_where_no_program_ever_took_mail_nothing_says_that_it_works() -> None:
    found = silence(NOW)
    assert found is not None
    assert (found.name, found.since) == (WayIn.Name.BROUGHT, None)


@pytest.mark.django_db(transaction=True)
def test_the_program_that_takes_mail_says_so_while_it_runs() -> None:
    async def for_a_moment() -> None:
        reception = Reception(lambda: NOW, is_lmtp=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(reception.keep_saying(), timeout=1)
        reception.close()

    asyncio.run(for_a_moment())
    assert WayIn.objects.get(name="brought").worked_at == NOW
    assert silence(NOW + PATIENCE) is None
