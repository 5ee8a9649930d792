from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.concerns.models import Concern
from machimori_office.patrols.models import Away, Member, Report, Roster, Swap, Turn
from machimori_office.patrols.services import members
from tests.machimori_office.patrols.walking import STAFF, member, turn, watch

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)
REPORT = {"weather": "fine", "seen": "nothing", "people": 2, "cars": 0, "minutes": 60}


def certified_member(name: str = "青木 明") -> Member:
    return member(name, until=TODAY + timedelta(days=300))


def where(whom: Member) -> str:
    address = members.send_link(whom, actor=STAFF, at=timezone.now())
    return f"/{address.split('/', 3)[3]}"


def published(**given: Any) -> Any:
    shift = watch(TOMORROW, **given)
    Roster.objects.create(
        first_on=TOMORROW,
        last_on=TOMORROW,
        state=Roster.State.PUBLISHED,
        asked_by=STAFF,
        asked_at=timezone.now(),
    )
    return shift


def text_of(page: Any) -> str:
    return str(page.content.decode())


def test_without_the_link_nobody_finds_a_page(client: Client) -> None:
    assert client.get("/ja/patrol/guessed/").status_code == 404
    assert client.post("/ja/patrol/guessed/", {"do": "here"}).status_code == 404


def test_the_page_shows_turns_guidance_and_sets_no_cookie(client: Client) -> None:
    whom = certified_member()
    turn(watch(TOMORROW), whom)
    for variety, said in (("ja", "これからの当番"), ("en", "Your turns to come")):
        page = client.get(where(whom).replace("/ja/", f"/{variety}/"))
        assert said in text_of(page)
        assert "daiichi小学校" in text_of(page)
        assert "110" in text_of(page)
        assert not page.cookies
        assert page["Cache-Control"] == "no-store"


def test_drafts_are_not_shown(client: Client) -> None:
    whom = certified_member()
    turn(watch(TOMORROW), whom, is_drafted=True)
    assert "daiichi小学校" not in text_of(client.get(where(whom)))


def test_a_member_signs_up_swaps_and_another_takes_over(client: Client) -> None:
    aoki, ueda = certified_member(), certified_member("上田 薫")
    shift = published()
    page, hers = where(aoki), where(ueda)
    assert client.post(page, {"do": "sign-up", "pk": shift.pk}).status_code == 302
    own = Turn.objects.get()
    assert client.post(page, {"do": "swap", "pk": own.pk}).status_code == 302
    swap = Swap.objects.get()
    assert f'value="{swap.pk}"' in text_of(client.get(hers))
    assert client.post(hers, {"do": "take", "pk": swap.pk}).status_code == 302
    assert Turn.objects.get().member == ueda


def test_a_refusal_is_said_in_the_readers_language(client: Client) -> None:
    whom = member("石井 葵", until=TODAY - timedelta(days=1))
    shift = published()
    page = where(whom).replace("/ja/", "/en/")
    answer = client.post(page, {"do": "sign-up", "pk": shift.pk})
    assert answer.status_code == 409
    assert "certificate that holds" in text_of(answer)


@pytest.mark.parametrize("do", ["here", "done", "swap", "keep"])
def test_nobody_presses_for_somebody_else(client: Client, do: str) -> None:
    theirs = turn(watch(TODAY), certified_member("上田 薫"))
    page = where(certified_member())
    assert client.post(page, {"do": do, "pk": theirs.pk}).status_code == 409
    theirs.refresh_from_db()
    assert theirs.here_at is None


@pytest.mark.parametrize("pk", ["", "x", "-1", "99999999999999999999", "٣"])
def test_nonsense_is_refused_and_not_a_fault(client: Client, pk: str) -> None:
    page = where(certified_member())
    for do in ("here", "take", "sign-up", "burn", ""):
        assert client.post(page, {"do": do, "pk": pk}).status_code == 409


def test_from_i_am_here_to_the_record(client: Client) -> None:
    whom = certified_member()
    shift = watch(TODAY, begins="00:00", ends="23:59")
    own = turn(shift, whom)
    page = where(whom)
    for do in ("here", "done"):
        assert client.post(page, {"do": do, "pk": own.pk}).status_code == 302
    asked = f"{page}report/{shift.pk}/"
    assert asked in text_of(client.get(page))
    assert client.get(asked).status_code == 200
    worry = {"worry_kind": "lamp", "worry_text": "街灯が消えている"}
    assert client.post(asked, REPORT | worry).status_code == 302
    made = Report.objects.get()
    assert made.record.activity == "patrol"
    assert made.concern == str(Concern.objects.get().pk)
    assert client.post(asked, REPORT).status_code == 200
    assert Report.objects.count() == 1


def test_only_who_walks_there_reports(client: Client) -> None:
    shift = watch(TODAY, begins="00:00", ends="23:59")
    page = where(certified_member())
    assert client.get(f"{page}report/{shift.pk}/").status_code == 404


def test_days_away_are_kept_and_held_in_order(client: Client) -> None:
    whom = certified_member()
    page = f"{where(whom)}away/"
    wrong = {"first_on": "2026-12-05", "last_on": "2026-12-01"}
    assert client.post(page, wrong).status_code == 200
    assert client.post(page, wrong | {"last_on": "2026-12-06"}).status_code == 302
    assert Away.objects.get().member == whom


def test_the_own_calendar_and_paper_can_be_kept(client: Client) -> None:
    whom = certified_member()
    turn(watch(TOMORROW), whom)
    page = where(whom)
    calendar = client.get(f"{page}calendar")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in calendar.content
    assert client.get(f"{page}paper/").content.startswith(b"%PDF")


def test_everybody_reads_what_is_on_and_what_is_cancelled(client: Client) -> None:
    now = timezone.now()
    turn(watch(TODAY, cancelled_at=now, cancelled_because="rain"), certified_member())
    for variety, said in (("ja", "中止です（雨）"), ("en", "is cancelled (rain)")):
        page = client.get(reverse("public:patrols", kwargs={"variety": variety}))
        assert said in text_of(page)
        assert "青木" not in text_of(page)
    public = client.get(reverse("public:patrol_calendar", kwargs={"variety": "ja"}))
    assert b"STATUS:CANCELLED" in public.content
    assert "青木".encode() not in public.content


def test_the_page_asks_the_database_a_fixed_number_of_times(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    whom = certified_member()
    page = where(whom)
    for number in range(30):
        turn(watch(TOMORROW + timedelta(days=number)), whom)
    with django_assert_max_num_queries(12):
        client.get(page)
