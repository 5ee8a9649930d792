"""Who gets which page."""

from __future__ import annotations

PERMISSIONS: dict[str, dict] = {
    "demo:mails": {"all": 200, "anonymous": 200},
    "demo:write": {"all": 200, "anonymous": 200},
    "demo:mail": {"all": 404, "anonymous": 404, "with": {"name": "x"}},
    "demo:send_back": {"all": 405, "anonymous": 405, "with": {"name": "x"}},
}
