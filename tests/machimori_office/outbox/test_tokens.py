from __future__ import annotations

from django.conf import settings
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from machimori_office.outbox.tokens import Leaving, issue, link, read


@given(st.integers(0, 2**48 - 1), st.text(max_size=40))
def test_a_token_says_whose_and_what(address: int, category: str) -> None:
    assert read(issue(address, category)) == Leaving(address, category)


@given(st.data())
def test_a_token_with_any_letter_changed_is_none_of_ours(data: st.DataObject) -> None:
    token = issue(12, "city/phone")
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("abcXYZ019-_=/.é"))
    changed = token[:place] + letter + token[place + 1 :]
    assert read(changed) is None or changed == token


@given(st.text(max_size=300))
def test_what_anybody_types_is_no_token(typed: str) -> None:
    assert read(typed) is None


@given(st.integers(1, 10**9))
def test_tokens_of_a_former_secret_still_work(address: int) -> None:
    token = issue(address)
    new, former = "another" * 10, [settings.SECRET_KEY]
    with override_settings(SECRET_KEY=new, SECRET_KEY_FALLBACKS=former):
        assert read(token) == Leaving(address)
    with override_settings(SECRET_KEY=new):
        assert read(token) is None


def test_a_link_is_short_enough_for_a_header() -> None:
    address = link("https://anzen.city.hibari.example", issue(2**40, "a" * 80))
    assert len(address) < 250
