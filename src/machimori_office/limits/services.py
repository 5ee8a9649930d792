"""Taking from a bucket that refills by the clock (a token bucket)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from machimori_office.limits.models import Bucket


@dataclass(frozen=True, kw_only=True)
class Limit:
    """So many in so long a time; who waits gets more.

    Parameters
    ----------
    name : str
        What is limited; each name has buckets of its own.
    times : int
        How many a full bucket gives at once.
    within : timedelta
        How long an empty bucket takes to be full again.
    """

    name: str
    times: int
    within: timedelta

    @property
    def refill_s(self) -> float:
        """How long one more takes to come."""
        return self.within.total_seconds() / self.times


# One statement, so that two processes never take the same last one. Of the address or
# telephone line only a keyed hash is kept.
_TAKE = """
INSERT INTO limits_bucket (key, full_at_s) VALUES (%(key)s, %(now)s + %(refill)s)
ON CONFLICT (key) DO UPDATE SET full_at_s = %(refill)s + CASE
    WHEN limits_bucket.full_at_s > %(now)s THEN limits_bucket.full_at_s
    ELSE %(now)s END
WHERE limits_bucket.full_at_s <= %(now)s + %(room)s
"""


def take(limit: Limit, who: str, *, at: datetime) -> bool:
    """Take one, and tell whether there was one.

    Parameters
    ----------
    limit : Limit
    who : str
        A mail address, a number of the internet, an id.
    at : datetime
    """
    # A millisecond of room for how numbers are rounded.
    room_s = limit.refill_s * (limit.times - 1) + 0.001
    given: dict[str, str | float] = {
        "key": _key(limit, who),
        "now": at.timestamp(),
        "refill": limit.refill_s,
        "room": room_s,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, given)
        return bool(cursor.rowcount == 1)


def forget_full(at: datetime) -> int:
    """Delete the buckets that are full: they say nothing any more."""
    deleted, _ = Bucket.objects.filter(full_at_s__lte=at.timestamp()).delete()
    return deleted


def _key(limit: Limit, who: str) -> str:
    digest = salted_hmac(f"limits.{limit.name}", who.lower(), algorithm="sha256")
    return digest.hexdigest()
