from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from machimori_office.people.models import Organisation
from machimori_office.web.listing import NEAR, PER_PAGE, Filter, Listing
from machimori_office.web.tables import Column

Rows = QuerySet[Organisation]


@pytest.fixture
def many(db: None) -> None:
    names = [f"第{n:03}町会" for n in range(PER_PAGE + 3)]
    Organisation.objects.bulk_create(Organisation(name=name) for name in names)


def listing(address: str = "/", **how: Any) -> Listing[Organisation]:
    return Listing(
        RequestFactory().get(address),
        "団体",
        Organisation.objects.order_by("name"),
        [Column("名前", lambda row: row.name, link=lambda row: f"/{row.pk}/")],
        search=lambda rows, typed: rows.filter(name__contains=typed),
        filters=[Filter("head", "頭", [("第00", "一桁")], _begins)],
        **how,
    )


def _begins(rows: Rows, head: str) -> Rows:
    return rows.filter(name__startswith=head)


def test_a_page_is_one_query(many: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        page = listing()
        assert (len(page.cells), page.first, page.last) == (PER_PAGE, 1, PER_PAGE)
        assert (page.newer, page.older) == ("", "?page=2")


def test_the_last_page_has_no_next(many: None) -> None:
    page = listing("/?page=2")
    assert (page.first, page.last, page.older) == (PER_PAGE + 1, PER_PAGE + 3, "")
    assert page.newer == "?page=1"


def test_a_page_far_behind_skips_by_keys_and_shows_the_same(
    db: None, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("machimori_office.web.listing.PER_PAGE", 2)
    names = [f"第{n:03}町会" for n in range(2 * NEAR + 3)]
    Organisation.objects.bulk_create(Organisation(name=name) for name in names)
    page = listing(f"/?page={NEAR + 1}")
    with django_assert_num_queries(2):
        assert [row[0][0] for row in page.cells] == names[2 * NEAR : 2 * NEAR + 2]
    assert (page.older, page.first) == (f"?page={NEAR + 2}", 2 * NEAR + 1)
    last = listing(f"/?page={NEAR + 2}")
    assert ([row[0][0] for row in last.cells], last.older) == (names[-1:], "")
    assert listing(f"/?page={NEAR + 9}").cells == []


def test_search_and_filter_narrow_together_and_stay_in_the_links(many: None) -> None:
    page = listing("/?q=1町&head=第00&page=1")
    assert [row[0][0] for row in page.cells] == ["第001町会"]
    assert "as=excel" in page.excel
    assert "page" not in page.excel


@pytest.mark.parametrize("address", ["/?page=x", "/?page=-1", "/?page=9999999999"])
def test_a_page_that_cannot_be_is_the_first(many: None, address: str) -> None:
    assert listing(address).number == 1


def test_a_filter_that_is_not_offered_takes_everything(many: None) -> None:
    assert listing("/?head=' or 1=1").last == PER_PAGE


def test_excel_holds_all_that_was_found_not_only_the_page(many: None) -> None:
    assert len(list(listing("/?as=excel").sheet().rows)) == PER_PAGE + 3


@pytest.mark.parametrize(
    ("address", "says"), [("/?q=x", "Show all"), ("/", "Nobody yet")]
)
def test_an_empty_list_says_what_to_do(db: None, address: str, says: str) -> None:
    page = {"listing": listing(address), "empty": "Nobody yet"}
    with translation.override("en"):
        assert says in render_to_string("web/listing.html", page)


def test_what_somebody_wrote_is_shown_as_words(db: None) -> None:
    Organisation.objects.create(name="<script>alert(1)</script>")
    shown = render_to_string("web/listing.html", {"listing": listing()})
    assert "<script>" not in shown


def test_a_list_that_can_be_searched_has_a_box_for_it(many: None) -> None:
    assert 'name="q"' in render_to_string("web/listing.html", {"listing": listing()})
