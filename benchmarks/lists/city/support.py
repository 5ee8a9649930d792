"""Loans of recorders, equipment for groups, grants for cameras and their register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.lists.city.people import at, name, on, town
from benchmarks.lists.sizes import FEWEST
from benchmarks.lists.writing import Ledger
from machimori_office.web.years import fiscal_year

_KINDS = ("vest", "armband", "cap", "clappers")
_MOVES = ("receive", "complete", "grant", "carry_out")
_STATES = ("received", "complete", "granted", "carried_out")


def fill(ledger: Ledger) -> None:
    """Write what residents, groups and shops applied for."""
    _recorders(ledger)
    _supplies(ledger)
    _grants(ledger)
    _cameras(ledger)
    _steps(ledger)


def _applications(ledger: Ledger, procedure: str, count: int) -> Sequence[Any]:
    """Most are over; one in two hundred is under way, the newest."""
    is_new = [n > count * 0.995 for n in range(count)]
    made = ledger.write(
        "applications.Application",
        rows=count,
        procedure=procedure,
        fiscal_year=lambda n: fiscal_year(on(n, count)),
        number=lambda n: n + 1,
        state=lambda n: "received" if is_new[n] else "carried_out",
        way=lambda n: ("paper", "web", "counter")[n % 3],
        received_at=lambda n: at(n, count),
        decided_at=lambda n: None if is_new[n] else at(n, count),
    )
    years = sorted({fiscal_year(on(n, count)) for n in range(count)})
    ledger.write(
        "applications.Counter",
        rows=len(years),
        procedure=procedure,
        fiscal_year=years.__getitem__,
        last=count,
    )
    ledger.write(
        "applications.Applicant",
        rows=count,
        application_id=made.__getitem__,
        name=name,
        kana="アオキ",
        address=town,
    )
    return made


def _steps(ledger: Ledger) -> None:
    every = ledger.of("applications.Application")
    count = ledger.count("applications.Step")
    ledger.write(
        "applications.Step",
        application_id=lambda n: every[n // 4 % len(every)],
        move=lambda n: _MOVES[n % 4],
        state=lambda n: _STATES[n % 4],
        at=lambda n: at(n, count),
        by="x",
    )


def _recorders(ledger: Ledger) -> None:
    count, devices = ledger.count("recorders.Loan"), ledger.count("recorders.Device")
    asked = _applications(ledger, "recorders", count)
    is_open = [n >= count - devices for n in range(count)]
    there = ledger.write(
        "recorders.Device",
        serial=lambda n: f"TR-{n:05}",
        model="A",
        state="lent",
        bought_on=lambda n: on(n, devices),
    )
    ledger.write(
        "recorders.Loan",
        application_id=asked.__getitem__,
        device_id=lambda n: there[n % devices],
        lent_on=lambda n: on(n, count),
        due_on=lambda n: on(n, count),
        ended_on=lambda n: None if is_open[n] else on(n, count),
        end=lambda n: "" if is_open[n] else "returned",
        effect=lambda n: "stopped" if n % 3 else "",
        effect_asked_on=lambda n: on(n, count) if n % 3 else None,
    )


def _supplies(ledger: Ledger) -> None:
    count = ledger.count("supplies.Supplied")
    groups = _applications(ledger, "supplies", max(FEWEST, -(-count // 4)))
    ledger.write(
        "supplies.Supplied",
        application_id=lambda n: groups[n % len(groups)],
        kind=lambda n: _KINDS[n // len(groups)],
        count=lambda n: n % 9 + 1,
        handed_over_on=lambda n: on(n % len(groups), len(groups)),
    )


def _grants(ledger: Ledger) -> None:
    count = ledger.count("camera_grants.Grant")
    bodies = _applications(ledger, "camera-grants", count)
    grants = ledger.write(
        "camera_grants.Grant",
        application_id=bodies.__getitem__,
        cost_yen=1_200_000,
        cameras=4,
        completed_on=lambda n: on(n, count),
        inspected_on=lambda n: on(n, count),
        paid_on=lambda n: on(n, count),
    )
    ledger.write(
        "camera_grants.Sum",
        grant_id=lambda n: grants[n % count],
        payer=lambda n: ("prefecture", "city", "group")[n // count],
        yen=400_000,
    )


def _cameras(ledger: Ledger) -> None:
    count = ledger.count("camera_grants.Camera")
    asked = ledger.count("camera_grants.Disclosure")
    stand = ledger.write(
        "camera_grants.Camera",
        code=lambda n: f"C-{n:04}",
        owner=lambda n: ("school_route", "public", "group")[n % 3],
        group=lambda n: f"{town(n)}町会" if n % 3 == 2 else "",
        place=town,
        manager="地域安全課",
        installed_on=lambda n: on(n, count),
    )
    ledger.write(
        "camera_grants.Disclosure",
        camera_id=lambda n: stand[n % count],
        asked_on=lambda n: on(n, asked),
        asked_by="ひばり警察署",
        ground="刑事訴訟法第197条第2項",
        pictures_from=lambda n: at(n, asked),
        pictures_to=lambda n: at(n, asked),
        outcome="given",
        decided_on=lambda n: on(n, asked),
        decided_by="x",
    )
