"""What every answer carries: headers, language, and pages for when things go wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from machimori_office import web
from machimori_office.people.models import Role, Staff

pytestmark = pytest.mark.django_db
SOURCE = Path(web.__file__).parents[1]

PAGES = (
    "desk:today",
    "desk:settings",
    "desk:audit",
    "desk:backups",
    "people:staff",
    "people:invite",
)


@pytest.fixture
def browser(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> Client:
    client = signed_in(colleague(Role.ADMINISTRATOR))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("url", ["/", "/sign-in/", "/nowhere/"])
def test_every_answer_tells_the_browser_to_be_careful(
    browser: Client, url: str
) -> None:
    answer = browser.get(url)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_other_host_and_runs_nothing(browser: Client, name: str) -> None:
    said = browser.get(reverse(name)).content.decode()
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', said)
    assert not re.search(r"<script|\son\w+=|\sstyle=|javascript:", said)
    assert '<html lang="ja">' in said
    assert said.count("<h1>") == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_english_holds_no_japanese_of_its_own(
    browser: Client, name: str
) -> None:
    browser.post(reverse("set_language"), {"language": "en", "next": "/"})
    said = browser.get(reverse(name)).content.decode()
    assert '<html lang="en">' in said
    people = {*Staff.objects.values_list("display_name", flat=True), "日本語"}
    people |= {"ひばり市 地域安全課"}
    for words in people:
        said = said.replace(words, "")
    assert not re.findall(r"[ぁ-んァ-ヶ一-龠]+", said)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example"]
)
def test_choosing_a_language_leads_nowhere_else(
    browser: Client, elsewhere: str
) -> None:
    said = {"language": "en", "next": elsewhere}
    answer = browser.post(reverse("set_language"), said, headers={"referer": elsewhere})
    assert answer["Location"] == "/"


def test_what_the_browser_came_set_to_does_not_count() -> None:
    said = Client().get("/sign-in/", headers={"accept-language": "en"})
    assert 'lang="ja"' in said.content.decode()


def test_a_page_that_is_not_there_says_what_to_do(browser: Client) -> None:
    answer = browser.get("/nowhere/")
    assert answer.status_code == 404
    assert "ここには何もありません" in answer.content.decode()


def test_who_may_not_is_told_whom_to_ask(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    answer = signed_in(colleague(Role.VIEWER)).get(reverse("desk:audit"))
    assert answer.status_code == 403
    assert "役割" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused(colleague: Callable[..., Staff]) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "フォーム" in answer.content.decode()


def test_a_fault_of_ours_says_so_and_shows_nothing(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("machimori_office.desk.views.tasks", fail)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "不具合" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_styles_and_pictures_lie_with_us() -> None:
    style = Path(str(finders.find("web/office.css"))).read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|https?:", style)


def test_templates_hold_no_words_outside_the_catalogue() -> None:
    both = {"500.html", "base.html"}
    for file in SOURCE.rglob("*.html"):
        if file.name not in both:
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"[ぁ-んァ-ヶ一-龠]", text), file.name
