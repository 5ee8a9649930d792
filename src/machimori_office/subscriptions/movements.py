"""Counting who came and who went, by day: numbers that outlive the addresses."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection

from machimori_office.subscriptions.models import Movement
from machimori_office.web.words import JST

# One statement: two processes that count at once both count.
_COUNT = """
INSERT INTO subscriptions_movement ("on", what, way, count)
VALUES (%(on)s, %(what)s, %(way)s, %(more)s)
ON CONFLICT ("on", what, way)
DO UPDATE SET count = subscriptions_movement.count + %(more)s
"""


def count(what: Movement.What, *, way: str, at: datetime, more: int = 1) -> None:
    """Count a step of one or more subscribers on the day of an instant.

    Parameters
    ----------
    what : Movement.What
    way : str
        How they came or went: a code of `Subscriber.Way`, or ``one_click``, ``page``,
        ``complaint``, ``staff``.
    at : datetime
    more : int
    """
    given: dict[str, str | int | date] = {
        "on": at.astimezone(JST).date(),
        "what": what.value,
        "way": way,
        "more": more,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, given)
