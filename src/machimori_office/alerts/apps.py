"""Safety mail, from draft to archive."""

from __future__ import annotations

from django.apps import AppConfig


class Alerts(AppConfig):
    """Holds the alerts."""

    name = "machimori_office.alerts"
