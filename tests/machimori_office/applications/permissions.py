"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import NONE, WORKING

PERMISSIONS: dict[str, dict] = {
    "applications:overview": {"allowed": WORKING},
    "applications:procedure": {"allowed": WORKING, "with": {"name": "recorders"}},
    "applications:enter": {"allowed": WORKING, "with": {"name": "recorders"}},
    "applications:blank_form": {"allowed": WORKING, "with": {"name": "recorders"}},
    "applications:one": {"allowed": WORKING, "found": 404, "with": NONE},
    "applications:correct": {"allowed": WORKING, "found": 404, "with": NONE},
    "applications:attach": {"allowed": WORKING, "found": 404, "with": NONE},
    "applications:take_away": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "applications:check_papers": {"allowed": WORKING, "found": 404, "with": NONE},
    "applications:find": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "condition": "x"},
    },
    "applications:take_on": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "word": "grant"},
    },
    "applications:write": {
        "all": 405,
        "anonymous": 405,
        "with": {**NONE, "occasion": "granted"},
    },
    "applications:crossed": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "number": 1},
    },
    "applications:letter": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "applications:paper": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
}
