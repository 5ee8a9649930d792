"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import EVERYBODY, NONE, WORKING

PERMISSIONS: dict[str, dict] = {
    "records:records": {"allowed": EVERYBODY},
    "records:export": {"allowed": EVERYBODY},
    "records:record": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "records:enter": {"allowed": WORKING},
    "records:put_right": {"allowed": WORKING, "found": 404, "with": NONE},
    "records:withdraw": {"allowed": WORKING, "found": 404, "with": NONE},
}
