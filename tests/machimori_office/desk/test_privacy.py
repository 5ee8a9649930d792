"""Register, requests and leaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.audit.models import Entry
from machimori_office.desk import periodic
from machimori_office.outbox.models import Address
from machimori_office.people.models import Role, Staff
from machimori_office.privacy.registry import FILES

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
SPAN = {
    "began_at": "2026-11-20 00:00",
    "ended_at": "2026-11-21 00:00",
    "noticed_at": "2026-11-22 09:00",
}


@pytest.fixture
def browser(manager: Staff, signed_in: Callable[..., Client]) -> Client:
    return signed_in(manager)


@pytest.fixture
def midori(db: None) -> Address:
    return Address.objects.create(
        address="midori@docomo.example",
        key="midori@docomo.example",
        domain="docomo.example",
        created_at=AT,
    )


def test_the_register_names_every_file(browser: Client) -> None:
    said = browser.get(reverse("desk:privacy")).content.decode()
    for file in FILES.values():
        assert file.title.ja in said
        assert file.kept_until.ja in said


def test_a_search_leaves_the_address_in_no_record(
    browser: Client, midori: Address
) -> None:
    url = reverse("desk:privacy_person")
    said = browser.post(url, {"address": midori.address}).content.decode()
    assert midori.address in said
    assert midori.address not in repr(list(Entry.objects.values()))
    assert Entry.objects.last().action == "privacy.searched"  # type: ignore[union-attr]


def test_the_letter_is_a_paper(browser: Client, midori: Address) -> None:
    said = {"address": midori.address, "letter": "1"}
    answer = browser.post(reverse("desk:privacy_person"), said)
    assert answer.content.startswith(b"%PDF")


def test_erasing_needs_a_reason_and_a_tick(browser: Client, midori: Address) -> None:
    answer = browser.post(
        reverse("desk:privacy_erase"),
        {"address": midori.address, "reason": "本人の申出"},
    )
    assert answer.status_code == 200
    said = {"address": midori.address, "reason": "本人の申出", "is_sure": "on"}
    assert browser.post(reverse("desk:privacy_erase"), said).status_code == 302


def test_a_leak_says_who_is_affected_and_until_when_it_is_reported(
    browser: Client, midori: Address
) -> None:
    said = browser.post(reverse("desk:privacy_leak"), SPAN).content.decode()
    assert "2026-11-27" in said
    assert "2026-12-22" in said
    assert "メールに書いた人の特徴" in said
    on_purpose = SPAN | {"is_malicious": "on"}
    said = browser.post(reverse("desk:privacy_leak"), on_purpose).content.decode()
    assert "2027-01-21" in said


def test_the_list_of_those_affected_holds_no_formula(browser: Client) -> None:
    for address in ("=cmd|'/c calc'!A1@x.example", "@sum.example", "+1@x.example"):
        Address.objects.create(
            address=address, key=address, domain="x.example", created_at=AT
        )
    answer = browser.post(reverse("desk:privacy_leak"), SPAN | {"addresses": "1"})
    lines = answer.content.decode("utf-8-sig").splitlines()[1:]
    assert len(lines) == 3
    assert not [line for line in lines if line.lstrip('"')[0] in "=+-@"]


def test_nobody_but_managers_looks_people_up(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client], midori: Address
) -> None:
    client = signed_in(colleague(Role.OPERATOR))
    for name in ("desk:privacy_person", "desk:privacy_erase", "desk:privacy_leak"):
        assert client.post(reverse(name), {"address": "x@y.example"}).status_code == 403


@pytest.mark.django_db
def test_the_daily_job_deletes_what_is_due_and_says_how_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    due = dict.fromkeys(FILES, 0) | {"alerts.person": 3}
    for name in FILES:
        monkeypatch.setitem(
            FILES[name].__dict__, "delete_due", lambda now, n=name: due[n]
        )
    periodic.delete_due(AT)
    (entry,) = Entry.objects.all()
    assert (entry.object_id, entry.details) == ("alerts.person", {"rows": "3"})
