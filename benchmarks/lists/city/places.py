"""Places, what rounds come by, tasks, self-checks, decisions, and the analyses."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from benchmarks.lists.city.people import at, name, on, town
from benchmarks.lists.writing import Ledger

_ROUNDS = ("lamps", "lamps", "lamps", "cameras", "bells", "hedges")


def fill(ledger: Ledger) -> None:
    """Write what was inspected and found."""
    count = ledger.count("inspections.Fixture")
    sites = ledger.write(
        "inspections.Site",
        code=lambda n: f"s{n}",
        name=lambda n: f"{town(n)}公園{n}",
        keeper="公園課",
    )
    fixtures = ledger.write(
        "inspections.Fixture",
        code=lambda n: f"lamp-{n}",
        round=lambda n: _ROUNDS[n % 6],
        where=town,
        site_id=lambda n: sites[n % len(sites)],
        condition=lambda n: "fine" if n % 50 else "broken",
        seen_on=lambda n: on(count * 9 + n, count * 10),
    )
    records = _visits(ledger, fixtures)
    _tasks(ledger, sites, records)
    _self_checks(ledger, sites)
    _decisions(ledger, sites)
    _analyses(ledger)


def write_records(ledger: Ledger, count: int, activity: str, duty: str) -> list[Any]:
    """Write records of a duty, each about one place."""
    made = ledger.write(
        "records.Record",
        rows=count,
        activity=activity,
        on=lambda n: on(n, count),
        by=lambda n: "地域安全課" if n % 3 else "委託業者",
        duty=duty,
        about=str,
        written_by="x",
        written_at=lambda n: at(n, count),
    )
    ledger.write(
        "records.Subject",
        rows=count,
        record_id=made.__getitem__,
        subject=lambda n: f"lamp-{n % 20_000}",
    )
    return made


def _visits(ledger: Ledger, fixtures: list[Any]) -> list[Any]:
    count = ledger.count("inspections.Visit")
    records = write_records(ledger, count, "inspect-lamps", "inspections")
    ledger.write(
        "inspections.Visit",
        key=lambda _: uuid.uuid4(),
        fixture_id=lambda n: fixtures[n % len(fixtures)],
        found=lambda n: "fine" if n % 6 else "broken",
        at=lambda n: at(n, count),
        on=lambda n: on(n, count),
        by="x",
        record_id=records.__getitem__,
    )
    return records


def _tasks(ledger: Ledger, sites: list[Any], records: list[Any]) -> None:
    count = ledger.count("inspections.Task")
    is_open = [n > 0.99 * count for n in range(count)]
    ledger.write(
        "inspections.Task",
        site_id=lambda n: sites[n % len(sites)],
        origin="finding",
        criterion=lambda n: f"c{n}",
        element=lambda n: f"e{n}",
        what="生垣を刈る",
        who=lambda n: ("公園課", "道路管理課", "学校施設課")[n % 3],
        due_on=lambda n: on(n, count),
        state=lambda n: "open" if is_open[n] else "done",
        record_id=lambda n: None if is_open[n] else records[n % len(records)],
        opened_at=lambda n: at(n, count),
        closed_at=lambda n: None if is_open[n] else at(n, count),
    )


def _self_checks(ledger: Ledger, sites: list[Any]) -> None:
    """Three in ten wait for their owner or were asked back; the others hold or held."""
    count = ledger.count("inspections.SelfCheck")
    questions = [{"id": f"q{n}", "ja": "見通しはよいか。" * 4} for n in range(20)]
    is_in = [n % 10 > 2 for n in range(count)]
    ledger.write(
        "inspections.SelfCheck",
        code=lambda n: f"{n:04X}-{n % 9999:04}",
        site_id=lambda n: sites[n % len(sites)],
        place="entrance",
        instrument="tokyo-housing",
        title_ja="住宅における犯罪の防止に関する指針",
        title_en="Guideline for homes",
        questions=questions,
        owner=name,
        state=lambda n: "accepted" if is_in[n] else ("asked", "returned")[n % 2],
        due_on=lambda n: on(n, count),
        asked_by="x",
        asked_at=lambda n: at(n, count),
        signed_by=lambda n: name(n) if is_in[n] else "",
        signed_at=lambda n: at(n, count) if is_in[n] else None,
        holds_until=lambda n: on(n, count) + timedelta(days=1095) if is_in[n] else None,
    )


def _decisions(ledger: Ledger, sites: list[Any]) -> None:
    count = ledger.count("inspections.SiteDecision")
    ledger.write(
        "inspections.SiteDecision",
        site_id=lambda n: sites[n % len(sites)],
        kind=lambda n: ("exclude", "need", "no_need")[n % 3],
        criterion=lambda n: f"c{n}",
        subject=lambda n: f"e{n}",
        says_ja="見通しを妨げない高さに剪定する。",
        says_en="Keep it low enough to see over.",
        ground=lambda n: "" if n % 3 else "law",
        reason="文化財のため",
        decided_by="地域安全課長",
        decided_on=lambda n: on(n, count),
        review_on=lambda n: on(n, count) + timedelta(days=365),
        withdrawn_at=lambda n: at(n, count) if n % 4 == 0 else None,
        written_at=lambda n: at(n, count),
    )


def _analyses(ledger: Ledger) -> None:
    """Their material is large, and no list may read it."""
    lists, count = (
        ledger.count("analyses.IncidentList"),
        ledger.count("analyses.Analysis"),
    )
    kept = ledger.write(
        "analyses.IncidentList",
        name=lambda n: f"{on(n, lists):%Y-%m} 犯罪オープンデータ",
        publisher="警視庁",
        first_on=lambda n: on(n, lists),
        last_on=lambda n: on(n, lists),
        packed=b"\0" * 100_000,
        count=250,
        made_by="x",
        made_at=lambda n: at(n, lists),
    )
    made = ledger.write(
        "analyses.Analysis",
        kind=lambda n: ("hot-blocks", "counts")[n % 2],
        title=lambda n: f"{on(n, count):%Y-%m-%d} 集計",
        incidents_id=lambda n: kept[n % lists],
        material=b"\0" * 50_000,
        state="done",
        asked_by="x",
        asked_at=lambda n: at(n, count),
        finished_at=lambda n: at(n, count),
    )
    _forecasts(ledger, made, kept)


def _forecasts(ledger: Ledger, analyses: Sequence[Any], lists: Sequence[Any]) -> None:
    count = ledger.count("analyses.SealedForecast")
    sealed = ledger.write(
        "analyses.SealedForecast",
        analysis_id=lambda n: analyses[n],
        first_on=lambda n: on(n, count),
        last_on=lambda n: on(n, count),
        entry=lambda n: _entry(n, on(n, count)),
        sha256=lambda n: f"{n:064x}",
        sealed_at=lambda n: at(n, count),
    )
    ledger.write(
        "analyses.ForecastScore",
        forecast_id=lambda n: sealed[n % count],
        incidents_id=lambda n: lists[n % len(lists)],
        outcome={"lost": 0, "by_size": {"blocks": _ACCURACY}},
        scored_by="x",
        scored_at=lambda n: at(n, count),
    )


def _entry(number: int, day: date) -> dict[str, Any]:
    """A line of the ledger, of a city of 300 blocks."""
    places = [f"{block:09d}" for block in range(300)]
    forecast = {
        **dict.fromkeys(("first_on", "last_on", "seen_until"), str(day)),
        "kinds": [],
        "rule": "counts, 5 %",
        "places": places,
        "named": places[:15],
    }
    sealed_at = f"{day}T10:00:00+09:00"
    follows, own = f"{number - 1:064x}" if number else "0" * 64, f"{number:064x}"
    said = {"forecast": forecast, "follows": follows, "sha256": own}
    return {"number": number + 1, "sealed_at": sealed_at, **said}


_ACCURACY = {"caught": 9, "missed": 30, "empty": 8, "share": 0.05, "best": 21.0}
