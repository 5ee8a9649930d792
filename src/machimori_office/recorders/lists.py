"""The list of recorders that a city has today: which is with whom, since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from machimori.language import Text
from machimori_office.applications.services import Who
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.recorders.models import Device, Loan
from machimori_office.recorders.services import PastLoan, register, take_over
from machimori_office.web.errors import CellWrong, DeviceTaken
from machimori_office.web.lists import (
    How,
    ListColumn,
    ListImport,
    Row,
    Taken,
    day,
    words,
)

_COLUMNS = (
    ListColumn(
        name="serial",
        heads=("製造番号", "機器番号", "録音機番号", "シリアル番号", "管理番号"),
        reads=words(40),
        example="TR-0012",
        is_needed=True,
    ),
    ListColumn(name="model", heads=("型式", "機種"), reads=words(60), example="TR-1"),
    ListColumn(
        name="name",
        heads=("氏名", "借受人", "使用者", "世帯主", "貸与者", "貸出先"),
        reads=words(80),
        example="青木 ハナ",
    ),
    ListColumn(
        name="kana",
        heads=("フリガナ", "ふりがな", "カナ", "氏名カナ"),
        reads=words(80),
        example="アオキ ハナ",
    ),
    ListColumn(
        name="address", heads=("住所", "所在地"), reads=words(200), example="本町2-3"
    ),
    ListColumn(
        name="phone",
        heads=("電話番号", "電話", "連絡先", "TEL"),
        reads=words(20),
        example="042-000-0000",
    ),
    ListColumn(
        name="lent_on",
        heads=("貸与日", "貸出日", "貸与年月日", "交付日"),
        reads=day,
        example="令和6年5月1日",
    ),
    ListColumn(
        name="due_on",
        heads=("返却期限", "返却予定日", "貸与期限"),
        reads=day,
        example="",
    ),
)


def _known(rows: Sequence[Row]) -> Mapping[tuple[Any, ...], Row]:
    """Return every recorder with who has it: two queries."""
    open_ = Loan.objects.filter(ended_on__isnull=True)
    with_whom = {
        loan.device_id: loan for loan in open_.select_related("application__applicant")
    }
    return {
        (device.serial,): _told(device, with_whom.get(device.pk))
        for device in Device.objects.all()
    }


def _told(device: Device, loan: Loan | None) -> Row:
    who = getattr(loan.application, "applicant", None) if loan else None
    return {
        "state": device.state,
        "pk": device.pk,
        "name": who.name if who else None,
        "lent_on": loan.lent_on if loan else None,
    }


def _refuses(row: Row, known: Row | None, on: date) -> CellWrong | None:
    if row["name"] is None:
        return CellWrong(_WHO, _FILL) if row["lent_on"] else None
    if row["lent_on"] is None or row["address"] is None:
        return CellWrong(_WHERE_AND_WHEN, _FILL)
    if row["lent_on"] > on:
        return CellWrong(_PAST, _DAY)
    if known is None or known["state"] == Device.State.IN_STOCK:
        return None
    return None if _is_the_same(row, known) else CellWrong(_IN_STOCK, _LOOK)


def _is_the_same(row: Row, known: Row) -> bool:
    is_theirs = known["name"] == row["name"]
    return is_theirs and bool(known["lent_on"] == row["lent_on"])


def _put(rows: Sequence[Taken], how: How) -> None:
    devices = _devices(rows, how)
    lent = {t.says["serial"]: t for t in rows if t.says["name"] is not None}
    loans = [_loan(devices[serial], taken.says) for serial, taken in lent.items()]
    try:
        take_over(loans, **vars(how))
    except DeviceTaken as refusal:
        with lent[refusal.values["serial"]].named():
            raise


def _devices(rows: Sequence[Taken], how: How) -> dict[str, Device]:
    """Return the recorder of each row by its serial number; new ones are put in."""
    new = [
        Device(serial=taken.says["serial"], model=taken.says["model"] or "")
        for taken in rows
        if taken.known is None
    ]
    register(new, actor=how.actor, at=how.at)
    serials = [taken.says["serial"] for taken in rows]
    found = Device.objects.filter(serial__in=serials)
    return {device.serial: device for device in found}


def _loan(device: Device, row: Row) -> PastLoan:
    who = Who(
        name=row["name"],
        kana=row["kana"] or "",
        address=row["address"],
        phone=row["phone"] or "",
    )
    return PastLoan(device=device, who=who, on=row["lent_on"], due_on=row["due_on"])


def _is_for(staff: Staff) -> bool:
    return may(staff, Act.HANDLE_SUPPORT)


LISTS = (
    ListImport(
        name="recorders",
        title=_("Recorders and who has them"),
        explains=_(
            "A recorder a row. With a name it is on loan since that day, without one "
            "in stock."
        ),
        is_for=_is_for,
        columns=lambda: _COLUMNS,
        key=("serial",),
        known=_known,
        put=_put,
        refuses=_refuses,
        home="recorders:loans",
    ),
)

_WHO = Text(ja="貸与日のある行には氏名", en="a name where there is a day of lending")
_WHERE_AND_WHEN = Text(
    ja="氏名のある行には住所と貸与日", en="address and day where there is a name"
)
_FILL = Text(ja="空いている欄を書いてください。", en="Fill in what is empty.")
_PAST = Text(ja="今日までの貸与日", en="a day of lending that is not ahead")
_DAY = Text(ja="貸与日を直してください。", en="Correct the day of lending.")
_IN_STOCK = Text(
    ja="在庫の録音機、または同じ人への同じ日からの貸与",
    en="a recorder in stock, or the same loan as the office has",
)
_LOOK = Text(
    ja="いまの貸与を録音機の画面で確かめ、返却を先に記録するか、この行を直してください。",
    en="Look at the recorder's page: record its return first, or correct this row.",
)
