"""Every list of the office, its search and its year, with ten years of a large city."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.claims import Claim, Row
from benchmarks.subscribers.offices import Office, offices

SUBSCRIBERS = 100_000
AT_MOST_S = 0.3


def _run() -> Iterator[Row]:
    for office in offices():
        with office as there:
            yield from _asked(there)


def _asked(office: Office) -> Iterator[Row]:
    office.ask("subscribers.filling", str(SUBSCRIBERS))
    rows = office.ask("lists.filling")
    for page, found in office.ask("lists.looking").items():
        yield Row(
            work=f"{office.database}: {page}",
            ours_s=found["seconds"],
            at_most_s=AT_MOST_S,
            accuracy=f"slowest: {found['slowest'] or 'as it opens'}",
            is_accurate=found["is_there"] and rows > 0,
        )


CLAIM = Claim(
    name="lists",
    title="Ten years of a city of 300,000",
    scene="An office for each database, with ten years of a city of 300,000: 20,000 "
    "loans, 21,000 applications, 2,000 alerts, 100,000 subscribers, 200,000 records, "
    "80,000 watches with their reports, 30,000 concerns, 20,000 lamps and cameras "
    "looked at, 20,000 tasks. Each list is asked for as a browser does, middleware "
    "and template included: as it opens, its tenth page, searched for words that are "
    "there and that are not, and by each filter; the slowest counts, each the best "
    "of three. Beside them Today, the one search, and the year's report.",
    peers=(),
    run=_run,
)
