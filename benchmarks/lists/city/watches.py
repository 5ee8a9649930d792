"""The city's patrol and the residents': members, papers, watches, reports."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from benchmarks.lists.city.people import BEGAN, ENDS, at, name, on, town
from benchmarks.lists.city.places import write_records
from benchmarks.lists.writing import Ledger


def fill(ledger: Ledger) -> None:
    """Write who walked when, and what they saw."""
    schools = ledger.write(
        "patrols.School",
        code=lambda n: f"school-{n}",
        name=lambda n: f"第{n}小学校",
        district="honcho",
    )
    members = _members(ledger)
    _cars(ledger)
    groups = ledger.write(
        "patrols.Group",
        name=lambda n: f"{town(n)}みまもり隊{n}",
        districts=["honcho"],
        member_count=lambda n: n % 30 + 5,
        counted_on=lambda n: on(n, ledger.count("patrols.Group")),
    )
    held, days = _shifts(ledger, schools, members)
    _reports(ledger, held, days, groups)


def _members(ledger: Ledger) -> list[Any]:
    count, changes = ledger.count("patrols.Member"), ledger.count("patrols.Change")
    has_left = [n < count * 0.6 for n in range(count)]
    members = ledger.write(
        "patrols.Member",
        name=name,
        section=lambda n: f"{'総務税務福祉建設教育'[n % 5 * 2 : n % 5 * 2 + 2]}課",
        joined_on=lambda n: on(n, count),
        left_on=lambda n: on(n, count) + timedelta(days=700) if has_left[n] else None,
    )
    ledger.write(
        "patrols.PolicePaper",
        kind="certificate",
        member_id=members.__getitem__,
        number=lambda n: f"第{n}号",
        area="市内",
        issued_on=lambda n: on(n, count),
        holds_until=lambda n: ENDS + timedelta(days=n % 1000 - 100),
        ended_on=lambda n: on(n, count) if has_left[n] else None,
        end=lambda n: "returned" if has_left[n] else "",
    )
    ledger.write(
        "patrols.Change",
        what=lambda n: ("joined", "left")[n % 2],
        member_id=lambda n: members[n // 2 % count],
        happened_on=lambda n: on(n, changes),
        due_on=lambda n: on(n, changes) + timedelta(days=14),
        told_on=lambda n: on(n, changes) if n < changes * 0.99 else None,
    )
    return members


def _cars(ledger: Ledger) -> None:
    ledger.write(
        "patrols.Car",
        name=lambda n: f"青パト{n}号",
        number_plate=lambda n: f"多摩 480 あ {1000 + n}",
        in_use_since=BEGAN,
        retired_on=lambda n: None if n % 2 else ENDS,
    )


def _shifts(
    ledger: Ledger, schools: list[Any], members: list[Any]
) -> tuple[list[Any], list[Any]]:
    """One watch in 37 was cancelled."""
    count = ledger.count("patrols.Shift")
    days = [on(n // len(schools), -(-count // len(schools))) for n in range(count)]
    held = ledger.write(
        "patrols.Shift",
        kind="morning",
        on=days.__getitem__,
        begins=time(7, 30),
        ends=time(8, 30),
        school_id=lambda n: schools[n % len(schools)],
        walkers=2,
        cancelled_at=lambda n: None if n % 37 else at(n, count),
        cancelled_because=lambda n: "" if n % 37 else "rain",
    )
    ledger.write(
        "patrols.Turn",
        shift_id=lambda n: held[n // 2 % count],
        member_id=lambda n: members[n % len(members)],
    )
    return held, days


def _reports(
    ledger: Ledger, held: list[Any], days: list[Any], groups: list[Any]
) -> None:
    """Two in three are of watches of the city, the third is of a residents' group."""
    count = ledger.count("patrols.Report")
    records = write_records(ledger, count, "patrol", "patrols")
    shift = [n // 3 * 2 + n % 3 for n in range(count)]
    of_shift = [n % 3 < 2 and shift[n] < len(held) for n in range(count)]
    ledger.write(
        "patrols.Report",
        shift_id=lambda n: held[shift[n]] if of_shift[n] else None,
        group_id=lambda n: None if of_shift[n] else groups[n % len(groups)],
        on=lambda n: days[shift[n]] if of_shift[n] else on(n, count),
        people=lambda n: n % 5 + 1,
        minutes=60,
        weather="fine",
        seen=lambda n: "nothing" if n % 20 else "lamp",
        note=lambda n: "" if n % 20 else f"{town(n)}の街灯が消えている",
        record_id=records.__getitem__,
        written_at=lambda n: at(n, count),
    )
