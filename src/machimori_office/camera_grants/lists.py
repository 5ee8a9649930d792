"""The register of cameras that a city has today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from machimori.language import Text
from machimori_office.camera_grants.models import Camera
from machimori_office.camera_grants.services import change_all, register_all
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.errors import CellWrong
from machimori_office.web.lists import (
    How,
    ListColumn,
    ListImport,
    Row,
    Taken,
    day,
    degrees,
    one_of,
    whole_number,
    words,
    yes_or_no,
)

_OWNERS = {
    "通学路": Camera.Owner.SCHOOL_ROUTE.value,
    "公共施設": Camera.Owner.PUBLIC.value,
    "団体": Camera.Owner.GROUP.value,
    "町会": Camera.Owner.GROUP.value,
    "商店会": Camera.Owner.GROUP.value,
}
_COLUMNS = (
    ListColumn(
        name="code",
        heads=("番号", "管理番号", "カメラ番号", "No.", "No"),
        reads=words(24),
        example="SC-001",
        is_needed=True,
    ),
    ListColumn(
        name="owner",
        heads=("区分", "種別", "設置区分"),
        reads=one_of(_OWNERS),
        example="通学路",
        is_needed=True,
    ),
    ListColumn(
        name="place",
        heads=("設置場所", "場所", "設置箇所", "所在地"),
        reads=words(120),
        example="本町2丁目交差点",
        is_needed=True,
    ),
    ListColumn(
        name="installed_on",
        heads=("設置日", "設置年月日", "設置年月"),
        reads=day,
        example="平成29年3月1日",
        is_needed=True,
    ),
    ListColumn(
        name="group",
        heads=("設置者", "団体名", "設置団体"),
        reads=words(120),
        example="東町協和会",
    ),
    ListColumn(
        name="manager",
        heads=("管理者", "管理責任者", "管理"),
        reads=words(80),
        example="地域安全課",
    ),
    ListColumn(
        name="covers",
        heads=("撮影範囲", "撮影方向"),
        reads=words(200),
        example="校門から北側の道路",
    ),
    ListColumn(
        name="has_sign",
        heads=("表示", "表示板", "設置表示"),
        reads=yes_or_no,
        example="有",
    ),
    ListColumn(
        name="has_rules",
        heads=("運用基準", "運用規程", "要領"),
        reads=yes_or_no,
        example="有",
    ),
    ListColumn(
        name="retention_days",
        heads=("保存期間", "保存日数", "録画保存日数"),
        reads=whole_number(3660),
        example="7",
    ),
    ListColumn(name="longitude", heads=("経度",), reads=degrees(180), example="139.5"),
    ListColumn(name="latitude", heads=("緯度",), reads=degrees(90), example="35.7"),
    ListColumn(
        name="removed_on", heads=("撤去日", "撤去年月日"), reads=day, example=""
    ),
)
_FIELDS = [column.name for column in _COLUMNS]


def _known(rows: Sequence[Row]) -> Mapping[tuple[Any, ...], Row]:
    """Return the register: one query."""
    held = Camera.objects.values("pk", "version", *_FIELDS)
    return {(camera["code"],): camera for camera in held}


def _refuses(row: Row, known: Row | None, on: date) -> CellWrong | None:
    if row["owner"] == Camera.Owner.GROUP and not row["group"]:
        return CellWrong(_A_GROUP, _NAME_IT)
    removed = row["removed_on"]
    if removed is not None and removed < row["installed_on"]:
        return CellWrong(_IN_ORDER, _DAYS)
    return None


def _put(rows: Sequence[Taken], how: How) -> None:
    new = [taken for taken in rows if taken.known is None]
    register_all([Camera(**_filled(taken.says)) for taken in new], **vars(how))
    change_all(
        [
            (Camera(pk=known["pk"], version=known["version"]), _filled(taken.says))
            for taken in rows
            if (known := taken.known) is not None
        ],
        **vars(how),
    )


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _is_for(staff: Staff) -> bool:
    return may(staff, Act.HANDLE_SUPPORT)


LISTS = (
    ListImport(
        name="cameras",
        title=_("Register of cameras"),
        explains=_("A camera a row: the city's own, and those of groups."),
        is_for=_is_for,
        columns=lambda: _COLUMNS,
        key=("code",),
        known=_known,
        put=_put,
        refuses=_refuses,
        home="camera_grants:cameras",
    ),
)

_A_GROUP = Text(ja="団体のカメラには設置者", en="the group, for a group's camera")
_NAME_IT = Text(ja="設置者の欄を書いてください。", en="Name who put it up.")
_IN_ORDER = Text(ja="設置日以後の撤去日", en="taken down after it was put up")
_DAYS = Text(ja="設置日と撤去日を確かめてください。", en="Look at both days.")
