"""A seminar of the tests, and what is done to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Sum

from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Letter
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import planning, signing_up
from machimori_office.seminars.services.planning import Part
from machimori_office.seminars.services.signing_up import Party
from machimori_office.web.words import JST, Words

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=JST)
BEGINS = datetime(2026, 6, 20, 14, 0, tzinfo=JST)
STAFF = "0f0f"
TOPICS = (
    Part(subject="online", title=Words("ネットの犯罪", "", "Crime on the internet")),
    Part(subject="fraud", title=Words("特殊詐欺の劇")),
)


def planned(**changes: Any) -> Seminar:
    fields = {
        "title_ja": "市民防犯講習会",
        "title_en": "Seminar",
        "place_ja": "市民会館",
        "begins_at": BEGINS,
        "ends_at": BEGINS + timedelta(hours=2),
        "signs_up_until": BEGINS - timedelta(days=2),
        "capacity": 3,
        **changes,
    }
    return planning.plan(fields, TOPICS, actor=STAFF, at=NOW)


def published(**changes: Any) -> Seminar:
    seminar = planned(**changes)
    planning.publish(seminar, actor=STAFF, at=NOW)
    return seminar


def party_of(
    people: int = 1, mail: str = "a@x.example", name: str = "山田 花子", **how: Any
) -> Party:
    return Party(name=name, people=people, mail=read_address(mail), **how)


def caller(people: int = 1, name: str = "鈴木 正") -> Party:
    return Party(name=name, people=people, phone="042-000-0000")


def entered(seminar: Seminar, party: Party, at: datetime = NOW) -> Participation:
    return signing_up.enter(seminar, party, actor=STAFF, at=at)


def letters() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("subject", flat=True))


def is_sound(seminar: Seminar) -> bool:
    """Whether the seats that are taken are those that parties hold."""
    held = seminar.parties.aggregate(n=Sum("seats"))["n"] or 0
    seminar.refresh_from_db()
    return seminar.taken == held <= seminar.capacity
