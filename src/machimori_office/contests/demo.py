"""Contests of the made-up city: the fourth, of 2018, and the next one, open now."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

from django.db import transaction
from PIL import Image, ImageDraw

from machimori_office.contests.models import Contest, Entrant, Entry
from machimori_office.contests.personal import delete_due
from machimori_office.contests.services import deciding, entering, judging, planning
from machimori_office.contests.services.entering import Person, Work
from machimori_office.people.models import Role, Staff
from machimori_office.web.pictures import Picture, cleaned
from machimori_office.web.words import JST, Words

_TITLE = Words(
    "安全・安心まちづくり 標語・ポスターコンクール",
    "あんぜんな まちの コンクール",
    "Slogans and posters for a safe town",
)
_THEME = Words(
    "あいさつや見守りで、犯罪の起きにくいまちをつくる呼びかけを募集します。",
    "あんぜんな まちに する ことばと 絵を 送って ください。",
    "We look for slogans and posters that call for a safe town: greeting one another, "
    "and looking out for one another.",
)
# The source counts 44 slogans and 5 posters in 2018; these words are made up.
_SLOGANS, _POSTERS = 44, 5
_BEGINS = (
    "おはようの",
    "ただいまの",
    "となりの",
    "夕やけの",
    "角を曲がる",
    "灯りともす",
    "ひと声の",
    "子らを待つ",
    "見守るよ",
    "手をつなぐ",
    "気にかける",
)
_ENDS = (
    "声がつくる まちの盾",
    "灯りがみちびく 帰り道",
    "まなざしひとつで 守るまち",
    "小さな勇気が 大きな安心",
)
_NAMES = ["青木", "石川", "上野", "遠藤", "岡田", "加藤", "木下", "工藤", "小池"]
_GIVEN = ["さくら", "はると", "ひまり", "そうた", "ゆい", "みなと"]
_GROUPS = ("elementary", "junior-high", "elementary", "under-18", "adult")
_COLOURS = ("#0017c1", "#197a4b", "#8b4d00", "#5c2d91", "#0b6e75")


@transaction.atomic
def fill(at: datetime) -> None:
    """Hold the fourth contest from call to exhibition, and open the next."""
    if Contest.objects.exists():
        return
    actor = str(Staff.objects.filter(role=Role.APPROVER, is_active=True)[0].pk)
    _fourth(actor)
    _next(at, actor)
    delete_due(at)


def _fourth(actor: str) -> None:
    opens_on = date(2018, 7, 1)
    contest = _published(4, opens_on, actor, _noon(date(2018, 6, 1)))
    _enter(contest, _SLOGANS, _POSTERS, actor, _noon(date(2018, 8, 20)))
    after = _noon(contest.closes_on + timedelta(days=1))
    judges = [
        judging.name_judge(contest, name=name, mail=None, actor=actor, at=after)
        for name in ("審査員 甲", "審査員 乙", "審査員 丙")
    ]
    planning.begin_judging(contest, actor=actor, at=after)
    for number, judge in enumerate(judges):
        judge.contest = contest
        for sheet in judging.sheets(judge):
            judging.mark(judge, sheet.entry, _points(sheet.entry, number), at=after)
    _break_ties(contest, actor, after)
    deciding.decide(contest, actor=actor, at=after)
    deciding.announce(contest, actor=actor, at=_noon(contest.judged_until))


def _points(entry: Entry, judge: int) -> dict[str, int]:
    seed = (entry.number or 0) * 7 + judge * 3
    criteria = ("message", "memorable", "original")
    return {name: 1 + (seed * (n + 2) + n) % 5 for n, name in enumerate(criteria)}


def _break_ties(contest: Contest, actor: str, at: datetime) -> None:
    """Confer where the rule leaves equals, one place after the other."""
    while open_ := next((o for o in deciding.outcomes(contest) if o.undecided), None):
        place = next(s.place for s in open_.standings if s.entry in open_.undecided)
        equals = [open_.entries[s.entry] for s in open_.standings if s.place == place]
        deciding.break_tie(equals, because="話し合いによる", actor=actor, at=at)


def _next(at: datetime, actor: str) -> None:
    """Open the contest that takes entries now, with some and a consent missing."""
    opens_on = at.astimezone(JST).date() - timedelta(days=20)
    contest = _published(7, opens_on, actor, at - timedelta(days=30))
    _enter(contest, 9, 2, actor, at - timedelta(days=6))
    work = Work(category="slogan", text="あいさつで 笑顔がつなぐ 通学路")
    child = _person(3, "elementary")
    entering.enter_on_paper(
        contest, child, [work], has_consent=False, actor=actor, at=at
    )


def _published(number: int, opens_on: date, actor: str, at: datetime) -> Contest:
    words = {
        f"{name}_{v}": said.in_(v)
        for name, said in (("title", _TITLE), ("theme", _THEME))
        for v in ("ja", "easy", "en")
    }
    days = {
        "opens_on": opens_on,
        "closes_on": opens_on + timedelta(days=70),
        "judged_until": opens_on + timedelta(days=100),
        "shown_until": opens_on + timedelta(days=200),
    }
    fields = {"number": number, **words, **days}
    contest = planning.plan(fields, actor=actor, at=at)
    planning.publish(contest, actor=actor, at=at)
    return contest


def _enter(
    contest: Contest, slogans: int, posters: int, actor: str, at: datetime
) -> None:
    """Enter works on paper, two slogans a person."""
    how = {"has_consent": True, "actor": actor, "at": at}
    for number in range(0, slogans, 2):
        works = [
            Work(category="slogan", text=_slogan(n))
            for n in range(number, min(number + 2, slogans))
        ]
        person = _person(number // 2, _GROUPS[number // 2 % len(_GROUPS)])
        entering.enter_on_paper(contest, person, works, **how)  # type: ignore[arg-type]
    for number in range(posters):
        drawn = [Work(category="poster", picture=_poster(number))]
        person = _person(30 + number, "elementary")
        entering.enter_on_paper(contest, person, drawn, **how)  # type: ignore[arg-type]


def _slogan(number: int) -> str:
    return f"{_BEGINS[number % len(_BEGINS)]} {_ENDS[number // len(_BEGINS) % 4]}"


def _person(number: int, group: str) -> Person:
    shown = list(Entrant.Shown)[number % 4]
    return Person(
        family_name=_NAMES[number % len(_NAMES)],
        given_name=_GIVEN[number % len(_GIVEN)],
        group=group,
        school="ひばり第一小学校" if group == "elementary" else "",
        guardian="" if group == "adult" else "保護者",
        phone=f"042-000-{2000 + number}",
        shown_as=shown,
        pen_name="まちのひばり" if shown == Entrant.Shown.PEN else "",
    )


def _poster(number: int) -> Picture:
    """Draw a poster: a house, a sun and a road, in a colour of its own."""
    drawn = Image.new("RGB", (420, 594), "#fff8e7")
    pen = ImageDraw.Draw(drawn)
    colour = _COLOURS[number % len(_COLOURS)]
    pen.rectangle((90, 260, 330, 470), fill=colour)
    pen.polygon(((60, 270), (210, 130), (360, 270)), fill="#ce0000")
    pen.ellipse((300 - 40 * number, 30, 380 - 40 * number, 110), fill="#ffd43d")
    pen.polygon(((160, 594), (260, 594), (225, 470), (195, 470)), fill="#949494")
    target = io.BytesIO()
    drawn.save(target, "PNG")
    return cleaned(target.getvalue())


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), JST)
