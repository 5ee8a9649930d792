"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import APPROVING, EVERYBODY, NONE, WORKING

PERMISSIONS: dict[str, dict] = {
    "contests:contests": {"allowed": EVERYBODY},
    "contests:figures": {"allowed": EVERYBODY},
    "contests:plan": {"allowed": WORKING},
    "contests:one": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "contests:change": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:step": {
        "all": 405,
        "anonymous": 405,
        "with": {**NONE, "word": "publish"},
    },
    "contests:entries": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:enter": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:form": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:entry": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:turn": {
        "all": 405,
        "anonymous": 405,
        "with": {**NONE, "word": "withdraw"},
    },
    "contests:picture": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:certificate": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:judges": {"allowed": WORKING, "found": 404, "with": NONE},
    "contests:remove_judge": {"allowed": APPROVING, "found": 404, "with": NONE},
    "contests:outcome": {"allowed": APPROVING, "found": 404, "with": NONE},
}
