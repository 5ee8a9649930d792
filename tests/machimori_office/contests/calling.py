"""A contest of the tests, and what is done to it."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

from PIL import Image

from machimori_office.contests.models import Contest, Entrant, Entry, Judge
from machimori_office.contests.services import entering, judging, planning
from machimori_office.contests.services.entering import Person, Work
from machimori_office.outbox.addresses import read_address
from machimori_office.web.pictures import Picture, cleaned
from machimori_office.web.words import JST

NOW = datetime(2026, 7, 10, 12, 0, tzinfo=JST)
AFTER = datetime(2026, 9, 1, 12, 0, tzinfo=JST)
STAFF = "0f0f"


def planned(**changes: Any) -> Contest:
    fields = {
        "number": 7,
        "title_ja": "標語・ポスターコンクール",
        "opens_on": date(2026, 7, 1),
        "closes_on": date(2026, 8, 31),
        "judged_until": date(2026, 9, 30),
        "shown_until": date(2026, 12, 31),
        **changes,
    }
    return planning.plan(fields, actor=STAFF, at=NOW)


def opened(**changes: Any) -> Contest:
    contest = planned(**changes)
    planning.publish(contest, actor=STAFF, at=NOW)
    return contest


def adult(mail: str = "a@x.example", **how: Any) -> Person:
    given = {"family_name": "山田", "given_name": "花子", "group": "adult", **how}
    shown = {"shown_as": Entrant.Shown.NAME, **given}
    return Person(mail=read_address(mail) if mail else None, **shown)


def child(mail: str = "parent@x.example", **how: Any) -> Person:
    given = {"given_name": "はると", "group": "elementary", "guardian": "山田 花子"}
    return adult(mail, **{**given, **how})


def slogan(text: str = "あいさつで つながるまち") -> Work:
    return Work(category="slogan", text=text)


def drawn(colour: str = "red") -> Picture:
    target = io.BytesIO()
    Image.new("RGB", (30, 40), colour).save(target, "PNG")
    return cleaned(target.getvalue())


def poster(colour: str = "red") -> Work:
    return Work(category="poster", picture=drawn(colour))


def asked(contest: Contest, person: Person, *works: Work) -> Entrant:
    entering.ask(contest, person, works, asked_from="192.0.2.1", at=NOW)
    return Entrant.objects.get(contest=contest, consent="")


def confirmed(entrant: Entrant, at: datetime = NOW, **how: Any) -> Entrant:
    shown = {"shown_as": Entrant.Shown(entrant.shown_as), **how}
    return entering.confirm(entrant, at=at, **shown)


def entered(contest: Contest, *texts: str, name: str = "花子") -> list[Entry]:
    """Enter slogans of one grown-up on paper."""
    person = adult("", given_name=name, phone="042-000-0000")
    works = [slogan(text) for text in texts]
    owner = entering.enter_on_paper(
        contest, person, works, has_consent=False, actor=STAFF, at=NOW
    )
    return list(owner.entries.order_by("number"))


def judged(contest: Contest, count: int = 2) -> list[Judge]:
    """Name judges and begin to judge."""
    judges = [
        judging.name_judge(contest, name=f"審査員{n}", mail=None, actor=STAFF, at=NOW)
        for n in range(count)
    ]
    planning.begin_judging(contest, actor=STAFF, at=AFTER)
    for judge in judges:
        judge.contest = contest
    return judges


def marked(judge: Judge, entry: Entry, *points: int) -> None:
    names = ("message", "memorable", "original")
    judging.mark(judge, entry, dict(zip(names, points, strict=True)), at=AFTER)


def later(days: int) -> datetime:
    return AFTER + timedelta(days=days)
