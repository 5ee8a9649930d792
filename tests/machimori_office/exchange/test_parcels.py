"""The signed files: only as the other box wrote them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from machimori_office.exchange import parcels
from machimori_office.exchange.errors import ExchangeKey, Forged, Unreadable
from machimori_office.exchange.parcels import Head, Said

KEY = Ed25519PrivateKey.generate()
HEAD = Head(
    sender="console", sequence=7, seen=3, made_at=datetime(2026, 11, 22, tzinfo=UTC)
)
SAID = [Said("rule", "kinds.1", {"text": "あ\nい", "n": 1}), Said("wish", "x", {})]


def read(raw: bytes, sender: parcels.Part = "console") -> tuple[Head, list[Said]]:
    return parcels.read(raw, file="f", sender=sender, key=KEY.public_key())


def test_what_was_written_is_read() -> None:
    assert read(parcels.write(HEAD, SAID, KEY)) == (HEAD, SAID)
    assert HEAD.name == "machimori-console-00000007.parcel"


@given(st.data())
def test_one_byte_altered_anywhere_is_noticed(data: st.DataObject) -> None:
    raw = bytearray(parcels.write(HEAD, SAID, KEY))
    raw[data.draw(st.integers(0, len(raw) - 2))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Forged):
        read(bytes(raw))


@given(st.integers(1, 200))
def test_a_file_cut_off_is_noticed(less: int) -> None:
    with pytest.raises(Forged):
        read(parcels.write(HEAD, SAID, KEY)[: -less - 1])


def test_nobody_else_can_sign() -> None:
    with pytest.raises(Forged):
        read(parcels.write(HEAD, SAID, Ed25519PrivateKey.generate()))


def test_a_box_does_not_take_its_own_files_back() -> None:
    with pytest.raises(Forged):
        read(parcels.write(HEAD, SAID, KEY), sender="public")


@pytest.mark.parametrize("lines", [[], ["x"], ["{}"], ['{"format": 1}']])
def test_what_is_signed_and_not_understood_is_said(lines: list[str]) -> None:
    import base64

    text = ("\n".join(lines) + "\n").encode()
    with pytest.raises((Unreadable, Forged)):
        read(text + base64.b64encode(KEY.sign(text)) + b"\n")


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    private, public = parcels.make_keys(tmp_path, "console")
    assert private.stat().st_mode & 0o077 == 0
    parcels.own_key(private)
    parcels.others_key(public)
    for read_key, wrong in ((parcels.own_key, public), (parcels.others_key, private)):
        with pytest.raises(ExchangeKey):
            read_key(wrong)
