"""Addresses as residents type them."""

from __future__ import annotations

import pytest

pytest.importorskip("email_validator", reason="needs machimori[office]")

from email.headerregistry import Address as HeaderAddress

from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori_office.outbox.addresses import read_address


@pytest.mark.parametrize(
    ("typed", "for_smtp"),
    [
        ("a..b@docomo.ne.jp", '"a..b"@docomo.ne.jp'),
        ("ab.@ezweb.ne.jp", '"ab."@ezweb.ne.jp'),
        ('"a..b"@docomo.ne.jp', '"a..b"@docomo.ne.jp'),
        ("ab...@DOCOMO.ne.jp", '"ab..."@docomo.ne.jp'),
        ("a.b@docomo.ne.jp", "a.b@docomo.ne.jp"),
        ("resident@example.co.jp", "resident@example.co.jp"),
        ("  resident@example.co.jp\u3000", "resident@example.co.jp"),
        ("ｒｅｓｉｄｅｎｔ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ", "resident@example.co.jp"),
        ("resident+mail@例え.jp", "resident+mail@xn--r8jz45g.jp"),
    ],
)
def test_an_address_is_taken_and_quoted_where_the_standard_asks(
    typed: str, for_smtp: str
) -> None:
    assert read_address(typed).for_smtp == for_smtp


@pytest.mark.parametrize("typed", ["a..b@docomo.ne.jp", "ab.@ezweb.ne.jp"])
def test_what_is_quoted_means_what_was_typed(typed: str) -> None:
    address = read_address(typed)
    parsed = HeaderAddress(addr_spec=address.for_smtp)
    assert (parsed.username, parsed.domain) == (address.local, address.domain)
    assert str(address) == typed
    assert address.is_old_form


def test_one_address_in_two_spellings_has_one_key() -> None:
    assert (
        read_address("Resident@Example.jp").key
        == read_address("resident@example.jp").key
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "入力してください"),
        ("resident", "「@」の前と後"),
        ("@example.jp", "「@」の前と後"),
        ("a..b@example.jp", "点が先頭・末尾"),
        (".ab@docomo.ne.jp", "点が先頭・末尾"),
        ("a b@example.jp", "使えるのは"),
        ("a@b@example.jp", "使えるのは"),
        ("a@example.jp,b@example.jp", "使えるのは"),
        ("住民@example.jp", "半角"),
        ("a@localhost", "ドメイン"),
        ("a@[192.0.2.1]", "ドメイン"),
        ("a" * 65 + "@example.jp", "64字"),
        ("a@" + "b" * 260 + ".jp", "64字"),
    ],
)
def test_what_is_no_address_is_refused_with_what_to_do(typed: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_address(typed)
    assert words in refused.value.message("ja")
    assert refused.value.message("en")


@pytest.mark.parametrize(
    "broken", ["\r\nBcc: x@y.jp", "\n", "\r", "\0", "\u2028", "\x0b"]
)
@pytest.mark.parametrize("place", [0, 4, 23])
def test_nothing_can_be_written_into_a_header(broken: str, place: int) -> None:
    typed = "resident@docomo.ne.jp"
    with pytest.raises(InvalidInput, match="problem") as refused:
        read_address(typed[:place] + broken + typed[place:])
    assert "改行" in refused.value.message("ja")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_what_is_read_is_one_plain_line(
    typed: str,
) -> None:
    try:
        address = read_address(typed)
    except InvalidInput:
        return
    assert address.for_smtp.isascii()
    assert address.for_smtp.isprintable()
    assert read_address(address.for_smtp) == address


@given(st.from_regex(r"[a-z][a-z0-9._-]{2,29}", fullmatch=True))
def test_every_old_address_goes_there_and_back(local: str) -> None:
    address = read_address(f"{local}@docomo.ne.jp")
    assert str(address) == f"{local}@docomo.ne.jp"
    assert read_address(address.for_smtp) == address
