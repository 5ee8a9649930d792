"""Links of drafts are looked at by the clock; what nobody saw is never a pass."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from machimori_office.alerts.links.judging import Outcome, Seen
from machimori_office.alerts.links.looking import look, seen
from machimori_office.alerts.reading import outlook
from machimori_office.people.models import Staff
from tests.machimori_office.alerts.lives import NOW, drafted, sent
from tests.machimori_office.alerts.test_checks import saying

LINK = "https://city.example/gone"
WRITTEN = saying(f"{LINK}#top を見てください")


@pytest.fixture(autouse=True)
def _forgotten(db: None) -> None:
    cache.clear()


@pytest.fixture
def online(settings: Any) -> None:
    settings.OFFICE_LOOKS_AT_LINKS = True


class Internet:
    def __init__(self, outcome: Outcome) -> None:
        self.outcome, self.asked = outcome, list[str]()

    def __call__(self, link: str) -> Outcome:
        self.asked.append(link)
        return self.outcome


def codes(writer: Staff) -> dict[str, str]:
    found = outlook(drafted(writer, WRITTEN), NOW).findings
    return {f.code: f.severity for f in found if f.code.endswith("_link")}


def test_where_the_office_asks_nobody_the_screen_says_so(
    writer: Staff, signed_in: Any
) -> None:
    internet = Internet(Outcome.OPENS)
    alert = drafted(writer, WRITTEN)
    assert look(NOW, internet) == 0
    assert internet.asked == []
    assert seen(LINK) == Seen(Outcome.NOBODY)
    assert codes(writer) == {"unseen_link": "warn"}
    page = signed_in(writer).get(reverse("alerts:edit", args=[alert.pk]))
    assert f"「{LINK}#top」は誰も確かめていません" in page.content.decode()


def test_a_draft_is_looked_at_and_says_when(writer: Staff, online: None) -> None:
    assert codes(writer) == {"unseen_link": "warn"}
    internet = Internet(Outcome.GONE)
    assert look(NOW, internet) == 1
    assert seen(LINK) == Seen(Outcome.GONE, NOW)
    assert codes(writer) == {"dead_link": "stop"}
    said = [f.says.ja for f in outlook(drafted(writer, WRITTEN), NOW).stops]
    assert any("に確認" in words for words in said)


def test_who_opens_passes_and_who_is_silent_does_not(
    writer: Staff, online: None
) -> None:
    drafted(writer, WRITTEN)
    look(NOW, Internet(Outcome.OPENS))
    assert codes(writer) == {}
    look(NOW + timedelta(minutes=11), Internet(Outcome.SILENT))
    assert codes(writer) == {"unseen_link": "warn"}


def test_nobody_is_asked_twice_in_ten_minutes_nor_about_what_went_out(
    writer: Staff, second: Staff, online: None
) -> None:
    internet = Internet(Outcome.OPENS)
    drafted(writer, WRITTEN)
    sent(writer, second, saying("https://city.example/old へ"))
    for minutes in (0, 5, 9, 10):
        look(NOW + timedelta(minutes=minutes), internet)
    assert internet.asked == [f"{LINK}#top"] * 2
