"""Work that comes round by the clock."""

from __future__ import annotations

from django.apps import AppConfig


class Jobs(AppConfig):
    """Leases, alarms and the tick."""

    name = "machimori_office.jobs"
