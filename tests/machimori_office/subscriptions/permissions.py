"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import WORKING

PERMISSIONS: dict[str, dict] = {
    "subscriptions:subscribers": {"allowed": WORKING},
    "subscriptions:errors": {"allowed": WORKING},
    "subscriptions:address": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "subscriptions:resume": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "subscriptions:take_off": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
}
