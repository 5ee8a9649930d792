"""The list of equipment that groups were given: one row a group, item and day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori.language import Text
from machimori_office.applications.services import Who
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.supplies.models import Supplied
from machimori_office.supplies.services import PastSupply, take_over, terms
from machimori_office.web.errors import CellWrong
from machimori_office.web.lists import (
    How,
    ListColumn,
    ListImport,
    Row,
    Taken,
    day,
    one_of,
    whole_number,
    words,
)

_GROUP = ListColumn(
    name="group",
    heads=("団体名", "支給先", "団体", "町会名"),
    reads=words(80),
    example="東町見守り隊",
    is_needed=True,
)
_REST = (
    ListColumn(
        name="count",
        heads=("数量", "支給数", "個数"),
        reads=whole_number(10_000),
        example="10",
        is_needed=True,
    ),
    ListColumn(
        name="on",
        heads=("支給日", "支給年月日", "引渡日"),
        reads=day,
        example="令和元年6月3日",
        is_needed=True,
    ),
    ListColumn(
        name="spokesperson",
        heads=("代表者", "代表者名", "会長"),
        reads=words(80),
        example="山田 太郎",
    ),
    ListColumn(
        name="address",
        heads=("住所", "所在地", "代表者住所"),
        reads=words(200),
        example="東町1-2",
    ),
    ListColumn(
        name="phone",
        heads=("電話番号", "電話", "連絡先"),
        reads=words(20),
        example="042-000-0000",
    ),
)


def _columns() -> tuple[ListColumn, ...]:
    """The items are those of the city's rule."""
    kinds = {kind.name.ja: kind.id for kind in terms(timezone.now()).kinds}
    kind = ListColumn(
        name="kind",
        heads=("品目", "品名", "資機材"),
        reads=one_of(kinds),
        example=next(iter(kinds), ""),
        is_needed=True,
    )
    return (_GROUP, kind, *_REST)


def _known(rows: Sequence[Row]) -> Mapping[tuple[Any, ...], Row]:
    """Return what groups were given on the days of the list: one query."""
    days = {row["on"] for row in rows}
    given = Supplied.objects.filter(
        handed_over_on__range=(min(days), max(days)),
        application__applicant__isnull=False,
    )
    return {
        (each.application.applicant.name, each.kind, each.handed_over_on): {
            "count": each.count
        }
        for each in given.select_related("application__applicant")
    }


def _refuses(row: Row, known: Row | None, on: date) -> CellWrong | None:
    if row["on"] > on:
        return CellWrong(_PAST, _DAY)
    if not row["count"]:
        return CellWrong(_SOMETHING, _COUNT)
    if known is not None and known["count"] != row["count"]:
        return CellWrong(_AS_GIVEN.format(n=str(known["count"])), _LOOK)
    return None


def _put(rows: Sequence[Taken], how: How) -> None:
    take_over([_given(taken.says) for taken in rows], **vars(how))


def _given(row: Row) -> PastSupply:
    who = Who(
        name=row["group"],
        address=row["address"] or "",
        spokesperson=row["spokesperson"] or "",
        phone=row["phone"] or "",
    )
    return PastSupply(kind=row["kind"], count=row["count"], who=who, on=row["on"])


def _is_for(staff: Staff) -> bool:
    return may(staff, Act.HANDLE_SUPPORT)


LISTS = (
    ListImport(
        name="supplies",
        title=_("Equipment that groups were given"),
        explains=_(
            "An item a row. What is in stock today stays as it is: these were handed "
            "over before."
        ),
        is_for=_is_for,
        columns=_columns,
        key=("group", "kind", "on"),
        known=_known,
        put=_put,
        refuses=_refuses,
        home="supplies:given",
    ),
)

_PAST = Text(ja="今日までの支給日", en="a day that is not ahead")
_DAY = Text(ja="支給日を直してください。", en="Correct the day.")
_SOMETHING = Text(ja="1以上の数量", en="one or more")
_COUNT = Text(
    ja="数量を直すか、行を消してください。", en="Correct it or remove the row."
)
_AS_GIVEN = Text(ja="記録と同じ数量（{n}）", en="the count on record ({n})")
_LOOK = Text(
    ja="支給の一覧で確かめ、正しい方に合わせてください。",
    en="Look at what the list of equipment given says, and which of them is right.",
)
