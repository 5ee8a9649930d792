"""Taking over a list of addresses that a city had before, after a dry run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction
from python_calamine import CalamineError, CalamineWorkbook

from machimori.errors import InvalidInput, Problem
from machimori.language import Text
from machimori_office.audit.services import record
from machimori_office.outbox import addresses
from machimori_office.outbox.models import Address
from machimori_office.subscriptions import movements
from machimori_office.subscriptions.models import Movement, Subscriber

AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Found:
    """What stands in a list.

    Parameters
    ----------
    new : sequence of Address
        Not registered yet, each once.
    known, repeated : int
        Registered already; standing in the list before.
    problems : sequence of Problem
        Rows that are no address.
    """

    new: Sequence[addresses.Address]
    known: int
    repeated: int
    problems: Sequence[Problem]


def read_list(file: Path) -> Found:
    """Read the first column that holds addresses, of the first sheet of an Excel file.

    Raises
    ------
    InvalidInput
        It is no Excel file, or holds no address at all.
    """
    try:
        rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError) as error:
        raise InvalidInput([_problem(file, _AN_EXCEL_FILE)]) from error
    column = _column_of_addresses(rows)
    if column is None:
        raise InvalidInput([_problem(file, _ADDRESSES)])
    return _sorted_out(file, rows, column)


@transaction.atomic
def take_over(found: Found, *, actor: str, reason: str, at: datetime) -> int:
    """Register all that is new; return how many.

    They agreed with the city before: nobody is asked again, and each mail says how to
    leave.
    """
    for start in range(0, len(found.new), AT_ONCE):
        _register(found.new[start : start + AT_ONCE], at)
    way, n = Subscriber.Way.IMPORTED, len(found.new)
    if n:
        movements.count(Movement.What.JOINED, way=way, at=at, more=n)
    record(
        actor=actor,
        action="subscriptions.imported",
        object_kind="subscriptions.list",
        object_id="excel",
        reason=reason,
        at=at,
        details={"new": str(n), "known": str(found.known)},
    )
    return n


def _register(batch: Sequence[addresses.Address], at: datetime) -> None:
    Address.objects.bulk_create(
        (
            Address(address=str(a), key=a.key, domain=a.domain, created_at=at)
            for a in batch
        ),
        ignore_conflicts=True,
    )
    rows = Address.objects.filter(key__in=[a.key for a in batch])
    Subscriber.objects.bulk_create(
        Subscriber(address=row, way=Subscriber.Way.IMPORTED, confirmed_at=at)
        for row in rows
    )


def _column_of_addresses(rows: Sequence[Sequence[object]]) -> int | None:
    counts: dict[int, int] = {}
    for row in rows:
        for column, value in enumerate(row):
            counts[column] = counts.get(column, 0) + ("@" in str(value))
    best = max(counts, key=lambda c: (counts[c], -c), default=None)
    return best if best is not None and counts[best] else None


def _sorted_out(file: Path, rows: Sequence[Sequence[object]], column: int) -> Found:
    read: dict[str, addresses.Address] = {}
    problems: list[Problem] = []
    repeated = 0
    for number, row in enumerate(rows, start=1):
        typed = str(row[column]).strip() if column < len(row) else ""
        # The first row is a heading where it is no address.
        if not typed or (number == 1 and "@" not in typed):
            continue
        try:
            address = addresses.read_address(typed)
        except InvalidInput as error:
            where = _ROW.format(row=number)
            problems += [
                replace(p, file=str(file), where=where) for p in error.problems
            ]
            continue
        repeated += address.key in read
        read.setdefault(address.key, address)
    known = _registered(list(read))
    return Found(
        new=[a for key, a in read.items() if key not in known],
        known=len(known),
        repeated=repeated,
        problems=problems,
    )


def _registered(keys: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        there = Subscriber.objects.filter(address__key__in=some)
        known |= set(there.values_list("address__key", flat=True))
    return known


def _problem(file: Path, expected: Text) -> Problem:
    return Problem(
        file=str(file), where=_SHEET, found="", expected=expected, remedy=_REMEDY
    )


_ROW = Text(ja="{row}行目", en="row {row}")
_SHEET = Text(ja="1枚目のシート", en="the first sheet")
_AN_EXCEL_FILE = Text(ja="Excelのファイル（.xlsx・.xls）", en="an Excel file")
_ADDRESSES = Text(
    ja="1枚目のシートに、メールアドレスの列", en="a column of addresses in sheet one"
)
_REMEDY = Text(
    ja="名簿をExcelで開き、アドレスの列があるか確かめてください。",
    en="Open the list and see whether it has a column of addresses.",
)
