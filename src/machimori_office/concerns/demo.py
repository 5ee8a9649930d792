"""A year of concerns and incidents in the made-up city: most seen to, some new."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle
from typing import NamedTuple

from django.db import transaction

from machimori_office.concerns.incidents import services as incidents
from machimori_office.concerns.models import Concern
from machimori_office.concerns.services import handling, showing
from machimori_office.concerns.services.receiving import Report, receive
from machimori_office.people.models import Role, Staff
from machimori_office.web.words import JST


class _Said(NamedTuple):
    kind: str
    text: str
    place: str
    district: str
    by: Concern.By = Concern.By.RESIDENT


_SAID = (
    _Said("lamp", "街灯が1本消えたままです。", "公園の東側の歩道", "higashicho"),
    _Said("hedge", "生け垣が伸びて、中が見えません。", "児童遊園の入口", "kajinocho"),
    _Said("graffiti", "倉庫の壁に落書きがあります。", "駅の南口の近く", "midoricho"),
    _Said("vehicle", "同じ自転車が何週間も置かれています。", "集会所の前", "honcho"),
    _Said("empty-house", "空き家の門が開いたままです。", "商店街の裏", "sekinocho"),
    _Said(
        "lamp",
        "巡回中に、防犯灯の点滅に気づきました。",
        "小学校の北側",
        "honcho",
        Concern.By.PATROL,
    ),
    _Said(
        "person",
        "下校の時間に声かけがあったとの知らせ。",
        "川沿いの道",
        "higashicho",
        Concern.By.POLICE,
    ),
    _Said("fraud", "市役所を名のる電話で、還付金の話をされました。", "", "midoricho"),
)
_SEEN_TO, _LATE, _NEW = 22, 1, 3
_INCIDENTS = (
    ("bicycle_theft", "本町一丁目", "honcho", None),
    ("approach", "東町三丁目", "higashicho", 16),
    ("phone_fraud", "緑町二丁目", "midoricho", 11),
    ("theft_from_vehicle", "梶野町四丁目", "kajinocho", None),
    ("other_burglary", "関野町一丁目", "sekinocho", 2),
)
_HOW_MANY = 30


@transaction.atomic
def fill(at: datetime) -> None:
    """Report through a year, as residents do, and leave work for today."""
    if Concern.objects.exists():
        return
    actor = str(Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0].pk)
    said = cycle(_SAID)
    for number in range(_SEEN_TO):
        _see_to(_reported(next(said), at - timedelta(days=380 - 16 * number)), actor)
    for _number in range(_LATE):
        _reported(next(said), at - timedelta(days=9))
    for number in range(_NEW):
        _reported(next(said), at - timedelta(hours=20 - 6 * number))
    _answered(_reported(_SAID[0], at - timedelta(days=12)), actor)
    _pass_on_incidents(actor, at)


def _reported(said: _Said, at: datetime) -> Concern:
    report = Report(
        kind=said.kind,
        text=said.text,
        by=said.by,
        place_text=said.place,
        district=said.district,
        seen_on=at.astimezone(JST).date(),
    )
    return receive(report, at=at)


def _answered(concern: Concern, actor: str) -> datetime:
    at = concern.received_at + timedelta(days=2)
    said = "お知らせありがとうございます。現地を確かめます。"
    handling.answer(concern, said=said, actor=actor, at=at)
    return at


def _see_to(concern: Concern, actor: str) -> None:
    closed_at = _answered(concern, actor) + timedelta(days=5)
    on = closed_at.astimezone(JST).date()
    handling.close(
        concern, on=on, said="対応が終わりました。", actor=actor, at=closed_at
    )
    if concern.kind in ("lamp", "hedge", "graffiti"):
        showing.publish(
            concern,
            text=concern.text,
            answer="対応が終わりました。",
            actor=actor,
            at=closed_at,
        )


def _pass_on_incidents(actor: str, at: datetime) -> None:
    known = cycle(_INCIDENTS)
    for number in range(_HOW_MANY):
        kind, block, district, hour = next(known)
        then = at - timedelta(days=12 * (_HOW_MANY - number))
        said = {
            "kind": kind,
            "block": block,
            "district": district,
            "hour": hour,
            "happened_on": then.astimezone(JST).date() - timedelta(days=1),
            "source": "ひばり警察署",
        }
        incidents.enter(said, actor=actor, at=then)
