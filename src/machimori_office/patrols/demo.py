"""A patrol as the document has it: 221 members, 13 cars, and a past of watches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction

from machimori_office.patrols.models import (
    Car,
    Change,
    Group,
    Member,
    PolicePaper,
    Report,
    Roster,
    School,
    Shift,
    Turn,
)
from machimori_office.patrols.services import rosters
from machimori_office.patrols.services.calendar import last_of_month, lay_out
from machimori_office.patrols.services.groups import keep_group, keep_school
from machimori_office.patrols.services.papers import must_be_told
from machimori_office.patrols.services.reports import Told, report, report_walk
from machimori_office.people.models import Role, Staff
from machimori_office.places.models import District
from machimori_office.web.words import JST
from machimori_office.web.years import months_after

WHY = "デモのため"
_SURNAMES = [
    "青木",
    "石井",
    "上田",
    "江口",
    "小川",
    "加納",
    "菊池",
    "黒田",
    "佐伯",
    "島田",
    "須藤",
    "高木",
    "千葉",
]
_GIVEN = [
    "明",
    "葵",
    "薫",
    "恵",
    "誠",
    "望",
    "優",
    "翼",
    "歩",
    "渚",
    "遥",
    "翔",
    "楓",
    "純",
    "光",
    "忍",
    "馨",
]
_SECTIONS = (
    "総務課",
    "地域安全課",
    "市民課",
    "税務課",
    "環境政策課",
    "ごみ対策課",
    "道路管理課",
    "公園緑地課",
    "子育て支援課",
    "学務課",
    "生涯学習課",
    "図書館",
    "水道課",
)
_SCHOOLS = ("第一", "第二", "第三", "第四", "東", "前原", "本町", "緑", "南")
_GROUPS = (
    ("本町一丁目みまもり隊", 14, 4),
    ("貫井北町夜まわりの会", 22, 2),
    ("東町わんわんパトロール", 31, 6),
    ("緑町あいさつの会", 11, 3),
)
_MEMBERS, _CARS = 221, 13
MONTHS_OF_WALKS = 13
"""A little more than the year that conditions look back on."""


@transaction.atomic
def fill(at: datetime) -> None:
    """Give the city its patrol, two months of watches behind and one ahead."""
    if Member.objects.exists():
        return
    actor = str(Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0].pk)
    today = at.astimezone(JST).date()
    _schools(actor, at)
    _people(today, at)
    _cars(today)
    _past(today, actor, at)
    _walks(today, actor, at)
    rosters.ask(months_after(today.replace(day=1), 1), actor=actor, at=at)


def _schools(actor: str, at: datetime) -> None:
    codes = list(District.objects.values_list("code", flat=True)) or ["honcho"]
    ends = {"mon": "14:25", "tue": "14:25", "wed": "13:30", "thu": "14:25"}
    for number, name in enumerate(_SCHOOLS):
        school = School(
            code=f"school-{number + 1}",
            name=f"{name}小学校",
            district=codes[number % len(codes)],
            ends=ends | {"fri": "14:15"},
        )
        keep_school(school, actor=actor, reason=WHY, at=at)


def _people(today: date, at: datetime) -> None:
    """Write 221 members in a few statements; one of them has an account."""
    joined = [today - timedelta(days=40 + 23 * n % 2200) for n in range(_MEMBERS)]
    members = [_member(number, on) for number, on in enumerate(joined)]
    members[0].staff = Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0]
    Member.objects.bulk_create(members)
    PolicePaper.objects.bulk_create(_certificates(members, today))
    must_be_told(Change.What.JOINED, on=joined[0], member=members[0], at=at)


def _member(number: int, joined_on: date) -> Member:
    free = [["mon.morning", "tue.morning"], ["tue.afternoon", "thu.afternoon"], []]
    return Member(
        name=f"{_SURNAMES[number % 13]} {_GIVEN[number // 13]}",
        section=_SECTIONS[number % 13],
        # Some cannot be reached by mail: somebody has to ring them up.
        mail=f"patrol{number:03}@hibari.example" if number % 12 else "",
        phone=f"内線 {2000 + number}",
        course_on=joined_on - timedelta(days=10),
        joined_on=joined_on,
        free=free[number % 3],
        most_a_month=1 + number % 2,
    )


def _certificates(members: Sequence[Member], today: date) -> Iterator[PolicePaper]:
    for number, member in enumerate(members):
        # The certificates of a few run out soon; one has run out.
        left = 20 + 11 * number % 1000 if number else -3
        until = today + timedelta(days=left)
        yield PolicePaper(
            kind=PolicePaper.Kind.CERTIFICATE,
            member=member,
            number=f"実-{number + 1:04}",
            area="ひばり市全域",
            issued_on=max(member.joined_on, months_after(until, -36)),
            holds_until=until,
        )


def _cars(today: date) -> None:
    for number in range(1, _CARS + 1):
        car = Car.objects.create(
            name=f"青パト{number}号",
            number_plate=f"多摩 480 あ {1000 + 37 * number}",
            section=_SECTIONS[number % 13],
            in_use_since=today - timedelta(days=900 + 30 * number),
        )
        for kind in PolicePaper.OF_CARS:
            PolicePaper.objects.create(
                kind=kind,
                car=car,
                number=f"{'証' if kind == 'car_proof' else '標'}-{number:03}",
                area="ひばり市全域",
                issued_on=today - timedelta(days=600),
                holds_until=today + timedelta(days=130 + 20 * number),
            )


def _past(today: date, actor: str, at: datetime) -> None:
    """Walk the watches behind; a few were rained off.

    Of the month before last its first day alone: in autumn, that of the term.
    """
    this = today.replace(day=1)
    before = months_after(this, -2)
    _walk_all(lay_out(before, before, actor=actor, at=at), today, actor)
    for first_on in (months_after(this, -1), this):
        last_on = last_of_month(first_on)
        _walk_all(lay_out(first_on, last_on, actor=actor, at=at), today, actor)
        Roster.objects.create(
            first_on=first_on,
            last_on=last_on,
            state=Roster.State.PUBLISHED,
            asked_by=actor,
            asked_at=at,
            published_at=at,
        )


def _walk_all(shifts: Sequence[Shift], today: date, actor: str) -> None:
    if not shifts:
        return
    _staffed(shifts)
    for number, shift in enumerate(s for s in shifts if s.on < today):
        _walked(number, shift, actor)


def _staffed(shifts: Sequence[Shift]) -> None:
    """Give every watch its walkers in turn, but for a few that lack one."""
    members = list(Member.objects.filter(papers__holds_until__gte=shifts[-1].on))
    turns, place = [], 0
    for number, shift in enumerate(shifts):
        for _ in range(shift.walkers - (number % 20 == 7)):
            turns.append(Turn(shift=shift, member=members[place % len(members)]))
            place += 1
    Turn.objects.bulk_create(turns)


def _walked(number: int, shift: Shift, actor: str) -> None:
    ended_at = datetime.combine(shift.on, shift.ends, tzinfo=JST)
    if shift.on.day in (9, 17):
        Shift.objects.filter(pk=shift.pk).update(
            cancelled_at=datetime.combine(shift.on, time(6, 30), tzinfo=JST),
            cancelled_because=Shift.Why.RAIN,
        )
        return
    if number % 40 == 39:
        return
    came = datetime.combine(shift.on, shift.begins, tzinfo=JST)
    shift.turns.update(here_at=came, done_at=ended_at)
    seen = list(Report.Seen)[number % 7 % 6]
    told = Told(
        people=shift.walkers,
        cars=shift.cars,
        minutes=60,
        weather=list(Report.Weather)[number % 2],
        seen=seen,
        note="電柱の灯りが一つ消えていた" if seen == Report.Seen.LAMP else "",
    )
    report(shift, told, actor=actor, at=ended_at)


def _walks(today: date, actor: str, at: datetime) -> None:
    codes = list(District.objects.values_list("code", flat=True)) or ["honcho"]
    for place, (name, members, walks) in enumerate(_GROUPS):
        group = Group(
            name=name,
            districts=[codes[place % len(codes)]],
            member_count=members,
            counted_on=today - timedelta(days=100),
            walks_a_month=walks,
        )
        keep_group(group, actor=actor, reason=WHY, at=at)
        for number in range(walks * MONTHS_OF_WALKS):
            on = today - timedelta(days=3 + 30 * number // walks)
            told = Told(
                people=3 + (number + place) % 4,
                minutes=45,
                weather=Report.Weather.FINE,
                seen=Report.Seen.GREETED,
            )
            report_walk(group, told, on=on, actor=actor, at=at)
