"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import APPROVING, EVERYBODY, NONE

PERMISSIONS: dict[str, dict] = {
    "places:districts": {"allowed": EVERYBODY},
    "places:add": {"allowed": APPROVING},
    "places:import": {"allowed": APPROVING},
    "places:look_at_import": {"allowed": APPROVING, "found": 404, "with": NONE},
    "places:edit": {"allowed": APPROVING, "found": 404, "with": {"code": "none"}},
}
