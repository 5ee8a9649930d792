"""What is wrong with a field is tied to it on every form that residents fill in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office import public_site
from machimori_office.applications.models import Application
from machimori_office.applications.states import Move
from machimori_office.contests.services import letters
from machimori_office.inspections.self_checks.links import token_of
from machimori_office.limits.forms import opened_now
from machimori_office.web.tokens import signed
from tests.machimori_office.contests import calling
from tests.machimori_office.contests.test_pages import running
from tests.machimori_office.inspections.test_self_checks import answered
from tests.machimori_office.inspections.test_self_checks import asked as asked_check
from tests.machimori_office.patrols import test_own_page as patrols
from tests.machimori_office.patrols.test_groups_own_page import a_group
from tests.machimori_office.patrols.test_groups_own_page import link_of as link_of_group
from tests.machimori_office.patrols.walking import turn, watch
from tests.machimori_office.public_site import test_applying as applying
from tests.machimori_office.public_site.test_registration import link_of
from tests.machimori_office.seminars.holding import published
from tests.machimori_office.subscriptions.residents import TARO, registered

pytestmark = pytest.mark.django_db
TEMPLATES = Path(public_site.__file__).parent / "templates/public_site"
ASKS = re.compile(
    r'\{% field |"(?:public_site/(?:\w+_form|apply_fields|shown_as)|web/form)'
)
PARTS = {"address_form", "apply_fields", "entry_form", "shown_as"}
Sent = tuple[str, dict[str, Any]]


def at(page: str, **where: Any) -> str:
    return reverse(f"public:{page}", kwargs={"variety": "ja", **where})


def path_of(address: str) -> str:
    return urlsplit(address).path


def seminar() -> Sent:
    now = timezone.now()
    later = {
        "signs_up_until": now + timedelta(days=1),
        "begins_at": now + timedelta(days=2),
        "ends_at": now + timedelta(days=2, hours=1),
    }
    return at("seminar", pk=published(**later).pk), {"people": "many"}


def entry() -> Sent:
    entrant = calling.asked(calling.opened(), calling.adult(), calling.slogan())
    pen = {"confirm": "1", "shown_as": "pen"}
    return at("entry", token=signed("contests.entrant", entrant.pk)), pen


def marks() -> Sent:
    contest = calling.opened()
    (work,) = calling.entered(contest, "あいさつ")
    (judge,) = calling.judged(contest, 1)
    address = letters.judge_link(judge)
    return f"{path_of(address)}{work.number}/", {"message": "99"}


def report_check() -> Sent:
    said = {"text": "高い", "place_text": "角", "mail": "x", "opened": opened_now()}
    return at("report", kind="hedge"), {**said, "send": "1"}


def an_application() -> Application:
    assert applying.apply(Client()).status_code == 302
    return Application.objects.get()


def paper() -> Sent:
    return applying.own("application_paper", an_application()), {}


def correct() -> Sent:
    found = applying.move(an_application(), Move.RETURN, said="住所を")
    return applying.own("application_correct", found), {"version": "1", "name": ""}


def confirm() -> Sent:
    registered(TARO, at=timezone.now())
    return link_of(TARO), {"kinds": []}


def report_of_a_walk() -> Sent:
    whom = patrols.certified_member()
    shift = watch(patrols.TODAY)
    turn(shift, whom, here_at=timezone.now())
    return f"{patrols.where(whom)}report/{shift.pk}/", {"people": "0"}


def check_item() -> Sent:
    return at("check_item", token=token_of(asked_check()), number=1), {
        "holds": "yes",
        "note": "字" * 401,
    }


def sign() -> Sent:
    check = asked_check()
    answered(check)
    return at("sign_check", token=token_of(check)), {"name": ""}


WRONG: Mapping[str, Callable[[], Sent]] = {
    "home": lambda: (at("register"), {"email": "x"}),
    "register": lambda: (at("register"), {"email": "x"}),
    "confirm": confirm,
    "seminar": seminar,
    "contest": lambda: (at("contest", pk=running().pk), {"shown_as": "pen"}),
    "entry": entry,
    "marks": marks,
    "report": lambda: (at("report", kind="hedge"), {"seen_on": "9999", "next": "1"}),
    "report_check": report_check,
    "apply_one": lambda: (at("apply_one", name="recorders"), {"name": ""}),
    "apply_find": lambda: (at("apply_find"), {"number": "1"}),
    "application": paper,
    "application_correct": correct,
    "group": lambda: (link_of_group(a_group()), {"do": "walk", "on": "9999-01-01"}),
    "patrol_form": report_of_a_walk,
    "self_check_item": check_item,
    "self_check_sign": sign,
}
"""Of each page with a form how it is sent so that fields are wrong."""


@pytest.mark.parametrize("template", WRONG)
def test_what_is_wrong_is_tied_to_its_field(resident: Client, template: str) -> None:
    address, data = WRONG[template]()
    answer = resident.post(address, {"opened": opened_now(), **data})
    page = answer.content.decode()
    wrong = set(re.findall(r'<li><a href="#([^"]+)">', page))
    assert wrong, page
    for name in wrong:
        assert_told(page, name)
    assert page.count('aria-invalid="true"') >= len(wrong)


def assert_told(page: str, name: str) -> None:
    """Hold that inputs say that they are wrong, and that what is wrong is with them."""
    assert re.search(rf'<[^>]* id="{name}"', page), name
    inputs = re.findall(rf'<[^>]* id="{name}(?:_\d+)?"[^>]*>', page)
    ticks = re.findall(rf'<input [^>]*name="{name.removeprefix("id_")}"[^>]*>', page)
    assert any('aria-invalid="true"' in each for each in [*inputs, *ticks]), name
    said_by = re.findall(r'aria-describedby="([^"]+)"', page)
    assert any(f"{name}_error" in told.split() for told in said_by), name
    assert re.search(rf'id="{name}_error">[^<]+<', page), name


def test_every_page_with_a_form_is_sent_wrong() -> None:
    with_form = {
        template.stem
        for template in TEMPLATES.glob("*.html")
        if re.search(
            r"\{% field |(?:address|entry)_form|apply_fields|shown_as|web/form\.html",
            template.read_text(),
        )
    }
    assert with_form - PARTS == set(WRONG)


def test_no_page_writes_a_field_by_hand() -> None:
    """A field that is not asked for by the tag says nothing of what is wrong."""
    by_hand = re.compile(
        r'<textarea|<select|<input (?!type="(?:hidden|image|checkbox)")'
    )
    found = {t.stem for t in TEMPLATES.glob("*.html") if by_hand.search(t.read_text())}
    assert found == {"archive"}, "the archive's search takes whatever is typed"
