"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import NONE, WORKING

PERMISSIONS: dict[str, dict] = {
    "concerns:list": {"allowed": WORKING},
    "concerns:enter": {"allowed": WORKING},
    "concerns:figures": {"allowed": WORKING},
    "concerns:photo": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "concerns:one": {"allowed": WORKING, "found": 404, "with": NONE},
    "concerns:take": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "word": "close"},
    },
    "concerns:incidents": {"allowed": WORKING},
    "concerns:enter_incident": {"allowed": WORKING},
    "concerns:incident": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "concerns:correct_incident": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "concerns:withdraw_incident": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
}
