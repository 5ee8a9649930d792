"""The return path names its delivery, and nobody can make one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori_office.outbox.verp import MAX_LOCAL_PART, Stamp, VerpKeys

OLD, NEW = b"the old secret, 32 bytes of it..", b"the new secret, 32 bytes of it.."
KEYS = VerpKeys(secrets=[NEW, OLD])
DAY = date(2026, 6, 1)
NUMBERS = st.integers(0, (1 << 64) - 1)
DAYS = st.dates(date(2020, 1, 1), date(2150, 1, 1))


@given(NUMBERS, DAYS, st.integers(-1, 14))
def test_what_was_signed_is_read_again_while_it_lives(
    number: int, sent_on: date, age: int
) -> None:
    local = KEYS.local_part(number, sent_on=sent_on)
    token = KEYS.read(f"{local}@city.example.jp", on=sent_on + timedelta(days=age))
    assert (token.stamp, token.delivery) == (Stamp.GENUINE, number)


@given(NUMBERS)
def test_it_fits_into_a_local_part_and_survives_a_change_of_case(number: int) -> None:
    local = KEYS.local_part(number, sent_on=DAY)
    assert len(local) <= MAX_LOCAL_PART
    assert KEYS.read(local.upper(), on=DAY).delivery == number


@given(NUMBERS, st.integers(0, 31), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_change_of_any_letter_is_seen(number: int, place: int, letter: str) -> None:
    local = KEYS.local_part(number, sent_on=DAY)
    start = len(local) - 32 + place
    changed = local[:start] + letter + local[start + 1 :]
    expected = Stamp.GENUINE if changed == local else Stamp.FORGED
    assert KEYS.read(changed, on=DAY).stamp is expected


def test_a_token_grows_old() -> None:
    local = KEYS.local_part(7, sent_on=DAY)
    assert KEYS.read(local, on=DAY + timedelta(days=15)).stamp is Stamp.EXPIRED
    assert KEYS.read(local, on=DAY - timedelta(days=2)).stamp is Stamp.EXPIRED


def test_a_secret_can_be_changed_while_bounces_are_on_their_way() -> None:
    before = VerpKeys(secrets=[OLD]).local_part(7, sent_on=DAY)
    assert KEYS.read(before, on=DAY).delivery == 7
    assert VerpKeys(secrets=[NEW]).read(before, on=DAY).stamp is Stamp.FORGED


@given(st.text(max_size=80))
def test_any_address_is_answered(address: str) -> None:
    assert KEYS.read(address, on=DAY).stamp is not Stamp.GENUINE


@pytest.mark.parametrize("address", ["", "bounces@x.jp", "other+" + "a" * 32, "+"])
def test_an_address_without_a_token_has_none(address: str) -> None:
    assert KEYS.read(address, on=DAY).stamp is Stamp.ABSENT


@pytest.mark.parametrize(
    "wrong",
    [
        {"secrets": []},
        {"secrets": [b"short"]},
        {"secrets": [NEW], "lifetime_days": 0},
        {"secrets": [NEW], "mailbox": "a-mailbox-with-far-too-long-a-name"},
    ],
)
def test_keys_that_prove_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        VerpKeys(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "sent_on"), [(-1, DAY), (1 << 64, DAY), (1, date(2019, 12, 31))]
)
def test_a_delivery_that_cannot_be_written_is_refused(
    number: int, sent_on: date
) -> None:
    with pytest.raises(ValueError, match="out of range"):
        KEYS.local_part(number, sent_on=sent_on)
