"""A million subscribers in the staff's list, and a surge of registrations."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.claims import Claim, Row
from benchmarks.subscribers.form_surge import form_surge
from benchmarks.subscribers.listing import listing
from benchmarks.subscribers.offices import offices
from benchmarks.subscribers.surge import surge


def _run() -> Iterator[Row]:
    for office in offices():
        with office as there:
            yield from listing(there)
            yield from surge(there)
            yield from form_surge(there)


CLAIM = Claim(
    name="subscribers",
    title="A million subscribers, and a surge of registrations",
    scene="An office for each database. The list is asked for as a browser of the "
    "staff does, middleware and template included, with 1,000,000 subscribers in "
    "it; the slowest of the pages named counts, each the best of five. The surge is "
    "6,000 empty mails handed by SMTP over four connections to `receive_mail`, beside "
    "the same million, while `tick` writes the letters: until the last waits in the "
    "ledger. Then 6,000 residents, a hundred a second by the clock, open the form, "
    "type for two seconds and send it, to three gunicorn workers as in the guide.",
    peers=(),
    run=_run,
)
