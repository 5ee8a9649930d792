"""Who gets which page."""

from __future__ import annotations

from tests.machimori_office.people.roles import NONE, WORKING

PERMISSIONS: dict[str, dict] = {
    "recorders:devices": {"allowed": WORKING},
    "recorders:add": {"allowed": WORKING},
    "recorders:device": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:lend": {"allowed": WORKING, "found": 404, "with": NONE},
    "recorders:loans": {"allowed": WORKING},
    "recorders:loan": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:end": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:exchange": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:effect": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:paper": {"allowed": WORKING, "found": 404, "with": {"pk": 1}},
    "recorders:figures": {"allowed": WORKING},
}
