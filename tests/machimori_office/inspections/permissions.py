"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import APPROVING, EVERYBODY, NONE, WORKING

PERMISSIONS: dict[str, dict] = {
    "inspections:sites": {"allowed": EVERYBODY},
    "inspections:new_site": {"allowed": WORKING},
    "inspections:tasks": {"allowed": EVERYBODY},
    "inspections:task": {"allowed": EVERYBODY, "found": 404, "with": {"pk": 1}},
    "inspections:finish": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "inspections:drop": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "inspections:new_task": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "inspections:assessment": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "inspections:report": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "inspections:site": {"allowed": EVERYBODY, "found": 404, "with": {"code": "x"}},
    "inspections:new_scene": {"allowed": WORKING, "found": 404, "with": {"code": "x"}},
    "inspections:figures": {"allowed": EVERYBODY},
    "inspections:photo": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:reassign": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "inspections:task_of_concern": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:decide": {"allowed": APPROVING, "found": 404, "with": {"pk": 1}},
    "inspections:decisions": {"allowed": EVERYBODY},
    "inspections:decision": {"allowed": EVERYBODY, "found": 404, "with": {"pk": 1}},
    "inspections:renew": {"allowed": APPROVING, "found": 404, "with": {"pk": 1}},
    "inspections:withdraw_decision": {
        "allowed": APPROVING,
        "found": 404,
        "with": {"pk": 1},
    },
    "inspections:export_decisions": {
        "allowed": EVERYBODY,
        "found": 404,
        "with": {"code": "x"},
    },
    "inspections:camera_picture": {
        "allowed": EVERYBODY,
        "found": 404,
        "with": {"code": "x", "element": "x"},
    },
    "inspections:self_checks": {"allowed": EVERYBODY},
    "inspections:self_check": {"allowed": EVERYBODY, "found": 404, "with": NONE},
    "inspections:find_by_code": {"allowed": WORKING},
    "inspections:ask": {"allowed": WORKING, "found": 404, "with": {"code": "x"}},
    "inspections:accept": {"all": 405, "anonymous": 405, "with": NONE},
    "inspections:ask_again": {"all": 405, "anonymous": 405, "with": NONE},
    "inspections:give_back": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:withdraw_check": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:on_paper": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:type_in": {"allowed": WORKING, "found": 404, "with": NONE},
    "inspections:rounds": {"allowed": EVERYBODY},
    "inspections:add_fixture": {"allowed": WORKING},
    "inspections:fixture": {"allowed": EVERYBODY, "found": 404, "with": {"pk": 1}},
    "inspections:take_out": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "inspections:walk": {"allowed": WORKING, "with": {"name": "lamps"}},
    "inspections:visit": {
        "all": 405,
        "anonymous": 405,
        "with": {"name": "lamps", "pk": 1},
    },
    "inspections:assess": {"all": 405, "anonymous": 405, "with": {"code": "x"}},
}
