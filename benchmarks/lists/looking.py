"""In a process of the office: ask for every list, Today, the search and the year."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import django

TIMES = 3
WORDS = ("青木", "TR-00777", "どこにもない言葉")
SOUGHT = ("青木 ハナ", "録8-19999", "TR-00777", "本町", "a777@ezweb.ne.jp", "ない言葉")


def main() -> None:
    django.setup()
    from django.conf import settings

    settings.SECOND_FACTOR_REQUIRED = False
    from benchmarks.subscribers.looking import signed_in

    browser = signed_in()
    answer = dict(_pages(browser))
    print(json.dumps(answer, ensure_ascii=False))


def _pages(browser: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "Today", _slowest({"": lambda: browser.get("/")})
    posts = {w: _post(browser, w) for w in SOUGHT}
    yield "the one search", _slowest(posts)
    yield "the year's report", _slowest({"": lambda: browser.get("/year/")})
    for address, found in _lists(browser):
        yield address, _slowest({q: _get(browser, address, q) for q in _ways(found)})


def _post(browser: Any, sought: str) -> Callable[[], Any]:
    return lambda: browser.post("/search/", {"sought": sought})


def _get(browser: Any, address: str, query: str) -> Callable[[], Any]:
    return lambda: browser.get(f"{address}?{query}")


def _ways(found: Any) -> list[str]:
    """The ways in which a list is asked for: pages, words, and each filter."""
    words = [f"q={quote(word)}" for word in WORDS] if found.is_searchable else []
    filters = [f"{f.name}={f.choices[0][0]}" for f in found.filters if f.choices]
    return ["", "page=10", *words, *filters]


def _slowest(ways: dict[str, Callable[[], Any]]) -> dict[str, Any]:
    taken = {way: _best_s(work) for way, work in ways.items()}
    slowest = max(taken, key=lambda way: taken[way])
    is_there = all(work().status_code == 200 for work in ways.values())
    return {"seconds": taken[slowest], "slowest": slowest, "is_there": is_there}


def _best_s(work: Callable[[], Any]) -> float:
    best = float("inf")
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return round(best, 4)


def _lists(browser: Any) -> list[tuple[str, Any]]:
    """Find the pages that show a list; only in tests do answers tell of that."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    from tests.machimori_office.test_lists import lists

    setup_test_environment()
    try:
        return list(lists(browser).items())
    finally:
        teardown_test_environment()


if __name__ == "__main__":
    main()
