"""What is printed: the roster of a month, and a member's sheet with the guidance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from machimori_office.patrols.balance import Balance, walkers
from machimori_office.patrols.models import Member, Shift
from machimori_office.patrols.terms import PatrolRule
from machimori_office.patrols.worded import worded_date, worded_hours
from machimori_office.web.paper import paper


def roster_sheet(page: Balance, *, on: date) -> bytes:
    """Typeset a roster on A4."""
    first = page.roster.first_on
    content = {
        "title": f"見守りパトロール当番表　{first.year}年{first.month}月",
        "made": f"{on.year}年{on.month}月{on.day}日",
        "rows": [
            [
                worded_date(s.on),
                worded_hours(s),
                s.school.name,
                walkers(s) or "（未定）",
            ]
            for s in page.shifts
        ],
    }
    return paper("patrols", "roster.typ", content, on=on)


def member_sheet(
    member: Member, shifts: Sequence[Shift], city: PatrolRule, *, on: date
) -> bytes:
    """Typeset a member's turns with what to take along and how to walk."""
    content = {
        "name": member.name,
        "made": f"{on.year}年{on.month}月{on.day}日",
        "rows": [[worded_date(s.on), worded_hours(s), s.school.name] for s in shifts],
        "equipment": [words.ja for words in city.equipment],
        "guidance": [words.ja for words in city.guidance],
    }
    return paper("patrols", "member.typ", content, on=on)
