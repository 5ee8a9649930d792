"""In a process of the office: take over a city's Excel lists of 5,000 rows each."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Sequence
from typing import Any

import django

ROWS = 5_000
NAMES = ("recorders", "records", "cameras", "supplies", "patrol-members")
OWN = {"name", "number", "serial", "code", "group", "subjects"}
"""Columns in which each row says something of its own."""


def main() -> None:
    django.setup()
    print(json.dumps({name: _taken_over(name) for name in NAMES}))


def _taken_over(name: str) -> dict[str, Any]:
    """Return how long the dry run took, and taking over. [s]"""
    from django.utils import timezone

    from machimori_office.desk.lists.reading import read_list
    from machimori_office.desk.lists.trying import lists, take_over, try_out
    from machimori_office.web.lists import How

    about, now = lists()[name], timezone.now()
    content = _workbook(about.columns())
    began = time.perf_counter()
    read = read_list(content, name="list.xlsx", columns=about.columns())
    found = try_out(about, read, on=now.date())
    tried = time.perf_counter()
    # The page sends the file a second time, as it was looked at.
    again = read_list(content, name="list.xlsx", columns=about.columns())
    how = How(actor="bench", reason="the former list", at=now)
    counts = take_over(about, again, seen=found.mark, how=how, on=now.date())
    return {
        "tried_s": tried - began,
        "taken_s": time.perf_counter() - tried,
        "new": counts[next(what for what in counts if what == "new")],
    }


def _workbook(columns: Sequence[Any]) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("一覧")
    page.write_row(0, 0, [column.heads[0] for column in columns])
    for n in range(ROWS):
        own = {c.name: f"新{c.example}{n}" for c in columns if c.name in OWN}
        page.write_row(n + 1, 0, [own.get(c.name, c.example) for c in columns])
    book.close()
    return target.getvalue()


if __name__ == "__main__":
    main()
