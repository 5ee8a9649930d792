"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import APPROVING, NONE, WORKING

PERMISSIONS: dict[str, dict] = {
    "analyses:list": {"allowed": WORKING},
    "analyses:incident_lists": {"allowed": WORKING},
    "analyses:new_list": {"allowed": WORKING},
    "analyses:incident_list": {"allowed": WORKING, "found": 404, "with": NONE},
    "analyses:new_hot_blocks": {"allowed": WORKING},
    "analyses:new_counts": {"allowed": WORKING},
    "analyses:new_effect": {"allowed": WORKING},
    "analyses:new_times": {"allowed": WORKING},
    "analyses:new_forecast": {"allowed": WORKING},
    "analyses:forecasts": {"allowed": WORKING},
    "analyses:ledger": {"allowed": WORKING},
    "analyses:forecast": {"allowed": WORKING, "found": 404, "with": {"number": 1}},
    "analyses:score": {"allowed": WORKING, "found": 404, "with": {"number": 1}},
    "analyses:new_safety_map": {"allowed": WORKING},
    "analyses:new_watch_gap": {"allowed": WORKING},
    "analyses:one": {"allowed": WORKING, "found": 404, "with": NONE},
    "analyses:report": {"allowed": WORKING, "found": 404, "with": NONE},
    "analyses:file": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "name": "counts.csv"},
    },
    "analyses:propose": {"allowed": WORKING, "found": 404, "with": NONE},
    "analyses:let_out": {"allowed": APPROVING, "found": 404, "with": NONE},
    "analyses:withdraw": {"allowed": WORKING, "found": 404, "with": NONE},
    "analyses:again": {"all": 405, "anonymous": 405, "with": NONE},
    "analyses:give_back": {"allowed": APPROVING, "found": 404, "with": NONE},
}
