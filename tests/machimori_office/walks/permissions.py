"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import NONE, WORKING

_WALK = {"allowed": WORKING, "found": 404, "with": {**NONE, "number": 1}}
_ROSTER = {"allowed": WORKING, "found": 404, "with": {"pk": 1}}

PERMISSIONS: dict[str, dict] = {
    "walks:list": {"allowed": WORKING},
    "walks:new_group_plan": {"allowed": WORKING},
    "walks:new_post_plan": {"allowed": WORKING},
    "walks:new_car_plan": {"allowed": WORKING},
    "walks:streets": {"allowed": WORKING},
    "walks:new_streets": {"allowed": WORKING},
    "walks:spots": {"allowed": WORKING},
    "walks:new_spot": {"allowed": WORKING},
    "walks:spot": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "walks:roster_gaps": _ROSTER,
    "walks:gap_map": {**_ROSTER, "with": {"pk": 1, "number": 1}},
    "walks:one": {"allowed": WORKING, "found": 404, "with": NONE},
    "walks:report": {"allowed": WORKING, "found": 404, "with": NONE},
    "walks:file": {
        "allowed": WORKING,
        "found": 404,
        "with": {**NONE, "name": "walks.gpx"},
    },
    "walks:give": {"allowed": WORKING, "found": 404, "with": NONE},
    "walks:take_back": {"allowed": WORKING, "found": 404, "with": NONE},
    "walks:walk": _WALK,
    "walks:map": _WALK,
    "walks:walked": _WALK,
    "walks:dropped": _WALK,
}
