"""What residents reported, and what the police passed on."""

from __future__ import annotations

from benchmarks.lists.city.people import at, on, town
from benchmarks.lists.writing import Ledger
from machimori_office.web.years import fiscal_year

_KINDS = ("hedge", "lamp", "person", "other")


def fill(ledger: Ledger) -> None:
    """Write concerns, most of them closed, and incidents."""
    count = ledger.count("concerns.Concern")
    known = ledger.count("concerns.Incident")
    is_new = [n > 0.999 * count for n in range(count)]
    ledger.write(
        "concerns.Concern",
        fiscal_year=lambda n: fiscal_year(on(n, count)),
        number=lambda n: n + 1,
        kind=lambda n: _KINDS[n % 4],
        by=lambda n: ("resident", "patrol", "staff")[n % 3],
        state=lambda n: "received" if is_new[n] else "closed",
        text="生垣が伸びて見通しが悪い。夜は人がいても見えない。",
        place_text=town,
        received_at=lambda n: at(n, count),
        answered_at=lambda n: None if is_new[n] else at(n, count),
        ended_at=lambda n: None if is_new[n] else at(n, count),
        published_at=lambda n: at(n, count) if n % 10 == 0 else None,
    )
    ledger.write(
        "concerns.Incident",
        kind=lambda n: ("purse_snatching", "theft_from_vehicle")[n % 2],
        happened_on=lambda n: on(n, known),
        hour=lambda n: n % 24,
        block=town,
        source="警視庁",
        entered_by="x",
        entered_at=lambda n: at(n, known),
    )
