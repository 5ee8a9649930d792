"""The staff's list with a million subscribers."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.claims import Row
from benchmarks.subscribers.offices import Office

PAGES = {
    "first page, and the 21st": ("", "page=21"),
    "search by address, beginning and domain": (
        "q=a777777@docomo.ne.jp",
        "q=a7777",
        "q=@docomo.ne.jp",
        "q=@rare.example",
    ),
    "filters: stopped, imported": ("state=stopped", "way=imported"),
}


def listing(office: Office) -> Iterator[Row]:
    """Fill the office, then time its list."""
    office.ask("subscribers.filling", "1000000")
    for pages, asked in PAGES.items():
        found = office.ask("subscribers.looking", *asked)
        yield Row(
            work=f"{office.database}: {pages}",
            ours_s=max(found["seconds"]),
            at_most_s=0.3,
            accuracy=f"rows shown: {found['rows']}",
            is_accurate=all(found["rows"]) and found["has_right_ones"],
        )
