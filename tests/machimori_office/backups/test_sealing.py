"""A sealed file: opened by one key alone, and only as it was written."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from machimori_office.backups import sealing
from machimori_office.backups.errors import KeyUnusable, SealBroken

KEY = X25519PrivateKey.generate()
PIECE = 1 << 20
HEAD = len(sealing.MAGIC) + 32


def sealed(text: bytes) -> bytes:
    out = io.BytesIO()
    with sealing.Sealing(out, KEY.public_key()) as seal:
        seal.write(text)
    return out.getvalue()


def opened(raw: bytes, key: X25519PrivateKey = KEY) -> bytes:
    return sealing.Opening(io.BytesIO(raw), key).readall() or b""


@pytest.mark.parametrize(
    "length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7]
)
def test_what_was_sealed_is_opened_whole(length: int) -> None:
    text = bytes(n % 251 for n in range(length))
    assert opened(sealed(text)) == text


@given(st.lists(st.binary(max_size=300), max_size=8))
def test_it_does_not_matter_in_which_portions_it_was_written(
    portions: list[bytes],
) -> None:
    out = io.BytesIO()
    with sealing.Sealing(out, KEY.public_key()) as seal:
        for portion in portions:
            seal.write(portion)
    assert opened(out.getvalue()) == b"".join(portions)


def test_nothing_of_the_text_is_left_to_read() -> None:
    text = "住民のアドレス midori@docomo.example".encode() * 100
    assert b"midori" not in sealed(text)
    assert sealed(text) != sealed(text)


@given(st.data())
def test_one_byte_altered_anywhere_is_noticed(data: st.DataObject) -> None:
    raw = bytearray(sealed(b"x" * 500))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        opened(bytes(raw))


@given(st.integers(0, HEAD + 515))
def test_a_file_cut_off_anywhere_is_noticed(length: int) -> None:
    with pytest.raises(SealBroken):
        opened(sealed(b"x" * 500)[:length])


def test_pieces_cannot_be_left_out_or_change_places() -> None:
    raw = sealed(bytes(3 * PIECE))
    head, whole = raw[:HEAD], PIECE + 16
    a, b, c = (raw[HEAD + n * whole : HEAD + (n + 1) * whole] for n in range(3))
    for others in (head + b + a + c, head + a + c, head + a + b, raw + b"x"):
        with pytest.raises(SealBroken):
            opened(others)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        opened(sealed(b"x"), X25519PrivateKey.generate())


def test_keys_are_files_that_only_their_owner_reads(tmp_path: Path) -> None:
    private, public = sealing.make_keys(tmp_path)
    assert private.stat().st_mode & 0o077 == 0
    own = sealing.opener(private).public_key()
    assert own.public_bytes_raw() == sealing.recipient(public).public_bytes_raw()
    with pytest.raises(FileExistsError):
        sealing.make_keys(tmp_path)


@pytest.mark.parametrize("read", [sealing.opener, sealing.recipient])
def test_what_is_no_key_is_refused(read: object, tmp_path: Path) -> None:
    nonsense = tmp_path / "key.pem"
    for text in ("", "-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----\n"):
        nonsense.write_text(text)
        with pytest.raises(KeyUnusable):
            read(nonsense)  # type: ignore[operator]
    with pytest.raises(KeyUnusable):
        read(tmp_path / "nowhere")  # type: ignore[operator]
