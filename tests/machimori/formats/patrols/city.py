"""A made-up city's roster files: nine schools, members, cars."""

from __future__ import annotations

from pathlib import Path

CALENDAR = """\
title: 令和8年度 見守りの当番表
first_on: 2026-04-01
last_on: 2026-05-31
rules:
  - {kind: first-day, name: 始業式の一斉出動, days: first-days, begins: 7:30,
     all_cars: true}
  - {kind: morning, name: 登校の見守り, weekdays: [tue, thu], months: [4, 9],
     begins: 7:30}
  - {kind: morning, name: 登校の見守り, weekdays: [mon], begins: 7:30,
     months: [1, 2, 3, 5, 6, 7, 8, 10, 11, 12]}
  - {kind: afternoon, name: 下校の見守り, months: [4, 9], cars: 1,
     earliest: 12:30, latest: 15:30}
  - {kind: afternoon, name: 下校の見守り, weekdays: [tue, thu], cars: 1,
     earliest: 12:30, latest: 15:30, months: [1, 2, 3, 5, 6, 7, 8, 10, 11, 12]}
first_days: [2026-04-06, 2026-09-01]
school_holidays:
  - {first: 2026-04-01, last: 2026-04-05}
holidays: [2026-04-29, 2026-05-04, 2026-05-05, 2026-05-06]
cancelled: [2026-05-14]
places:
  - {id: east, name: 東小学校, posts: [[138.3005, 34.86]],
     ends: {mon: 14:30, tue: 14:45, wed: 13:30, thu: 14:45, fri: 14:30}}
  - {id: west, name: 西小学校,
     ends: {mon: 14:30, tue: 15:00, wed: 13:30, thu: 14:45, fri: 14:30}}
cars:
  - {id: car-1, name: 青パト1号}
  - {id: car-2, name: 青パト2号, away: [{first: 2026-05-11, last: 2026-05-15}]}
  - {id: car-3, name: 青パト3号}
"""


def build_roster(folder: Path, *, members: int = 20) -> tuple[Path, Path]:
    """Write the calendar, and the members in a file of their own."""
    calendar, people = folder / "calendar.yaml", folder / "members.yaml"
    calendar.write_text(CALENDAR, encoding="utf-8")
    rows = ["members:"]
    for number in range(members):
        serves = "" if number % 3 else ", serves: [east]"
        rows.append(
            f"  - {{id: m{number:02d}, name: 隊員{number + 1}, most_a_week: 2, "
            f"certified: [{{first: 2025-04-01, last: 2027-03-31}}]{serves}}}"
        )
    people.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return calendar, people
