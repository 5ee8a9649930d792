"""Every list of the office, its search and its year, with ten years of a large city."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from benchmarks.claims import Claim, Row
from benchmarks.lists.importing import ROWS
from benchmarks.subscribers.offices import Office, on_postgresql, on_sqlite

AT_MOST_S = 0.3
EXCEL_WITHIN_S = 30.0


def _run(opened: Callable[[], AbstractContextManager[Office]]) -> Iterator[Row]:
    with opened() as office:
        yield from _asked(office)
        yield from _taken_over(office)


def _asked(office: Office) -> Iterator[Row]:
    for found in office.ask("lists.measuring")["pages"]:
        # What is due, or of which kinds something is found, is no list.
        is_list = found["rows"] > 0
        has_same_queries = found["queries"] == found["queries_with_few"] or not is_list
        is_excel = found["slowest"] == "as=excel"
        yield Row(
            work=found["page"],
            ours_s=found["seconds"],
            at_most_s=EXCEL_WITHIN_S if is_excel else AT_MOST_S,
            accuracy=_said(found),
            is_accurate=found["is_there"] and (has_same_queries or is_excel),
        )


def _taken_over(office: Office) -> Iterator[Row]:
    for name, took in office.ask("lists.importing").items():
        yield Row(
            work=f"5,000 rows of Excel taken over: {name}",
            ours_s=took["taken_s"],
            at_most_s=EXCEL_WITHIN_S,
            accuracy=f"{took['new']:,} new; dry run before {took['tried_s']:.1f} s",
            is_accurate=took["new"] == ROWS,
        )


def _said(found: dict[str, Any]) -> str:
    rows = f"{found['rows']:,} rows; " if found["rows"] else ""
    queries = f"queries: {found['queries']}, with few rows {found['queries_with_few']}"
    slowest = f"slowest: {found['slowest'] or 'as it opens'}"
    return f"{rows}{queries}; processor {found['processor_s']} s; {slowest}"


def _claim(
    database: str, opened: Callable[[], AbstractContextManager[Office]]
) -> Claim:
    return Claim(
        name=f"lists-{database.lower()}",
        title=f"Ten years of a city of 300,000, on {database}",
        scene="An office with ten years of a city of 300,000: how many rows of each "
        "sort, and on what ground, `benchmarks/lists/sizes.py` says. Each list is "
        "asked for as a browser does, middleware and template included: as it opens, "
        "its tenth page, its last, searched for words that are there and that are "
        "not, and by every choice of every filter; the slowest counts, each the best "
        "of three. Queries are those of the page as it opens, beside those of an "
        "office that has a handful of rows: they must be the same (an Excel list "
        "reads its rows in portions). Beside the lists Today, the one search, the "
        "year's report, the audit, residents' pages laid out anew, and Excel lists "
        "of up to 100,000 rows written and of 5,000 rows taken over.",
        peers=("django",),
        run=lambda: _run(opened),
    )


CLAIMS = (_claim("SQLite", on_sqlite), _claim("PostgreSQL", on_postgresql))
