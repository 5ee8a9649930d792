"""In a process of the office: ten years of a city of 300,000, as rows."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import django
from django.db import connection

AT_ONCE = 2000
BEGAN = date(2016, 11, 22)
DAYS = 3650
_NAMES = (
    "青木",
    "石川",
    "上野",
    "遠藤",
    "岡田",
    "加藤",
    "木下",
    "工藤",
    "小池",
    "近藤",
)
_GIVEN = ("ハナ", "正", "文子", "勝", "和子", "茂", "清", "節子")
_TOWNS = ("本町", "東町", "緑町", "貫井北町", "前原町", "中町", "桜町")


def on(n: int, of: int) -> date:
    """Spread `of` rows over the ten years."""
    return BEGAN + timedelta(days=n * DAYS // of)


def at(n: int, of: int) -> datetime:
    return datetime.combine(on(n, of), time(3), UTC)


def name(n: int) -> str:
    return f"{_NAMES[n % 10]} {_GIVEN[n // 10 % 8]}{n // 80}"


def town(n: int) -> str:
    return f"{_TOWNS[n % 7]}{n % 6 + 1}丁目{n % 20 + 1}"


def make(model: Any, of: int, fields: Callable[[int], dict[str, Any]]) -> list[Any]:
    """Write so many rows; return them."""
    made: list[Any] = []
    for begin in range(0, of, AT_ONCE):
        some = [model(**fields(n)) for n in range(begin, min(of, begin + AT_ONCE))]
        made += model.objects.bulk_create(some)
    return made


def main() -> None:
    django.setup()
    from django.apps import apps
    from django.db import transaction

    made = 0
    with transaction.atomic():
        for part in (support, mail, places, watches, concerns, events):
            made += part(lambda label: apps.get_model(label))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps(made))


def applications(of: Any, procedure: str, count: int) -> list[Any]:
    """Most are over; the newest are under way."""
    from machimori_office.web.years import fiscal_year

    def told(n: int) -> dict[str, Any]:
        is_new = n > count * 0.995
        then = at(n, count)
        return {
            "procedure": procedure,
            "fiscal_year": fiscal_year(on(n, count)),
            "number": n + 1,
            "state": "received" if is_new else "carried_out",
            "way": "paper",
            "received_at": then,
            "decided_at": None if is_new else then,
        }

    made = make(of("applications.Application"), count, told)
    make(
        of("applications.Applicant"),
        count,
        lambda n: {"application": made[n], "name": name(n), "address": town(n)},
    )
    return made


def support(of: Any) -> int:
    loans, devices, cameras = 20_000, 12_000, 3_000
    asked = applications(of, "recorders", loans)
    there = make(
        of("recorders.Device"),
        devices,
        lambda n: {"serial": f"TR-{n:05}", "model": "A", "state": "lent"},
    )
    make(
        of("recorders.Loan"),
        loans,
        lambda n: {
            "application": asked[n],
            "device": there[n % devices],
            "lent_on": on(n, loans),
            "ended_on": None if n >= loans - devices else on(n, loans),
            "end": "" if n >= loans - devices else "returned",
            "effect": "stopped" if n % 3 else "",
            "effect_asked_on": on(n, loans) if n % 3 else None,
        },
    )
    groups = applications(of, "supplies", 700)
    make(
        of("supplies.Supplied"),
        700 * 4,
        lambda n: {
            "application": groups[n // 4],
            "kind": ("vest", "armband", "cap", "clappers")[n % 4],
            "count": n % 9 + 1,
            "handed_over_on": on(n // 4, 700),
        },
    )
    bodies = applications(of, "camera-grants", 300)
    grants = make(
        of("camera_grants.Grant"),
        300,
        lambda n: {
            "application": bodies[n],
            "cost_yen": 1_200_000,
            "cameras": 4,
            "completed_on": on(n, 300),
            "inspected_on": on(n, 300),
            "paid_on": on(n, 300),
        },
    )
    make(
        of("camera_grants.Sum"),
        900,
        lambda n: {
            "grant": grants[n // 3],
            "payer": ("prefecture", "city", "group")[n % 3],
            "name": "",
            "yen": 400_000,
        },
    )
    stand = make(
        of("camera_grants.Camera"),
        cameras,
        lambda n: {
            "code": f"C-{n:04}",
            "owner": ("school_route", "public", "group")[n % 3],
            "group": f"{town(n)}町会" if n % 3 == 2 else "",
            "place": town(n),
            "manager": "地域安全課",
            "installed_on": on(n, cameras),
        },
    )
    make(
        of("camera_grants.Disclosure"),
        5_000,
        lambda n: {
            "camera": stand[n % cameras],
            "asked_on": on(n, 5_000),
            "asked_by": "ひばり警察署",
            "ground": "刑事訴訟法第197条第2項",
            "pictures_from": at(n, 5_000),
            "pictures_to": at(n, 5_000),
            "outcome": "given",
            "decided_on": on(n, 5_000),
            "decided_by": "x",
        },
    )
    return loans + devices + cameras


def mail(of: Any) -> int:
    count = 2_000
    kinds = ("city/phone/refund", "general/weather", "city/crime/burglary")
    staff = of("people.Staff").objects.create(
        login_name="writer",
        display_name="w",
        role="approver",
        organisation=of("people.Organisation").objects.create(name="ひばり市 課"),
    )
    messages = make(
        of("outbox.Message"),
        count,
        lambda n: {
            "purpose": "alert",
            "state": "finished",
            "created_at": at(n, count),
            "not_before": at(n, count),
            "accepted": 30_000,
            "total": 30_000,
        },
    )
    make(
        of("alerts.Alert"),
        count,
        lambda n: {
            "state": "sent",
            "category": kinds[n % 3],
            "subject": f"{town(n)}で不審な電話",
            "sheet": {},
            "line": uuid.UUID(int=n),
            "created_at": at(n, count),
            "changed_at": at(n, count),
            "approved_by": staff,
            "approved_at": at(n, count),
            "message": messages[n],
            "went_out_at": at(n, count),
        },
    )
    make(
        of("audit.Entry"),
        200_000,
        lambda n: {
            "sequence": n + 1,
            "at": at(n, 200_000),
            "actor": str(staff.pk),
            "action": "applications.receive",
            "object_kind": "application",
            "object_id": str(n),
            "reason": "arrived",
            "previous_hash": f"{n:064x}",
            "own_hash": f"{n + 1:064x}",
        },
    )
    return count


def recorded(of: Any, count: int, activity: str, duty: str) -> list[Any]:
    made = make(
        of("records.Record"),
        count,
        lambda n: {
            "activity": activity,
            "on": on(n, count),
            "by": "地域安全課" if n % 3 else "委託業者",
            "duty": duty,
            "about": str(n),
            "written_by": "x",
            "written_at": at(n, count),
        },
    )
    make(
        of("records.Subject"),
        count,
        lambda n: {"record": made[n], "subject": f"lamp-{n % 20_000}"},
    )
    return made


def places(of: Any) -> int:
    sites, fixtures, visits, tasks = 3_000, 20_000, 120_000, 20_000
    there = make(
        of("inspections.Site"),
        sites,
        lambda n: {"code": f"s{n}", "name": f"{town(n)}公園{n}", "keeper": "公園課"},
    )
    lamps = make(
        of("inspections.Fixture"),
        fixtures,
        lambda n: {
            "code": f"lamp-{n}",
            "round": "lamps",
            "where": town(n),
            "site": there[n % sites],
            "condition": "good",
            "seen_on": on(n, fixtures),
        },
    )
    records = recorded(of, visits, "check-lamp", "inspections")
    make(
        of("inspections.Visit"),
        visits,
        lambda n: {
            "key": uuid.uuid4(),
            "fixture": lamps[n % fixtures],
            "found": "good",
            "at": at(n, visits),
            "on": on(n, visits),
            "by": "x",
            "record": records[n],
        },
    )
    make(
        of("inspections.Task"),
        tasks,
        lambda n: {
            "site": there[n % sites],
            "origin": "finding",
            "criterion": f"c{n}",
            "element": f"e{n}",
            "what": "生垣を刈る",
            "who": "公園課",
            "due_on": on(n, tasks),
            "state": "open" if n > 0.99 * tasks else "done",
            "record": None if n > 0.99 * tasks else records[n],
            "opened_at": at(n, tasks),
        },
    )
    return visits


def watches(of: Any) -> int:
    schools, days = 40, 2_000
    shifts = schools * days
    there = make(
        of("patrols.School"),
        schools,
        lambda n: {"code": f"school-{n}", "name": f"第{n}小学校", "district": "honcho"},
    )
    members = make(
        of("patrols.Member"),
        1_500,
        lambda n: {"name": name(n), "section": "地域安全課", "joined_on": on(n, 1_500)},
    )
    make(
        of("patrols.PolicePaper"),
        1_500,
        lambda n: {
            "kind": "certificate",
            "member": members[n],
            "number": f"第{n}号",
            "area": "市内",
            "issued_on": on(n, 1_500),
            "holds_until": on(n, 1_500) + timedelta(days=365),
        },
    )
    held = make(
        of("patrols.Shift"),
        shifts,
        lambda n: {
            "kind": "morning",
            "on": BEGAN + timedelta(days=n // schools),
            "begins": time(7, 30),
            "ends": time(8, 30),
            "school": there[n % schools],
            "walkers": 2,
        },
    )
    make(
        of("patrols.Turn"),
        2 * shifts,
        lambda n: {"shift": held[n // 2], "member": members[n % 1_500]},
    )
    records = recorded(of, shifts, "patrol", "patrols")
    make(
        of("patrols.Report"),
        shifts,
        lambda n: {
            "shift": held[n],
            "on": held[n].on,
            "people": 2,
            "minutes": 60,
            "weather": "fine",
            "seen": "nothing",
            "record": records[n],
            "written_at": at(n, shifts),
        },
    )
    return shifts


def concerns(of: Any) -> int:
    from machimori_office.web.years import fiscal_year

    count = 30_000
    make(
        of("concerns.Concern"),
        count,
        lambda n: {
            "fiscal_year": fiscal_year(on(n, count)),
            "number": n + 1,
            "kind": "hedge",
            "by": "resident",
            "state": "received" if n > 0.999 * count else "closed",
            "text": "生垣が伸びて見通しが悪い",
            "place_text": town(n),
            "received_at": at(n, count),
        },
    )
    make(
        of("concerns.Incident"),
        count,
        lambda n: {
            "kind": "approach",
            "happened_on": on(n, count),
            "block": town(n),
            "source": "police",
            "entered_by": "x",
            "entered_at": at(n, count),
        },
    )
    return count


def events(of: Any) -> int:
    count = 200
    held = make(
        of("seminars.Seminar"),
        count,
        lambda n: {
            "title_ja": f"第{n}回 市民防犯講習会",
            "place_ja": "市民会館",
            "begins_at": at(n, count),
            "ends_at": at(n, count) + timedelta(hours=2),
            "signs_up_until": at(n, count),
            "capacity": 60,
            "state": "held",
        },
    )
    make(
        of("seminars.Participation"),
        40 * count,
        lambda n: {
            "seminar": held[n // 40],
            "name": name(n),
            "people": 1,
            "way": "web",
            "asked_at": at(n, 40 * count),
        },
    )
    return count


if __name__ == "__main__":
    main()
