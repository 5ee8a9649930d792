"""Ten years of a made-up city, duty by duty."""

from __future__ import annotations

from benchmarks.lists.city import (
    concerns,
    events,
    mail,
    places,
    support,
    walks,
    watches,
)
from benchmarks.lists.writing import Ledger

PARTS = (
    support.fill,
    mail.fill,
    places.fill,
    watches.fill,
    walks.fill,
    concerns.fill,
    events.fill,
)


def fill(ledger: Ledger) -> None:
    """Write every list there is."""
    for part in PARTS:
        part(ledger)
