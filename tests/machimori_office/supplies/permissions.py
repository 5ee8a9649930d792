"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import NONE, WORKING

PERMISSIONS: dict[str, dict] = {
    "supplies:stock": {"allowed": WORKING},
    "supplies:count": {"allowed": WORKING, "with": {"kind": "vest"}},
    "supplies:hand_over": {"allowed": WORKING, "found": 404, "with": NONE},
    "supplies:given": {"allowed": WORKING},
    "supplies:figures": {"allowed": WORKING},
}
