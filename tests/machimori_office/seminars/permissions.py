"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import APPROVING, EVERYBODY, NONE, WORKING

PERMISSIONS: dict[str, dict] = {
    "seminars:seminars": {"allowed": EVERYBODY},
    "seminars:figures": {"allowed": EVERYBODY},
    "seminars:plan": {"allowed": WORKING},
    "seminars:one": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "seminars:change": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:publish": {"all": 405, "anonymous": 405, "with": NONE},
    "seminars:unpublish": {"all": 405, "anonymous": 405, "with": NONE},
    "seminars:call_off": {"allowed": APPROVING, "found": 404, "with": NONE},
    "seminars:enter": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:finish": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:hold": {"allowed": APPROVING, "found": 404, "with": NONE},
    "seminars:reopen": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:attendance": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:door": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:here": {"allowed": WORKING, "found": 404, "with": NONE},
    "seminars:party": {
        "all": 405,
        "anonymous": 405,
        "with": {**NONE, "word": "here"},
    },
    "seminars:walk_in": {"all": 405, "anonymous": 405, "with": NONE},
    "seminars:give_away": {"all": 405, "anonymous": 405, "with": NONE},
}
