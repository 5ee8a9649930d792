"""In a process of the office: register a million, as quickly as its database can."""

from __future__ import annotations

import json
import sys

import django
from django.db import connection

_NUMBERS = {
    "sqlite": "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c "
    "WHERE n < {count}) SELECT n FROM c)",
    "postgresql": "(SELECT generate_series(1, {count}) AS n)",
}
# One in a thousand is stopped, one in a hundred thousand is of a rare domain.
_FILL = (
    """INSERT INTO outbox_address
    (id, address, key, domain, state, stopped_at, stopped_because, created_at)
    SELECT n, 'a' || n || '@' || d, 'a' || n || '@' || d, d,
        CASE WHEN n % 1000 = 0 THEN 'stopped' ELSE 'active' END,
        CASE WHEN n % 1000 = 0 THEN {now} ELSE NULL END, '', {now}
    FROM (SELECT n, CASE WHEN n % 100000 = 7 THEN 'rare.example'
        WHEN n % 3 = 0 THEN 'docomo.ne.jp' WHEN n % 3 = 1 THEN 'ezweb.ne.jp'
        ELSE 'i.softbank.jp' END AS d FROM {numbers} AS numbers) AS named""",
    """INSERT INTO subscriptions_subscriber
    (id, address_id, reads, wants_all_kinds, wants_all_areas, way, confirmed_at)
    SELECT n, n, 'ja', {true}, {true},
        CASE WHEN n % 50000 = 3 THEN 'imported' ELSE 'mail' END, {then}
    FROM {numbers} AS numbers""",
)
_WORDS = {
    "sqlite": {
        "now": "'2026-04-01 00:00:00'",
        "then": "datetime('2020-01-01', '+' || n || ' minutes')",
        "true": "1",
    },
    "postgresql": {
        "now": "timestamptz '2026-04-01 00:00:00+00'",
        "then": "timestamptz '2020-01-01 00:00:00+00' + n * interval '1 minute'",
        "true": "true",
    },
}


def main() -> None:
    django.setup()
    vendor, count = connection.vendor, int(sys.argv[1])
    numbers = _NUMBERS[vendor].format(count=count)
    with connection.cursor() as cursor:
        for statement in _FILL:
            cursor.execute(statement.format(numbers=numbers, **_WORDS[vendor]))
        if vendor == "postgresql":
            for table in ("outbox_address", "subscriptions_subscriber"):
                # Numbers go on after those given here.
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {count})"
                )
        cursor.execute("ANALYZE")
    print(json.dumps(count))


if __name__ == "__main__":
    main()
