"""A year of the demo town's places: rounds, self-checks, tasks, one decision."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from machimori.demo import demo_town
from machimori.guidelines import shipped_catalogue
from machimori.scene import scene_document
from machimori_office.concerns.models import Concern
from machimori_office.concerns.states import State
from machimori_office.inspections.models import (
    Fixture,
    SelfCheck,
    Site,
    SiteDecision,
    Task,
)
from machimori_office.inspections.rounds.fixtures import terms
from machimori_office.inspections.rounds.services import Seen, visit
from machimori_office.inspections.self_checks import answering
from machimori_office.inspections.self_checks import services as checks
from machimori_office.inspections.services import ask_for_assessment, register
from machimori_office.inspections.tasks import services as tasks
from machimori_office.inspections.tasks.from_concerns import open_task_of, words_of
from machimori_office.inspections.tasks.services import Wanted
from machimori_office.people.models import Role, Staff
from machimori_office.records.services import Done
from machimori_office.web.words import JST

BY = "ひばり市 地域安全課"
LEFT_ALONE = ("hedge-hibari-street", "hedge-hibari-inner")
"""Too high still: somebody who tries the office out finds them."""


@dataclass(frozen=True)
class _Place:
    """An entry of the register."""

    code: str
    name: str
    place: str
    keeper: str
    district: str = ""


_PLACES = (
    _Place("hibari-park", "ひばり公園", "park-hibari", "公園緑地課", "higashicho"),
    _Place("suzume-park", "すずめ児童公園", "park-suzume", "公園緑地課", "higashicho"),
    _Place("sakura-road", "さくら通り", "place-sakura", "道路管理課"),
    _Place("hibari-school", "ひばり小学校", "school-hibari", "ひばり小学校"),
    _Place("hibari-heights", "ひばりハイツ", "flats-hibari", "ひばりハイツ管理組合"),
    _Place("hibari-mart", "ひばりマート", "shop-hibari", "ひばりマート 店長"),
)
_CHECKS = (
    # Code, guideline, days ago, and how far it is.
    ("hibari-heights", "jp-31/housing", 345, "accepted"),
    ("hibari-mart", "jp-31/late-night", 9, "signed"),
    ("hibari-school", "jp-31/schools", 4, "asked"),
)


@transaction.atomic
def fill(at: datetime) -> None:
    """Register the places a year ago, and let the duty go its way until today."""
    if Site.objects.exists():
        return
    actor = str(Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0].pk)
    begin = at - timedelta(days=400)
    town = scene_document(demo_town())
    content = json.dumps(town, ensure_ascii=False).encode()
    sites = {one.code: _registered(one, content, actor, begin) for one in _PLACES}
    _walk_rounds(actor, begin, at)
    for code, guideline, days, state in _CHECKS:
        then = at - timedelta(days=days)
        _self_check(sites[code], guideline, state, actor, then)
    _tasks(actor, at)
    _concern_seen_to(actor, at)
    _decision(sites["hibari-school"], at)
    for code in ("hibari-park", "suzume-park"):
        ask_for_assessment(sites[code], actor=actor, at=at)


def _registered(one: _Place, content: bytes, actor: str, at: datetime) -> Site:
    site = Site(
        code=one.code,
        name=one.name,
        keeper=one.keeper,
        district=one.district,
        places=[one.place],
    )
    register(site, content, actor=actor, reason="デモのため", at=at)
    return site


def _walk_rounds(actor: str, begin: datetime, now: datetime) -> None:
    """Look at everything once in its interval; the newest round is under way."""
    fixtures = list(Fixture.objects.exclude(element__in=LEFT_ALONE))
    months = {one.id: one.interval_months for one in terms(now.date()).rounds}
    for number, fixture in enumerate(fixtures):
        then = begin + timedelta(days=3 + number % 25, hours=9)
        step = timedelta(days=30 * months[fixture.round])
        left = step / 4 if number % 3 == 0 else timedelta(days=1)
        while then < now - left:
            is_newest = then + step >= now - left
            is_broken = is_newest and number % 11 == 7
            _seen(fixture, is_broken, actor, then)
            then += step


def _seen(fixture: Fixture, is_broken: bool, actor: str, at: datetime) -> None:
    seen = Seen(
        key=uuid.uuid5(uuid.NAMESPACE_URL, f"{fixture.code} {at}"),
        found="broken" if is_broken else "fine",
        note="ちらつく" if is_broken and fixture.round == "lamps" else "",
        by_name=BY,
    )
    visit(fixture, seen, actor=actor, at=at)


def _self_check(
    site: Site, guideline: str, state: str, actor: str, at: datetime
) -> None:
    request = checks.Request(
        place=site.places[0], instrument=guideline, owner=site.keeper
    )
    made = checks.ask(site, request, actor=actor, at=at)
    if state == "asked":
        _answer(made, range(1, 6), at)
        return
    _answer(made, range(1, len(made.questions) + 1), at)
    answering.sign(made, name="代表者", at=at + timedelta(days=3))
    if state == "accepted":
        made.refresh_from_db()
        checks.accept(made, actor=actor, at=at + timedelta(days=5))


def _answer(check: SelfCheck, numbers: Sequence[int], at: datetime) -> None:
    for number in numbers:
        holds = ("yes", "yes", "yes", "no", "unknown")[number % 5]
        answering.answer(check, number, holds=holds, note="", picture=None, at=at)


def _tasks(actor: str, at: datetime) -> None:
    """Mend what was found broken long ago; the newest wait, and one is late."""
    today = at.astimezone(JST).date()
    open_ = Task.objects.filter(state=Task.State.OPEN).order_by("opened_at")
    for task in list(open_)[:-1]:
        on = min(task.due_on, today - timedelta(days=1))
        done = Done(
            activity="defects-put-right",
            subjects=[tasks.subject_of(task)],
            on=on,
            duty="inspections",
            about=f"task.{task.pk}",
            by=task.who,
        )
        tasks.finish(task, done, measured={}, actor=actor, at=at)
    late = Wanted(
        what="駅前の掲示板の落書きを消す",
        who="道路管理課",
        due_on=today - timedelta(days=6),
        where="駅前広場",
    )
    origin = Task.Origin.ROUND
    tasks.open_task_about(origin, "demo.board", late, actor=actor, at=at)


def _concern_seen_to(actor: str, at: datetime) -> None:
    """Leave a concern whose task is done: who reported it waits to be told."""
    concern = Concern.objects.filter(state=State.IN_HAND).order_by("pk").first()
    if concern is None:
        return
    today = at.astimezone(JST).date()
    task = open_task_of(
        concern,
        what=words_of(concern),
        who="道路管理課",
        due_on=today + timedelta(days=3),
        actor=actor,
        at=at - timedelta(days=9),
    )
    done = Done(
        activity="defects-put-right",
        subjects=[tasks.subject_of(task)],
        on=today - timedelta(days=1),
        duty="inspections",
        about=f"task.{task.pk}",
        by=task.who,
    )
    tasks.finish(task, done, measured={}, actor=actor, at=at)


def _decision(site: Site, at: datetime) -> None:
    """Leave something aside that is to be looked at again today."""
    on = at.astimezone(JST).date()
    held = shipped_catalogue()
    criterion = next(iter(held.criteria_of(held.instrument("jp-31/schools"))))
    SiteDecision.objects.create(
        site=site,
        kind=SiteDecision.Kind.EXCLUDE,
        criterion=criterion.id,
        subject=site.places[0],
        says_ja=criterion.says.ja,
        says_en=criterion.says.en,
        ground=SiteDecision.Ground.PLAN,
        reason="校舎の建て替えまで、今の配置を変えられない",
        decided_by="学校施設課長",
        decided_on=on - timedelta(days=365),
        review_on=on,
        written_at=at - timedelta(days=365),
    )
