"""Plans of walks for residents' groups, with the maps and places they are made of."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from benchmarks.lists.city.people import at, on, town
from benchmarks.lists.writing import Ledger


def fill(ledger: Ledger) -> None:
    """Write plans, and what was walked by them."""
    maps, plans = ledger.count("walks.Streets"), ledger.count("walks.Plan")
    groups, streets = ledger.of("patrols.Group"), _streets(ledger, maps)
    made = ledger.write(
        "walks.Plan",
        kind="group",
        title=lambda n: f"{on(n, plans):%Y年度} 巡回計画",
        group_id=lambda n: groups[n % len(groups)],
        streets_id=lambda n: streets[n % maps],
        first_on=lambda n: on(n, plans),
        last_on=lambda n: on(n, plans) + timedelta(days=365),
        state="done",
        asked_by="x",
        asked_at=lambda n: at(n, plans),
        given_at=lambda n: at(n, plans),
    )
    ledger.write(
        "walks.Walk",
        plan_id=lambda n: made[n % plans],
        number=lambda n: n // plans + 1,
        walker="みまもり隊",
        on=lambda n: on(n % plans, plans) + timedelta(days=n // plans * 15),
        begins=time(15),
        ends=time(16),
        length_m=2_400.0,
    )


def _streets(ledger: Ledger, maps: int) -> list[Any]:
    ledger.write(
        "walks.Spot",
        name=lambda n: f"{town(n)}交差点",
        lon=139.5,
        lat=35.7,
        reason="下校の時間に人通りが少ない",
    )
    return ledger.write(
        "walks.Streets",
        name=lambda n: f"道路網 {on(n, maps):%Y-%m}",
        file_name="streets.geojson",
        packed=b"\0" * 100_000,
        segments=9_000,
        length_km=700.0,
        made_by="x",
        made_at=lambda n: at(n, maps),
    )
