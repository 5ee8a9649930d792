"""One watch in a real Chromium: from the rule to the year's figure, by keyboard."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from machimori_office.concerns.models import Concern
from machimori_office.outbox.models import Letter
from machimori_office.patrols.models import (
    Group,
    Member,
    Report,
    Roster,
    Shift,
    Turn,
)
from machimori_office.patrols.services.rosters import draw_up_next
from machimori_office.public_site.texts import plain
from machimori_office.records.models import Record
from tests.machimori_office.patrols.walking import certified, member, school
from tests.machimori_office.test_in_browser import check, page, pytestmark
from tests.machimori_office.test_walk import go_in, press
from tests.machimori_office.walks import town

__all__ = ["page", "pytestmark"]

Page = Any
WHY = "as the rule has it"
LISTS = (
    "walks/",
    "walks/new/group/",
    "walks/new/cars/",
    "walks/streets/",
    "walks/places/",
    "walks/places/new/",
    "month/",
    "members/",
    "members/new/",
    "papers/",
    "cars/",
    "cars/new/",
    "changes/",
    "groups/",
    "groups/new/",
    "schools/",
    "schools/new/",
    "reports/",
    "cancelled/",
    "unreported/",
)


def a_patrol() -> None:
    """Eight members with certificates, and a school."""
    school(name="第一小学校")
    for number in range(8):
        mail = f"walker{number}@city.example" if number else ""
        member(f"隊員 {number}", mail=mail, phone="内線 2101", most_a_month=20)


def watch_today() -> Shift:
    """The first watch of the month, as if it were now, and no other today."""
    shift = Shift.objects.order_by("on", "begins")[0]
    Shift.objects.filter(on=timezone.localdate()).exclude(pk=shift.pk).delete()
    now = {"on": timezone.localdate(), "begins": "00:00", "ends": "23:59"}
    Shift.objects.filter(pk=shift.pk).update(**now)
    shift.refresh_from_db()
    return shift


def drawn_up_and_published(page: Page) -> None:
    page.goto("/watch/")
    check(page, "patrols-watch")
    press(page, gettext("Rosters"), role="link")
    check(page, "patrols-rosters")
    press(page, gettext("Draw the roster up"))
    page.get_by_role("link", name=gettext("See whether it is done")).wait_for()
    draw_up_next(timezone.now())
    press(page, gettext("See whether it is done"), role="link")
    page.get_by_role("heading", name=gettext("Balance")).wait_for()
    check(page, "patrols-roster")
    press(page, gettext("Publish the roster"), role="link")
    check(page, "patrols-publish")
    page.locator("#id_reason").fill(WHY)
    press(page, gettext("Publish, and write to the members"))
    page.get_by_text(gettext("Print the roster (PDF)")).wait_for()


def link_of(page: Page, whom: Member) -> str:
    page.goto(f"/watch/members/{whom.pk}/")
    button = "Make a new link and show it once; the older one ends"
    press(page, gettext(button))
    page.locator(".link code").wait_for()
    check(page, "patrols-member")
    return str(page.locator(".link code").inner_text())


def a_group_tells_its_walk(page: Page, language: str) -> None:
    group = Group.objects.create(
        name="本町防犯会", member_count=12, counted_on=timezone.localdate()
    )
    page.goto(f"/watch/groups/{group.pk}/")
    check(page, "patrols-group")
    press(page, gettext("Give the group a link"), role="link")
    check(page, "patrols-group-link")
    press(page, gettext("Give the group a link"))
    own = str(page.locator(".link code").inner_text()).split("/", 3)[3]
    page.goto("/" + own.replace("ja/", f"{language}/", 1))
    check(page, f"patrols-group-own-{language}")
    press(page, plain("group.tell", language))
    page.get_by_role("button", name=plain("group.take_back", language)).wait_for()
    check(page, f"patrols-group-told-{language}")
    page.locator("#id_members").fill("15")
    press(page, plain("group.tell_count", language))
    page.get_by_text("15").first.wait_for()
    group.refresh_from_db()
    assert (group.member_count, group.reports.count()) == (15, 1)
    group.reports.all().delete()


def walked(page: Page, address: str, language: str) -> None:
    own = address.split("/", 3)[3].replace("ja/", f"{language}/", 1)
    page.goto(f"/{own}")
    check(page, f"patrols-own-{language}")
    for button in ("patrol.here", "patrol.done"):
        page.locator("button", has_text=plain(button, language)).press("Enter")
    page.locator("a.button", has_text=plain("patrol.report", language)).press("Enter")
    page.locator("#id_weather_0").press("Space")
    page.locator("#id_seen_3").press("Space")
    page.locator("#id_worry_kind").select_option("lamp")
    page.locator("#id_worry_text").fill("街灯が一つ消えている")
    check(page, f"patrols-report-{language}")
    page.locator("main form button").press("Enter")
    page.get_by_role("heading", level=1).wait_for()


def rained_off(page: Page) -> None:
    page.goto("/watch/cancel/")
    check(page, "patrols-cancel")
    page.goto("/watch/")
    check(page, "patrols-watch-today")
    page.locator("button.danger").press("Enter")
    page.get_by_text(gettext("No mail reaches these: ring them up")).wait_for()
    check(page, "patrols-told")


def another_watch_on_the_day_of(shift: Shift) -> None:
    """Two members stand on the same day, at the other end of school."""
    other = Shift.objects.exclude(pk=shift.pk).order_by("on")[0]
    kind = "afternoon" if shift.kind == "morning" else "morning"
    Shift.objects.filter(pk=other.pk).update(on=shift.on, kind=kind)
    other.turns.all().delete()
    for whom in Member.objects.all()[:2]:
        Turn.objects.create(shift=other, member=whom)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_one_watch_from_the_rule_to_the_years_figure(page: Page, language: str) -> None:
    a_patrol()
    page.goto("/sign-in/")
    home = page.evaluate("location.origin")
    chosen = {"name": "django_language", "value": language, "url": home}
    page.context.add_cookies([chosen])
    with translation.override(language):
        go_in(page, "tanaka")
        drawn_up_and_published(page)
        assert Roster.objects.get().state == "published"
        shift, whom = watch_today(), Member.objects.get(name="隊員 0")
        shift.turns.all().delete()
        Turn.objects.create(shift=shift, member=whom)
        walked(page, link_of(page, whom), language)
        assert Report.objects.get().record == Record.objects.get()
        assert Concern.objects.get().duty == "patrols"

        a_group_tells_its_walk(page, language)
        page.goto("/watch/figures/")
        check(page, "patrols-figures")
        assert page.get_by_role("link", name=re.compile(r"^1回? \(")).count() >= 1

        another_watch_on_the_day_of(shift)
        letters = Letter.objects.count()
        rained_off(page)
        assert Letter.objects.count() == letters + 1
        page.goto(f"/{language}/patrols/")
        check(page, f"patrols-public-{language}")
        assert plain("patrol.cancelled", language) in page.content()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_list_is_reached_and_reads_well(page: Page, width: int) -> None:
    a_patrol()
    certified(Member.objects.all()[0], timezone.localdate() + timedelta(days=9), "x")
    plan = town.computed()
    go_in(page, "suzuki")
    for path in (*LISTS, *(f"walks/{plan.pk}/{part}" for part in ("", "1/", "give/"))):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"/watch/{path}")
        name = path.replace(str(plan.pk), "plan").replace("/", "-")
        check(page, f"patrols-{width}-{name}")
