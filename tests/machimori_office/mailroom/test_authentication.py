from __future__ import annotations

import pytest

from machimori_office.mailroom.authentication import Proof, proof

OURS = "mx.city.jp"


def mail(*values: str) -> bytes:
    head = "".join(f"Authentication-Results: {value}\r\n" for value in values)
    return f"{head}From: a@x.jp\r\n\r\nbody".encode()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("mx.city.jp; spf=pass smtp.mailfrom=x.jp", Proof.PASSED),
        ("MX.city.jp 1; dkim=pass (2048-bit key) header.d=x.jp", Proof.PASSED),
        ("mx.city.jp; spf=fail (spf=pass says a comment)", Proof.FAILED),
        ("mx.city.jp; spf=softfail; dkim=none", Proof.FAILED),
        ("mx.city.jp; spf=fail; dkim=pass", Proof.PASSED),
        ("mx.city.jp; dmarc=pass", Proof.UNKNOWN),
        ("mx.city.jp; none", Proof.UNKNOWN),
        ("evil.example; spf=pass", Proof.UNKNOWN),
        ("", Proof.UNKNOWN),
    ],
)
def test_only_the_server_in_front_is_believed(value: str, expected: Proof) -> None:
    assert proof(mail(value), server=OURS) is expected


def test_a_stranger_beside_it_changes_nothing() -> None:
    raw = mail("evil.example; spf=pass", "mx.city.jp; spf=fail")
    assert proof(raw, server=OURS) is Proof.FAILED


def test_without_a_server_in_front_nothing_is_known() -> None:
    assert proof(mail("mx.city.jp; spf=pass"), server="") is Proof.UNKNOWN


def test_what_stands_in_the_text_is_no_header() -> None:
    raw = b"From: a@x.jp\r\n\r\nAuthentication-Results: mx.city.jp; spf=pass\r\n"
    assert proof(raw, server=OURS) is Proof.UNKNOWN


@pytest.mark.parametrize("raw", [b"", b"\xff\x00", b"Authentication-Results:\r\n"])
def test_a_broken_head_is_unknown(raw: bytes) -> None:
    assert proof(raw, server=OURS) is Proof.UNKNOWN
