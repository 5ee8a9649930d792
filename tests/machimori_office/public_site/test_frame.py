"""What every page for residents has in common: varieties, no cookie, kept editions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.people.models import Staff
from machimori_office.places import services
from machimori_office.public_site import keeping, texts
from machimori_office.public_site.middleware import PREFIXES
from machimori_office.web.words import VARIETIES

pytestmark = pytest.mark.django_db
PLAIN = ("home", "alerts", "register", "ask", "filters", "privacy", "accessibility")


def address(name: str, variety: str = "ja") -> str:
    return reverse(f"public:{name}", kwargs={"variety": variety})


@pytest.mark.parametrize("name", sorted(texts.texts()))
def test_every_text_stands_in_all_three_varieties(name: str) -> None:
    written = texts.texts()[name]
    assert all(written.in_(variety) for variety in VARIETIES)
    asked = [
        {field for _, field, _, _ in Formatter().parse(written.in_(v)) if field}
        for v in VARIETIES
    ]
    assert asked[0] == asked[1] == asked[2]
    assert not re.search("[぀-ヿ㐀-鿿]", re.sub(r"[（(].*?[)）]", "", written.en))


def test_every_text_that_a_page_asks_for_is_written() -> None:
    pages = Path(texts.__file__).parent.joinpath("templates").rglob("*.html")
    asked = re.compile(r"""\{% say(?:_plain)? ["']([\w.]+)["']""")
    said = {name for page in pages for name in asked.findall(page.read_text("utf-8"))}
    assert len(said) > 100
    assert not said - texts.texts().keys()


def test_plain_japanese_gives_the_reading_of_every_kanji() -> None:
    for name, written in texts.texts().items():
        left = texts._RUBY.sub("", written.in_("easy"))
        assert not re.search("[一-鿿]", left), name


def test_readings_become_ruby_and_what_fills_in_stays_harmless() -> None:
    said = str(texts.with_readings("<b>登録《とうろく》</b>"))
    assert said == "&lt;b&gt;<ruby>登録<rt>とうろく</rt></ruby>&lt;/b&gt;"


@pytest.mark.parametrize("variety", VARIETIES)
@pytest.mark.parametrize("name", PLAIN)
def test_a_page_is_there_in_every_variety_without_cookie_or_script(
    name: str, variety: str
) -> None:
    answer = Client().get(address(name, variety))
    said = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Content-Language"] == ("en" if variety == "en" else "ja")
    assert said.count("<h1>") == 1
    assert not re.search(
        r"<script|\son\w+=|\sstyle=|(?:src|href)=\"(?:https?:)?//", said
    )
    for other in VARIETIES:
        assert f'href="{address(name, other)}"' in said


def test_a_members_session_never_shows_on_a_residents_page(
    manager: Staff, signed_in: Callable[..., Client]
) -> None:
    answer = signed_in(manager).get(address("home"))
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert manager.display_name not in answer.content.decode()


def test_a_page_is_laid_out_once_and_the_reader_told_that_nothing_changed() -> None:
    first = Client().get(address("home"))
    assert first["Cache-Control"] == "public, no-cache"
    again = Client().get(address("home"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert Client().get(address("home", "en"))["ETag"] != first["ETag"]


def test_a_change_shows_at_the_next_request() -> None:
    first = Client().get(address("home"))
    services.add(
        code="shin",
        fields={"name_ja": "新町"},
        actor="1",
        reason="新しい町のため",
        at=timezone.now(),
    )
    second = Client().get(address("home"), headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert "新町" in second.content.decode()


def test_a_kept_page_costs_no_more_than_asking_for_its_edition(
    django_assert_max_num_queries: Callable,
) -> None:
    Client().get(address("home"))
    with django_assert_max_num_queries(5):
        Client().get(address("home"))


def test_within_a_second_a_kept_page_asks_the_database_nothing(
    monkeypatch: Any, django_assert_num_queries: Callable
) -> None:
    monkeypatch.setattr(keeping, "BELIEVED_S", 60.0)
    first = Client().get(address("home"))
    with django_assert_num_queries(0):
        assert Client().get(address("home")).content == first.content


def test_no_more_pages_are_kept_than_memory_allows(monkeypatch: Any) -> None:
    monkeypatch.setattr(keeping, "MOST_KEPT", 3)
    for number in range(9):
        Client().get(address("home") + f"?x={number}")
    assert len(keeping._kept) == 3


def test_a_new_day_is_a_new_edition() -> None:
    now = timezone.now()
    assert keeping.edition_at(now) != keeping.edition_at(now + timedelta(days=1))
    assert isinstance(now, datetime)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_where_only_the_console_runs_residents_find_nothing(
    settings: Any, prefix: str
) -> None:
    settings.OFFICE_PART = "console"
    answer = Client().get(prefix)
    assert answer.status_code == 404


def test_what_is_not_there_says_so_in_the_readers_variety() -> None:
    answer = Client().get("/easy/nothing/")
    assert answer.status_code == 404
    assert "<ruby>" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
