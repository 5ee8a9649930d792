"""The lists of members, cars and residents' groups that a city has today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from machimori.language import Text
from machimori_office.patrols.models import Car, Group, Member, PolicePaper
from machimori_office.patrols.services import groups, members, papers
from machimori_office.patrols.services.noting import patrol_rule
from machimori_office.patrols.terms import Police
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.places.models import District
from machimori_office.web.errors import CellWrong
from machimori_office.web.lists import (
    How,
    ListColumn,
    ListImport,
    Reads,
    Row,
    Taken,
    day,
    one_of,
    whole_number,
    words,
)

Known = Mapping[tuple[Any, ...], Row]
_OF_MEMBERS = ("name", "section", "mail", "phone", "course_on", "joined_on")
_OF_CARS = ("name", "section", "in_use_since")
_OF_GROUPS = ("member_count", "counted_on", "walks_a_month", "note")

_MEMBERS = (
    ListColumn(
        name="number",
        heads=("実施者証番号", "実施者証の番号", "証番号"),
        reads=words(40),
        example="実-0012",
        is_needed=True,
    ),
    ListColumn(
        name="name",
        heads=("氏名", "隊員名", "名前"),
        reads=words(40),
        example="青木 明",
        is_needed=True,
    ),
    ListColumn(
        name="section",
        heads=("所属", "課名", "部署"),
        reads=words(60),
        example="総務課",
        is_needed=True,
    ),
    ListColumn(
        name="course_on",
        heads=("講習日", "講習受講日", "受講日"),
        reads=day,
        example="令和7年5月12日",
    ),
    ListColumn(
        name="issued_on",
        heads=("交付日", "実施者証交付日", "交付年月日"),
        reads=day,
        example="令和7年5月20日",
        is_needed=True,
    ),
    ListColumn(
        name="holds_until",
        heads=("有効期限", "期限", "実施者証有効期限"),
        reads=day,
        example="令和10年5月19日",
    ),
    ListColumn(
        name="area",
        heads=("区域", "活動区域", "実施区域"),
        reads=words(80),
        example="市内全域",
    ),
    ListColumn(name="joined_on", heads=("加入日", "入隊日"), reads=day, example=""),
    ListColumn(
        name="mail",
        heads=("メール", "メールアドレス", "E-mail"),
        reads=words(254),
        example="aoki@city.example",
    ),
    ListColumn(
        name="phone",
        heads=("内線", "電話", "電話番号"),
        reads=words(30),
        example="2101",
    ),
)
_CARS = (
    ListColumn(
        name="number_plate",
        heads=("登録番号", "車両番号", "ナンバー"),
        reads=words(30),
        example="多摩 480 あ 1037",
        is_needed=True,
    ),
    ListColumn(
        name="name",
        heads=("車両名", "名称", "車名"),
        reads=words(40),
        example="青パト1号",
        is_needed=True,
    ),
    ListColumn(
        name="section",
        heads=("所属", "管理課", "課名"),
        reads=words(60),
        example="総務課",
    ),
    ListColumn(
        name="in_use_since",
        heads=("使用開始日", "登録日"),
        reads=day,
        example="令和4年4月1日",
        is_needed=True,
    ),
)


def _districts() -> Reads:
    """Read a district's name or code."""
    named: dict[str, str] = {}
    for district in District.objects.filter(is_current=True):
        named |= {district.name_ja: district.code, district.code: district.code}
    return one_of(named)


def _group_columns() -> Sequence[ListColumn]:
    return (
        ListColumn(
            name="name",
            heads=("団体名", "名称", "団体の名称"),
            reads=words(80),
            example="東町みまもり隊",
            is_needed=True,
        ),
        ListColumn(
            name="district",
            heads=("地区", "活動地区", "町名"),
            reads=_districts(),
            example="東町",
            is_needed=True,
        ),
        ListColumn(
            name="member_count",
            heads=("人数", "構成員数", "構成人数"),
            reads=whole_number(9999),
            example="14",
            is_needed=True,
        ),
        ListColumn(
            name="counted_on",
            heads=("調査日", "基準日"),
            reads=day,
            example="令和8年4月1日",
            is_needed=True,
        ),
        ListColumn(
            name="walks_a_month",
            heads=("月の回数", "活動回数"),
            reads=whole_number(99),
            example="2",
        ),
        ListColumn(name="note", heads=("備考",), reads=words(200), example=""),
    )


def _known_members(rows: Sequence[Row]) -> Known:
    """Return every certificate with its member: one query."""
    held = PolicePaper.objects.filter(kind=PolicePaper.Kind.CERTIFICATE)
    return {
        (paper.number,): {
            "pk": paper.member_id,
            "left_on": paper.member.left_on if paper.member else None,
            **{name: getattr(paper.member, name) or None for name in _OF_MEMBERS},
            "issued_on": paper.issued_on,
            "holds_until": paper.holds_until,
            "area": paper.area,
        }
        for paper in held.select_related("member")
    }


def _known_cars(rows: Sequence[Row]) -> Known:
    """Return every car: one query."""
    held = Car.objects.values("pk", "number_plate", "retired_on", *_OF_CARS)
    return {(car["number_plate"],): car for car in held}


def _known_groups(rows: Sequence[Row]) -> Known:
    """Return every group: one query."""
    held = Group.objects.values("pk", "name", "districts", *_OF_GROUPS)
    return {
        (group["name"],): {**group, "district": next(iter(group["districts"]), None)}
        for group in held
    }


def _refuses_member(row: Row, known: Row | None, on: date) -> CellWrong | None:
    if known and known["left_on"]:
        return CellWrong(_A_MEMBER, _TAKE_OUT)
    until = row["holds_until"]
    if until is not None and until < row["issued_on"]:
        return CellWrong(_IN_ORDER, _DAYS)
    return None


def _refuses_car(row: Row, known: Row | None, on: date) -> CellWrong | None:
    return CellWrong(_A_CAR, _TAKE_OUT) if known and known["retired_on"] else None


def _refuses_group(row: Row, known: Row | None, on: date) -> CellWrong | None:
    return None


def _put_members(rows: Sequence[Taken], how: How) -> None:
    """Take members over with their certificates; the police know them already."""
    new = [taken.says for taken in rows if taken.known is None]
    made = [_member(row) for row in new]
    members.take_over(made, **vars(how))
    police = patrol_rule(how.at).police
    theirs = [_paper(row, whom, police) for row, whom in zip(new, made, strict=True)]
    papers.take_over(theirs, **vars(how))
    members.change_all(
        [
            (Member(pk=known["pk"], **given), list(given))
            for taken in rows
            if (known := taken.known) is not None
            for given in [_given(taken.says, _OF_MEMBERS)]
        ],
        **vars(how),
    )


def _given(row: Row, names: Sequence[str]) -> dict[str, Any]:
    """Return what a row says; an empty cell leaves things as they are."""
    return {name: row[name] for name in names if row[name] is not None}


def _member(row: Row) -> Member:
    return Member(**{"joined_on": row["issued_on"]} | _given(row, _OF_MEMBERS))


def _paper(row: Row, whom: Member, police: Police) -> PolicePaper:
    kind = PolicePaper.Kind.CERTIFICATE
    usual = papers.usual_end(kind, row["issued_on"], police)
    return PolicePaper(
        kind=kind,
        member=whom,
        number=row["number"],
        area=row["area"] or "",
        issued_on=row["issued_on"],
        holds_until=row["holds_until"] or usual,
    )


def _put_cars(rows: Sequence[Taken], how: How) -> None:
    new = [taken.says for taken in rows if taken.known is None]
    made = [Car(number_plate=r["number_plate"], **_given(r, _OF_CARS)) for r in new]
    papers.take_over_cars(made, **vars(how))
    for taken in rows:
        if taken.known is None:
            continue
        car = Car.objects.get(pk=taken.known["pk"])
        for name, value in _given(taken.says, _OF_CARS).items():
            setattr(car, name, value)
        with taken.named():
            papers.change_car(car, on=how.at.date(), **vars(how))


def _put_groups(rows: Sequence[Taken], how: How) -> None:
    named = Group.objects.in_bulk([t.says["name"] for t in rows], field_name="name")
    made = [_group(taken.says, named) for taken in rows]
    groups.take_over(made, **vars(how))


def _group(row: Row, known: Mapping[str, Group]) -> Group:
    group = known.get(row["name"]) or Group(name=row["name"])
    for name, value in _given(row, _OF_GROUPS).items():
        setattr(group, name, value)
    if row["district"] not in group.districts:
        group.districts = [row["district"]]
    return group


def _is_for(staff: Staff) -> bool:
    return may(staff, Act.HANDLE_WATCH)


_A_MEMBER = Text(ja="退任していない隊員の実施者証", en="the certificate of a member")
_A_CAR = Text(ja="廃止していない車両", en="a car in use")
_TAKE_OUT = Text(ja="この行を除いてください。", en="Take this row out.")
_IN_ORDER = Text(ja="交付日より後の有効期限", en="an end after the day of issue")
_DAYS = Text(ja="どちらかの日付を直してください。", en="Correct one of the days.")

LISTS = (
    ListImport(
        name="patrol-members",
        title=_("Members of the patrol with their certificates"),
        explains=_("A member a row, by the number of the certificate of the police."),
        is_for=_is_for,
        columns=lambda: _MEMBERS,
        key=("number",),
        known=_known_members,
        put=_put_members,
        refuses=_refuses_member,
        home="patrols:members",
    ),
    ListImport(
        name="patrol-cars",
        title=_("Cars with blue lights"),
        explains=_("A car a row, by its number plate."),
        is_for=_is_for,
        columns=lambda: _CARS,
        key=("number_plate",),
        known=_known_cars,
        put=_put_cars,
        refuses=_refuses_car,
        home="patrols:cars",
    ),
    ListImport(
        name="patrol-groups",
        title=_("Residents' groups that patrol"),
        explains=_("A group a row. Its members are counted, never listed."),
        is_for=_is_for,
        columns=_group_columns,
        key=("name",),
        known=_known_groups,
        put=_put_groups,
        refuses=_refuses_group,
        home="patrols:groups",
    ),
)
