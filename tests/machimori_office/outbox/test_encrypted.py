"""Mail over TLS: with a server that proves who it is, and with others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from machimori_office.outbox.models import Delivery, Worker
from machimori_office.outbox.standstill import standstill
from tests.machimori_office.certificates import YEAR, Authority, stranger
from tests.machimori_office.outbox.sink import Sink, listening
from tests.machimori_office.outbox.test_sending import NOW, queued, send

NAMES = [f"reader{number}@x.jp" for number in range(20)]
FAULTS: dict[str, Callable[[Authority], dict[str, Any]]] = {
    "expired": lambda by: {"context": by.server(age=YEAR + timedelta(days=1))},
    "not yet valid": lambda by: {"context": by.server(age=timedelta(days=-1))},
    "another's name": lambda by: {"context": by.server(name="mx.other.jp")},
    "vouches for itself": lambda by: {"context": stranger(by.folder)},
    "broken off": lambda by: {"context": by.server(), "breaks_handshakes": True},
    "no TLS": lambda by: {},
}


@pytest.fixture
def authority(db: None, tmp_path: Path) -> Authority:
    return Authority.founded(tmp_path)


@pytest.mark.parametrize("tls", ["starttls", "tls"])
@pytest.mark.parametrize("is_pipelining", [True, False])
def test_all_mail_goes_over_the_encrypted_line_once(
    authority: Authority, tls: str, is_pipelining: bool
) -> None:
    queued(*NAMES)
    with listening(
        context=authority.server(),
        is_tls_at_once=tls == "tls",
        is_pipelining=is_pipelining,
    ) as sink:
        send(sink.port, tls=tls, authorities=authority.file)
    assert sorted(sink.recipients) == sorted(NAMES)
    assert sink.encrypted == len(sink.sessions) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_that_does_not_prove_who_it_is_gets_nothing_and_nothing_is_lost(
    authority: Authority, fault: str
) -> None:
    queued(*NAMES)
    behaviour = FAULTS[fault](authority)
    with listening(**behaviour) as sink:
        send(sink.port, tls="starttls", authorities=authority.file)
    assert not sink.taken
    states = Delivery.objects.values_list("state", "attempts", "may_be_twice")
    assert set(states) == {(Delivery.State.WAITING, 0, False)}
    with listening(context=authority.server()) as sink:
        send(sink.port, tls="starttls", authorities=authority.file)
    assert sorted(sink.recipients) == sorted(NAMES)


def test_why_it_waits_is_said_until_it_goes_again(authority: Authority) -> None:
    queued(*NAMES)
    later = timedelta(minutes=5)
    expired = authority.server(age=YEAR + timedelta(days=1))
    with listening(context=expired) as sink:
        send(sink.port, tls="starttls", authorities=authority.file)
    Worker.objects.update(seen_at=NOW + later)
    found = standstill(NOW + later)
    assert found
    assert "certificate has expired" in found.trouble
    with listening(context=authority.server()) as sink:
        send(sink.port, tls="starttls", authorities=authority.file, after=later)
    assert standstill(NOW + later) is None


def test_a_line_that_dies_inside_the_encryption_lists_whom_it_may_reach_twice(
    authority: Authority,
) -> None:
    names = ["a@x.jp", "drop-end.b@x.jp", "drop-data.c@x.jp", "rcpt450.d@x.jp"]
    queued(*names)
    with listening(context=authority.server(), is_forgiving=True) as sink:
        for minute in range(4):
            after = timedelta(minutes=minute)
            send(sink.port, tls="starttls", authorities=authority.file, after=after)
    assert set(sink.recipients) == set(names)
    twice = {name for name in names if sink.recipients.count(name) > 1}
    unclear = Delivery.objects.filter(may_be_twice=True)
    listed = set(unclear.values_list("address__address", flat=True))
    assert twice == {"drop-end.b@x.jp"} <= listed


def test_a_server_that_speaks_no_tls_where_it_must_begin_at_once_gets_nothing(
    authority: Authority,
) -> None:
    queued("a@x.jp")
    with listening() as sink:
        send(sink.port, tls="tls", authorities=authority.file)
    assert not sink.taken
    assert Delivery.objects.get().attempts == 0


def test_nobody_but_the_named_authority_vouches(
    authority: Authority, tmp_path: Path
) -> None:
    queued("a@x.jp")
    (tmp_path / "other").mkdir()
    other = Authority.founded(tmp_path / "other")
    sink: Sink
    with listening(context=authority.server()) as sink:
        send(sink.port, tls="starttls", authorities=other.file)
        send(sink.port, tls="starttls")
    assert not sink.taken
