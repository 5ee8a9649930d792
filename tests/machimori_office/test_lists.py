"""Every list of the office: the same number of queries, however many rows it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from benchmarks.lists.city import fill
from benchmarks.lists.sizes import SIZES
from benchmarks.lists.writing import Ledger
from machimori_office.applications.registry import PROCEDURES
from machimori_office.demo import city
from machimori_office.people.models import Role, Staff
from machimori_office.subscriptions import demo as residents
from machimori_office.web import listing
from machimori_office.web.listing import Listing
from tests.machimori_office.people.test_permission_matrix import addresses

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)

A_HANDFUL = 0.0005
"""Of ten years of a large city: three rows at least of each sort."""


@pytest.fixture
def browser(
    db: None, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> Client:
    # Each of the year's mails went to every one of them.
    monkeypatch.setattr(residents, "RESIDENTS", 9)
    city.load(NOW)
    city.fill(NOW)
    return signed_in(Staff.objects.filter(role=Role.MANAGER)[0])


def plain_addresses() -> Iterator[str]:
    """Yield the pages that need no argument, and those of each procedure."""
    for name in addresses():
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue
    for procedure in PROCEDURES:
        yield reverse("applications:procedure", args=[procedure])


def shown(browser: Client, address: str) -> Listing[Any] | None:
    answer = browser.get(address)
    found = (answer.context or {}).get("listing") if answer.status_code == 200 else None
    return found if isinstance(found, Listing) else None


def lists(browser: Client) -> dict[str, Listing[Any]]:
    office = [a for a in plain_addresses() if not a.startswith(("/sign", "/demo"))]
    found = {address: shown(browser, address) for address in dict.fromkeys(office)}
    return {address: list_ for address, list_ in found.items() if list_ is not None}


def queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def cost_with_one_row(
    browser: Client, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, int]:
    with monkeypatch.context() as one_row:
        one_row.setattr(listing, "PER_PAGE", 1)
        one_row.setattr(listing, "MOST_ROWS", 1)
        return {address: queries(browser, address) for address in addresses}


def assert_same_cost(
    browser: Client, found: Iterable[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [a for address in found for a in (address, f"{address}?as=excel")]
    cost = {address: queries(browser, address) for address in pages}
    assert cost_with_one_row(browser, pages, monkeypatch) == cost


def test_every_list_costs_the_same_however_many_rows_it_shows(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = lists(browser)
    assert len(found) >= 12
    assert_same_cost(browser, found, monkeypatch)
    # The same city, since it takes its time: each can be searched and narrowed, too.
    for address, list_ in found.items():
        asked = [f"{f.name}={f.choices[-1][0]}" for f in list_.filters if f.choices]
        for query in ("q=%E9%9D%92%00%25", "page=2", *asked):
            assert browser.get(f"{address}?{query}").status_code == 200, query


def test_no_list_is_without_rows_where_it_is_measured(
    signed_in: Callable[..., Client], manager: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fills them there has rows of lists, too, of which the city has few."""
    fill(Ledger(A_HANDFUL))
    browser = signed_in(manager)
    found = lists(browser)
    assert {list_.rows.model._meta.label for list_ in found.values()} <= SIZES.keys()
    assert not [address for address, list_ in found.items() if len(list_.cells) < 2]
    assert_same_cost(browser, found, monkeypatch)
