"""In a process of the office: fill it, and ask for every list, Today, search and year.

First with a handful of each sort, which is taken back again, to count the queries;
then with the whole ten years.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import django

TIMES, SLOWEST = 3, 3
A_HANDFUL = 0.0005
WORDS = ("青木", "TR-00777", "本町2丁目", "どこにもない言葉")
SOUGHT = (
    "青木 ハナ",
    "録8-19999",
    "TR-00777",
    "本町",
    "a777@ezweb.ne.jp",
    "b",
    "ない言葉",
)
PUBLIC = (
    "/ja/",
    "/ja/alerts/",
    "/ja/alerts/?page=100",
    f"/ja/alerts/?q={quote('本町')}",
    f"/ja/alerts/?q={quote('どこにもない')}",
    "/ja/alerts/feed",
    "/ja/concerns/",
    "/ja/events/",
    "/ja/patrols/",
)


@dataclass(frozen=True)
class Asked:
    """A page in all the ways in which it is asked for."""

    page: str
    rows: int
    ways: Mapping[str, Callable[[], Any]]


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.db import connection, transaction

    from benchmarks.lists.city import fill
    from benchmarks.lists.writing import Ledger
    from benchmarks.subscribers.looking import signed_in

    settings.SECOND_FACTOR_REQUIRED = False
    browser = signed_in()
    with transaction.atomic():
        fill(Ledger(A_HANDFUL))
        few = {asked.page: _queries(asked) for asked in _pages(browser)}
        transaction.set_rollback(True)
    began, ledger = time.perf_counter(), Ledger(1)
    with connection.cursor() as cursor:
        # Planned while its tables were empty, PostgreSQL's check of each key would read
        # whole tables; SQLite checks the same rows when it commits.
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        with transaction.atomic():
            fill(ledger)
        if connection.vendor == "postgresql":
            cursor.execute("RESET session_replication_role")
            # As a database of ten years was: else it tidies up meanwhile.
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
    filled_s = time.perf_counter() - began
    print(f"{ledger.rows:,} rows in {filled_s:.0f} s", file=sys.stderr)
    pages = [_measured(a, few.get(a.page, -1)) for a in _pages(browser)]
    print(json.dumps({"rows": ledger.rows, "pages": pages}, ensure_ascii=False))


def _pages(browser: Any) -> Iterator[Asked]:
    from django.urls import reverse

    yield _page("Today", {"": lambda: browser.get("/")})
    yield _page("the one search", {w: _search(browser, w) for w in SOUGHT})
    yield _page("the year's report", {"": lambda: browser.get("/year/")})
    audit = {q: _get(browser, reverse("desk:audit"), q) for q in ("", "page=9000")}
    yield _page("the audit", audit)
    yield _page(
        "residents' pages, laid out anew", {a: _anew(browser, a) for a in PUBLIC}
    )
    for name, address, found in _lists(browser):
        rows = found.found.count()
        ways = {q: _get(browser, address, q) for q in _ways(found, rows)}
        yield Asked(name, rows, ways)
        excel = _get(browser, address, "as=excel")
        yield Asked(f"{name} (Excel)", min(rows, 100_000), {"as=excel": excel})


def _page(name: str, ways: Mapping[str, Callable[[], Any]]) -> Asked:
    return Asked(name, 0, ways)


def _search(browser: Any, sought: str) -> Callable[[], Any]:
    return lambda: browser.post("/search/", {"sought": sought})


def _get(browser: Any, address: str, query: str) -> Callable[[], Any]:
    return lambda: browser.get(f"{address}?{query}")


def _anew(browser: Any, address: str) -> Callable[[], Any]:
    from machimori_office.public_site import keeping

    def ask() -> Any:
        keeping.forget()
        return browser.get(address)

    return ask


def _ways(found: Any, rows: int) -> list[str]:
    """As it opens, far behind, at its end, by words, and by each choice there is."""
    last = max(1, -(-rows // 50))
    words = [f"q={quote(word)}" for word in WORDS] if found.is_searchable else []
    chosen = [f"{f.name}={value}" for f in found.filters for value, _ in f.choices]
    return ["", "page=10", f"page={last}", *words, *chosen]


def _queries(asked: Asked) -> int:
    """Return the queries of the page as it opens, once everything is known."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    opens = next(iter(asked.ways.values()))
    _read(opens())
    with CaptureQueriesContext(connection) as captured:
        _read(opens())
    return sum(query["sql"].startswith("SELECT") for query in captured)


def _measured(asked: Asked, few: int) -> dict[str, Any]:
    """Ask in every way once, and in the slowest of them again; the best of each."""
    is_there, once = True, {}
    for way, work in asked.ways.items():
        once[way] = _taken(work)
        is_there &= once[way][2]
    slowest = sorted(once, key=lambda way: once[way][0])[-SLOWEST:]
    best = {}
    for way in slowest:
        runs = [once[way], *(_taken(asked.ways[way]) for _ in range(TIMES - 1))]
        best[way] = min(runs)
    worst = max(best, key=lambda way: best[way][0])
    wall_s, processor_s, _ = best[worst]
    said = {
        "page": asked.page,
        "seconds": round(wall_s, 4),
        "processor_s": round(processor_s, 4),
        "slowest": worst,
        "rows": asked.rows,
        "queries": _queries(asked),
        "queries_with_few": few,
        "is_there": is_there,
    }
    print(json.dumps(said, ensure_ascii=False), file=sys.stderr, flush=True)
    return said


def _taken(work: Callable[[], Any]) -> tuple[float, float, bool]:
    wall, processor = time.perf_counter(), time.process_time()
    answer = work()
    is_there = answer.status_code == 200 and _read(answer) > 0
    return time.perf_counter() - wall, time.process_time() - processor, is_there


def _read(answer: Any) -> int:
    content = answer.streaming_content if answer.streaming else [answer.content]
    return sum(map(len, content))


def _lists(browser: Any) -> Iterator[tuple[str, str, Any]]:
    """Find the pages that show a list; only in tests do answers tell of that."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    from tests.machimori_office.test_lists import lists, shown

    setup_test_environment()
    try:
        found = lists(browser)
        of_one = {name: (a, shown(browser, a)) for name, a in _of_one().items()}
    finally:
        teardown_test_environment()
    yield from ((address, address, list_) for address, list_ in found.items())
    yield from ((name, address, list_) for name, (address, list_) in of_one.items())


def _of_one() -> dict[str, str]:
    """The lists that belong to one thing: of the newest."""
    from django.apps import apps
    from django.urls import reverse

    mails = apps.get_model("outbox.Message").objects.filter(purpose="alert")
    contest = apps.get_model("contests.Contest").objects.order_by("-number")[0]
    newest = mails.order_by("-created_at")[0]
    return {
        "an alert's recipients": reverse("delivery:recipients", args=[newest.uuid]),
        "a contest's entries": reverse("contests:entries", args=[contest.pk]),
    }


if __name__ == "__main__":
    main()
