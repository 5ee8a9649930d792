"""A city's Excel lists of members, cars and groups, and what the search finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from machimori.language import Text
from machimori_office.patrols.lists import LISTS
from machimori_office.patrols.models import Car, Change, Group, Member, PolicePaper
from machimori_office.patrols.searching import search
from machimori_office.patrols.services import members
from machimori_office.people.models import Role, Staff
from machimori_office.web.lists import How, Taken
from machimori_office.web.searching import Sought
from tests.machimori_office.patrols.walking import (
    NOW,
    STAFF,
    TODAY,
    car,
    member,
    school,
)

pytestmark = pytest.mark.django_db
HOW = How(actor=STAFF, reason="the former list", at=NOW)
BY_NAME = {each.name: each for each in LISTS}
MEMBER = {"number": "実-1", "name": "青木 明", "section": "総務課"}
MEMBER |= {"issued_on": date(2025, 5, 20), "mail": "aoki@city.example"}


def put(which: str, /, **row: Any) -> None:
    about = BY_NAME[which]
    full: Mapping[str, Any] = {c.name: row.get(c.name) for c in about.columns()}
    known = about.known([full]).get(tuple(full[key] for key in about.key))
    assert about.refuses(full, known, TODAY) is None
    row = Taken(where=Text.same("1"), says=full, known=known)
    about.put([row], HOW)


def refused(which: str, /, **row: Any) -> bool:
    about = BY_NAME[which]
    full: Mapping[str, Any] = {c.name: row.get(c.name) for c in about.columns()}
    known = about.known([full]).get(tuple(full[key] for key in about.key))
    return about.refuses(full, known, TODAY) is not None


def test_members_come_with_their_certificates_and_the_police_know_them() -> None:
    put("patrol-members", **MEMBER)
    whom = Member.objects.get()
    paper = PolicePaper.objects.get()
    assert (whom.joined_on, paper.member) == (date(2025, 5, 20), whom)
    assert paper.holds_until == date(2028, 5, 19)
    assert not Change.objects.exists()


def test_a_row_that_is_known_puts_the_member_right() -> None:
    put("patrol-members", **MEMBER)
    put("patrol-members", **(MEMBER | {"section": "税務課"}))
    assert Member.objects.get().section == "税務課"
    assert PolicePaper.objects.count() == 1


def test_rows_of_who_left_and_days_out_of_order_are_refused() -> None:
    assert refused("patrol-members", **MEMBER, holds_until=date(2024, 1, 1))
    put("patrol-members", **MEMBER)
    whom = Member.objects.get()
    members.leave(whom, on=TODAY, actor=STAFF, reason="moved", at=NOW)
    assert refused("patrol-members", **MEMBER)


def test_cars_and_groups_come_and_are_put_right() -> None:
    plate = {"number_plate": "多摩 1", "name": "青パト1号"}
    for section in ("総務課", "税務課"):
        put("patrol-cars", **plate, section=section, in_use_since=TODAY)
    assert Car.objects.get().section == "税務課"
    school()
    group = {"name": "みまもり隊", "district": "honcho", "counted_on": TODAY}
    for count in (12, 14):
        put("patrol-groups", **group, member_count=count)
    assert (Group.objects.get().member_count, Group.objects.get().districts) == (
        14,
        ["honcho"],
    )


def test_the_search_finds_who_walks_for_who_sees_to_it_only(
    colleague: Callable[..., Staff],
) -> None:
    member("青木　明")
    car("青パト1号")
    Group.objects.create(name="青葉みまもり隊", member_count=3, counted_on=TODAY)

    def found(role: Role, typed: str) -> list[str]:
        return [str(hit.what) for hit in search(colleague(role), Sought(typed), 5)]

    assert len(found(Role.OPERATOR, "青木明")) == 1
    assert len(found(Role.VIEWER, "青木明")) == 0
    assert len(found(Role.APPROVER, "青")) == 3
    assert len(found(Role.MANAGER, "実-")) == 1
