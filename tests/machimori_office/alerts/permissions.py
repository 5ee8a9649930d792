"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import EVERYBODY, LEADING, NONE, WORKING

PERMISSIONS: dict[str, dict] = {
    "alerts:list": {"allowed": EVERYBODY},
    "alerts:figures": {"allowed": EVERYBODY},
    "alerts:new": {"allowed": WORKING},
    "alerts:arrivals": {"allowed": WORKING},
    "alerts:one": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "alerts:edit": {"allowed": WORKING, "found": 404, "with": NONE},
    "alerts:approve": {"allowed": WORKING, "found": 404, "with": NONE},
    "alerts:countdown": {"allowed": WORKING, "found": 404, "with": NONE},
    "alerts:consent": {"allowed": WORKING, "found": 404, "with": NONE},
    "alerts:review": {"allowed": LEADING, "found": 404, "with": NONE},
    "alerts:follow": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "relation": "corrects"},
    },
    "alerts:steer": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "step": "hold"},
    },
    "alerts:from_incident": {"all": 405, "anonymous": 405, "with": {"pk": 1}},
}
