"""Seminars of the made-up city: the source's two years, last year's, and the next."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction

from machimori_office.applications.made_up import WHY
from machimori_office.people.models import Role, Staff
from machimori_office.seminars.models import Seminar
from machimori_office.seminars.personal import delete_due
from machimori_office.seminars.services import door, planning, signing_up
from machimori_office.seminars.services.planning import Part
from machimori_office.seminars.services.signing_up import Party
from machimori_office.web.words import JST, Words
from machimori_office.web.years import first_day, fiscal_year

_TITLE = Words("市民防犯講習会", "防犯の 話を 聞く 会", "Seminar on preventing crime")
_PLACE = Words("ひばり市民会館 2階 ホール", "市民会館 2階", "Citizens' hall, 2nd floor")
# The three parts of 平成30年度, to which 39 people came; the next was called off.
_TOPICS = (
    Part(
        subject="online",
        title=Words(
            "ネット利用犯罪の被害を防ぐ",
            "インターネットの 犯罪の 話",
            "How not to fall victim to crime on the internet",
        ),
    ),
    Part(
        subject="fraud",
        title=Words(
            "劇団による特殊詐欺の実演",
            "うその 電話の 劇",
            "Actors play a telephone fraud",
        ),
    ),
    Part(
        subject="situation",
        title=Words(
            "市内の犯罪情勢と被害の防ぎ方",
            "この 市の 犯罪の 話",
            "Crime in the city, and how to prevent it",
        ),
    ),
)
_PARTIES_OF_2018 = (4, 3, 2, 2, 2, 1, 1, 2, 1, 4, 3, 2, 1, 1, 2, 2, 1, 3, 2)
_NAMES = (
    "青木",
    "石川",
    "上野",
    "遠藤",
    "岡田",
    "加藤",
    "木下",
    "工藤",
    "小池",
    "近藤",
)


@transaction.atomic
def fill(at: datetime) -> None:
    """Hold, call off and announce seminars, as the services do."""
    if Seminar.objects.exists():
        return
    actor = str(Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0].pk)
    _held(date(2018, 11, 17), _PARTIES_OF_2018, actor)
    _called_off(date(2020, 3, 7), actor)
    last_year = first_day(fiscal_year(at.astimezone(JST).date()) - 1)
    _held(last_year + timedelta(days=230), (2, 1, 1, 3, 2, 1, 2, 4, 1, 1), actor)
    _next(at, actor)
    delete_due(at)


def _held(on: date, parties: tuple[int, ...], actor: str) -> None:
    seminar = _published(on, 60, actor, _instant(on, 9) - timedelta(days=40))
    _sign_up(seminar, parties, actor, _instant(on, 9) - timedelta(days=20))
    begun = _instant(on, 14)
    for party in seminar.parties.all():
        door.arrive(party, party.people, actor=actor, at=begun)
    planning.finish(seminar, actor=actor, at=begun + timedelta(hours=3))


def _called_off(on: date, actor: str) -> None:
    seminar = _published(on, 60, actor, _instant(on, 9) - timedelta(days=40))
    planning.call_off(
        seminar,
        because="新型コロナウイルス感染症の広がりを防ぐため",
        actor=actor,
        reason=WHY,
        at=_instant(on, 9) - timedelta(days=14),
    )


def _next(at: datetime, actor: str) -> None:
    """Publish the next one, nearly full, with a waiting list."""
    on = at.astimezone(JST).date() + timedelta(days=20)
    seminar = _published(on, 20, actor, at - timedelta(days=10))
    _sign_up(seminar, (2, 4, 1, 3, 2, 4, 3), actor, at - timedelta(days=5))
    _sign_up(seminar, (3, 2, 1), actor, at - timedelta(days=2), first=7)


def _published(on: date, seats: int, actor: str, at: datetime) -> Seminar:
    names = {"title": _TITLE, "place": _PLACE}
    words = {
        f"{n}_{v}": w.in_(v) for n, w in names.items() for v in ("ja", "easy", "en")
    }
    fields = {
        **words,
        "begins_at": _instant(on, 14),
        "ends_at": _instant(on, 16),
        "signs_up_until": _instant(on - timedelta(days=3), 23),
        "capacity": seats,
    }
    seminar = planning.plan(fields, _TOPICS, actor=actor, at=at)
    planning.publish(seminar, actor=actor, at=at)
    return seminar


def _sign_up(
    seminar: Seminar,
    parties: tuple[int, ...],
    actor: str,
    at: datetime,
    *,
    first: int = 0,
) -> None:
    for number, people in enumerate(parties, start=first):
        name = f"{_NAMES[number % len(_NAMES)]} {'花正文勝和'[number % 5]}子"
        party = Party(name=name, people=people, phone=f"042-000-{1000 + number}")
        signing_up.enter(seminar, party, actor=actor, at=at)


def _instant(on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), JST)
