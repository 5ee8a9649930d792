"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import APPROVING, NONE, WORKING

PERMISSIONS: dict[str, dict] = {
    "camera_grants:grant": {"allowed": WORKING, "found": 404, "with": NONE},
    "camera_grants:sums": {"allowed": APPROVING, "found": 404, "with": NONE},
    "camera_grants:complete": {"allowed": WORKING, "found": 404, "with": NONE},
    "camera_grants:inspect": {"allowed": WORKING, "found": 404, "with": NONE},
    "camera_grants:pay": {"allowed": APPROVING, "found": 404, "with": NONE},
    "camera_grants:cameras": {"allowed": WORKING},
    "camera_grants:grants": {"allowed": WORKING},
    "camera_grants:disclosures": {"allowed": WORKING},
    "camera_grants:new_camera": {"allowed": WORKING},
    "camera_grants:camera": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "camera_grants:change_camera": {
        "allowed": WORKING,
        "found": 404,
        "with": {"pk": 1},
    },
    "camera_grants:disclose": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "camera_grants:explained": {"allowed": WORKING},
    "camera_grants:figures": {"allowed": WORKING},
}
