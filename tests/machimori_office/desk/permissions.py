"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import (
    APPROVING,
    EVERYBODY,
    LEADING,
    NONE,
    WORKING,
)

PERMISSIONS: dict[str, dict] = {
    "desk:today": {"allowed": EVERYBODY},
    "desk:search": {"allowed": EVERYBODY},
    "desk:settings": {"allowed": EVERYBODY},
    "desk:year": {"allowed": EVERYBODY},
    "desk:year_note": {
        "allowed": LEADING,
        "with": {"year": 2026, "section": "recorders"},
    },
    "desk:year_close": {"allowed": LEADING, "with": {"year": 2025}},
    "desk:year_open": {"allowed": LEADING, "with": {"year": 2025}},
    "desk:lists": {"allowed": EVERYBODY},
    "desk:list": {"allowed": WORKING, "with": {"name": "recorders"}},
    "desk:list_example": {"allowed": WORKING, "with": {"name": "recorders"}},
    "desk:list_import": {
        "all": 405,
        "anonymous": 405,
        "with": {"name": "recorders"},
    },
    "desk:rules": {"allowed": EVERYBODY},
    "desk:rule": {"allowed": EVERYBODY, "with": {"name": "sending"}},
    "desk:edit_rule": {"allowed": APPROVING, "with": {"name": "sending"}},
    "desk:rule_version": {
        "allowed": EVERYBODY,
        "found": 404,
        "with": {"name": "sending", "pk": 1},
    },
    "desk:calendar": {"allowed": EVERYBODY},
    "desk:posters": {"allowed": WORKING},
    "desk:audit": {"allowed": LEADING},
    "delivery:list": {"allowed": EVERYBODY},
    "delivery:domain": {"allowed": EVERYBODY},
    "delivery:one": {"allowed": EVERYBODY, "with": NONE, "found": 404},
    "delivery:recipients": {"allowed": WORKING, "with": NONE, "found": 404},
    "delivery:proof": {"allowed": WORKING, "with": NONE, "found": 404},
    "desk:backups": {"allowed": LEADING},
    "desk:privacy": {"allowed": WORKING},
    "desk:privacy_person": {"allowed": LEADING},
    "desk:privacy_erase": {"all": 405, "anonymous": 405},
    "desk:privacy_leak": {"allowed": LEADING},
}
